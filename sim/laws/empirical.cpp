// The empirical law of observed times: each observation is equally likely, nothing between them.
#include "sim/laws/kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::laws {
namespace {

class Empirical final : public Law, public Shiftable {
 public:
  explicit Empirical(std::vector<Seconds> sorted) : sorted_{std::move(sorted)} {
    double sum = 0;
    for (const Seconds value : sorted_) sum += value.count() / size();
    mean_s_ = sum;
    for (const Seconds value : sorted_) variance_s2_ += (value.count() - sum) * ((value.count() - sum) / size());
  }

  double cdf(Seconds t) const override { return static_cast<double>(not_after(t)) / size(); }
  double survival(Seconds t) const override { return static_cast<double>(sorted_.size() - not_after(t)) / size(); }
  Seconds quantile(double p) const override {
    // ceil(p n), corrected by the comparison that cdf() itself makes: p n may have been rounded across a whole number.
    auto count = static_cast<std::size_t>(std::ceil(std::clamp(p, 0.0, 1.0) * size()));
    if (count > 1 && static_cast<double>(count - 1) / size() >= p) --count;
    if (count < sorted_.size() && static_cast<double>(count) / size() < p) ++count;
    return sorted_[std::max<std::size_t>(count, 1) - 1];
  }
  Seconds upper_quantile(double q) const override {
    auto beyond = static_cast<std::size_t>(std::clamp(q, 0.0, 1.0) * size());
    if (beyond < sorted_.size() && static_cast<double>(beyond + 1) / size() <= q) ++beyond;
    if (beyond > 0 && static_cast<double>(beyond) / size() > q) --beyond;
    return sorted_[std::max<std::size_t>(sorted_.size() - beyond, 1) - 1];
  }
  Seconds mean() const override { return Seconds{mean_s_}; }
  double variance_s2() const override { return variance_s2_; }
  Seconds sample(MiniStream& stream) const override { return any_after(0, stream); }
  Seconds sample_residual(MiniStream& stream, Seconds age) const override {
    if (age.count() < 0) return sample(stream);  // at age 0, observed times of 0 are over
    const std::size_t passed = not_after(age);
    return passed == sorted_.size() ? Seconds{0} : any_after(passed, stream) - age;
  }
  std::string describe() const override {
    return fmt::format("empirical({} value{}, mean {})", sorted_.size(), sorted_.size() == 1 ? "" : "s",
                       in_words(mean()));
  }
  LawPtr shifted_by(Seconds by) const override {
    std::vector<Seconds> shifted = sorted_;
    for (Seconds& value : shifted) value += by;
    return std::make_shared<const Empirical>(std::move(shifted));
  }

 private:
  double size() const { return static_cast<double>(sorted_.size()); }
  std::size_t not_after(Seconds t) const {
    return static_cast<std::size_t>(std::upper_bound(sorted_.begin(), sorted_.end(), t) - sorted_.begin());
  }
  Seconds any_after(std::size_t skipped, MiniStream& stream) const {
    const std::size_t choices = sorted_.size() - skipped;
    const auto chosen = static_cast<std::size_t>(stream.uniform() * static_cast<double>(choices));
    return sorted_[skipped + std::min(chosen, choices - 1)];
  }

  std::vector<Seconds> sorted_;
  double mean_s_ = 0;
  double variance_s2_ = 0;
};

}  // namespace
}  // namespace nines::laws

namespace nines {

LawResult make_empirical(std::vector<Seconds> values) {
  if (values.empty()) return LawError{"values", "there are no observed times", "give at least one"};
  for (const Seconds value : values) {
    if (!(value.count() >= 0 && std::isfinite(value.count()))) {
      return LawError{"values", fmt::format("{} s is not a time (it must be finite and not negative)", value.count()),
                      "remove or correct this observation"};
    }
  }
  std::sort(values.begin(), values.end());
  if (values.back().count() == 0) {
    return LawError{"values", "all observed times are 0 (nothing would ever last)",
                    "give the unit in which they were measured"};
  }
  return laws::with_usable_moments(std::make_shared<const laws::Empirical>(std::move(values)));
}

}  // namespace nines
