#include "scenarios/language/dependency_order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nines::scenarios {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(DependencyOrder, KeepsTheGivenOrderWhereItCan) {
  EXPECT_THAT(order_by_dependency({{}, {}, {}}).order, ElementsAre(0, 1, 2));
  EXPECT_THAT(order_by_dependency({}).order, IsEmpty());
}

TEST(DependencyOrder, WhatIsNeededComesFirst) {
  EXPECT_THAT(order_by_dependency({{2, 1}, {}, {1}}).order, ElementsAre(1, 2, 0));
  EXPECT_THAT(order_by_dependency({{1}, {2}, {3}, {}}).order, ElementsAre(3, 2, 1, 0));
}

TEST(DependencyOrder, ShowsOneShortestCircleForEachKnot) {
  const DependencyOrder order = order_by_dependency({{1, 2}, {2}, {0}, {3}, {0}});
  EXPECT_THAT(order.order, IsEmpty());
  EXPECT_THAT(order.cycles, ElementsAre(ElementsAre(0, 2), ElementsAre(3)));
}

TEST(DependencyOrder, ALongChainDoesNotExhaustTheStack) {
  constexpr std::size_t links = 200'000;
  std::vector<std::vector<std::size_t>> needs(links);
  for (std::size_t i = 0; i + 1 < links; ++i) needs[i] = {i + 1};
  EXPECT_EQ(order_by_dependency(needs).order.front(), links - 1);
  needs[links - 1] = {0};
  EXPECT_EQ(order_by_dependency(needs).cycles.front().size(), links);
}

}  // namespace
}  // namespace nines::scenarios
