// The table of the language: training jobs, their checkpoints and what interrupts them.
#include "scenarios/language/field_table.h"

#include "models/training_job.h"

namespace nines::scenarios {

namespace {

/// Of a tier, and of checkpoints that have only one.
std::vector<Field> tier_fields() {
  return {
      {.name = "takes",
       .type = FieldType::duration,
       .description = "Synchronous: training stands still for so long, and then the checkpoint can be used.",
       .example = "2 min",
       .above_least = true,
       .most = longest_time_s},
      {.name = "stall",
       .type = FieldType::duration,
       .description =
           "Asynchronous, instead of `takes`: training stands still for a snapshot only, and goes on while that "
           "is written (`drain`).",
       .example = "1 s",
       .most = longest_time_s},
      {.name = "drain",
       .type = FieldType::duration,
       .description =
           "From the end of the stall until the checkpoint can be used; one that is not through when the job "
           "is interrupted is lost. By default the size of a checkpoint over the `bandwidth`, or no time.",
       .example = "90 s",
       .most = longest_time_s},
      {.name = "bandwidth",
       .type = FieldType::text,
       .of = "byte rate",
       .description =
           "How fast checkpoints of the job's `size` are written there; with `takes` or `drain` it is not asked.",
       .example = "100 GB/s"},
      {.name = "slowed",
       .type = FieldType::probability,
       .default_text = "0 %",
       .description =
           "Training loses so much of its speed while a checkpoint drains. It is reckoned as a longer stall.",
       .example = "5 %",
       .most = 0.99},
      {.name = "restore",
       .type = FieldType::law,
       .description = "How long it takes to load one; no time, by default.",
       .example = "5 min"},
      {.name = "keep",
       .type = FieldType::count,
       .default_text = "2",
       .description = "So many that can be used are kept, the newest ones.",
       .example = "3",
       .least = 1,
       .most = static_cast<double>(models::most_checkpoints_kept)},
      {.name = "bad",
       .type = FieldType::probability,
       .default_text = "0 %",
       .description =
           "The probability that one turns out to be useless once it has been loaded; then the newest other one "
           "is.",
       .example = "1 %",
       .most = 1},
      {.name = "lost by",
       .type = FieldType::reference,
       .of = "failure of a unit",
       .many = true,
       .description =
           "Failures that take away what is on their node: `node.crash`, or `node` for all failures of these "
           "nodes or domains. Without it, nothing does, as of a store elsewhere.",
       .example = "[node.hardware, rack]"},
      {.name = "in groups of",
       .type = FieldType::count,
       .default_text = "1",
       .description =
           "So many nodes hold copies of each other's part: only the loss of a whole group since a checkpoint "
           "was taken takes it away. With `lost by` failures of one node class, whose number in the job is a "
           "multiple.",
       .example = "2",
       .least = 1,
       .most = static_cast<double>(models::largest_checkpoint_group)},
  };
}

Section job_section() {
  return {
      "training job",
      "Work that needs all of a service at once. While the service is up it makes progress; when that goes down, what "
      "was "
      "done since the last checkpoint is lost. Once it is up again, the newest checkpoint that is left is loaded, and "
      "the job "
      "goes on from there.",
      {
          {.name = "of",
           .type = FieldType::reference,
           .of = "service",
           .required = true,
           .description = "The service that it runs on; its results are among those of this service.",
           .example = "training"},
          {.name = "work",
           .type = FieldType::duration,
           .description =
               "How long it would take at full speed, without checkpoints and interruptions. Then it ends, with a "
               "last checkpoint. Without it, the job lasts as long as the mission.",
           .example = "50 d",
           .above_least = true,
           .most = longest_time_s},
          {.name = "gpus",
           .type = FieldType::count,
           .description = "On how many it runs, for a report in hours of GPUs.",
           .example = "16384",
           .least = 1,
           .most = most_members},
          {.name = "size",
           .type = FieldType::text,
           .of = "bytes",
           .description = "Of a checkpoint, where one goes to a tier with a `bandwidth`.",
           .example = "6 TB"},
          {.name = "checkpoints",
           .type = FieldType::section,
           .of = "checkpoints",
           .description = "Without them, an interrupted job begins again.",
           .example = "{every: best, takes: 2 min, restore: 5 min}"},
          {.name = "restart",
           .type = FieldType::law,
           .description = "From the end of the loading of a checkpoint until there is progress again: processes start, "
                          "connect and warm up; no time, by default.",
           .example = "5 min"},
          {.name = "elastic",
           .type = FieldType::boolean,
           .default_text = "false",
           .description =
               "Its speed is the share of the service's capacity that is up. A loss of capacity interrupts it even "
               "if the service stays up; what comes back joins at once.",
           .example = "true"},
          {.name = "corruption",
           .type = FieldType::section,
           .of = "silent corruption",
           .description =
               "Silent data corruption: what is trained is spoilt, which is found later. Then the job goes back to "
               "a checkpoint from before.",
           .example = "{every: exponential 9 d, found after: exponential 6 h}"},
          {.name = "planned",
           .type = FieldType::section,
           .of = "planned interruption",
           .description = "Interruptions that somebody plans: nothing is lost.",
           .example = "{every: exponential 27 h, takes: 20 min}"},
          {.name = "mtbf",
           .type = FieldType::duration,
           .description =
               "The mean time between failures of the job that `every: young`, `daly`, `best` and `adaptive` "
               "reckon with. By default, of a service that needs all of its members, from their failures' rates.",
           .example = "3 h",
           .above_least = true,
           .most = longest_time_s},
      },
      {}};
}

Section checkpoints_section() {
  Section made{
      "checkpoints",
      "Checkpoints of a training job: all in one place, or in several `tiers`.",
      {
          {.name = "every",
           .type = FieldType::text,
           .of = "checkpoint interval",
           .required = true,
           .description = "The work between two checkpoints, as a time at full speed; or a rule that makes it from the "
                          "job's `mtbf` and "
                          "the stall of a checkpoint: `young` (1974), `daly` (2006, higher order), `best` (the exact "
                          "optimum of Daly's "
                          "model, by Lambert's W). `adaptive`: the optimum for the mean time between interruptions "
                          "that were seen so "
                          "far, where `mtbf` counts as one, anew at each restart.",
           .example = "30 min"},
          {.name = "tiers",
           .type = FieldType::sections,
           .of = "checkpoint tier",
           .description =
               "Several places, by names of your own, the fastest first: of equally new checkpoints the one in the "
               "first is loaded.",
           .example = "{memory: {stall: 1 s, lost by: node}, store: {every: 10, stall: 2 s, drain: 3 min}}"},
      },
      {}};
  for (Field& each : tier_fields()) made.fields.push_back(std::move(each));
  return made;
}

Section tier_section() {
  Section made{"checkpoint tier",
               "A place where checkpoints are kept.",
               {{.name = "every",
                 .type = FieldType::count,
                 .default_text = "1",
                 .description = "Each so many-th checkpoint goes there.",
                 .example = "10",
                 .least = 1,
                 .most = 1e6}},
               {}};
  for (Field& each : tier_fields()) made.fields.push_back(std::move(each));
  return made;
}

}  // namespace

std::vector<Section> job_sections() {
  return {
      job_section(),
      checkpoints_section(),
      tier_section(),
      {"silent corruption",
       "What is trained is spoilt without a sign.",
       {
           {.name = "every",
            .type = FieldType::law,
            .required = true,
            .description = "Of time in which the job trains.",
            .example = "exponential 9 d"},
           {.name = "found after",
            .type = FieldType::law,
            .description = "Until it is found; at once, by default. What was done since it happened is lost then.",
            .example = "exponential 6 h"},
       },
       {}},
      {"planned interruption",
       "The job saves what it has, stands aside, and restarts. One that is due while it does not train is left out.",
       {
           {.name = "every",
            .type = FieldType::law,
            .required = true,
            .description = "From one to the next.",
            .example = "exponential 27 h"},
           {.name = "takes",
            .type = FieldType::law,
            .description = "Until its restart begins; no time, by default.",
            .example = "20 min"},
       },
       {}}};
}

}  // namespace nines::scenarios
