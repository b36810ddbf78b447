#include "cli/sweep_options.h"

#include "cli/command_shape.h"
#include "cli/option_values.h"
#include "cli/usage_errors.h"

#include <CLI/CLI.hpp>

namespace nines::cli {

const char* const SweepOptions::sweep_footer =
    "Examples:\n"
    "  nines sweep cluster.yaml --vary crews.technician.size=1..3\n"
    "  nines sweep cluster.yaml --vary spares.servers.stock=0,2 --vary parameters.life='1 year..4 years log 3'\n"
    "  nines sweep cluster.yaml --vary spares.servers.stock=0..4 --against first     which rows differ\n"
    "  nines sweep cluster.yaml --vary crews.technician.size=1..9 --results study.db   kept: a kill costs nothing\n"
    "  nines sweep cluster.yaml --uncertain parameters.life='3 failures in 10 years' --points 8\n"
    "  nines sweep cluster.yaml --tornado --vary spares.servers.stock=0..4 --vary crews.technician.size=1..2\n"
    "  nines sweep cluster.yaml --vary spares.servers.stock=0..4 --output sweep.html     a page with charts\n\n"
    "VALUES is a list, or a range: 1,2,5  1..4  1..9 step 2  1 h..4 h in 4  1 s..100 s log 5. Several --vary make a\n"
    "grid. All points have the same random numbers. `sweep` in a scenario says the same: docs/guide/sweeps.md.\n"
    "Ctrl-C ends the sweep with the points so far.";

const char* const SweepOptions::diff_footer =
    "Examples:\n"
    "  nines diff cluster.yaml --against spares.servers.stock=4\n"
    "  nines diff cluster.yaml --against crews.technician.size=2 --trials 2e4 --measure shop.downtime\n\n"
    "Both sides, which may be two files, run with the same random numbers, trial by trial, so that their difference\n"
    "is known better than either of them. --set is for both sides. It says which differences are not resolved yet,\n"
    "and how many trials would resolve them. A side may be a run that was kept, or a point of a sweep: study.db#ID.";

const char* const SweepOptions::importance_footer =
    "Examples:\n"
    "  nines importance cluster.yaml\n"
    "  nines importance cluster.yaml --service pages --trials 5e3\n\n"
    "Runs the platform as it is, with each part perfect, and with one member of it failed for good, with the same\n"
    "random numbers. Parts are node classes and levels of failure domains.";

void SweepOptions::add_measures(CLI::App& command, const char* default_words) {
  command
      .add_option("--measure", measures_,
                  std::string("what to show, as SERVICE.MEASURE; repeatable (") + default_words + ")")
      ->type_name("MEASURE")
      ->allow_extra_args(false);
}

void SweepOptions::add_to_sweep(CLI::App& sweep) {
  sweep
      .add_option("--vary", vary_,
                  "values for one place of the scenario, as PATH=VALUES; repeatable, for all combinations")
      ->type_name("PATH=VALUES")
      ->allow_extra_args(false);
  sweep.add_flag("--zip", zip_, "not all combinations, but the first values of all, then the second ones, ...");
  sweep
      .add_option(
          "--uncertain", uncertain_,
          "what is known of one place of the scenario, as PATH=LAW: 'uniform 1 h to 3 h', '3 failures in 10000 h'; "
          "repeatable")
      ->type_name("PATH=LAW")
      ->allow_extra_args(false);
  sweep.add_option("--design", design_, "how the draws of what is uncertain are spread out (sobol)")
      ->check(CLI::IsMember({"sobol", "latin-hypercube"}))
      ->type_name("DESIGN");
  sweep.add_option("--points", points_, "so many draws of what is uncertain (64)")->type_name("N");
  sweep.add_flag("--tornado", tornado_,
                 "one input at a time, from its first to its last value, or from its 5 % to its 95 % quantile");
  sweep.add_flag("--indices", indices_,
                 "how much of the spread is due to each uncertain input: main and total Sobol' indices, from "
                 "points times (inputs + 2) runs");
  sweep
      .add_option(
          "--against", against_row_,
          "each row's difference from this one, first, best or its number from 0, with its interval from paired "
          "trials")
      ->type_name("ROW");
  sweep.add_flag(
      "--morris", morris_,
      "elementary effects: walks through what is varied and uncertain, which change one input at a time; points "
      "times (inputs + 1) runs");
  add_measures(
      sweep,
      "of the last service: ettr, durability or served where it trains, stores or shares a load; else availability");
}

void SweepOptions::add_to_diff(CLI::App& diff) {
  diff.add_option("--against", against_, "of the other side only: another value for one place; repeatable")
      ->type_name("PATH=VALUE")
      ->allow_extra_args(false);
  add_measures(diff, "all that both sides have");
}

void SweepOptions::add_to_importance(CLI::App& importance) {
  importance.add_option("--service", service_, "whose downtime it is about (the last service)")->type_name("NAME");
}

SweepRequest SweepOptions::request() const {
  SweepRequest made;
  UsageErrors wrong;
  wrong.attempt([&] { made.wishes.vary = overrides_of("--vary", vary_, "nodes.web.count=1..4"); });
  wrong.attempt([&] {
    made.wishes.uncertain = overrides_of("--uncertain", uncertain_, "parameters.life='3 failures in 10000 h'");
  });
  wrong.attempt([&] { made.against = overrides_of("--against", against_, "nodes.web.count=4"); });
  made.wishes.zip = zip_;
  if (design_) made.wishes.design = *design_ == "sobol" ? models::Design::sobol : models::Design::latin_hypercube;
  wrong.attempt([&] {
    if (points_) made.wishes.draws = number_of("--points", *points_, 2, models::most_points);
  });
  made.measures = measures_;
  made.service = service_;
  made.tornado = tornado_;
  made.indices = indices_;
  made.morris = morris_;
  made.against_row = against_row_;
  const auto contradict = [&](bool both, const std::string& message, const char* hint) {
    wrong.attempt([&] {
      if (both) throw UsageError{message, hint};
    });
  };
  contradict(tornado_ && indices_, "--tornado and --indices contradict each other", "give one of them");
  contradict(morris_ && (tornado_ || indices_), "--morris and --tornado or --indices contradict each other",
             "give one of them");
  contradict((tornado_ || morris_) && zip_,
             std::string(tornado_ ? "--tornado" : "--morris") + " and --zip contradict each other",
             "it varies one input at a time");
  contradict(against_row_ && (tornado_ || indices_ || morris_),
             "--against compares rows, which " +
                 std::string(tornado_   ? "--tornado"
                             : indices_ ? "--indices"
                                        : "--morris") +
                 " does not show",
             "leave one of them out");
  wrong.attempt([&] {
    if (against_row_ && *against_row_ != "first" && *against_row_ != "best")
      number_of("--against", *against_row_, 0, models::most_points);
  });
  wrong.raise();
  return made;
}

}  // namespace nines::cli
