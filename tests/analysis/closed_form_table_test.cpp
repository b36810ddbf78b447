// The table as a whole: complete rows, a documented name each, the best prediction first.
#include "tests/analysis/closed_form_platforms.h"

#include <fstream>
#include <set>
#include <sstream>

namespace nines::closed_form {
namespace {

using namespace testing;

constexpr Measure all_measures[] = {
    Measure::availability, Measure::downtime, Measure::outages,       Measure::mtbf,
    Measure::mdt,          Measure::mttf,     Measure::unreliability, Measure::capacity_availability};

TEST(ClosedFormTable, RowsAreComplete) {
  std::set<std::string_view> names;
  for (const ClosedForm& form : closed_forms()) {
    EXPECT_TRUE(names.insert(form.name).second) << form.name;
    EXPECT_FALSE(form.predicts.empty()) << form.name;
    EXPECT_FALSE(form.formula.empty()) << form.name;
    EXPECT_FALSE(form.source.empty()) << form.name;
    EXPECT_FALSE(form.assumptions.empty()) << form.name;
    std::set<std::string_view> assumptions;
    for (const Assumption& assumption : form.assumptions) {
      EXPECT_TRUE(assumptions.insert(assumption.name).second) << form.name << " assumes twice " << assumption.name;
    }
  }
}

TEST(ClosedFormTable, EveryRowIsInTheGuide) {
  std::ifstream file(std::string(NINES_SOURCE_DIR) + "/docs/guide/closed_forms.md");
  std::stringstream guide;
  guide << file.rdbuf();
  for (const ClosedForm& form : closed_forms()) {
    EXPECT_NE(guide.str().find(form.name), std::string::npos) << form.name;
  }
}

TEST(ClosedFormTable, FewestBrokenAssumptionsFirst) {
  const Study limited = k_of_n_study(2, 3, 1000, 10, 1);
  const auto predictions = predict(limited, 0, Measure::availability);
  ASSERT_GE(predictions.size(), 2u);
  EXPECT_EQ(predictions[0].formula, "k-of-n, r crews (machine repairman)");
  EXPECT_TRUE(predictions[0].broken.empty());
  expect_relative(predictions[0].value, 0.00058800356295228);
  for (std::size_t i = 1; i < predictions.size(); ++i) {
    EXPECT_GE(predictions[i].broken.size(), predictions[i - 1].broken.size());
  }
  EXPECT_EQ(predictions[1].formula, "k-of-n, independent repair");
  ASSERT_EQ(predictions[1].broken.size(), 1u);
  EXPECT_EQ(predictions[1].broken[0].assumption,
            "enough crews for every repair: crew technicians of 1 may be asked for 3 repairs at once");
}

TEST(ClosedFormTable, TheExactFormOverTheMissionComesFirst) {
  Study study = k_of_n_study(1, 1, 1000, 10);
  study.mission = Hours(100);
  const auto predictions = predict(study, 0, Measure::availability);
  ASSERT_FALSE(predictions.empty());
  EXPECT_FALSE(predictions[0].long_run);
  expect_relative(predictions[0].value, 0.89207343197287 / 100);
}

TEST(ClosedFormTable, EveryMeasureOfAPlainServiceHasAnExactPrediction) {
  for (const std::size_t needed : {1, 2, 3}) {
    Study study = k_of_n_study(needed, 3, 1e6, 1);
    for (const Measure measure : all_measures) {
      const auto predictions = predict(study, 0, measure);
      ASSERT_FALSE(predictions.empty()) << needed << "-of-3, measure " << static_cast<int>(measure);
      if (measure == Measure::unreliability) continue;  // of k-of-n an approximation
      EXPECT_TRUE(predictions[0].broken.empty())
          << needed << "-of-3, " << predictions[0].formula << ": " << predictions[0].broken[0].assumption;
    }
  }
}

TEST(ClosedFormTable, FormsThatHoldAgreeWithEachOther) {
  // Whatever claims to be exact for a platform must say the same. First-order forms may be off by what they neglect.
  for (const std::size_t needed : {1, 2, 3, 4}) {
    const Study study = k_of_n_study(needed, 4, 1e7, 1);
    for (const Measure measure : all_measures) {
      const auto predictions = predict(study, 0, measure);
      for (const Prediction& prediction : predictions) {
        if (!prediction.broken.empty()) continue;
        expect_relative(prediction.value, predictions[0].value, 2e-6, prediction.formula);
      }
    }
  }
}

TEST(ClosedFormTable, SaysNothingOfWhatItCannotCompute) {
  // Two redundant groups side by side, of which one is enough: no series, no pool, but a tree.
  Study study = k_of_n_study(1, 2, 1000, 10);
  study.platform.nodes.push_back(node_class("disk", 2, failing(after_hours(2000), after_hours(10))));
  study.platform.services.push_back(service("disks", {nodes_of(1)}, 2));
  study.platform.services.push_back(service("either", {service_of(0), service_of(1)}, 1));
  const auto availability = predict(study, 2, Measure::availability);
  ASSERT_EQ(availability.size(), 1u);
  EXPECT_EQ(availability[0].formula, "service tree, independent units");
  EXPECT_TRUE(availability[0].broken.empty());
  for (const Prediction& prediction : predict(study, 2, Measure::mttf)) {
    EXPECT_EQ(prediction.formula, "MTTF as the mean up time");
  }
}

}  // namespace
}  // namespace nines::closed_form
