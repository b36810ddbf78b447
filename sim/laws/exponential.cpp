// The exponential law: constant failure rate, no memory.
#include "sim/laws/kind.h"
#include "sim/laws/numeric.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nines::laws {
namespace {

class Exponential final : public Law {
 public:
  Exponential(double mean_s, double per_second) : mean_s_{mean_s}, per_second_{per_second} {}

  double cdf(Seconds t) const override { return t.count() > 0 ? -std::expm1(-t.count() * per_second_) : 0.0; }
  double survival(Seconds t) const override { return t.count() > 0 ? std::exp(-t.count() * per_second_) : 1.0; }
  Seconds quantile(double p) const override { return Seconds{-std::log1p(-p) * mean_s_}; }
  Seconds upper_quantile(double q) const override { return Seconds{-std::log(q) * mean_s_}; }
  Seconds mean() const override { return Seconds{mean_s_}; }
  double variance_s2() const override { return mean_s_ * mean_s_; }
  Seconds sample(MiniStream& stream) const override { return Seconds{sample_exponential(stream) * mean_s_}; }
  Seconds sample_residual(MiniStream& stream, Seconds /*age*/) const override { return sample(stream); }
  std::optional<double> exponential_rate() const override { return per_second_; }
  std::optional<PhaseType> phase_type() const override { return single_phase(per_second_); }
  std::string describe() const override { return fmt::format("exponential(mean {})", in_words(mean())); }

 private:
  double mean_s_;
  double per_second_;
};

LawResult make(const Parameters& given) {
  const auto& [name, value] = *given.begin();
  if (name == "rate") return std::make_shared<const Exponential>(1 / value, value);
  double mean_s = value;
  if (name == "median") mean_s = value / std::numbers::ln2;
  if (name == "p95") mean_s = value / std::log(20.0);
  return std::make_shared<const Exponential>(mean_s, 1 / mean_s);
}

}  // namespace

PhaseType single_phase(double per_second) {
  return {.start = {1.0}, .per_second = {{0.0}}, .exit_per_second = {per_second}};
}

KindRow exponential_kind() {
  return {.kind = {.name = "exponential",
                   .summary = "constant rate, no memory: what has survived is as good as new",
                   .parameters = {{"mean", ParameterUnit::time, "mean time"},
                                  {"rate", ParameterUnit::rate, "events per unit of time: 1 / mean"},
                                  {"median", ParameterUnit::time, "half of the times are shorter"},
                                  {"p95", ParameterUnit::time, "95 % of the times are shorter"}},
                   .combinations = {{"mean"}, {"rate"}, {"median"}, {"p95"}},
                   .positional = "mean"},
          .may_be_zero = {},
          .make = make};
}

}  // namespace nines::laws
