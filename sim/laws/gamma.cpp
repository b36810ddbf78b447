// The gamma law and its whole-number case, the Erlang law: a sum of equal exponential phases.
#include "sim/laws/kind.h"
#include "sim/laws/numeric.h"

#include <fmt/format.h>
#include <boost/random/gamma_distribution.hpp>

#include <algorithm>
#include <cmath>

namespace nines::laws {
namespace {

constexpr double smallest_shape = 0.01;
constexpr double largest_shape = 1e6;
constexpr double most_phases = 1000;  // a phase-type matrix is dense

class Gamma : public Law {
 public:
  Gamma(double shape, double scale_s) : shape_{shape}, scale_s_{scale_s} {}

  double cdf(Seconds t) const override {
    return t.count() > 0 ? regularised_gamma_lower(shape_, t.count() / scale_s_) : 0.0;
  }
  double survival(Seconds t) const override {
    return t.count() > 0 ? regularised_gamma_upper(shape_, t.count() / scale_s_) : 1.0;
  }
  Seconds quantile(double p) const override {
    return p >= 1 ? never : Seconds{scale_s_ * inverse_regularised_gamma_lower(shape_, p)};
  }
  Seconds upper_quantile(double q) const override {
    return q <= 0 ? never : Seconds{scale_s_ * inverse_regularised_gamma_upper(shape_, q)};
  }
  Seconds mean() const override { return Seconds{shape_ * scale_s_}; }
  double variance_s2() const override { return shape_ * scale_s_ * scale_s_; }
  Seconds sample(MiniStream& stream) const override {
    return Seconds{boost::random::gamma_distribution<double>{shape_, scale_s_}(stream)};
  }
  Seconds sample_residual(MiniStream& stream, Seconds age) const override;
  std::optional<double> exponential_rate() const override {
    return shape_ == 1 ? std::optional{1 / scale_s_} : std::nullopt;
  }
  std::optional<PhaseType> phase_type() const override {
    return shape_ == 1 ? std::optional{single_phase(1 / scale_s_)} : std::nullopt;
  }
  std::string describe() const override {
    return fmt::format("gamma(shape {:.6g}, mean {})", shape_, in_words(mean()));
  }

 protected:
  double shape_;
  double scale_s_;
};

/// The density of the excess y (in units of scale) over age x is proportional to (1 + y/x)^(shape-1) exp(-y): in the
/// tail an exponential that lies above it is drawn and thinned, which is exact however small the survival at `age` is.
Seconds Gamma::sample_residual(MiniStream& stream, Seconds age) const {
  if (!(age.count() > 0)) return sample(stream);
  const double x = age.count() / scale_s_;
  const double power = shape_ - 1;
  if (x < std::max(power, 0.0) + 2 * std::sqrt(shape_) || x < 1) return Law::sample_residual(stream, age);
  const double slope = std::max(power, 0.0) / x;  // (1 + y/x)^power <= exp(slope y)
  for (;;) {
    const double excess = sample_exponential(stream) / (1 - slope);
    if (std::log(stream.uniform()) <= power * std::log1p(excess / x) - slope * excess)
      return Seconds{excess * scale_s_};
  }
}

class Erlang final : public Gamma {
 public:
  Erlang(double phases, double scale_s) : Gamma{phases, scale_s}, phases_{static_cast<std::size_t>(phases)} {}

  Seconds sample(MiniStream& stream) const override {
    constexpr std::size_t fewest_for_rejection = 12;  // below, adding the phases up is faster
    if (phases_ >= fewest_for_rejection) return Gamma::sample(stream);
    double sum = 0;
    for (std::size_t i = 0; i < phases_; ++i) sum += sample_exponential(stream);
    return Seconds{sum * scale_s_};
  }
  std::optional<PhaseType> phase_type() const override {
    PhaseType phases{.start = std::vector<double>(phases_, 0.0),
                     .per_second = std::vector<std::vector<double>>(phases_, std::vector<double>(phases_, 0.0)),
                     .exit_per_second = std::vector<double>(phases_, 0.0)};
    phases.start.front() = 1;
    for (std::size_t i = 0; i + 1 < phases_; ++i) phases.per_second[i][i + 1] = 1 / scale_s_;
    phases.exit_per_second.back() = 1 / scale_s_;
    return phases;
  }
  std::string describe() const override {
    return fmt::format("Erlang({} phase{}, mean {})", phases_, phases_ == 1 ? "" : "s", in_words(mean()));
  }

 private:
  std::size_t phases_;
};

std::variant<double, LawError> shape_from(const Parameters& given) {
  if (given.contains("shape")) return given.at("shape");
  if (given.contains("cv")) return 1 / (given.at("cv") * given.at("cv"));
  if (!(given.at("p95") > given.at("median"))) {
    return LawError{
        "p95", "p95 must lie above the median (95 % of the times are shorter than p95, but only half than the median)",
        "check that the two are not swapped"};
  }
  const double wanted = given.at("p95") / given.at("median");
  return smallest_where(0.5 * smallest_shape, 2 * largest_shape, [&](double shape) {
    return inverse_regularised_gamma_lower(shape, 0.95) <= wanted * inverse_regularised_gamma_lower(shape, 0.5);
  });
}

LawResult make(const Parameters& given) {
  const auto found = shape_from(given);
  if (const auto* error = std::get_if<LawError>(&found)) return *error;
  const double shape = std::get<double>(found);
  if (!(shape >= smallest_shape && shape <= largest_shape)) {
    const std::string parameter = given.contains("shape") ? "shape" : given.contains("cv") ? "cv" : "p95";
    return LawError{
        parameter,
        fmt::format("the gamma shape would lie outside {} to {} (shape = 1 / cv^2, so cv lies between 0.001 and 10)",
                    smallest_shape, largest_shape),
        shape > 1 ? "use a fixed time for times that hardly vary" : "check the value, or use a lognormal law"};
  }
  double scale_s = 0;
  if (given.contains("scale"))
    scale_s = given.at("scale");
  else if (given.contains("mean"))
    scale_s = given.at("mean") / shape;
  else if (given.contains("median"))
    scale_s = given.at("median") / inverse_regularised_gamma_lower(shape, 0.5);
  else
    scale_s = given.at("p95") / inverse_regularised_gamma_lower(shape, 0.95);
  return std::make_shared<const Gamma>(shape, scale_s);
}

LawResult make_erlang(const Parameters& given) {
  const double phases = given.at("phases");
  if (phases > most_phases) {
    return LawError{"phases", fmt::format("{:.0f} phases are more than {:.0f}", phases, most_phases),
                    "use a gamma law with this number as its shape, or a fixed time"};
  }
  const double scale_s = given.contains("mean") ? given.at("mean") / phases : 1 / given.at("rate");
  return std::make_shared<const Erlang>(phases, scale_s);
}

}  // namespace

KindRow gamma_kind() {
  return {.kind = {.name = "gamma",
                   .summary = "like the Weibull law with a lighter change of rate; sums of waiting times",
                   .parameters = {{"shape", ParameterUnit::number, "above 1 the rate grows with age, below 1 it falls"},
                                  {"scale", ParameterUnit::time, "mean / shape"},
                                  {"mean", ParameterUnit::time, "mean time"},
                                  {"median", ParameterUnit::time, "half of the times are shorter"},
                                  {"p95", ParameterUnit::time, "95 % of the times are shorter"},
                                  {"cv", ParameterUnit::number, "standard deviation / mean: 1 / sqrt(shape)"}},
                   .combinations = {{"shape", "scale"},
                                    {"shape", "mean"},
                                    {"shape", "median"},
                                    {"shape", "p95"},
                                    {"mean", "cv"},
                                    {"median", "cv"},
                                    {"median", "p95"}},
                   .positional = "mean"},
          .may_be_zero = {},
          .make = make};
}

KindRow erlang_kind() {
  return {
      .kind = {.name = "erlang",
               .summary = "a sum of equal exponential phases; exact in the Markov chain",
               .parameters = {{"phases", ParameterUnit::count, "number of phases, 1 to 1000; cv = 1 / sqrt(phases)"},
                              {"mean", ParameterUnit::time, "mean of the whole time"},
                              {"rate", ParameterUnit::rate, "rate of each phase: phases / mean"}},
               .combinations = {{"phases", "mean"}, {"phases", "rate"}},
               .positional = "mean"},
      .may_be_zero = {},
      .make = make_erlang};
}

}  // namespace nines::laws
