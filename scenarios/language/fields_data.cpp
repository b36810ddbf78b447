// The table of the language: data, how they are kept, lost and brought back.
#include "scenarios/language/field_table.h"

namespace nines::scenarios {

namespace {

Section data_section() {
  return {
      "data set",
      "The data of a service. They are lost when each member of the service has lost what was on it (see `loses data` "
      "of "
      "failures), when the traffic moves to a service without a copy, or by corruption; then the service is down until "
      "they "
      "have been restored, which brings back what the newest usable backup holds.",
      {
          {.name = "of",
           .type = FieldType::reference,
           .of = "service",
           .required = true,
           .description =
               "Whose they are: its nodes each have a copy or, of one that `prefers` others, the nodes of the one in "
               "use do.",
           .example = "shop"},
          {.name = "in parts",
           .type = FieldType::boolean,
           .default_text = "false",
           .description =
               "Each node has a part of them, not a copy, as of a training job: they are lost with the first part that "
               "is.",
           .example = "true"},
          {.name = "size",
           .type = FieldType::text,
           .of = "bytes",
           .description = "How much there is to be restored, where a store has a bandwidth.",
           .example = "1 TB"},
          {.name = "changes",
           .type = FieldType::text,
           .of = "byte rate",
           .description =
               "What is written: so much is in an incremental backup, and is lost with the time that is lost.",
           .example = "40 GB per day"},
          {.name = "backups",
           .type = FieldType::sections,
           .of = "backup",
           .description =
               "Backups that are taken again and again, by names of your own. One full backup of each is there at "
               "the start.",
           .example = "{nightly: {every: 1 d, takes: 2 h}}"},
          {.name = "replication",
           .type = FieldType::section,
           .of = "replication",
           .description =
               "Of a service that `prefers` others: each of these has a copy, which takes over when the traffic "
               "goes there. Without it, they begin with a restore.",
           .example = "exponential 5 s"},
          {.name = "corruption",
           .type = FieldType::section,
           .of = "corruption",
           .description = "Errors that spoil the data with all copies, and all backups from then on.",
           .example = "{every: exponential 2 years, noticed after: exponential 1 d}"},
          {.name = "log",
           .type = FieldType::section,
           .of = "change log",
           .description = "Changes since the last backup are kept elsewhere and are done again after a restore: then "
                          "nothing is lost but what was changed since a corruption.",
           .example = "{replay: 20 %}"},
          {.name = "restore",
           .type = FieldType::section,
           .of = "restore",
           .description = "What it takes to bring them back; no time, by default, or as long as the store takes to "
                          "deliver them.",
           .example = "{preparation: 30 min, takes: 2 h}"},
      },
      {}};
}

Section backup_section() {
  return {
      "backup",
      "A backup that is taken again and again. It holds what there was when it started, and can be used once it has "
      "ended. One "
      "that would start while the service or the store is down, or the one before it still runs, is left out; one that "
      "runs when they go down is lost.",
      {
          {.name = "every",
           .type = FieldType::law,
           .required = true,
           .description = "From the start of one to the start of the next.",
           .example = "1 d"},
          first_after_field("2 h"),
          {.name = "takes",
           .type = FieldType::law,
           .description = "How long it takes; no time, by default.",
           .example = "2 h"},
          {.name = "full every",
           .type = FieldType::count,
           .default_text = "1",
           .description =
               "Each so many-th is a full one; the others hold what has changed since the one before, and are of "
               "no use without it.",
           .example = "7",
           .least = 1,
           .most = most_increments},
          {.name = "full takes",
           .type = FieldType::law,
           .description = "How long a full one takes; as long as the others, by default.",
           .example = "8 h"},
          {.name = "fails",
           .type = FieldType::probability,
           .default_text = "0 %",
           .description = "The probability that it ends without a backup, and that is known.",
           .example = "1 %",
           .most = 1},
          {.name = "unreadable",
           .type = FieldType::probability,
           .default_text = "0 %",
           .description = "The probability that it cannot be read, which nobody knows before a test or a restore.",
           .example = "1 %",
           .most = 1},
          {.name = "full unreadable",
           .type = FieldType::probability,
           .description = "The same of a full one; as of the others, by default.",
           .example = "0.5 %",
           .most = 1},
          {.name = "breaks",
           .type = FieldType::law,
           .description =
               "Until something breaks that makes all further ones unreadable, of which nobody knows before a "
               "test or a restore.",
           .example = "exponential 3 years"},
          {.name = "keep",
           .type = FieldType::text,
           .of = "retention",
           .default_text = "2",
           .description = "How many full ones are kept, with all that build on them; or for how long: "
                          "they are deleted when the last that builds on a full one is so old, but for the newest.",
           .example = "30 d"},
          {.name = "to",
           .type = FieldType::reference,
           .of = "store",
           .description = "Where it is kept; without it, somewhere that is always there.",
           .example = "vault"},
          {.name = "tested",
           .type = FieldType::section,
           .of = "restore test",
           .description =
               "The newest is restored now and then to see whether it can be read. If not, a full one is taken at "
               "once, and what had broken is mended.",
           .example = "{every: 30 d, takes: 4 h}"},
          {.name = "restarts",
           .type = FieldType::boolean,
           .default_text = "false",
           .description = "After a restore the next one is due an interval later, not when it would have been.",
           .example = "true"},
      },
      {}};
}

std::vector<Section> restore_sections() {
  return {
      {"restore test",
       "A restore of the newest backup, for a test.",
       {
           {.name = "every",
            .type = FieldType::law,
            .required = true,
            .description = "From one test to the next.",
            .example = "30 d"},
           {.name = "takes", .type = FieldType::law, .description = "How long it takes.", .example = "4 h"},
       },
       {{"{law}", "30 d", "how often"}}},
      {"replication",
       "Copies at the other services that a service prefers.",
       {
           {.name = "lag",
            .type = FieldType::law,
            .required = true,
            .description = "How far they are behind: so much is lost when one takes over.",
            .example = "exponential 5 s"},
       },
       {{"synchronous", "synchronous", "nothing is lost"}, {"{law}", "exponential 5 s", "how far they are behind"}}},
      {"corruption",
       "What spoils data wherever they are copied to: an error of a program, or of a person.",
       {
           {.name = "every",
            .type = FieldType::law,
            .required = true,
            .description = "From one to the next.",
            .example = "exponential 2 years"},
           {.name = "noticed after",
            .type = FieldType::law,
            .description =
                "Until somebody notices; then the service is down until a backup from before has been restored. At "
                "once, by default.",
            .example = "exponential 10 d"},
       },
       {}},
      {"change log",
       "The changes since the last backup.",
       {
           {.name = "replay",
            .type = FieldType::number,
            .required = true,
            .description = "How long it takes to do them again, per time that they took.",
            .example = "0.2",
            .most = most_replay},
       },
       {}},
      {"restore",
       "From the loss of data until they are there again.",
       {
           {.name = "noticed after",
            .type = FieldType::law,
            .description = "From the loss until somebody notices it; at once, by default. (Corruption has its own; who "
                           "`prefers` others has its detector.)",
            .example = "5 min"},
           {.name = "preparation",
            .type = FieldType::law,
            .description = "From then on until the restore can begin: to decide, and to have something to restore to.",
            .example = "30 min"},
           {.name = "takes",
            .type = FieldType::law,
            .description = "The restore itself; without it, as long as the store takes to deliver what is to be read.",
            .example = "2 h"},
           {.name = "afresh",
            .type = FieldType::law,
            .description =
                "Where no backup can be used: how long it takes until the service goes on without its data; no time, "
                "by default.",
            .example = "7 d"},
       },
       {{"{law}", "2 h", "how long the restore itself takes"}}},
      {"store",
       "Where backups are kept.",
       {
           {.name = "service",
            .type = FieldType::reference,
            .of = "service",
            .description =
                "It can be written and read while this service is up, and is empty after all of its nodes have lost "
                "what was on them. Without it, it is always there.",
            .example = "object-storage"},
           {.name = "bandwidth",
            .type = FieldType::text,
            .of = "byte rate",
            .description =
                "What it delivers to all restores together; those that run at the same time share it equally.",
            .example = "2 GB/s"},
       },
       {}},
  };
}

}  // namespace

std::vector<Section> data_sections() {
  std::vector<Section> all{data_section(), backup_section()};
  for (Section& each : restore_sections()) all.push_back(std::move(each));
  return all;
}

}  // namespace nines::scenarios
