// What every law promises (sim/law.h), for members of every kind.
#include "tests/sim/law_contract.h"

#include <algorithm>

namespace nines {
namespace {

INSTANTIATE_TEST_SUITE_P(Members, LawContract, ::testing::ValuesIn(law_members()),
                         [](const auto& member) { return std::to_string(member.index) + "_" + member.param.name; });

TEST(LawFamily, EveryCombinationOfEveryKindHasAMember) {
  for (const LawKind& kind : law_kinds()) {
    for (const auto& combination : kind.combinations) {
      const bool covered = std::any_of(law_members().begin(), law_members().end(), [&](const LawMember& member) {
        return member.kind == kind.name && member.given.size() == combination.size() &&
               std::all_of(combination.begin(), combination.end(),
                           [&](const auto& name) { return member.given.contains(name); });
      });
      EXPECT_TRUE(covered) << kind.name << " by " << ::testing::PrintToString(combination);
    }
  }
}

TEST(LawFamily, PhaseTypesWhereTheyAreExactAndNowhereElse) {
  const auto has = [](const std::string& kind, const std::map<std::string, double>& given) {
    return testing::law_in(make_law(kind, given))->phase_type().has_value();
  };
  EXPECT_TRUE(has("exponential", {{"mean", 1}}));
  EXPECT_TRUE(has("erlang", {{"phases", 4}, {"mean", 1}}));
  EXPECT_TRUE(has("hyperexponential", {{"mean", 1}, {"cv", 2}}));
  EXPECT_FALSE(has("fixed", {{"value", 1}}));
  EXPECT_FALSE(has("weibull", {{"shape", 1.5}, {"mean", 1}}));
  EXPECT_FALSE(has("lognormal", {{"median", 1}, {"sigma", 1}}));
  EXPECT_FALSE(has("gamma", {{"shape", 2.5}, {"mean", 1}}));
  EXPECT_FALSE(has("normal", {{"mean", 1}, {"cv", 0.1}}));
}

}  // namespace
}  // namespace nines
