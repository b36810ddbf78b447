// The language of optimisations: what may be chosen, what it costs, and what is said of bad ones.
#include "scenarios/language/optimise.h"
#include "scenarios/language/sweep_values.h"
#include "tests/scenarios/bad_input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nines::scenarios::testing {
namespace {

using models::LossCost;
using models::Optimise;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string plant = R"(nines: 1
parameters: {many: 3, every: 6 h}
nodes:
  machine:
    count: $many
    failures:
      fault: {time to failure: exponential 1000 h, time to repair: exponential 10 h, crew: field, loses data: true}
crews: {field: {size: 2}}
services: {plant: {needs: 1 of machine}}
data: {records: {of: plant, backups: {nightly: {every: $every}}}}
)";

OptimiseLoadResult load(const std::string& text, const OptimiseWishes& wishes = {},
                        const std::vector<Override>& overrides = {}) {
  return load_optimise(plant + text, "plant.yaml", ".", overrides, wishes, std::nullopt);
}

Optimise good(const std::string& text, const OptimiseWishes& wishes = {}, const std::vector<Override>& overrides = {}) {
  const OptimiseLoadResult result = load(text, wishes, overrides);
  EXPECT_TRUE(result.scenario.has_value()) << all_of(result.diagnostics);
  return result.optimise;
}

Optimise with_cost(const std::string& cost, const std::vector<Override>& overrides = {}) {
  return good("optimise: {currency: EUR, costs: {" + cost + "}}\n", {}, overrides);
}

TEST(Optimise, SettingsAreAsInSweepsOrAnyValueBetween) {
  const Optimise made = good(R"(optimise:
  settings: {crews.field.size: 1..3, parameters.every: 1 h..16 h, mission: [1 year, 2 years]}
)");
  ASSERT_EQ(made.choices.size(), 3u);
  EXPECT_THAT(made.choices[0].axis.values, ElementsAre("1", "2", "3"));
  EXPECT_FALSE(made.choices[0].between.has_value());
  ASSERT_TRUE(made.choices[1].between.has_value());
  EXPECT_TRUE(made.choices[1].between->by_ratio);
  EXPECT_EQ(made.choices[1].axis.values.front(), "1 h");
  EXPECT_EQ(made.choices[1].axis.values.back(), "16 h");
  EXPECT_EQ(made.choices[1].between->grid.size(), made.choices[1].axis.values.size());
  EXPECT_THAT(made.choices[2].axis.values, ElementsAre("1 year", "2 years"));
}

TEST(Optimise, ValuesBetween) {
  const auto near = parse_between("2 s..6 s", 5);
  ASSERT_TRUE(near.has_value());
  EXPECT_FALSE(near->by_ratio);
  EXPECT_THAT(near->values, ElementsAre("2 s", "3 s", "4 s", "5 s", "6 s"));
  EXPECT_THAT(parse_between("1 s..1 min", 3)->values.back(), "60 s");
  EXPECT_TRUE(parse_between("0.5..0.9", 3).has_value());
  for (const char* const other : {"1..4", "1 s..9 s step 1 s", "9 s..1 s", "1 s..4 GB", "5 s", "1 s..9 s log 3"})
    EXPECT_FALSE(parse_between(other, 3).has_value()) << other;
}

TEST(Optimise, CostsOfWhatIsThere) {
  EXPECT_DOUBLE_EQ(with_cost("crews.field.size: 60000 each").fixed[0].per_year, 120'000);
  EXPECT_DOUBLE_EQ(with_cost("crews.field.size: 60000 EUR each per year").fixed[0].per_year, 120'000);
  EXPECT_DOUBLE_EQ(with_cost("nodes.machine.count: 4000 each over 4 years").fixed[0].per_year, 3000);
  EXPECT_DOUBLE_EQ(with_cost("parameters.many: 10 each").fixed[0].per_year, 30);
  // Every six hours: 1460 times in a year of 365 days.
  EXPECT_DOUBLE_EQ(with_cost("data.records.backups.nightly.every: 2 per run").fixed[0].per_year, 2920);
  EXPECT_DOUBLE_EQ(with_cost("crews.field.size: 10 each", {{"crews.field.size", "5"}}).fixed[0].per_year, 50);
  EXPECT_DOUBLE_EQ(with_cost("nodes.machine.count: 10 each", {{"parameters.many", "7"}}).fixed[0].per_year, 70);
}

TEST(Optimise, CostsOfWhatGoesWrong) {
  const Optimise made = with_cost(
      "downtime of plant: 3600 per h, outages of plant: 200 EUR each, data losses of plant: 7 each, lost data of "
      "plant: "
      "60 per min");
  ASSERT_EQ(made.losses.size(), 4u);
  EXPECT_EQ(made.losses[0].kind, LossCost::Kind::downtime);
  EXPECT_DOUBLE_EQ(made.losses[0].each, 1);
  EXPECT_DOUBLE_EQ(made.losses[1].each, 200);
  EXPECT_EQ(made.losses[2].kind, LossCost::Kind::data_losses);
  EXPECT_DOUBLE_EQ(made.losses[3].each, 1);
}

TEST(Optimise, CommandLinePrevails) {
  OptimiseWishes wishes;
  wishes.vary = {{"crews.field.size", "5, 6"}};
  wishes.cost = {{"crews.field.size", "1 each"}, {"downtime of plant", "1 per h"}};
  wishes.confidence = 0.9;
  wishes.budget = 1000;
  const Optimise made = good(
      "optimise: {settings: {crews.field.size: 1..3}, costs: {crews.field.size: 9 each}, confidence: 99 %}\n", wishes);
  ASSERT_EQ(made.choices.size(), 1u);
  EXPECT_THAT(made.choices[0].axis.values, ElementsAre("5", "6"));
  ASSERT_EQ(made.fixed.size(), 1u);
  EXPECT_DOUBLE_EQ(made.fixed[0].per_year, 2);
  EXPECT_EQ(made.confidence, 0.9);
  EXPECT_EQ(made.budget, 1000u);
}

std::string said_of(const std::string& text) { return all_of(load(text).diagnostics); }
std::string said_of_cost(const std::string& cost) {
  return said_of("optimise: {currency: EUR, costs: {" + cost + "}}\n");
}

TEST(Optimise, WhatIsWrongWithACost) {
  EXPECT_THAT(said_of_cost("crews.field.size: -5 each"), HasSubstr("below 0"));
  EXPECT_THAT(said_of_cost("crews.field.size: 5"), HasSubstr("does not say of what"));
  EXPECT_THAT(said_of_cost("crews.field.size: 5 USD each"), HasSubstr("`USD` is not the currency, which is `EUR`"));
  EXPECT_THAT(said_of_cost("crews.field.size: 5 each over 0 h"), HasSubstr("a time above 0"));
  EXPECT_THAT(said_of_cost("crews.field.size: 5 each per month"), HasSubstr("per year"));
  EXPECT_THAT(said_of_cost("crews.field.size: 5 per run"), HasSubstr("`per run` is of a time"));
  EXPECT_THAT(said_of_cost("crews.feld.size: 5 each"), HasSubstr("there is no such place"));
  EXPECT_THAT(said_of_cost("crews.field: 5 each"), HasSubstr("not a mapping"));
  EXPECT_THAT(said_of_cost("parameters.every: 5 each"), HasSubstr("`each` is of a number"));
  EXPECT_THAT(said_of_cost("downtime of plan: 5 per h"), HasSubstr("did you mean `plant`?"));
  EXPECT_THAT(said_of_cost("downtime of plant: 5 each"), HasSubstr("per unit of time"));
  EXPECT_THAT(said_of_cost("outages of plant: 5 per h"), HasSubstr("so much each"));
  EXPECT_THAT(said_of("optimise: {costs: {crews.field.size: 5 EUR each}}\n"), HasSubstr("name the currency"));
}

TEST(Optimise, AllMistakesAtOnceWithTheirPlaces) {
  const std::string said = said_of(R"(optimise:
  settings: {crews.field.size: 4..1}
  costs: {crews.field.size: x}
  service: plan
)");
  EXPECT_THAT(said, HasSubstr("plant.yaml:12:"));
  EXPECT_THAT(said, HasSubstr("ends below where it begins"));
  EXPECT_THAT(said, HasSubstr("plant.yaml:13:"));
  EXPECT_THAT(said, HasSubstr("plant.yaml:14:"));
  EXPECT_THAT(said_of("optimise: {settings: {seed: 1..200, mission: 1 h..200 h step 1 h}}\n"),
              HasSubstr("40000 candidates, more than 10000"));
}

}  // namespace
}  // namespace nines::scenarios::testing
