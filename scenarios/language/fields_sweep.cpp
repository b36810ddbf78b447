// The table of the language: what is varied.
#include "models/sweep.h"
#include "scenarios/language/field_table.h"

namespace nines::scenarios {

std::vector<Section> sweep_sections() {
  return {
      {"sweep",
       "What `nines sweep` varies. A place is written as after `--set`: its keys, with points between them; lists are "
       "counted from 1.",
       {
           {.name = "vary",
            .type = FieldType::parameters,
            .of = "values",
            .description =
                "Settings that can be chosen; all combinations are run. A list `[1 s, 5 s, 30 s]`, or a range: `1..4`, "
                "`1..9 step 2`, `1 h..4 h in 4` (equal distances), `1 s..100 s log 5` (equal ratios). Braces vary a "
                "part "
                "of a value: `weibull {100 d, 200 d} shape 1.5`.",
            .example = "{nodes.web.count: 1..4, detectors.beats.period: [1 s, 5 s]}"},
           {.name = "zip",
            .type = FieldType::boolean,
            .default_text = "false",
            .description = "Not all combinations, but the first values of all lists, then the second ones, and so on.",
            .example = "true"},
           {.name = "uncertain",
            .type = FieldType::parameters,
            .of = "what is known of it",
            .description =
                "Inputs that are not known for certain; each combination of what is varied is run with many draws of "
                "them. `uniform 1 h to 3 h`, `loguniform 1 h to 100 h`, `triangular 1 to 2 to 5`; `3 failures in "
                "10000 h`, a mean time (`rate of 3 failures in 10000 h`: a rate), and `2 of 50`, a probability, by "
                "Jeffreys' posterior; or a law of a time. In a law, braces: `exponential {3 failures in 10000 h}`.",
            .example = "{parameters.life: 3 failures in 10000 h}"},
           {.name = "design",
            .type = FieldType::choice,
            .of = "sobol | latin hypercube",
            .default_text = "sobol",
            .description = "How the draws of what is uncertain are spread out.",
            .example = "latin hypercube"},
           {.name = "points",
            .type = FieldType::count,
            .default_text = "64",
            .description = "How many draws of what is uncertain; of Sobol' designs powers of two are best.",
            .example = "256",
            .least = 2,
            .most = static_cast<double>(models::most_points)},
       },
       {}}};
}

}  // namespace nines::scenarios
