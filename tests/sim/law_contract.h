// What every law promises (sim/law.h): a program of tests includes this once, defines law_members() and instantiates LawContract.
#pragma once

#include "sim/laws.h"
#include "tests/sim/law_members.h"

#include <gtest/gtest.h>
#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

namespace nines {
namespace {

using testing::law_members;
using testing::LawMember;

constexpr double infinity = std::numeric_limits<double>::infinity();

class LawContract : public ::testing::TestWithParam<LawMember> {
 protected:
  const Law& law() const { return *GetParam().law; }
  double cdf(double t_s) const { return law().cdf(Seconds{t_s}); }
  double survival(double t_s) const { return law().survival(Seconds{t_s}); }
  double quantile(double p) const { return law().quantile(p).count(); }
  double upper_quantile(double q) const { return law().upper_quantile(q).count(); }
  bool given(const std::string& name) const { return GetParam().given.contains(name); }
  double value(const std::string& name) const { return GetParam().given.at(name); }

  /// Times that cover the law from its lower tail to its upper: quantiles, breaks and their neighbours, ascending.
  std::vector<double> telling_times_s() const;
};

std::vector<double> LawContract::telling_times_s() const {
  std::vector<double> times_s{0.0, 1e-300, 1e300};
  const auto with_neighbours = [&](double t_s) {
    for (const double near_s : {std::nextafter(t_s, 0.0), t_s, std::nextafter(t_s, infinity), 1.01 * t_s})
      times_s.push_back(near_s);
  };
  for (double tail = 1e-15; tail < 0.5; tail *= 1.9) {
    with_neighbours(quantile(tail));
    with_neighbours(upper_quantile(tail));
  }
  for (const double t_s : GetParam().breaks_s) with_neighbours(t_s);
  std::sort(times_s.begin(), times_s.end());
  return times_s;
}

TEST_P(LawContract, CdfIsADistributionFunction) {
  EXPECT_EQ(cdf(-1), 0);
  EXPECT_EQ(survival(-1), 1);
  EXPECT_EQ(cdf(-infinity), 0);
  EXPECT_EQ(cdf(infinity), 1);
  EXPECT_EQ(survival(infinity), 0);
  double cdf_before = 0;
  double survival_before = 1;
  for (const double t_s : telling_times_s()) {
    // Monotone up to the rounding of neighbouring doubles (soft: relative 1e-13).
    EXPECT_GE(cdf(t_s), cdf_before * (1 - 1e-13)) << t_s;
    EXPECT_LE(survival(t_s), survival_before * (1 + 1e-13)) << t_s;
    EXPECT_NEAR(cdf(t_s) + survival(t_s), 1, 1e-14) << t_s;
    EXPECT_GE(cdf(t_s), 0);
    EXPECT_LE(cdf(t_s), 1);
    EXPECT_GE(survival(t_s), 0);
    EXPECT_LE(survival(t_s), 1);
    cdf_before = cdf(t_s);
    survival_before = survival(t_s);
  }
}

TEST_P(LawContract, CdfIsRightContinuous) {
  // A jump shows at the time itself and not just after it. No continuous member has a density above 1e7 / t.
  std::vector<double> times_s = GetParam().breaks_s;
  for (const double p : {0.01, 0.2, 0.4, 0.5, 0.8, 0.99}) times_s.push_back(quantile(p));
  for (const double t_s : times_s) EXPECT_NEAR(cdf(std::nextafter(t_s, infinity)), cdf(t_s), 1e-8) << t_s;
}

// Round trips in terms that hold for jumps as well: the cdf passes p at the quantile. Soft: the quantile to a relative
// 1e-13, the probability to a relative 1e-11.
constexpr double time_slack = 1e-13;
constexpr double probability_slack = 1e-11;

TEST_P(LawContract, QuantileRoundTrip) {
  for (const double p : {1e-12, 1e-9, 1e-6, 1e-3, 0.01, 0.05, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.95, 0.99}) {
    const double t_s = quantile(p);
    EXPECT_GE(cdf(t_s * (1 + time_slack)), p * (1 - probability_slack)) << p;
    if (t_s > 0) {
      EXPECT_LE(cdf(t_s * (1 - time_slack)), p * (1 + probability_slack)) << p;
    }
  }
  for (const double q : {1e-3, 1e-6, 1e-9, 1e-12}) {  // p = 1 - q, measured in the tail that is left
    const double left = 1 - (1 - q);
    const double t_s = quantile(1 - q);
    EXPECT_LE(survival(t_s * (1 + time_slack)), left * (1 + probability_slack)) << q;
    EXPECT_GE(survival(t_s * (1 - time_slack)), left * (1 - probability_slack)) << q;
  }
}

TEST_P(LawContract, UpperQuantileRoundTrip) {
  for (const double q : {0.99, 0.75, 0.6, 0.5, 0.4, 0.1, 0.05, 1e-3, 1e-6, 1e-12, 1e-15, 1e-30, 1e-100, 1e-290}) {
    const double t_s = upper_quantile(q);
    EXPECT_LE(survival(t_s * (1 + time_slack)), q * (1 + probability_slack)) << q;
    if (t_s > 0) {
      EXPECT_GE(survival(t_s * (1 - time_slack)), q * (1 - probability_slack)) << q;
    }
  }
  for (const double p : {1e-3, 1e-6, 1e-9, 1e-12}) {  // q = 1 - p, measured in the lower tail
    const double below = 1 - (1 - p);
    const double t_s = upper_quantile(1 - p);
    EXPECT_GE(cdf(t_s * (1 + time_slack)), below * (1 - probability_slack)) << p;
    if (t_s > 0) {
      EXPECT_LE(cdf(t_s * (1 - time_slack)), below * (1 + probability_slack)) << p;
    }
  }
}

TEST_P(LawContract, QuantilesAtTheEnds) {
  EXPECT_GE(quantile(0), 0);
  EXPECT_LE(quantile(0), quantile(1e-12));
  EXPECT_LE(upper_quantile(1), quantile(1e-12));
  EXPECT_GE(quantile(1), quantile(0.999));
  EXPECT_GE(upper_quantile(0), upper_quantile(1e-12));
  EXPECT_EQ(survival(quantile(1) * (1 + time_slack)), 0);
}

/// Integral over panels that end at quantiles and at the breaks; in ln t, so that a panel may span decades.
double integrate(const LawMember& member, double from_s, double to_s, const std::function<double(double)>& integrand) {
  std::vector<double> ends_s{from_s, to_s};
  const auto end_panel_at = [&](double t_s) {
    if (t_s > from_s && t_s < to_s) ends_s.push_back(t_s);
  };
  for (double tail = 1e-75; tail < 0.4; tail *= 10) {
    end_panel_at(member.law->upper_quantile(tail).count());
    end_panel_at(member.law->upper_quantile(3 * tail).count());
    if (tail > 1e-16) end_panel_at(member.law->quantile(tail).count());
  }
  for (const double p : {0.2, 0.3, 0.4, 0.5, 0.6}) end_panel_at(member.law->quantile(p).count());
  for (const double t_s : member.breaks_s) end_panel_at(t_s);
  std::sort(ends_s.begin(), ends_s.end());
  double sum = 0;
  for (std::size_t i = 0; i + 1 < ends_s.size(); ++i) {
    const double low = ends_s[i];
    const double high = ends_s[i + 1];
    using Rule = boost::math::quadrature::gauss<double, 30>;
    if (low > 0 && high > 1.1 * low) {
      sum += Rule::integrate([&](double y) { return std::exp(y) * integrand(std::exp(y)); }, std::log(low),
                             std::log(high));
    } else if (high > low) {
      sum += Rule::integrate(integrand, low, high);
    }
  }
  return sum;
}

TEST_P(LawContract, MomentsAreTheIntegralsOfTheSurvival) {
  const double mean_s = law().mean().count();
  const double end_s = upper_quantile(1e-75);
  EXPECT_NEAR(integrate(GetParam(), 0, end_s, [&](double t_s) { return survival(t_s); }) / mean_s, 1, 1e-10);
  // E (T - m)^2 = 2 int_0^m (m - t) F(t) dt + 2 int_m^inf (t - m) S(t) dt: nothing cancels.
  const double below = integrate(GetParam(), 0, mean_s, [&](double t_s) { return 2 * (mean_s - t_s) * cdf(t_s); });
  const double above =
      integrate(GetParam(), mean_s, end_s, [&](double t_s) { return 2 * (t_s - mean_s) * survival(t_s); });
  const double variance = law().variance_s2();
  EXPECT_NEAR(below + above, variance, 1e-8 * variance + 1e-24 * mean_s * mean_s);
  EXPECT_NEAR(law().coefficient_of_variation(), std::sqrt(variance) / mean_s, 1e-15);
}

/// Kolmogorov's distance between draws and a distribution function that may jump: both one-sided limits are compared
/// at each draw, a few roundings to either side of it. With jumps the critical value is conservative (Noether 1963,
/// "Note on the Kolmogorov statistic in the discrete case", Metrika 7).
double kolmogorov_distance(std::vector<double> draws_s, const std::function<double(double)>& distribution) {
  std::sort(draws_s.begin(), draws_s.end());
  const auto n = static_cast<double>(draws_s.size());
  double distance = 0;
  for (std::size_t first = 0; first < draws_s.size();) {
    std::size_t after = first;
    while (after < draws_s.size() && draws_s[after] <= draws_s[first] * (1 + 1e-14)) ++after;
    const double before_s = draws_s[first] > 0 ? draws_s[first] * (1 - 1e-14) : -1;
    const double behind_s = draws_s[first] * (1 + 2e-14);
    distance = std::max(distance, std::abs(distribution(before_s) - static_cast<double>(first) / n));
    distance = std::max(distance, std::abs(distribution(behind_s) - static_cast<double>(after) / n));
    first = after;
  }
  return distance;
}

constexpr std::uint32_t draws = 20'000;
constexpr std::uint64_t seed = 20'240'607;

/// sqrt(n) D exceeds this with probability 2 exp(-2 x^2) = 1e-6 (Kolmogorov 1933) when the draws are right; there are
/// about 500 comparisons, so a correct program fails with probability below 1e-3 for a seed, and this seed is fixed.
const double critical_distance = std::sqrt(0.5 * std::log(2 / 1e-6) / draws);

TEST_P(LawContract, DrawsFollowTheCdf) {
  std::vector<double> drawn_s;
  for (std::uint32_t i = 0; i < draws; ++i) {
    MiniStream stream{DrawAddress{.seed = seed, .trial = i}};
    drawn_s.push_back(law().sample(stream).count());
    ASSERT_GE(drawn_s.back(), 0);
    ASSERT_TRUE(std::isfinite(drawn_s.back()));
  }
  EXPECT_LT(kolmogorov_distance(drawn_s, [&](double t_s) { return cdf(t_s); }), critical_distance);
}

TEST_P(LawContract, ResidualsFollowTheConditionalCdf) {
  for (const double survivors : {1.0, 0.7, 0.3, 0.01, 1e-10, 1e-200}) {
    const double age_s = upper_quantile(survivors);
    const double survived = survival(age_s);
    if (!(survived > 0)) continue;
    std::vector<double> end_s;  // age + residual: compared with the conditional law of T itself
    for (std::uint32_t i = 0; i < draws; ++i) {
      MiniStream stream{DrawAddress{.seed = seed, .trial = i, .stream = 1}};
      const double residual_s = law().sample_residual(stream, Seconds{age_s}).count();
      ASSERT_GE(residual_s, 0);
      ASSERT_TRUE(std::isfinite(residual_s));
      end_s.push_back(age_s + residual_s);
    }
    const auto conditional = [&](double t_s) { return std::max(0.0, 1 - survival(t_s) / survived); };
    EXPECT_LT(kolmogorov_distance(end_s, conditional), critical_distance) << "age " << age_s;
  }
}

TEST_P(LawContract, ResidualAtTheEnds) {
  for (std::uint32_t i = 0; i < 1000; ++i) {
    const DrawAddress address{.seed = seed, .trial = i};
    MiniStream fresh{address};
    MiniStream aged{address};
    ASSERT_EQ(law().sample_residual(aged, Seconds{-1}), law().sample(fresh));  // before the start: a fresh draw
    for (const double age_s : {1e15, 1e30, 1e300}) {
      MiniStream old{address};
      const double left_s = law().sample_residual(old, Seconds{age_s}).count();
      ASSERT_GE(left_s, 0) << age_s;
      ASSERT_FALSE(std::isnan(left_s)) << age_s;
      if (std::isfinite(quantile(1)) && age_s >= quantile(1)) {
        ASSERT_EQ(left_s, 0);
      }
    }
  }
}

TEST_P(LawContract, ADrawIsAFunctionOfItsAddress) {
  const DrawAddress address{.seed = 1, .trial = 2, .stream = 3, .occurrence = 4};
  MiniStream first{address};
  const Seconds drawn = law().sample(first);
  MiniStream between{DrawAddress{.seed = 9}};
  for (int i = 0; i < 7; ++i) law().sample(between);
  MiniStream again{address};
  EXPECT_EQ(law().sample(again), drawn);
}

TEST_P(LawContract, GivenParametersAreHonoured) {
  const std::string& kind = GetParam().kind;
  // Soft: relative 1e-10; for the normal law, mean and spread are those before truncation (see NormalLaw tests).
  const auto honours = [](double actual, double wanted) { EXPECT_NEAR(actual / wanted, 1, 1e-10); };
  if (given("mean") && kind != "normal") honours(law().mean().count(), value("mean"));
  if (given("cv") && kind != "normal") honours(law().coefficient_of_variation(), value("cv"));
  if (given("median")) honours(quantile(0.5), value("median"));
  if (given("p95")) honours(quantile(0.95), value("p95"));
  if (given("rate") && kind == "exponential") honours(law().mean().count(), 1 / value("rate"));
  if (given("rate") && kind == "erlang") honours(law().mean().count(), value("phases") / value("rate"));
  if (given("phases")) honours(law().variance_s2() * value("phases"), law().mean().count() * law().mean().count());
  if (given("sigma")) honours(std::log(quantile(0.9) / quantile(0.5)) / 1.2815515655446004, value("sigma"));
  if (given("low")) {
    EXPECT_EQ(quantile(0), value("low"));
  }
  if (given("high")) honours(quantile(1), value("high"));
  if (given("value")) {
    EXPECT_EQ(law().mean().count(), value("value"));
  }
  if (given("shape") && kind == "gamma") honours(std::pow(law().coefficient_of_variation(), -2), value("shape"));
  // Between two times with the cumulative hazards a and b, a Weibull law has shape = ln(a / b) / ln(t_a / t_b).
  if (given("shape") && kind == "weibull") {
    honours(std::log(std::log(20.0) / std::numbers::ln2) / std::log(quantile(0.95) / quantile(0.5)), value("shape"));
  }
  if (given("scale") && kind == "weibull") honours(upper_quantile(std::exp(-1.0)), value("scale"));
  if (given("scale") && kind == "gamma") honours(law().variance_s2() / law().mean().count(), value("scale"));
  if (given("p")) honours(law().mean().count(), value("p") * value("mean1") + (1 - value("p")) * value("mean2"));
}

TEST_P(LawContract, ExponentialRateIsExact) {
  const auto rate = law().exponential_rate();
  if (!rate) return;
  EXPECT_NEAR(*rate * law().mean().count(), 1, 1e-14);
  for (const double x : {1e-9, 0.1, 1.0, 10.0, 300.0}) {
    EXPECT_NEAR(survival(x / *rate) / std::exp(-x), 1, 1e-12);
  }
  ASSERT_TRUE(law().phase_type());
  EXPECT_EQ(law().phase_type()->size(), 1u);
}

/// P(phase-type time > t) by uniformisation (Jensen 1953).
double phase_type_survival(const PhaseType& type, double t_s) {
  double fastest = 0;
  for (std::size_t i = 0; i < type.size(); ++i) {
    double out = type.exit_per_second[i];
    for (const double rate : type.per_second[i]) out += rate;
    fastest = std::max(fastest, out);
  }
  const double jumps = fastest * t_s;
  std::vector<double> now = type.start;
  double survived = 0;
  const double last = jumps + 12 * std::sqrt(jumps) + 60;
  for (double k = 0; k <= last; ++k) {
    double alive = 0;
    for (const double p : now) alive += p;
    survived += alive * std::exp(k * (jumps > 0 ? std::log(jumps) : 0) - jumps - std::lgamma(k + 1));
    std::vector<double> next(type.size(), 0.0);
    for (std::size_t i = 0; i < type.size(); ++i) {
      double stays = 1 - type.exit_per_second[i] / fastest;
      for (std::size_t j = 0; j < type.size(); ++j) {
        next[j] += now[i] * type.per_second[i][j] / fastest;
        stays -= type.per_second[i][j] / fastest;
      }
      next[i] += now[i] * stays;
    }
    now = std::move(next);
  }
  return survived;
}

TEST_P(LawContract, PhaseTypeHasTheSameCdf) {
  const auto type = law().phase_type();
  if (!type) return;
  double start = 0;
  for (const double p : type->start) start += p;
  EXPECT_NEAR(start, 1, 1e-14);
  ASSERT_EQ(type->per_second.size(), type->size());
  ASSERT_EQ(type->exit_per_second.size(), type->size());
  for (std::size_t i = 0; i < type->size(); ++i) {
    ASSERT_EQ(type->per_second[i].size(), type->size());
    EXPECT_EQ(type->per_second[i][i], 0);
  }
  for (const double p : {0.05, 0.3, 0.5, 0.7, 0.95}) {
    EXPECT_NEAR(phase_type_survival(*type, quantile(p)), survival(quantile(p)), 1e-10) << p;
  }
}

TEST_P(LawContract, DescribesItself) { EXPECT_FALSE(law().describe().empty()); }

}  // namespace
}  // namespace nines
