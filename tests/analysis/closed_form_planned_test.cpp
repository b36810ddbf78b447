// Age replacement (Barlow, Proschan 1965), and what other forms say of units that are maintained or updated.
#include "tests/analysis/closed_form_platforms.h"

namespace nines::closed_form {
namespace {

using namespace testing;

Study pump(LawPtr life, double age_h) {
  Study study;
  study.mission = 1e6 * year;
  study.platform.nodes = {node_class("pump", 1, failing(std::move(life), fixed_time(Hours(24))))};
  models::FailureMode maintenance = failing(fixed_time(Hours(age_h)), fixed_time(Hours(2)));
  maintenance.name = "maintenance";
  maintenance.kind = models::ModeKind::maintenance;
  study.platform.nodes[0].failures.push_back(maintenance);
  study.platform.services = {service("water", {nodes_of(0)}, 1)};
  return study;
}

LawPtr wear() { return law("weibull", {{"scale", 1000 * hour}, {"shape", 2}}); }

double availability(const Study& study) { return 1 - value_of(age_replacement(), study, Measure::availability); }

TEST(AgeReplacement, GivesTheListedAnswersAndTheirOptimum) {
  const double best_age_h = 303.81455825;  // case R1.PM_age_weibull
  const double best = availability(pump(wear(), best_age_h));
  expect_relative(best, 0.986808501289, 1e-12);
  expect_relative(availability(pump(wear(), 500)), 0.985332861122, 1e-12);
  EXPECT_LT(availability(pump(wear(), best_age_h - 1)), best);
  EXPECT_LT(availability(pump(wear(), best_age_h + 1)), best);
}

TEST(AgeReplacement, TendsToNoMaintenanceAtAll) {
  expect_relative(availability(pump(wear(), 1e5)), 0.973632948742, 1e-12);
}

TEST(AgeReplacement, OfAFixedLifeIsMaintenanceAlone) {
  const Study study = pump(fixed_time(Hours(400)), 398);
  expect_relative(value_of(age_replacement(), study, Measure::availability), 2.0 / 400, 1e-12);
  expect_relative(value_of(age_replacement(), study, Measure::outages), 8760.0 / 400, 1e-12);
}

TEST(AgeReplacement, ComesFirstAndOthersSayWhatTheyAssume) {
  const auto predictions = predict(pump(wear(), 300), 0, Measure::availability);
  ASSERT_GE(predictions.size(), 2u);
  EXPECT_EQ(predictions[0].formula, "age replacement");
  EXPECT_TRUE(predictions[0].broken.empty());
  for (std::size_t i = 1; i < predictions.size(); ++i) EXPECT_FALSE(predictions[i].broken.empty());
}

TEST(AgeReplacement, NeedsAFixedAgeAndOneFailure) {
  Study random = pump(wear(), 300);
  random.platform.nodes[0].failures[1].time_to_failure = after_hours(300);
  EXPECT_TRUE(std::isnan(value_of(age_replacement(), random, Measure::availability)));
  Study two = pump(wear(), 300);
  two.platform.nodes[0].failures.push_back(failing(after_hours(1000), after_hours(1)));
  EXPECT_TRUE(std::isnan(value_of(age_replacement(), two, Measure::availability)));
}

TEST(PlannedWork, MemorylessMaintenanceIsOneMoreFailure) {
  Study study = pump(after_hours(1000), 300);
  study.platform.nodes[0].failures[1].time_to_failure = after_hours(300);
  const auto predictions = predict(study, 0, Measure::availability);
  ASSERT_FALSE(predictions.empty());
  EXPECT_EQ(predictions[0].formula, "single unit, MTBF / (MTBF + MTTR)");
  EXPECT_TRUE(predictions[0].broken.empty());
  const double odds = 24.0 / 1000 + 2.0 / 300;
  expect_relative(predictions[0].value, odds / (1 + odds));
}

TEST(PlannedWork, NoFormKnowsReleasesOrConditions) {
  Study study = k_of_n_study(1, 2, 1000, 10);
  models::Change release;
  release.name = "release";
  release.interval = after_hours(100);
  models::add_change(study.platform, release, after_hours(1), nullptr);
  for (const Prediction& prediction : predict(study, 0, Measure::availability)) {
    EXPECT_FALSE(prediction.broken.empty()) << prediction.formula;
  }
  Study aging = k_of_n_study(1, 1, 1000, 10);
  aging.platform.nodes[0].failures.push_back(failing(after_hours(100), nullptr));
  aging.platform.nodes[0].failures[1].takes_down = models::TakesDown::nothing;
  aging.platform.nodes[0].failures[0].only_while = 1;
  for (const Prediction& prediction : predict(aging, 0, Measure::availability)) {
    EXPECT_FALSE(prediction.broken.empty()) << prediction.formula;
  }
}

}  // namespace
}  // namespace nines::closed_form
