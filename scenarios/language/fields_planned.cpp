// The table of the language: what is planned to be done to nodes.
#include "scenarios/language/field_table.h"

namespace nines::scenarios {

namespace {

Section change_section() {
  return {
      "change",
      "A release that is rolled out over the members of a node class, again and again. Each member is down for its "
      "update. A member that is down is waited for; others go first. A release that falls due during a rollout is left "
      "out. It adds failures of its own name to the class: NAME, and NAME.bad.",
      {
          {.name = "of",
           .type = FieldType::reference,
           .of = "node class",
           .required = true,
           .description = "Whose members are updated.",
           .example = "web"},
          {.name = "every",
           .type = FieldType::law,
           .required = true,
           .description = "From one release to the next.",
           .example = "7 d"},
          first_after_field("122 h"),
          {.name = "takes",
           .type = FieldType::law,
           .required = true,
           .description = "How long each member is down for its update.",
           .example = "fixed 5 min"},
          {.name = "at a time",
           .type = FieldType::count,
           .default_text = "1",
           .description = "How many are updated at once, at most.",
           .example = "2",
           .least = 1,
           .most = most_members},
          {.name = "keeps up",
           .type = FieldType::count,
           .default_text = "0",
           .description =
               "No member is taken down unless at least so many others of the class stay up: the rollout waits "
               "for repairs.",
           .example = "2",
           .most = most_members},
          {.name = "bad",
           .type = FieldType::probability,
           .default_text = "0 %",
           .description =
               "The probability that a release is bad: members that get it do not work until they are rolled "
               "back.",
           .example = "2 %",
           .most = 1},
          {.name = "bad release noticed after",
           .type = FieldType::law,
           .description =
               "From the moment that the first member has it; then the rollout stops and those who have it are "
               "rolled back. Needed if releases can be bad.",
           .example = "exponential 10 min"},
          {.name = "roll back",
           .type = FieldType::law,
           .description = "How long that takes; all at once. Needed if releases can be bad.",
           .example = "fixed 5 min"},
          {.name = "canary",
           .type = FieldType::section,
           .of = "canary",
           .description = "So many members get it first and are watched before the others follow.",
           .example = "1 for 30 min"},
      },
      {}};
}

}  // namespace

std::vector<Section> planned_sections() {
  return {
      {"maintenance",
       "Preventive maintenance of each node by its age. It leaves the node as good as new: the clocks of all its "
       "failures "
       "start afresh, of those with minimal repair, too. A repair that restores as good as new starts its clock "
       "afresh.",
       {
           {.name = "every",
            .type = FieldType::law,
            .required = true,
            .description =
                "The age at which a node is due: time in which it ages, since its last maintenance or repair.",
            .example = "fixed 300 h"},
           {.name = "takes",
            .type = FieldType::law,
            .required = true,
            .description = "How long the node is down for it, from the moment that the crew is there.",
            .example = "fixed 2 h"},
           {.name = "only while",
            .type = FieldType::reference,
            .of = "failure",
            .description =
                "A failure of the node that takes nothing down: the age is counted only while that one is there. One "
                "that is never repaired is over when the maintenance is.",
            .example = "aged"},
           {.name = "crew",
            .type = FieldType::reference,
            .of = "crew",
            .description = "Who does it. A node that is due is taken down, and waits for the crew.",
            .example = "field"},
           {.name = "priority",
            .type = FieldType::count,
            .default_text = "0",
            .description = "At a crew with `order: priority`: a smaller number is served first.",
            .example = "9",
            .most = 1000},
       },
       {}},
      change_section(),
      {"canary",
       "The first members to get a release, and how long they are watched before the others follow.",
       {
           {.name = "members",
            .type = FieldType::count,
            .default_text = "1",
            .description = "How many.",
            .example = "1",
            .least = 1,
            .most = most_members},
           {.name = "watched for",
            .type = FieldType::law,
            .required = true,
            .description = "From the end of their updates.",
            .example = "30 min"},
       },
       {{"{count} for {duration}", "1 for 30 min", "so many, watched for a fixed time"}}},
  };
}

Field first_after_field(const char* example) {
  return {.name = "first after",
          .type = FieldType::law,
          .description =
              "From the start of the mission to the first; as long as from one to the next, by default. With "
              "fixed times a calendar: when the mission starts on a Monday, `first after: 122 h` and `every: "
              "7 d` are each Saturday at two.",
          .example = example};
}

}  // namespace nines::scenarios
