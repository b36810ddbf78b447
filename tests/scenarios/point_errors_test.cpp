#include "scenarios/language/point_errors.h"

#include <gtest/gtest.h>

namespace nines::scenarios {
namespace {

using Severity = Diagnostic::Severity;

TEST(PointErrors, SayOneMistakeOnceWithTheFirstPointThatHasIt) {
  PointErrors errors;
  EXPECT_FALSE(errors.any());
  const Diagnostic wrong{"shop.yaml", 3, 1, Severity::error, "there is no crew `field`", ""};
  errors.add({{"mission", "1 d"}}, {wrong});
  errors.add({{"mission", "2 d"}}, {wrong});
  EXPECT_TRUE(errors.any());
  EXPECT_EQ(errors.text(3),
            "shop.yaml:3:1: error: there is no crew `field`\n  at mission=1 d and 1 more\n2 of 3 points are wrong");
}

TEST(PointErrors, OfAPlaceAreOneMistakeWhateverItsValue) {
  PointErrors errors;
  const auto of = [](const std::string& value) {
    return Diagnostic{"--set", 1, 1, Severity::error, "`count=" + value + "`: out of range", "at least 1"};
  };
  errors.add({{"count", "0"}}, {of("0")});
  errors.add({{"count", "-1"}}, {of("-1")});
  EXPECT_EQ(
      errors.text(2),
      "sweep: error: `count`: out of range\n  hint: at least 1\n  at count=0 and 1 more\n2 of 2 points are wrong");
}

TEST(PointErrors, WarningsAreNone) {
  PointErrors errors;
  errors.add(
      {}, {{"shop.yaml", 1, 1, Severity::warning, "doubtful", ""}, {"shop.yaml", 2, 1, Severity::error, "wrong", ""}});
  EXPECT_EQ(errors.text(1), "shop.yaml:2:1: error: wrong\n  at the scenario as it is\n1 of 1 points are wrong");
}

}  // namespace
}  // namespace nines::scenarios
