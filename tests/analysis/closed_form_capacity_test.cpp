// The capacity of a service with members in reserve, and of a service that only passes another one on.
#include "tests/analysis/closed_form_platforms.h"

namespace nines::closed_form {
namespace {

using namespace testing;

Study in_reserve(std::size_t active, std::size_t units, double rate_factor, std::size_t crews = 0) {
  Study study = k_of_n_study(active, units, 1000, 20, crews);
  study.platform.services[0].standby = models::Standby{active, rate_factor};
  return study;
}

// One active of two: the capacity is there exactly while the service is up.
TEST(ClosedFormCapacity, OneActiveMemberIsAllOfTheCapacity) {
  for (const double rate_factor : {0.0, 0.1, 1.0}) {
    const Study study = in_reserve(1, 2, rate_factor, 1);
    expect_relative(value_of(standby(), study, Measure::capacity_availability),
                    value_of(standby(), study, Measure::availability));
  }
}

// Two active of four, cold, one crew: p(j) of j failed goes as 1, 2x, (2x)^2, (2x)^3, x (2x)^3 with x = 20 h / 1000 h.
// One of the two is missing in state 3, both in state 4.
TEST(ClosedFormCapacity, OnlyMissingActiveMembersCount) {
  const double x = 0.02, y = 2 * x;
  const double all = 1 + y + y * y + y * y * y + x * y * y * y;
  const double missing = (y * y * y + 2 * x * y * y * y) / 2;
  expect_relative(value_of(standby(), in_reserve(2, 4, 0, 1), Measure::capacity_availability), missing / all);
}

TEST(ClosedFormCapacity, FormsThatCountEveryMemberSayNothingOfAServiceThatKeepsSomeInReserve) {
  EXPECT_TRUE(std::isnan(value_of(k_of_n(), in_reserve(1, 2, 1), Measure::capacity_availability)));
  EXPECT_FALSE(std::isnan(value_of(k_of_n(), in_reserve(1, 2, 1), Measure::availability)));
}

TEST(ClosedFormCapacity, AServiceThatNeedsAnotherOneHasItsCapacityWhileThatOneIsUp) {
  Study study = k_of_n_study(2, 3, 1000, 20);
  study.platform.services.push_back(service("passes it on", {service_of(0)}, 1));
  expect_relative(value_of(k_of_n(), study, Measure::capacity_availability),
                  value_of(k_of_n(), study, Measure::availability));
  expect_relative(value_of(k_of_n_crews(), study, Measure::capacity_availability),
                  value_of(k_of_n_crews(), study, Measure::availability));
}

}  // namespace
}  // namespace nines::closed_form
