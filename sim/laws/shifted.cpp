// A law plus a constant.
#include "sim/laws/kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::laws {
namespace {

class Shifted final : public Law, public Shiftable {
 public:
  Shifted(LawPtr law, Seconds by) : law_{std::move(law)}, by_{by} {}

  double cdf(Seconds t) const override { return t < by_ ? 0.0 : law_->cdf(t - by_); }
  double survival(Seconds t) const override { return t < by_ ? 1.0 : law_->survival(t - by_); }
  Seconds quantile(double p) const override { return by_ + law_->quantile(p); }
  Seconds upper_quantile(double q) const override { return by_ + law_->upper_quantile(q); }
  Seconds mean() const override { return by_ + law_->mean(); }
  double variance_s2() const override { return law_->variance_s2(); }
  Seconds sample(MiniStream& stream) const override { return by_ + law_->sample(stream); }
  Seconds sample_residual(MiniStream& stream, Seconds age) const override {
    if (age < by_) return (by_ - std::max(age, Seconds{0})) + law_->sample(stream);
    return law_->sample_residual(stream, age - by_);
  }
  std::string describe() const override { return fmt::format("{} + {}", in_words(by_), law_->describe()); }
  LawPtr shifted_by(Seconds by) const override { return std::make_shared<const Shifted>(law_, by_ + by); }

 private:
  LawPtr law_;
  Seconds by_;
};

}  // namespace
}  // namespace nines::laws

namespace nines {

LawResult make_shifted(LawPtr law, Seconds by) {
  if (!law) return LawError{"", "there is no law to shift", "give the law beside the shift"};
  if (!(by.count() >= 0 && std::isfinite(by.count()))) {
    return LawError{"shift", fmt::format("cannot shift by {} s (a time must be finite and not negative)", by.count()),
                    "give a shift of 0 s or more"};
  }
  if (by.count() == 0) return law;
  if (const auto* shiftable = dynamic_cast<const laws::Shiftable*>(law.get())) {
    return laws::with_usable_moments(shiftable->shifted_by(by));
  }
  return laws::with_usable_moments(std::make_shared<const laws::Shifted>(std::move(law), by));
}

}  // namespace nines
