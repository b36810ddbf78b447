// The table of the language: nodes that are worse than others, and how they are got rid of.
#include "models/retirement.h"
#include "scenarios/language/field_table.h"

namespace nines::scenarios {

std::vector<Section> bad_node_sections() {
  return {
      {"lemons",
       "Some nodes of a class fail more often than the others. Which ones, nobody knows: each node at the start, and "
       "each that takes the "
       "place of another one (`retirement`, `replacement`), is a lemon with the same probability.",
       {
           {.name = "share",
            .type = FieldType::probability,
            .required = true,
            .description = "The probability that a node is one.",
            .example = "1.5 %",
            .most = 1},
           {.name = "times as often",
            .type = FieldType::number,
            .required = true,
            .description = "The failures that come to it by themselves come so many times as often: their clocks run "
                           "so much faster.",
            .example = "20",
            .least = 1,
            .most = 1e6},
       },
       {}},
      {"retirement",
       "A node that has failed so many times is not repaired any more: once its last failure is noticed, another one "
       "takes its place, "
       "with clocks at the start. It adds a failure of its own name to the class: `retirement`.",
       {
           {.name = "after",
            .type = FieldType::count,
            .required = true,
            .description = "So many failures, the last of which is not repaired.",
            .example = "3",
            .least = 1,
            .most = static_cast<double>(models::most_failures_counted)},
           {.name = "counts",
            .type = FieldType::reference,
            .of = "failure",
            .many = true,
            .description = "Which failures of the node are counted. Without it: all that take down the node alone.",
            .example = "[hardware, link]"},
           {.name = "takes",
            .type = FieldType::law,
            .required = true,
            .description = "How long the node is down until the other one is in its place, from the moment that spare "
                           "and crew are there.",
            .example = "exponential 4 h"},
           {.name = "spares",
            .type = FieldType::reference,
            .of = "spares pool",
            .description = "Where the other one is from: when that is empty, it is waited for.",
            .example = "shelf"},
           {.name = "crew",
            .type = FieldType::reference,
            .of = "crew",
            .description = "Who puts it in place.",
            .example = "field"},
           {.name = "priority",
            .type = FieldType::count,
            .default_text = "0",
            .description = "At a crew with `order: priority`: a smaller number is served first.",
            .example = "9",
            .most = 1000},
           {.name = "loses data",
            .type = FieldType::boolean,
            .description = "Whether what is stored on the node goes with it. Without it: if one of the failures that "
                           "are counted loses it.",
            .example = "true"},
       },
       {}},
  };
}

}  // namespace nines::scenarios
