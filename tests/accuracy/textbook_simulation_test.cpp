// The simulation of each textbook scenario against its chain, and, where there is none, against known answers.
//
// Seeds are fixed. A value passes within 4.5 standard errors, read from the side of its 95 % interval on which the expected
// value lies. For a normal estimate that is missed once in 150 000; there are about 700 comparisons, so that about one new set of
// seeds in 200 would raise a false alarm. Estimates that rest on few events (Estimate::trust) are not compared.
#include "analysis/run.h"
#include "tests/accuracy/textbook_cases.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace nines::accuracy {
namespace {

using models::Measure;

constexpr double limit_sigma = 4.5;
constexpr double sigma_of_95_percent = 1.959964;

/// How many standard errors the expected value is away, beyond what it may differ by anyhow.
double sigmas_away(const Estimate& estimate, double expected, double may_differ = 0) {
  const double distance = std::max(0.0, std::abs(expected - estimate.value) - may_differ);
  if (distance <= 1e-12 * std::abs(expected)) return 0;
  const double side = expected > estimate.value ? estimate.high - estimate.value : estimate.value - estimate.low;
  return side > 0 ? distance / side * sigma_of_95_percent : std::numeric_limits<double>::infinity();
}

std::string name_of(Measure measure) {
  static const char* const names[] = {"availability", "downtime", "outages",       "mtbf",
                                      "mdt",          "mttf",     "unreliability", "capacity availability"};
  return names[static_cast<int>(measure)];
}

class TextbookSimulation : public testing::TestWithParam<std::string> {};

TEST_P(TextbookSimulation, AgreesWithTheChain) {
  models::Study study = load(GetParam());
  study.measures.clear();  // all of them
  ASSERT_EQ(study.confidence, 0.95);
  const RunResult result = run(study, RunOptions{});
  std::size_t compared = 0;
  for (const MeasureResult& each : result.measures) {
    if (!each.exact || each.simulated.trust != Estimate::Trust::good) continue;
    ++compared;
    EXPECT_LE(sigmas_away(each.simulated, each.exact->over_mission), limit_sigma)
        << name_of(each.measure) << " of " << each.subject << ": simulated " << each.simulated.value << " ("
        << each.simulated.low << " .. " << each.simulated.high << "), chain " << each.exact->over_mission;
    EXPECT_NE(each.exact_verdict.agreement, Agreement::disagrees) << name_of(each.measure) << " of " << each.subject;
  }
  EXPECT_EQ(compared == 0, result.chain_refused.has_value()) << result.chain_refused.value_or("");
}

Estimate estimate_of(const RunResult& result, const std::string& service, Measure measure) {
  for (const MeasureResult& each : result.measures) {
    if (each.kind == SubjectKind::service && each.subject == service && each.measure == measure) return each.simulated;
  }
  throw std::invalid_argument("nothing was measured of " + service);
}

/// The estimate of a case's quantity, in the case's unit.
Estimate estimate_of(const RunResult& result, const std::string& service, const std::string& quantity) {
  const auto scaled = [](Estimate estimate, double unit) {
    for (double* each : {&estimate.value, &estimate.low, &estimate.high}) *each /= unit;
    return estimate;
  };
  if (quantity == "unavailability") return estimate_of(result, service, Measure::availability);
  if (quantity == "availability") {
    Estimate up = estimate_of(result, service, Measure::availability);
    up.value = 1 - up.value;
    up.low = 1 - std::exchange(up.high, 1 - up.low);
    return up;
  }
  if (quantity == "failures_per_h") return scaled(estimate_of(result, service, Measure::outages), 8760);
  if (quantity == "mttf_h") return scaled(estimate_of(result, service, Measure::mttf), 3600);
  if (quantity == "mdt_h") return scaled(estimate_of(result, service, Measure::mdt), 3600);
  if (quantity == "unreliability") return estimate_of(result, service, Measure::unreliability);
  const std::string cause = quantity.substr(quantity.find(" of ") + 4);
  for (const FailureCount& each : result.failures) {
    if (each.cause == cause) return each.per_mission;
  }
  throw std::invalid_argument("no quantity " + quantity);
}

TEST_P(TextbookSimulation, GivesTheListedAnswers) {
  for (const Case& each : cases_of(GetParam())) {
    if (each.simulated.empty()) continue;
    SCOPED_TRACE(each.id + each.settings_text());
    models::Study study = load(each.scenario, each.settings);
    study.measures.clear();
    ASSERT_FALSE(study.platform.services.empty());
    RunOptions options;
    options.chain = false;
    const RunResult result = run(study, options);
    for (const Expected& expected : each.simulated) {
      const Estimate estimate = estimate_of(result, each.service, expected.what);
      // The tolerance is of the smaller of up and down: of the unavailability.
      const double of = expected.what == "availability" ? 1 - expected.value() : expected.value();
      EXPECT_EQ(estimate.trust, Estimate::Trust::good) << expected.what;
      EXPECT_LE(sigmas_away(estimate, expected.value(), expected.tolerance * of), limit_sigma)
          << expected.what << ": simulated " << estimate.value << " (" << estimate.low << " .. " << estimate.high
          << "), expected " << expected.printed;
    }
  }
}

/// scenarios/textbook/pipeline.yaml for any number of stations.
std::string pipeline_of(int stations, int trials) {
  std::string text = fmt::format("nines: 1\nmission: 100 years\ntrials: {}\ntemplates:\n  station: &station\n", trials);
  text += "    failures: {fault: {time to failure: exponential 1000 h, time to repair: exponential 10 h}}\nnodes:\n";
  for (int i = 1; i <= stations; ++i) text += fmt::format("  station {}: *station\n", i);
  std::string windows, names;
  for (int i = 1; i + 2 <= stations; ++i) {
    windows +=
        fmt::format("  window {}: {{needs: \"any of [station {}, station {}, station {}]\"}}\n", i, i, i + 1, i + 2);
    names += fmt::format("{}window {}", i == 1 ? "" : ", ", i);
  }
  return text + "services:\n" + windows + "  pipeline: {needs: \"all of [" + names + "]\"}\n";
}

/// Cases RE.pipeline_3of20 and _3of40: their 2^20 and 2^40 states are beyond a chain.
TEST(TextbookPipeline, TwentyAndFortyStations) {
  for (const auto& [stations, unavailability] :
       {std::pair{20, 1.7307158909305e-5}, std::pair{40, 3.6526313111696e-5}}) {
    SCOPED_TRACE(stations);
    const auto loaded = scenarios::load_text(pipeline_of(stations, 200), "pipeline");
    ASSERT_TRUE(loaded.scenario);
    RunOptions options;
    options.chain = false;
    const Estimate simulated = estimate_of(run(loaded.scenario->study, options), "pipeline", Measure::availability);
    EXPECT_EQ(simulated.trust, Estimate::Trust::good);
    // The start, all up, lowers the interval unavailability by a share of a few repair times in a mission: 3e-5.
    EXPECT_LE(sigmas_away(simulated, unavailability, 3e-5 * unavailability), limit_sigma) << simulated.value;
  }
}

INSTANTIATE_TEST_SUITE_P(Scenarios, TextbookSimulation, testing::ValuesIn(textbook_scenarios()),
                         [](const auto& scenario) { return test_name(scenario.param); });

}  // namespace
}  // namespace nines::accuracy
