// Piecewise constant hazard: the bathtub curve of infant mortality, useful life and wear-out.
#include "sim/laws/kind.h"
#include "sim/laws/numeric.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::laws {
namespace {

struct Piece {
  double from_s;
  double length_s;  // infinite for the last
  double per_second;
  double hazard_before;  // cumulative hazard at from_s
};

struct Moments {
  double mean;
  double variance;
};

/// Moments of an exponential time given that it is shorter than `length`; hazard = rate * length.
Moments truncated_exponential(double length, double hazard) {
  const double y = 0.5 * hazard;
  if (hazard < 0.05) {  // Taylor series where the closed forms cancel; the next terms are below 1e-13
    const double y2 = y * y;
    return {.mean = length * (0.5 - hazard / 12 + hazard * hazard * hazard / 720),
            .variance = length * length * (1.0 / 12 - y2 / 60 + y2 * y2 / 378)};
  }
  const double ratio = y > 300 ? 0.0 : y / std::sinh(y);
  return {.mean = length * (1 / hazard - 1 / std::expm1(hazard)),
          .variance = length * length / (hazard * hazard) * (1 - ratio) * (1 + ratio)};
}

class PiecewiseHazard final : public Law {
 public:
  explicit PiecewiseHazard(std::vector<Piece> pieces) : pieces_{std::move(pieces)}, moments_{compute_moments()} {}

  double cdf(Seconds t) const override { return t.count() > 0 ? -std::expm1(-cumulative_hazard(t.count())) : 0.0; }
  double survival(Seconds t) const override { return t.count() > 0 ? std::exp(-cumulative_hazard(t.count())) : 1.0; }
  Seconds quantile(double p) const override { return Seconds{excess_after(0.0, -std::log1p(-p))}; }
  Seconds upper_quantile(double q) const override { return Seconds{excess_after(0.0, -std::log(q))}; }
  Seconds mean() const override { return Seconds{moments_.mean}; }
  double variance_s2() const override { return moments_.variance; }
  Seconds sample(MiniStream& stream) const override { return Seconds{excess_after(0.0, sample_exponential(stream))}; }
  Seconds sample_residual(MiniStream& stream, Seconds age) const override {
    return Seconds{excess_after(std::max(age.count(), 0.0), sample_exponential(stream))};
  }
  std::string describe() const override;

 private:
  std::size_t piece_at(double t_s) const {
    std::size_t i = 0;
    while (i + 1 < pieces_.size() && t_s >= pieces_[i + 1].from_s) ++i;
    return i;
  }
  double cumulative_hazard(double t_s) const {
    const Piece& piece = pieces_[piece_at(t_s)];
    return piece.hazard_before + piece.per_second * (t_s - piece.from_s);
  }
  double excess_after(double age_s, double hazard) const;
  Moments compute_moments() const;

  std::vector<Piece> pieces_;
  Moments moments_;
};

/// How long after age_s the cumulative hazard has grown by `hazard`: only differences of times are added, so a small
/// excess over a large age keeps its digits.
double PiecewiseHazard::excess_after(double age_s, double hazard) const {
  std::size_t i = piece_at(age_s);
  double left_s = pieces_[i].length_s - (age_s - pieces_[i].from_s);
  double excess_s = 0;
  while (i + 1 < pieces_.size() && hazard > pieces_[i].per_second * left_s) {
    hazard -= pieces_[i].per_second * left_s;
    excess_s += left_s;
    left_s = pieces_[++i].length_s;
  }
  return hazard > 0 ? excess_s + hazard / pieces_[i].per_second : excess_s;
}

/// Backwards over the pieces: the time from the start of a piece either ends within it, or is its length plus the
/// time from the start of the next (law of total variance; nothing is subtracted but two means).
Moments PiecewiseHazard::compute_moments() const {
  const double last_mean_s = 1 / pieces_.back().per_second;
  Moments rest{.mean = last_mean_s, .variance = last_mean_s * last_mean_s};
  for (std::size_t i = pieces_.size() - 1; i-- > 0;) {
    const Piece& piece = pieces_[i];
    const double hazard = piece.per_second * piece.length_s;
    const Moments within = truncated_exponential(piece.length_s, hazard);
    const double beyond = std::exp(-hazard);
    const double ends = -std::expm1(-hazard);
    const double gap = piece.length_s + rest.mean - within.mean;
    rest = {.mean = ends * within.mean + beyond * (piece.length_s + rest.mean),
            .variance = ends * within.variance + beyond * rest.variance + ends * beyond * gap * gap};
  }
  return rest;
}

std::string PiecewiseHazard::describe() const {
  std::string words = "piecewise hazard(";
  for (const Piece& piece : pieces_) {
    words += fmt::format("{:.6g}/h ", piece.per_second * 3600);
    words += std::isinf(piece.length_s) ? std::string{"after"}
                                        : fmt::format("until {}, ", in_words(Seconds{piece.from_s + piece.length_s}));
  }
  return words + ")";
}

std::optional<LawError> problem_with(const std::vector<HazardPiece>& pieces) {
  if (pieces.empty()) return LawError{"", "there is no piece", "give at least one hazard rate"};
  double from_s = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto& [until, rate] = pieces[i];
    const bool last = i + 1 == pieces.size();
    if (!(rate >= 0 && std::isfinite(rate))) {
      return LawError{"rate", fmt::format("piece {}: {} /s is not a hazard rate", i + 1, rate),
                      "give a finite rate, 0 or more"};
    }
    if (last && rate == 0) {
      return LawError{"rate", "the last hazard rate is 0 (the law would never end with positive probability)",
                      "give the last piece a rate above 0"};
    }
    if (last && !(std::isinf(until.count()) && until.count() > 0)) {
      return LawError{"until", "the last piece has an end (its rate must hold for ever)",
                      "leave the end of the last piece out"};
    }
    if (!last && !(std::isfinite(until.count()) && until.count() > from_s)) {
      return LawError{"until", fmt::format("piece {} does not end after the one before it", i + 1),
                      "give the pieces in order of time, each with its own finite end"};
    }
    from_s = until.count();
  }
  return std::nullopt;
}

}  // namespace
}  // namespace nines::laws

namespace nines {

LawResult make_piecewise_hazard(const std::vector<HazardPiece>& pieces) {
  if (auto error = laws::problem_with(pieces)) return *std::move(error);
  if (pieces.size() == 1) return make_law("exponential", {{"rate", pieces.front().rate_per_second}});
  std::vector<laws::Piece> owned;
  double from_s = 0;
  double hazard = 0;
  for (const auto& [until, rate] : pieces) {
    const double length_s = until.count() - from_s;
    owned.push_back({.from_s = from_s, .length_s = length_s, .per_second = rate, .hazard_before = hazard});
    hazard += rate * length_s;
    from_s = until.count();
  }
  return laws::with_usable_moments(std::make_shared<const laws::PiecewiseHazard>(std::move(owned)));
}

}  // namespace nines
