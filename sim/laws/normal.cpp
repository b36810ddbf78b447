// The normal law truncated at zero: the normal law given that the time is positive.
//
// mean and sd are those of the normal law before the truncation, as in the literature; mean() and variance_s2() are
// those of the times that occur (Johnson, Kotz, Balakrishnan 1994, Continuous Univariate Distributions 1, sec. 10.1).
#include "sim/laws/kind.h"
#include "sim/laws/numeric.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::laws {
namespace {

constexpr double smallest_cv = 1e-6;

class TruncatedNormal final : public Law {
 public:
  TruncatedNormal(double parent_mean_s, double parent_sd_s)
      : parent_mean_s_{parent_mean_s},
        parent_sd_s_{parent_sd_s},
        zero_{-parent_mean_s / parent_sd_s},
        kept_{normal_survival(zero_)},
        hazard_at_zero_{normal_density(zero_) / kept_} {}

  double cdf(Seconds t) const override;
  double survival(Seconds t) const override {
    return t.count() > 0 ? std::min(1.0, normal_survival(standardised(t)) / kept_) : 1.0;
  }
  Seconds quantile(double p) const override { return p <= 0.5 ? low_quantile(p) : high_quantile(1 - p); }
  Seconds upper_quantile(double q) const override { return q < 0.5 ? high_quantile(q) : low_quantile(1 - q); }
  Seconds mean() const override { return Seconds{parent_mean_s_ + parent_sd_s_ * hazard_at_zero_}; }
  double variance_s2() const override {
    return parent_sd_s_ * parent_sd_s_ * (1 + hazard_at_zero_ * (zero_ - hazard_at_zero_));
  }
  Seconds sample(MiniStream& stream) const override {
    for (;;) {  // the mean is positive, so at least every second draw is kept
      const double drawn_s = parent_mean_s_ + parent_sd_s_ * sample_normal(stream);
      if (drawn_s > 0) return Seconds{drawn_s};
    }
  }
  Seconds sample_residual(MiniStream& stream, Seconds age) const override {
    if (!(age.count() > 0)) return sample(stream);
    return Seconds{parent_sd_s_ * std::max(0.0, sample_normal_excess(stream, standardised(age)))};
  }
  std::string describe() const override {
    return fmt::format("normal(mean {}, sd {}, truncated at 0: mean {})", in_words(Seconds{parent_mean_s_}),
                       in_words(Seconds{parent_sd_s_}), in_words(mean()));
  }

 private:
  double standardised(Seconds t) const { return (t.count() - parent_mean_s_) / parent_sd_s_; }
  Seconds low_quantile(double p) const {
    const double high_s = parent_mean_s_ + parent_sd_s_ * 10;  // far above the median
    return Seconds{smallest_where(0.0, high_s, [&](double t_s) { return cdf(Seconds{t_s}) >= p; })};
  }
  Seconds high_quantile(double q) const {
    return Seconds{std::max(0.0, parent_mean_s_ + parent_sd_s_ * normal_upper_quantile(q * kept_))};
  }

  double parent_mean_s_;
  double parent_sd_s_;
  double zero_;            // where the truncation lies, in standard deviations from the mean
  double kept_;            // probability that the untruncated law is positive
  double hazard_at_zero_;  // per standard deviation
};

double TruncatedNormal::cdf(Seconds t) const {
  if (!(t.count() > 0)) return 0;
  const double width = t.count() / parent_sd_s_;
  const double middle = zero_ + 0.5 * width;
  const double scaled = width * std::max(1.0, std::abs(middle));
  if (scaled > 0.02) return std::min(1.0, (normal_cdf(standardised(t)) - normal_cdf(zero_)) / kept_);
  // The difference would cancel: integrate the density's Taylor series about the middle of the interval instead.
  const double m2 = middle * middle;
  const double w2 = width * width;
  const double fourth = m2 * m2 - 6 * m2 + 3;  // Hermite polynomials He2 and He4
  return normal_density(middle) * width * (1 + w2 * ((m2 - 1) / 24 + w2 * fourth / 1920)) / kept_;
}

LawResult make(const Parameters& given) {
  const double mean_s = given.at("mean");
  const double sd_s = given.contains("sd") ? given.at("sd") : given.at("cv") * mean_s;
  if (!(sd_s >= smallest_cv * mean_s)) {
    return LawError{given.contains("sd") ? "sd" : "cv",
                    fmt::format("the standard deviation is less than {} of the mean (precision is lost)", smallest_cv),
                    "use a fixed time"};
  }
  return std::make_shared<const TruncatedNormal>(mean_s, sd_s);
}

}  // namespace

KindRow normal_kind() {
  return {.kind = {.name = "normal",
                   .summary = "the normal law without its negative times",
                   .parameters = {{"mean", ParameterUnit::time,
                                   "mean of the normal law before negative times are left out"},
                                  {"sd", ParameterUnit::time,
                                   "standard deviation of the normal law before negative times are left out"},
                                  {"cv", ParameterUnit::number,
                                   "sd / mean; above 0.3 the times that occur are noticeably longer "
                                   "on average than `mean`"}},
                   .combinations = {{"mean", "sd"}, {"mean", "cv"}},
                   .positional = "mean"},
          .may_be_zero = {},
          .make = make};
}

}  // namespace nines::laws
