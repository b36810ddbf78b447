// The table of the language: what is planned to be done to nodes.
#include "scenarios/language/field_table.h"

namespace nines::scenarios {

std::vector<Section> planned_sections() {
  return {
      {"maintenance",
       "Preventive maintenance of each node by its age. It leaves the node as good as new: the clocks of all its failures "
       "start afresh, of those with minimal repair, too. A repair that restores as good as new starts its clock afresh.",
       {
           {.name = "every",
            .type = FieldType::law,
            .required = true,
            .description = "The age at which a node is due: time in which it ages, since its last maintenance or repair.",
            .example = "fixed 300 h"},
           {.name = "takes",
            .type = FieldType::law,
            .required = true,
            .description = "How long the node is down for it, from the moment that the crew is there.",
            .example = "fixed 2 h"},
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
  };
}

}  // namespace nines::scenarios
