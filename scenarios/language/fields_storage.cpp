// The table of the language: storage systems, their redundancy, placement and rebuild.
#include "models/storage_system.h"
#include "scenarios/language/field_table.h"

namespace nines::scenarios {

namespace {

Section storage_section() {
  return {
      "storage system",
      "Data in stripes over many disks, with redundancy that is rebuilt. A disk whose failure `loses data` has lost "
      "what was "
      "on it; a disk that is down otherwise, or in a domain that is, is out of reach. A storage system is a service, "
      "too: up "
      "while all of its data can be read, and others may depend on it. (`data` are those of one service, which are "
      "backed up.)",
      {
          {.name = "disks",
           .type = FieldType::reference,
           .of = "node class",
           .required = true,
           .description = "The nodes that hold the data, all alike.",
           .example = "disk"},
          {.name = "scheme",
           .type = FieldType::text,
           .of = "scheme",
           .required = true,
           .description = "The redundancy: `3 copies`; `10+4`, of which any 10 fragments are enough (Reed-Solomon); "
                          "`lrc 12+2+2`, data, "
                          "local and global parities of a local reconstruction code; `2 x (10+4)`, two copies of what "
                          "is so coded.",
           .example = "10+4"},
          {.name = "holds",
           .type = FieldType::text,
           .of = "bytes",
           .required = true,
           .description = "What users store, without redundancy.",
           .example = "5 PB"},
          {.name = "chunk",
           .type = FieldType::text,
           .of = "bytes",
           .description = "The size of one fragment of a stripe, as it lies on a disk.",
           .example = "128 MB"},
          {.name = "placement",
           .type = FieldType::choice,
           .of = "random | partitioned | copysets | groups",
           .default_text = "random",
           .description =
               "`random`: each stripe on disks of its own choice. `partitioned`: fixed groups of disks, as of RAID. "
               "`copysets`: so many groups that each disk shares its data with `scatter width` others (Cidon et al. "
               "2013). "
               "`groups`: so many `placement groups` of disks drawn at random.",
           .example = "copysets"},
          {.name = "scatter width",
           .type = FieldType::count,
           .description = "With copysets: how many other disks hold what a disk holds.",
           .example = "8",
           .least = 1,
           .most = 1e6},
          {.name = "placement groups",
           .type = FieldType::count,
           .description = "With groups: how many there are in all.",
           .example = "4096",
           .least = 1,
           .most = models::most_stripes},
          {.name = "spread over",
           .type = FieldType::reference,
           .of = "domain level",
           .description = "At most one fragment of a stripe lies in each of these domains. Without it, fragments are "
                          "on any disks.",
           .example = "rack"},
          {.name = "disk size",
           .type = FieldType::text,
           .of = "bytes",
           .description = "What a disk can hold: a rebuild waits while there is no room. Without it, there always is.",
           .example = "16 TB"},
          {.name = "readable with",
           .type = FieldType::count,
           .description = "So many fragments must be in reach to read a stripe, as where a quorum is asked. By default "
                          "as few as the "
                          "data can be made from. It says nothing of what is lost.",
           .example = "2",
           .least = 1,
           .most = 255},
          {.name = "rebuild",
           .type = FieldType::section,
           .of = "rebuild",
           .description = "Lost fragments are made again on other disks, once the failure is noticed. Without it, what "
                          "was on a disk is "
                          "back when that disk is: its `time to repair` includes the rebuild.",
           .example = "{disk bandwidth: 50 MB/s}"},
          {.name = "latent errors",
           .type = FieldType::section,
           .of = "latent errors",
           .description = "Sectors that turn out unreadable when they are needed.",
           .example = "{every: 2 years, scrub: 14 d}"},
      },
      {}};
}

}  // namespace

std::vector<Section> storage_sections() {
  return {
      storage_section(),
      {"rebuild",
       "How fast lost fragments are made again; all that is to be rebuilt shares it. To make one fragment, as many are "
       "read as "
       "the scheme needs.",
       {
           {.name = "disk bandwidth",
            .type = FieldType::text,
            .of = "byte rate",
            .required = true,
            .description = "What each disk reads and writes for it. All disks take part that hold what is needed.",
            .example = "50 MB/s"},
           {.name = "domain bandwidth",
            .type = FieldType::text,
            .of = "rate per domain",
            .many = true,
            .description = "What is read for it through each domain of a level.",
            .example = "1 GB/s per server"},
           {.name = "bandwidth",
            .type = FieldType::text,
            .of = "byte rate",
            .description = "A throttle: what is read and written for it in all.",
            .example = "20 GB/s"},
           {.name = "order",
            .type = FieldType::choice,
            .of = "most endangered first | all alike",
            .default_text = "most endangered first",
            .description = "Which stripes are rebuilt first: those that have lost most, or all together.",
            .example = "all alike"},
       },
       {}},
      {"latent errors",
       "They come up at random, and are found and repaired by the next scrub. A stripe that loses its last redundancy "
       "is lost "
       "if one of the fragments left has an error that no scrub has found.",
       {
           {.name = "every",
            .type = FieldType::duration,
            .required = true,
            .description = "The mean time from one to the next, of each disk.",
            .example = "2 years",
            .above_least = true,
            .most = longest_time_s},
           {.name = "scrub",
            .type = FieldType::duration,
            .required = true,
            .description = "All of a disk is read and checked once in this time.",
            .example = "14 d",
            .above_least = true,
            .most = longest_time_s},
       },
       {}},
  };
}

}  // namespace nines::scenarios
