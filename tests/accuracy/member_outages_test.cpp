// Outages of the members of node classes and of levels of domains: what is counted as one.
#include "analysis/run.h"
#include "scenarios/language/scenario.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace nines::accuracy {
namespace {

using models::Measure;

constexpr double hour = 3600;

models::Study study_of(const std::string& text) {
  scenarios::LoadResult loaded = scenarios::load_text("nines: 1\nmission: 300 h\ntrials: 500\n" + text, "test");
  for (const scenarios::Diagnostic& each : loaded.diagnostics) ADD_FAILURE() << each.message;
  return loaded.scenario.value().study;
}

const MeasureResult& find(const RunResult& result, SubjectKind kind, Measure measure) {
  for (const MeasureResult& each : result.measures) {
    if (each.kind == kind && each.measure == measure) return each;
  }
  throw std::invalid_argument("there is no such measure");
}

/// A single node, and a service that needs no more than it: both are down at the same times, so their outages are the same, by
/// the chain and in each trial.
struct Pair {
  const char* name;
  const char* text;
};

class OneNodeAndItsService : public testing::TestWithParam<Pair> {};

TEST_P(OneNodeAndItsService, HaveTheSameOutages) {
  const RunResult result = run(study_of(GetParam().text), {});
  ASSERT_FALSE(result.chain_refused) << *result.chain_refused;
  for (const Measure measure : {Measure::availability, Measure::outages, Measure::mtbf, Measure::mdt, Measure::mttf}) {
    SCOPED_TRACE(static_cast<int>(measure));
    const MeasureResult& node = find(result, SubjectKind::node_class, measure);
    const MeasureResult& service = find(result, SubjectKind::service, measure);
    EXPECT_NEAR(node.exact.value().over_mission / service.exact.value().over_mission, 1, 1e-10);
    EXPECT_NEAR(node.exact.value().long_run / service.exact.value().long_run, 1, 1e-10);
    EXPECT_NEAR(node.simulated.value / service.simulated.value, 1, 1e-9);
    EXPECT_NEAR(node.simulated.high / service.simulated.high, 1, 1e-9);
  }
}

const Pair pairs[] = {
    {"by_its_own_fault_and_with_its_rack", R"(
domains: {rack: {count: 1, restart: exponential 2 h, failures: {r: {time to failure: exponential 80 h, time to repair: exponential 10 h}}}}
nodes: {m: {count: 1 per rack, ages: always, failures: {f: {time to failure: exponential 30 h, time to repair: exponential 12 h}}}}
services: {s: {needs: 1 of m}}
)"},
    {"repaired_while_a_release_awaits_it", R"(
nodes: {m: {count: 1, failures: {f: {time to failure: exponential 30 h, time to repair: exponential 12 h}}}}
changes: {rel: {of: m, every: exponential 20 h, takes: exponential 3 h}}
services: {s: {needs: 1 of m}}
)"},
    {"back_with_its_rack_while_a_release_awaits_it", R"(
domains: {rack: {count: 1, failures: {r: {time to failure: exponential 80 h, time to repair: exponential 10 h}}}}
nodes: {m: {count: 1 per rack}}
changes: {rel: {of: m, every: exponential 8 h, takes: exponential 3 h}}
services: {s: {needs: 1 of m}}
)"},
    {"repaired_and_started_at_once", R"(
nodes: {m: {count: 1, failures: {f: {time to failure: exponential 30 h, time to repair: exponential 12 h}}}}
services:
  s: {needs: 1 of m, balanced: {load: 1, autoscaling: {minimum: 1, model load: exponential 3 h}}}
)"},
};

INSTANTIATE_TEST_SUITE_P(Platforms, OneNodeAndItsService, testing::ValuesIn(pairs),
                         [](const auto& member) { return std::string(member.param.name); });

/// A release rolls over three members, each for an hour; the next one goes at the very moment at which the last one comes back.
/// That is one outage of each, and a single one of a service that needs all of them.
TEST(MemberOutages, OneAfterTheOther) {
  const RunResult result = run(study_of(R"(
nodes: {m: {count: 3}}
changes: {rel: {of: m, every: 200 h, takes: 1 h}}
services: {s: {needs: all of m}}
)"),
                               {});
  const double years = 300 * hour / year.count();
  EXPECT_NEAR(find(result, SubjectKind::node_class, Measure::outages).simulated.value * years, 1, 1e-12);
  EXPECT_NEAR(find(result, SubjectKind::node_class, Measure::mdt).simulated.value, 1 * hour, 1e-6);
  EXPECT_NEAR(find(result, SubjectKind::node_class, Measure::mttf).simulated.value, 200 * hour, 1e-6);
  EXPECT_NEAR(find(result, SubjectKind::service, Measure::outages).simulated.value * years, 1, 1e-12);
  EXPECT_NEAR(find(result, SubjectKind::service, Measure::mdt).simulated.value, 3 * hour, 1e-6);
}

/// Quantiles are those of the mean over all members: of one, and of two, that are down for an hour each in every mission.
TEST(MemberOutages, QuantilesAreOfTheMeanOverMembers) {
  const RunResult result = run(study_of(R"(
nodes: {m: {count: 2}, single: {count: 1}}
changes: {rel: {of: m, every: 200 h, takes: 1 h}, other: {of: single, every: 200 h, takes: 1 h}}
services: {s: {needs: all of m}, t: {needs: 1 of single}}
)"),
                               {});
  std::size_t found = 0;
  for (const DowntimeQuantiles& each : result.downtime_quantiles) {
    if (each.kind == SubjectKind::service) continue;
    ++found;
    ASSERT_FALSE(each.seconds_per_year.empty());
    for (const auto& [probability, seconds] : each.seconds_per_year)
      EXPECT_NEAR(seconds, hour / (300 * hour / year.count()), 1e-3) << each.subject << " " << probability;
  }
  EXPECT_EQ(found, 2u);
}

}  // namespace
}  // namespace nines::accuracy
