// The table of the language: the network between failure domains.
#include "scenarios/language/field_table.h"

namespace nines::scenarios {

std::vector<Section> network_sections() {
  return {
      {"network",
       "Which places are linked with each other. A place is a failure domain of a level that some link names, or a "
       "point. "
       "What is in a place is where the place is; two places are connected while a way leads from one to the other "
       "over links and places that are up.",
       {
           {.name = "points",
            .type = FieldType::reference,
            .of = "point",
            .many = true,
            .description =
                "Places that are no failure domains, by names of your own: users, exchanges. They never fail.",
            .example = "[internet]"},
           {.name = "links",
            .type = FieldType::sections,
            .of = "links",
            .required = true,
            .description =
                "The links, by names of your own. Each fails and is repaired as a node is, and may be counted as "
                "one: in the `hits` of a shock, in the `needs` of a service."},
       },
       {}},
      {"links",
       "One link, or one of each kind of place.",
       {
           {.name = "between",
            .type = FieldType::reference,
            .of = "place",
            .required = true,
            .many = true,
            .description =
                "Two places: a point, a domain by its number (`site 2`, `rack 3 in zone 1`), or all domains of a "
                "level (`site`; `rack in zone 1`). `[site, internet]` is a link from each site to the internet, "
                "`[site, site]` one between each two of them, `[rack, zone]` one from each rack to its own zone, and "
                "`[rack, router]` one from each rack to each router of the same zone.",
            .example = "[site 1, internet]"},
           {.name = "count",
            .type = FieldType::count,
            .default_text = "1",
            .description = "So many links side by side between the same two places: one of them is enough.",
            .example = "2",
            .least = 1,
            .most = most_links},
           {.name = "ages",
            .type = FieldType::choice,
            .of = "while up | always | while in service",
            .default_text = "while up",
            .description = "When the clocks of its failures run; see the node class.",
            .example = "always"},
           {.name = "failures",
            .type = FieldType::sections,
            .of = "failure",
            .description = "The ways in which each link fails, independently, by name."},
       },
       {}},
  };
}

}  // namespace nines::scenarios
