// The table of the language: what may be chosen, and what it costs.
#include "models/optimise.h"
#include "scenarios/language/field_table.h"

namespace nines::scenarios {

std::vector<Section> optimise_sections() {
  return {
      {"optimise",
       "What `nines optimise` may choose, and what each choice costs: it looks for the cheapest setting that meets the "
       "objectives. A place is written as after `--set`.",
       {
           {.name = "settings",
            .type = FieldType::parameters,
            .of = "values",
            .description =
                "What may be chosen: a list or a range as `vary` of a sweep has them, or any value between two, "
                "`1 s..60 s`: a grid, which is refined where the best was found. All combinations are candidates.",
            .example = "{crews.field.size: 1..4, detectors.beats.period: 1 s..60 s}"},
           {.name = "costs",
            .type = FieldType::parameters,
            .of = "cost",
            .description =
                "Of a place that holds a number: `60000 each` (a year), or `12000 each over 4 years`. Of a place that "
                "holds a time, after which something happens again: `0.50 per run`. Of a service: `downtime of shop: "
                "5000 per h`, `outages of shop: 200 each`, `data losses of shop: 1000 each`, `lost data of shop: 300 "
                "per h`.",
            .example = "{crews.field.size: 60000 each, downtime of shop: 5000 per h}"},
           {.name = "currency",
            .type = FieldType::text,
            .description = "Of all costs; behind a number it may be repeated.",
            .example = "EUR"},
           {.name = "confidence",
            .type = FieldType::probability,
            .default_text = "95 %",
            .description = "Of the answer as a whole: that it meets the objectives, and that no other one that does is "
                           "cheaper by more than is said.",
            .example = "99 %",
            .least = 0.5,
            .most = 0.999999},
           {.name = "indifference",
            .type = FieldType::probability,
            .default_text = "1 %",
            .description = "A share of the cost: once no other setting can be cheaper by more, the search ends.",
            .example = "0.1 %",
            .most = 1},
           {.name = "budget",
            .type = FieldType::count,
            .description =
                "Trials of all candidates together; by default so many as a sweep over all of them would take.",
            .example = "1000000",
            .least = 1,
            .most = static_cast<double>(models::most_budget)},
           {.name = "refine",
            .type = FieldType::count,
            .default_text = "2",
            .description = "How often the grid of what may have any value is refined around the best.",
            .example = "3",
            .most = 10},
           {.name = "service",
            .type = FieldType::reference,
            .of = "service",
            .description = "Whose nines are laid beside the cost; by default that of the first objective, or else the "
                           "last one.",
            .example = "shop"},
       },
       {}}};
}

}  // namespace nines::scenarios
