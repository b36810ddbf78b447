// Detectors in their two fidelities, from a scenario file to the answer: each beat played, and times drawn at once. If the
// two simulations were independent they would be further apart than 4.5 standard errors of their difference once in
// 150 000 times a comparison; they are nearer, for they share the seed and so the times of the failures.
#include "analysis/run.h"
#include "scenarios/language/scenario.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

namespace nines::accuracy {
namespace {

struct Watched {
  std::string file, detector, service;
  std::vector<scenarios::Override> settings = {{"trials", "500"}};
};

RunResult run_with(const Watched& watched, const std::string& fidelity) {
  const auto file = std::filesystem::path(NINES_SOURCE_DIR) / "scenarios" / (watched.file + ".yaml");
  std::vector<scenarios::Override> settings = watched.settings;
  settings.push_back({"detectors." + watched.detector + ".fidelity", fidelity});
  const scenarios::LoadResult loaded = scenarios::load_file(file, settings);
  EXPECT_TRUE(loaded.scenario && loaded.diagnostics.empty()) << file;
  RunOptions options;
  options.chain = false;
  return loaded.scenario ? run(loaded.scenario->study, options) : RunResult{};
}

Estimate estimate(const RunResult& result, const Watched& watched, models::Measure measure) {
  for (const MeasureResult& each : result.measures) {
    if (each.kind == SubjectKind::service && each.subject == watched.service && each.measure == measure)
      return each.simulated;
  }
  ADD_FAILURE() << "nothing of " << watched.service;
  return {};
}

class Fidelity : public testing::TestWithParam<Watched> {};

TEST_P(Fidelity, GivesTheSameAnswer) {
  const RunResult at_once = run_with(GetParam(), "at once"), played = run_with(GetParam(), "every beat");
  ASSERT_FALSE(testing::Test::HasFailure());
  for (const models::Measure measure : {models::Measure::mdt, models::Measure::outages}) {
    const Estimate one = estimate(at_once, GetParam(), measure), other = estimate(played, GetParam(), measure);
    if (measure == models::Measure::mdt) {
      EXPECT_NE(one.value, other.value) << "the same times to notice";
    }
    const double sigma = std::hypot(one.high - one.low, other.high - other.low) / (2 * 1.959964);
    EXPECT_NEAR(one.value, other.value, 4.5 * sigma);
  }
}

INSTANTIATE_TEST_SUITE_P(Detectors, Fidelity,
                         testing::Values(Watched{"measured/haproxy-killed", "checks", "site"},
                                         Watched{"measured/keepalived", "advertisements", "address"},
                                         Watched{"mechanisms/detection-interval", "checks", "site"},
                                         // An alarm every thousand beats, each of them played.
                                         Watched{"mechanisms/false-alarms",
                                                 "beats",
                                                 "data",
                                                 {{"mission", "10 d"}, {"parameters.missed", "1"}, {"trials", "5"}}}),
                         [](const auto& test) {
                           std::string name = test.param.file;
                           for (char& c : name) c = c == '-' || c == '/' ? '_' : c;
                           return name;
                         });

}  // namespace
}  // namespace nines::accuracy
