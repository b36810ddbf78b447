// A time that is always the same.
#include "sim/laws/kind.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::laws {
namespace {

class Fixed final : public Law, public Shiftable {
 public:
  explicit Fixed(Seconds value) : value_{value} {}

  double cdf(Seconds t) const override { return t >= value_ ? 1.0 : 0.0; }
  double survival(Seconds t) const override { return t >= value_ ? 0.0 : 1.0; }
  Seconds quantile(double /*p*/) const override { return value_; }
  Seconds upper_quantile(double /*q*/) const override { return value_; }
  Seconds mean() const override { return value_; }
  double variance_s2() const override { return 0; }
  Seconds sample(MiniStream& /*stream*/) const override { return value_; }
  Seconds sample_residual(MiniStream& /*stream*/, Seconds age) const override {
    return std::max(Seconds{0}, value_ - std::max(age, Seconds{0}));
  }
  std::string describe() const override { return fmt::format("fixed({})", in_words(value_)); }
  LawPtr shifted_by(Seconds by) const override { return std::make_shared<const Fixed>(value_ + by); }

 private:
  Seconds value_;
};

}  // namespace

KindRow fixed_kind() {
  return {.kind = {.name = "fixed",
                   .summary = "always the same time",
                   .parameters = {{"value", ParameterUnit::time, "the time"}},
                   .combinations = {{"value"}},
                   .positional = "value"},
          .may_be_zero = {},
          .make = [](const Parameters& given) -> LawResult {
            return std::make_shared<const Fixed>(Seconds{given.at("value")});
          }};
}

}  // namespace nines::laws
