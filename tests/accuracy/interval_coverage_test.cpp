// Interval coverage through the whole engine: how often a nominal 95 % interval of a simulated run holds the chain's
// exact value, over 8 000 re-runs with other seeds.
//
// The standard error of a coverage of 95 % over 8 000 re-runs is 0.24 %, so that the band of 94 to 96 % is 4.1 of them on
// either side: one of the twelve intervals would leave it by chance for 1 choice of seeds in 2 000. They are fixed, and so
// is the outcome. (2 000 re-runs are too few: with 0.49 % the band is left by one of the twelve for 40 % of all choices.)
// docs/guide/statistics.md has the figures of 20 000 re-runs; tests/analysis/statistics_coverage_test.cpp covers more
// regimes, on synthetic trials.
//
// The number of trials varies between re-runs by a factor of 1.5 either way: at one fixed number the coverage of any
// interval for counts jumps with it, because counts are whole.
#include "analysis/monte_carlo/intervals.h"
#include "analysis/monte_carlo/trials.h"
#include "analysis/run.h"
#include "sim/laws.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

namespace nines {
namespace {

using models::Measure;
using models::Study;

constexpr std::size_t re_runs = 8000;

Study k_of_n(std::size_t k, std::size_t n, Hours life, Hours repair, Seconds mission) {
  Study study;
  models::FailureMode fault;
  fault.name = "fault";
  fault.time_to_failure = exponential_with_mean(life);
  fault.time_to_repair = exponential_with_mean(repair);
  models::NodeClass unit;
  unit.name = "unit";
  unit.count = n;
  unit.failures = {fault};
  study.platform.nodes = {unit};
  models::Service service;
  service.name = "service";
  service.operands = {{models::Operand::Kind::nodes, 0, 1}};
  service.needed = static_cast<double>(k);
  study.platform.services = {service};
  study.mission = mission;
  study.trials = 1;
  return study;
}

struct Covered {
  Measure measure;
  const char* name;
  double exact = 0;
  std::size_t runs = 0;
};

std::vector<Covered> all_measures(const Study& study) {
  std::vector<Covered> all = {{Measure::availability, "unavailability"},
                              {Measure::outages, "outages"},
                              {Measure::mtbf, "MTBF"},
                              {Measure::mdt, "mean down time"},
                              {Measure::mttf, "MTTF"},
                              {Measure::unreliability, "unreliability"}};
  const RunResult exact = solve(study, {});
  for (Covered& each : all) {
    for (const MeasureResult& found : exact.measures) {
      if (found.kind == SubjectKind::service && found.measure == each.measure)
        each.exact = found.exact.value().over_mission;
    }
  }
  return all;
}

/// Between trials / 1.5 and trials * 1.5, log-uniformly.
std::size_t varied(std::size_t trials, std::uint64_t re_run) {
  MiniStream stream(DrawAddress{re_run, 0, none, none});
  return static_cast<std::size_t>(static_cast<double>(trials) * std::exp(std::log(1.5) * (2 * stream.uniform() - 1)));
}

void expect_coverage(const char* what, Study study, std::size_t trials) {
  const auto model = models::build(study.platform);
  std::vector<Covered> measures = all_measures(study);
  for (std::size_t re_run = 1; re_run <= re_runs; ++re_run) {
    study.seed = re_run;
    monte_carlo::TrialRunner runner(*model, study);
    monte_carlo::Tally tally(*model, study);
    runner.run(0, varied(trials, re_run), tally);
    for (Covered& each : measures) {
      const Estimate found = monte_carlo::estimate(each.measure, tally.services[0], study.mission, 0.95);
      each.runs += found.low <= each.exact && each.exact <= found.high ? 1 : 0;
    }
  }
  std::printf("%s:", what);
  for (const Covered& each : measures) {
    const double coverage = 100.0 * static_cast<double>(each.runs) / re_runs;
    std::printf(" %s %.2f %%", each.name, coverage);
    EXPECT_GE(coverage, 94) << what << ", " << each.name;
    EXPECT_LE(coverage, 96) << what << ", " << each.name;
  }
  std::printf("\n");
}

// A single unit: 200 missions of 438 h with about two outages each.
TEST(IntervalCoverage, OfACommonOutage) {
  expect_coverage("one unit, about 400 outages a run", k_of_n(1, 1, Hours(200), Hours(20), 0.05 * year), 200);
}

// 2 of 3: about 20 outages in 3 000 missions.
TEST(IntervalCoverage, OfARareOutage) {
  expect_coverage("2 of 3, about 20 outages a run", k_of_n(2, 3, Hours(3000), Hours(10), Hours(1000)), 3000);
}

}  // namespace
}  // namespace nines
