// Impossible laws are refused with a reason and a way out; and the laws' values against independently known ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

#include "sim/laws.h"
#include "tests/sim/law_members.h"

namespace nines {
namespace {

using ::testing::HasSubstr;
using testing::law_in;
using Given = std::map<std::string, double>;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

LawError error_in(const LawResult& result) {
  const auto* error = std::get_if<LawError>(&result);
  if (!error) {
    ADD_FAILURE() << "was made: " << std::get<LawPtr>(result)->describe();
    return {};
  }
  EXPECT_FALSE(error->message.empty());
  EXPECT_FALSE(error->hint.empty()) << error->message;
  return *error;
}

LawError refused(const std::string& kind, const Given& given) { return error_in(make_law(kind, given)); }

TEST(LawErrors, UnknownKindsAndParameters) {
  EXPECT_THAT(refused("weibul", {{"mean", 1}}).hint, HasSubstr("weibull"));
  const LawError unknown = refused("weibull", {{"mean", 1}, {"sigma", 1}});
  EXPECT_EQ(unknown.parameter, "sigma");
  EXPECT_THAT(unknown.hint, HasSubstr("shape and scale"));
}

TEST(LawErrors, TooFewTooManyAndContradictoryParameters) {
  EXPECT_THAT(refused("weibull", {}).message, HasSubstr("needs parameters"));
  EXPECT_THAT(refused("weibull", {{"shape", 2}}).message, HasSubstr("does not determine"));
  EXPECT_THAT(refused("lognormal", {{"mean", 2}, {"median", 1}}).message, HasSubstr("do not determine"));
  EXPECT_THAT(refused("exponential", {{"mean", 2}, {"rate", 0.5}}).message, HasSubstr("too much"));
  EXPECT_THAT(refused("weibull", {{"shape", 2}, {"mean", 5}, {"scale", 1}}).message, HasSubstr("too much"));
}

TEST(LawErrors, NoParameterMayBeNegativeOrNotANumber) {
  for (const LawKind& kind : law_kinds()) {
    for (const auto& combination : kind.combinations) {
      for (const std::string& wrong : combination) {
        for (const double value : {-1.0, nan, infinity, -infinity}) {
          Given given;
          for (const std::string& name : combination) given[name] = 2;
          given[wrong] = value;
          EXPECT_EQ(refused(kind.name, given).parameter, wrong) << kind.name << " " << value;
        }
      }
    }
  }
}

TEST(LawErrors, ZeroIsRefusedButForTheLowerEndOfAUniformLaw) {
  for (const LawKind& kind : law_kinds()) {
    for (const auto& combination : kind.combinations) {
      for (const std::string& wrong : combination) {
        if (wrong == "low") continue;
        Given given;
        for (const std::string& name : combination) given[name] = name == "p" ? 0.5 : 2;
        given[wrong] = 0;
        EXPECT_EQ(refused(kind.name, given).parameter, wrong) << kind.name;
      }
    }
  }
}

/// The extremes of double precision give a usable law or an error, never an infinite mean or a draw that is not a time.
TEST(LawErrors, ExtremeValuesNeverMakeNonsense) {
  const double extremes[] = {5e-324, 1e-308, 1e-200, 1e-100, 1e-12, 0.5, 1, 3, 1e12, 1e100, 1e200, 1e308};
  for (const LawKind& kind : law_kinds()) {
    for (const auto& combination : kind.combinations) {
      std::size_t cases = 1;
      for (std::size_t i = 0; i < combination.size(); ++i) cases *= std::size(extremes);
      for (std::size_t chosen = 0; chosen < cases; ++chosen) {
        Given given;
        std::size_t left = chosen;
        for (const std::string& name : combination) {
          given[name] = extremes[left % std::size(extremes)];
          left /= std::size(extremes);
        }
        const LawResult made = make_law(kind.name, given);
        if (std::holds_alternative<LawError>(made)) continue;
        const Law& law = *std::get<LawPtr>(made);
        ASSERT_TRUE(std::isnormal(law.mean().count())) << law.describe();
        ASSERT_TRUE(std::isfinite(law.variance_s2())) << law.describe();
        MiniStream stream{DrawAddress{.seed = 5}};
        const double drawn_s = law.sample(stream).count();
        ASSERT_TRUE(drawn_s >= 0 && std::isfinite(drawn_s)) << kind.name << ::testing::PrintToString(given);
        const double residual_s = law.sample_residual(stream, law.mean()).count();
        ASSERT_TRUE(residual_s >= 0 && std::isfinite(residual_s)) << kind.name << ::testing::PrintToString(given);
        ASSERT_FALSE(std::isnan(law.quantile(0.5).count())) << kind.name << ::testing::PrintToString(given);
      }
    }
  }
}

TEST(LawErrors, ImpossibleShapes) {
  EXPECT_THAT(refused("weibull", {{"median", 10}, {"p95", 9}}).message, HasSubstr("above the median"));
  EXPECT_THAT(refused("lognormal", {{"median", 10}, {"p95", 10}}).message, HasSubstr("above the median"));
  EXPECT_THAT(refused("gamma", {{"median", 10}, {"p95", 1}}).message, HasSubstr("above the median"));
  EXPECT_THAT(refused("weibull", {{"mean", 10}, {"p95", 9}}).message, HasSubstr("above the mean"));
  EXPECT_THAT(refused("weibull", {{"mean", 10}, {"p95", 47}}).message, HasSubstr("at most 4.674 times"));
  EXPECT_THAT(refused("lognormal", {{"mean", 10}, {"p95", 8}}).message, HasSubstr("above the mean"));
  EXPECT_THAT(refused("lognormal", {{"mean", 10}, {"p95", 39}}).message, HasSubstr("at most 3.868 times"));
  EXPECT_THAT(refused("weibull", {{"mean", 10}, {"cv", 1e-6}}).hint, HasSubstr("fixed"));
  EXPECT_THAT(refused("weibull", {{"shape", 1e5}, {"mean", 1}}).hint, HasSubstr("fixed"));
  EXPECT_EQ(refused("weibull", {{"shape", 0.001}, {"mean", 1}}).parameter, "shape");
  EXPECT_THAT(refused("hyperexponential", {{"mean", 10}, {"cv", 0.9}}).message, HasSubstr("at least 1"));
  EXPECT_EQ(refused("hyperexponential", {{"p", 1}, {"mean1", 1}, {"mean2", 2}}).parameter, "p");
  EXPECT_EQ(refused("hyperexponential", {{"p", 1.5}, {"mean1", 1}, {"mean2", 2}}).parameter, "p");
  EXPECT_THAT(refused("uniform", {{"low", 5}, {"high", 5}}).message, HasSubstr("above low"));
  EXPECT_EQ(refused("uniform", {{"low", 5}, {"mean", 4}}).parameter, "mean");
  EXPECT_THAT(refused("uniform", {{"mean", 5}, {"cv", 0.6}}).message, HasSubstr("below zero"));
  EXPECT_EQ(refused("erlang", {{"phases", 2.5}, {"mean", 1}}).parameter, "phases");
  EXPECT_THAT(refused("erlang", {{"phases", 1e6}, {"mean", 1}}).hint, HasSubstr("gamma"));
  EXPECT_THAT(refused("gamma", {{"mean", 1}, {"cv", 50}}).hint, HasSubstr("lognormal"));
  EXPECT_THAT(refused("normal", {{"mean", 1}, {"sd", 1e-9}}).hint, HasSubstr("fixed"));
  EXPECT_THAT(refused("exponential", {{"rate", 5e-324}}).message, HasSubstr("too large"));
  EXPECT_THAT(refused("lognormal", {{"median", 1}, {"sigma", 100}}).message, HasSubstr("too large"));
}

TEST(LawErrors, Mixtures) {
  const LawPtr one = fixed_time(Seconds{1});
  EXPECT_FALSE(error_in(make_mixture({})).message.empty());
  EXPECT_THAT(error_in(make_mixture({{0.5, one}, {0.4, one}})).message, HasSubstr("sum to 0.9"));
  EXPECT_EQ(error_in(make_mixture({{1.5, one}, {-0.5, one}})).parameter, "probability");
  EXPECT_EQ(error_in(make_mixture({{nan, one}, {0.5, one}})).parameter, "probability");
  EXPECT_THAT(error_in(make_mixture({{0.5, nullptr}, {0.5, one}})).message, HasSubstr("no law"));
  // Within 1e-9 the probabilities are scaled to 1; a part of probability 0 is left out.
  EXPECT_NEAR(law_in(make_mixture({{0.5, one}, {0.5 + 9e-10, one}}))->mean().count(), 1, 1e-15);
  EXPECT_EQ(law_in(make_mixture({{1, one}, {0, exponential_with_mean(Seconds{1})}})), one);
}

TEST(LawErrors, Shifts) {
  const LawPtr one = fixed_time(Seconds{1});
  for (const double by_s : {-1.0, nan, infinity})
    EXPECT_EQ(error_in(make_shifted(one, Seconds{by_s})).parameter, "shift");
  EXPECT_FALSE(error_in(make_shifted(nullptr, Seconds{1})).message.empty());
  EXPECT_EQ(law_in(make_shifted(one, Seconds{0})), one);
}

TEST(LawErrors, PiecewiseHazards) {
  EXPECT_FALSE(error_in(make_piecewise_hazard({})).message.empty());
  EXPECT_THAT(error_in(make_piecewise_hazard({{Seconds{1}, 1}, {never, 0}})).message, HasSubstr("never end"));
  EXPECT_EQ(error_in(make_piecewise_hazard({{Seconds{1}, 1}, {Seconds{2}, 1}})).parameter, "until");
  EXPECT_EQ(error_in(make_piecewise_hazard({{Seconds{2}, 1}, {Seconds{1}, 1}, {never, 1}})).parameter, "until");
  EXPECT_EQ(error_in(make_piecewise_hazard({{never, 1}, {never, 1}})).parameter, "until");
  EXPECT_EQ(error_in(make_piecewise_hazard({{Seconds{0}, 1}, {never, 1}})).parameter, "until");
  for (const double rate : {-1.0, nan, infinity}) {
    EXPECT_EQ(error_in(make_piecewise_hazard({{Seconds{1}, rate}, {never, 1}})).parameter, "rate");
  }
}

TEST(LawErrors, EmpiricalLaws) {
  EXPECT_FALSE(error_in(make_empirical({})).message.empty());
  for (const double wrong_s : {-1.0, nan, infinity}) {
    EXPECT_EQ(error_in(make_empirical({Seconds{1}, Seconds{wrong_s}})).parameter, "values");
  }
  EXPECT_THAT(error_in(make_empirical({Seconds{0}, Seconds{0}})).message, HasSubstr("all observed times are 0"));
  EXPECT_THAT(error_in(make_empirical({Seconds{1e308}, Seconds{1}})).message, HasSubstr("too large"));
}

TEST(NormalLaw, ParametersAreThoseBeforeTheTruncation) {
  // sd = mean = 1: zero lies one standard deviation below; Phi(1) = 0.841344746068543, phi(1) = 0.241970724519143.
  const LawPtr law = law_in(make_law("normal", {{"mean", 1}, {"sd", 1}}));
  const double hazard = 0.24197072451914337 / 0.8413447460685429;
  EXPECT_NEAR(law->mean().count(), 1 + hazard, 1e-14);
  EXPECT_NEAR(law->variance_s2(), 1 - hazard - hazard * hazard, 1e-14);
  EXPECT_NEAR(law->survival(Seconds{1}), 0.5 / 0.8413447460685429, 1e-14);
}

}  // namespace
}  // namespace nines
