#include "scenarios/language/asked_measure.h"

#include "scenarios/language/scenario.h"

#include <gtest/gtest.h>

#include <string>

namespace nines::scenarios {
namespace {

const char* const two_services = R"(nines: 1
nodes: {web: {failures: {crash: {time to failure: exponential 1 d, time to repair: exponential 1 h}}}}
services: {front: {needs: 1 of web}, shop: {needs: "all of [front]"}}
)";

models::Study study_of(const std::string& text) {
  LoadResult loaded = load_text(text, "test");
  EXPECT_TRUE(loaded.scenario.has_value());
  return loaded.scenario->study;
}

TEST(AskedMeasure, IsOfTheLastServiceUnlessOneIsNamed) {
  const models::Study study = study_of(two_services);
  std::string why;
  const auto last = asked_measure("downtime", study, why);
  ASSERT_TRUE(last.has_value()) << why;
  EXPECT_EQ(study.platform.services[last->service].name, "shop");
  EXPECT_EQ(last->measure, models::Measure::downtime);
  const auto named = asked_measure("front.capacity_availability", study, why);
  ASSERT_TRUE(named.has_value()) << why;
  EXPECT_EQ(study.platform.services[named->service].name, "front");
  EXPECT_EQ(named->measure, models::Measure::capacity_availability);
  EXPECT_TRUE(asked_measure("capacity availability", study, why).has_value()) << "as scenario files write it";
}

TEST(AskedMeasure, SaysWhyThereIsNoneAndWhatThereIs) {
  const models::Study study = study_of(two_services);
  std::string why;
  EXPECT_FALSE(asked_measure("shp.downtime", study, why));
  EXPECT_EQ(why, "there is no service 'shp'\n  hint: did you mean 'shop'? there are: front, shop");
  EXPECT_FALSE(asked_measure("web.mttf", study, why));
  EXPECT_EQ(why, "there is no service 'web'\n  hint: make a service that needs `1 of web`, and name that");
  EXPECT_FALSE(asked_measure("outage", study, why));
  EXPECT_TRUE(why.starts_with("shop has no measure 'outage'\n  hint: did you mean 'outages'? there are: ")) << why;
  EXPECT_FALSE(asked_measure("rpo", study, why)) << "no service has data";
}

TEST(AskedMeasure, OfAPlatformWithoutServicesThereIsNone) {
  std::string why;
  EXPECT_FALSE(asked_measure("availability", models::Study{}, why));
  EXPECT_EQ(why, "the scenario has no service");
}

}  // namespace
}  // namespace nines::scenarios
