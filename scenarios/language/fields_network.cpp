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
                "one: in the `hits` of a shock, in the `needs` of a service.",
            .example = "{uplinks: {between: [site, internet]}}"},
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
      {"partition",
       "What a pair does whose members both work and are no longer connected. Without a witness and without fencing "
       "the one in "
       "reserve takes over while the other one is active: split brain.",
       {
           {.name = "notices after",
            .type = FieldType::law,
            .description = "From the cut until each takes the other one for lost; at once, by default.",
            .example = "10 s"},
           {.name = "witness",
            .type = FieldType::reference,
            .of = "place",
            .description = "A member is active only while it is connected with the other one, which works, or with "
                           "this place: with "
                           "a majority of the three.",
            .example = "internet"},
           {.name = "fencing",
            .type = FieldType::section,
            .of = "fencing",
            .description = "The one in reserve takes the active one out before it takes over itself.",
            .example = "{takes: 10 s, succeeds: 99 %}"},
           {.name = "reconciliation",
            .type = FieldType::law,
            .description = "After a split brain, once both work and are connected again: how long the service is down "
                           "until one of "
                           "them is in reserve and their data have been merged; no time, by default.",
            .example = "exponential 2 h"},
       },
       {{"split brain", "split brain", "both are active at once, and nothing has to be merged"}}},
      {"fencing",
       "How one member takes the other one out, over a way that is not the network (a power switch).",
       {
           {.name = "takes",
            .type = FieldType::law,
            .description = "The service is down meanwhile, if it succeeds; no time, by default.",
            .example = "10 s"},
           {.name = "succeeds",
            .type = FieldType::probability,
            .default_text = "100 %",
            .description = "The probability that it does.",
            .example = "99 %",
            .most = 1},
           {.name = "if it fails",
            .type = FieldType::choice,
            .of = "split brain | wait",
            .default_text = "split brain",
            .description = "Whether the one in reserve becomes active nevertheless, or stays in reserve.",
            .example = "wait"},
       },
       {{"{law}", "10 s", "how long it takes"}}},
  };
}

}  // namespace nines::scenarios
