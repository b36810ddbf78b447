// Services that share a load, and the way back into rotation: what the keys mean, and what is refused.
#include "tests/scenarios/bad_input.h"

#include <gtest/gtest.h>

namespace nines::scenarios::testing {
namespace {

models::Study study_of(const std::string& text, const std::vector<Override>& settings = {}) {
  const LoadResult result = load_text(text, "scenario.yaml", settings);
  EXPECT_TRUE(result.scenario) << all_of(result.diagnostics);
  return result.scenario ? result.scenario->study : models::Study{};
}

std::string platform(const std::string& service,
                     const std::string& failure = "time to failure: exponential 9 h, time to repair: 1 h",
                     const std::string& rest = "") {
  return "nines: 1\ndetectors: {d: {kind: poll, interval: 2 s, fall: 3, rise: 2}}\n"
         "nodes: {a: {count: 5, capacity: 200, failures: {x: {" +
         failure +
         "}}}}\n"
         "services:\n  s: {" +
         service + "}\n" + rest;
}

TEST(Balancing, ALoadInTheUnitOfTheCapacityOrAsAShareOfIt) {
  EXPECT_EQ(study_of(platform("needs: 3 of a, balanced: {load: 640}")).platform.services[0].balanced->load, 640);
  EXPECT_EQ(study_of(platform("needs: 3 of a, balanced: {load: 64 %}")).platform.services[0].balanced->load, 640);
  EXPECT_EQ(study_of(platform("needs: 3 of a, balanced: 64 %")).platform.services[0].balanced->load, 640);
  const models::Balanced set = *study_of(platform("needs: 3 of a, balanced: {load: 64 %, load exponent: 1.5}"),
                                         {{"services.s.balanced.load", "50 %"}})
                                    .platform.services[0]
                                    .balanced;
  EXPECT_EQ(set.load, 500);
  EXPECT_EQ(set.exponent, 1.5);
  EXPECT_FALSE(study_of(platform("needs: 3 of a")).platform.services[0].balanced);
}

TEST(Balancing, MembersReturnWhenTheDetectorTrustsThemAgain) {
  const std::string watched = "time to failure: exponential 9 h, time to repair: 1 h, detected by: d";
  const auto time_to_return = [&](const std::string& service, const std::string& failure) {
    return study_of(platform(service, failure)).platform.nodes[0].failures[0].time_to_return;
  };
  const LawPtr rises = time_to_return("needs: 3 of a, balanced: 60 %", watched);
  ASSERT_TRUE(rises);  // the wait for the first check, and one more interval
  EXPECT_NEAR(rises->mean().count(), 1 + 2, 1e-9);
  EXPECT_FALSE(time_to_return("needs: 3 of a", watched));
  const LawPtr given = time_to_return("needs: 3 of a, balanced: 60 %", watched + ", time to return: 40 s");
  ASSERT_TRUE(given);
  EXPECT_EQ(given->mean().count(), 40);
  EXPECT_TRUE(time_to_return("needs: 3 of a", "time to failure: 9 h, time to repair: 1 h, time to return: 40 s"));
}

TEST(Balancing, ServedIsBoundedAsAShare) {
  const models::Study study =
      study_of(platform("needs: 3 of a, balanced: 60 %", "time to failure: 9 h, time to repair: 1 h",
                        "objectives: [s served >= 99.9 %]\nmeasures: [served]\nprecision: 5 % on s.served\n"));
  EXPECT_EQ(study.objectives.at(0).measure, models::Measure::served);
  EXPECT_NEAR(study.objectives.at(0).bound, 1e-3, 1e-18);
  EXPECT_EQ(study.precision.at(0).measure, models::Measure::served);
}

TEST(Balancing, MoreThanAllCanServeIsWarnedOf) {
  const LoadResult result = load_text(platform("needs: 3 of a, balanced: 120 %"), "scenario.yaml");
  ASSERT_TRUE(result.scenario);
  EXPECT_THAT(all_of(result.diagnostics), ::testing::HasSubstr("all members together can serve no more than 1000"));
}

class BadBalancing : public ::testing::TestWithParam<BadInput> {};

TEST_P(BadBalancing, IsRefusedAtItsPlace) { expect_refused(GetParam()); }

// clang-format off
const std::vector<BadInput> inputs = {
    {"no_load", service("needs: 1 of a, balanced: {load exponent: 1}"), 4, 32, "needs the key `load`"},
    {"load_zero", service("needs: 1 of a, balanced: {load: 0}"), 4, 39, "without any requests there is nothing to serve"},
    {"load_negative", service("needs: 1 of a, balanced: {load: -1}"), 4, 39, "without any requests"},
    {"load_a_word", service("needs: 1 of a, balanced: {load: high}"), 4, 39, "a number is expected, not `high`"},
    {"load_with_a_unit", service("needs: 1 of a, balanced: {load: 5 s}"), 4, 39, "`s` is not understood"},
    {"load_too_large", service("needs: 1 of a, balanced: {load: 1e300}"), 4, 39, "is more than 1e+21"},
    {"exponent_negative", service("needs: 1 of a, balanced: {load: 1, load exponent: -1}"), 4, 57, "`-1` is out of range"},
    {"exponent_too_large", service("needs: 1 of a, balanced: {load: 1, load exponent: 50}"), 4, 57, "`50` is out of range"},
    {"unknown_key", service("needs: 1 of a, balanced: {load: 1, exponent: 1}"), 4, 42, "has no key `exponent`"},
    {"over_a_service", service("needs: 1 of a and t, balanced: 50 %"), 4, 38, "counts other services or domains"},
    {"with_standby", service("needs: 1 of a, balanced: 50 %, standby: hot"), 4, 47, "both `balanced` and `standby`"},
    {"with_takeover", service("needs: 1 of a, balanced: 50 %, takeover: 5 s"), 4, 48, "both `balanced` and `takeover`"},
    {"return_without_repair", failure("time to failure: 9 h, time to repair: never, time to return: 5 s"), 4, 65, "is never repaired"},
    {"return_of_nothing", failure("time to failure: 9 h, time to repair: 1 h, takes down: nothing, time to return: 5 s"), 4, 84, "takes down nothing"},
    {"return_without_unit", failure("time to failure: 9 h, time to repair: 1 h, time to return: 5"), 4, 63, "the unit of the time `5` is missing"},
    {"served_of_none", more("objectives: [s served >= 99 %]"), 4, 14, "the service `s` is not `balanced`"},
    {"served_shown_of_none", more("measures: [served]"), 4, 12, "no service is `balanced`"},
    {"served_not_a_share", service("needs: 1 of a, balanced: 50 %") + "objectives: [s served >= 5 h]\n", 6, 14, "the bound of the objective"},
    {"two_strains", "nines: 1\nnodes: {a: {count: 3, failures: {x: {time to failure: 9 h, time to repair: 1 h}}}}\nservices:\n  s: {needs: 1 of a, balanced: {load: 1, load exponent: 1}}\n  t: {needs: 1 of a, balanced: {load: 1, load exponent: 2}}\n", 5, 3, "the failures of a grow with the load of s and with that of t"},
    {"return_of_a_domain", "nines: 1\ndomains: {rack: {count: 2, failures: {x: {time to failure: 9 h, time to repair: 1 h,\n  time to return: 5 s}}}}\nnodes: {a: {count: 1 per rack}}\nservices: {s: {needs: 1 of a}}\n", 3, 19, "only nodes are put back"},
};
// clang-format on

INSTANTIATE_TEST_SUITE_P(Inputs, BadBalancing, ::testing::ValuesIn(inputs), name_of);

}  // namespace
}  // namespace nines::scenarios::testing
