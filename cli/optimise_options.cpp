#include "cli/optimise_options.h"

#include "cli/command_shape.h"
#include "cli/option_values.h"
#include "cli/values.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

namespace nines::cli {

const char* const OptimiseOptions::footer =
    "Examples:\n"
    "  nines optimise scenarios/optimise/spares-and-crews.yaml\n"
    "  nines optimise cluster.yaml --vary spares.servers.stock=0..4 --cost spares.servers.stock='400 each'\n\n"
    "What may be chosen, what it costs and what must be met can stand in the scenario, too: `optimise` and\n"
    "`objectives`, docs/guide/optimise.md. All candidates have the same random numbers; those that are shown to be\n"
    "dearer or to miss an objective get no more trials. What was not resolved is said. Ctrl-C ends the search with\n"
    "the answer so far.";

void OptimiseOptions::add_to(CLI::App& optimise) {
  optimise
      .add_option("--vary", vary_,
                  "values that one place may have, as PATH=VALUES; repeatable. 1s..60s: any value between")
      ->type_name("PATH=VALUES")
      ->allow_extra_args(false);
  optimise
      .add_option("--cost", cost_,
                  "what a place costs, as PATH=COST: '60000 each', '0.5 per run', 'downtime of SERVICE=5000 per h'; "
                  "repeatable")
      ->type_name("PATH=COST")
      ->allow_extra_args(false);
  optimise.add_option("--confidence", confidence_, "with which the answer as a whole is right (95 %)")
      ->type_name("SHARE");
  optimise
      .add_option("--budget", budget_,
                  "trials of all candidates together (as many as a sweep over all of them would take)")
      ->type_name("N");
}

OptimiseRequest OptimiseOptions::request() const {
  OptimiseRequest made;
  made.wishes.vary = overrides_of("--vary", vary_, "nodes.web.count=1..4");
  made.wishes.cost = overrides_of("--cost", cost_, "nodes.web.count='2500 each'");
  if (confidence_) {
    made.wishes.confidence = share(*confidence_);
    if (!made.wishes.confidence || *made.wishes.confidence < 0.5 || *made.wishes.confidence > 0.999999)
      throw UsageError{fmt::format("--confidence must be between 50 % and 99.9999 %, not '{}'", *confidence_),
                       "for example 95% or 0.95"};
  }
  if (budget_) made.wishes.budget = number_of("--budget", *budget_, 1, models::most_budget);
  return made;
}

}  // namespace nines::cli
