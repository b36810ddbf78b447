#include "models/detection/pieces.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace nines::models::detection {
namespace {

/// Sorted pieces that do not overlap.
class PiecesLaw final : public Law {
 public:
  PiecesLaw(Pieces sorted, std::string description) : pieces_(std::move(sorted)), description_(std::move(description)) {
    sum_up();
    make_guide();
  }

  double cdf(Seconds t) const override {
    const double t_s = t.count();
    if (!(t_s >= first().from_s)) return 0;
    if (t_s > end_s()) return 1 - tail_survival(t_s);
    const std::size_t i = piece_from(t_s);
    return std::min(1.0, t_s >= at(i).to_s ? below_[i + 1] : below_[i] + at(i).mass * share(i, t_s - at(i).from_s));
  }
  double survival(Seconds t) const override {
    const double t_s = t.count();
    if (!(t_s >= first().from_s)) return 1;
    if (t_s > end_s()) return tail_survival(t_s);
    const std::size_t i = piece_from(t_s);
    return std::min(1.0, t_s >= at(i).to_s ? above_[i] : above_[i] + at(i).mass * share(i, at(i).to_s - t_s));
  }
  Seconds quantile(double p) const override {
    return p < 0.5 && p <= below_.back() ? low_quantile(p) : upper_quantile(1 - p);
  }
  Seconds upper_quantile(double q) const override {
    if (q < above_.back()) return Seconds{end_s() + tail_mean_s_ * std::log(pieces_.tail.mass / q)};
    if (q > 0.999) return low_quantile(1 - q);  // where a survival near 1 has lost the digits
    const auto cell = static_cast<std::size_t>(std::max(q, 0.0) * static_cast<double>(guide_.size() - 1));
    std::size_t i = guide_[cell];
    while (i < count() - 1 && above_[i] > q) ++i;
    const double left = std::clamp((q - above_[i]) / at(i).mass, 0.0, 1.0);
    return Seconds{at(i).to_s - left * (at(i).to_s - at(i).from_s)};
  }
  Seconds mean() const override { return Seconds{mean_s_}; }
  double variance_s2() const override { return variance_s2_; }
  Seconds sample(MiniStream& stream) const override { return upper_quantile(stream.uniform()); }
  Seconds sample_residual(MiniStream& stream, Seconds age) const override {
    if (age.count() < 0) return sample(stream);
    const double survived = survival(age);  // at age 0 as well: there may be an atom
    if (!(survived > 0)) return Seconds{0};
    return std::max(Seconds{0}, upper_quantile(survived * stream.uniform()) - age);
  }
  std::string describe() const override { return description_; }

  const Pieces& pieces() const { return pieces_; }

 private:
  const Piece& at(std::size_t i) const { return pieces_.pieces[i]; }
  const Piece& first() const { return pieces_.pieces.front(); }
  std::size_t count() const { return pieces_.pieces.size(); }
  double end_s() const { return pieces_.pieces.back().to_s; }
  double share(std::size_t i, double part_s) const { return part_s / (at(i).to_s - at(i).from_s); }
  double tail_survival(double t_s) const {
    return pieces_.tail.mass > 0 ? pieces_.tail.mass * std::exp((end_s() - t_s) / tail_mean_s_) : 0.0;
  }
  Seconds low_quantile(double p) const {
    const auto found = std::lower_bound(below_.begin() + 1, below_.end() - 1, p);
    const auto i = static_cast<std::size_t>(found - below_.begin()) - 1;
    const double into = std::clamp((p - below_[i]) / at(i).mass, 0.0, 1.0);
    return Seconds{at(i).from_s + into * (at(i).to_s - at(i).from_s)};
  }
  /// The last piece that begins at t or before.
  std::size_t piece_from(double t_s) const {
    const auto after = std::upper_bound(pieces_.pieces.begin(), pieces_.pieces.end(), t_s,
                                        [](double t, const Piece& piece) { return t < piece.from_s; });
    return static_cast<std::size_t>(after - pieces_.pieces.begin()) - 1;
  }
  void sum_up();
  void make_guide();

  Pieces pieces_;
  std::string description_;
  std::vector<double> below_, above_;  ///< before piece i; after piece i
  std::vector<std::uint32_t> guide_;   ///< where to begin the search for a survival (Chen, Asau 1974)
  double tail_mean_s_ = 0;             ///< from the end of the last piece
  double mean_s_ = 0, variance_s2_ = 0;
};

void PiecesLaw::sum_up() {
  // long double: with 10 000 pieces the two sums must still make 1 to 1e-14.
  long double total = pieces_.tail.mass;
  for (const Piece& piece : pieces_.pieces) total += piece.mass;
  for (Piece& piece : pieces_.pieces) piece.mass = static_cast<double>(piece.mass / total);
  pieces_.tail.mass = static_cast<double>(pieces_.tail.mass / total);
  tail_mean_s_ = pieces_.tail.mass > 0 ? pieces_.tail.mean_s - end_s() : 0;
  below_.assign(count() + 1, 0.0);
  above_.assign(count(), 0.0);
  long double below = 0;
  for (std::size_t i = 0; i < count(); ++i) below_[i + 1] = static_cast<double>(below += at(i).mass);
  long double above = pieces_.tail.mass;
  for (std::size_t i = count(); i-- > 0; above += at(i).mass) above_[i] = static_cast<double>(above);
  if (!(pieces_.tail.mass > 0)) below_.back() = 1;
  for (const Piece& piece : pieces_.pieces) mean_s_ += piece.mass * (piece.from_s + 0.5 * (piece.to_s - piece.from_s));
  mean_s_ += pieces_.tail.mass * pieces_.tail.mean_s;
  for (const Piece& piece : pieces_.pieces) {
    const double width_s = piece.to_s - piece.from_s;
    const double off_s = piece.from_s + 0.5 * width_s - mean_s_;
    variance_s2_ += piece.mass * (width_s * width_s / 12 + off_s * off_s);
  }
  const double off_s = pieces_.tail.mean_s - mean_s_;
  variance_s2_ += pieces_.tail.mass * (tail_mean_s_ * tail_mean_s_ + off_s * off_s);
}

void PiecesLaw::make_guide() {
  const std::size_t cells = std::clamp<std::size_t>(count(), 1, 4096);
  guide_.assign(cells + 1, 0);
  std::size_t i = 0;
  for (std::size_t cell = cells; cell-- > 0;) {
    // survivals in this cell are at most (cell + 1) / cells; the slack keeps rounding on the safe side
    const double most = (static_cast<double>(cell) + 1) / static_cast<double>(cells) * (1 + 1e-12);
    while (i < count() - 1 && above_[i] > most) ++i;
    guide_[cell] = static_cast<std::uint32_t>(i);
  }
}

bool earlier(const Piece& a, const Piece& b) { return a.from_s != b.from_s ? a.from_s < b.from_s : a.to_s < b.to_s; }

/// Cuts overlapping pieces at each other's ends and adds up what lies on top of each other; sums of positive terms
/// only.
std::vector<Piece> laid_flat(std::vector<Piece> pieces) {
  std::erase_if(pieces, [](const Piece& piece) { return !(piece.mass > 0); });
  std::sort(pieces.begin(), pieces.end(), earlier);
  std::vector<double> ends_s;
  for (const Piece& piece : pieces) ends_s.insert(ends_s.end(), {piece.from_s, piece.to_s});
  std::sort(ends_s.begin(), ends_s.end());
  ends_s.erase(std::unique(ends_s.begin(), ends_s.end()), ends_s.end());
  std::vector<Piece> flat;
  std::vector<Piece> active;
  std::size_t next = 0;
  for (std::size_t e = 0; e < ends_s.size(); ++e) {
    const double from_s = ends_s[e];
    double atom = 0;
    for (; next < pieces.size() && pieces[next].from_s == from_s; ++next) {
      if (pieces[next].to_s == from_s) {
        atom += pieces[next].mass;
      } else {
        active.push_back(pieces[next]);
      }
    }
    if (atom > 0) flat.push_back({from_s, from_s, atom});
    std::erase_if(active, [&](const Piece& piece) { return piece.to_s <= from_s; });
    if (active.empty()) continue;
    const double to_s = ends_s[e + 1];
    double mass = 0;
    for (const Piece& piece : active) mass += piece.mass * ((to_s - from_s) / (piece.to_s - piece.from_s));
    if (mass > 0) flat.push_back({from_s, to_s, mass});
  }
  return flat;
}

/// Cuts a stretch in two until straight lines are near enough.
class Tabulator {
 public:
  Tabulator(const std::function<Sides(double)>& distribution, Pieces& into)
      : distribution_(distribution), into_(into) {}

  void stretch(double from_s, const Sides& from, double to_s, const Sides& to, int depth) {
    const double middle_s = from_s + 0.5 * (to_s - from_s);
    if (depth >= 18 || !(middle_s > from_s && middle_s < to_s)) return keep(from_s, from, to_s, to);
    const Sides middle = distribution_(middle_s);
    const double error = std::abs(middle.below - 0.5 * (from.below + to.below));
    const double error_above = std::abs(middle.above - 0.5 * (from.above + to.above));
    const double side = std::min(middle.below, middle.above);
    const bool near =
        std::min(error, error_above) <= 5e-7 && (side < 1e-12 || std::min(error, error_above) <= 0.01 * side);
    if (near && depth >= 2) return keep(from_s, from, to_s, to);
    stretch(from_s, from, middle_s, middle, depth + 1);
    stretch(middle_s, middle, to_s, to, depth + 1);
  }

 private:
  void keep(double from_s, const Sides& from, double to_s, const Sides& to) {
    const double mass = from.below < 0.5 ? to.below - from.below : from.above - to.above;
    if (mass > 0) into_.pieces.push_back({from_s, to_s, mass});
  }

  const std::function<Sides(double)>& distribution_;
  Pieces& into_;
};

}  // namespace

void Pieces::add(const Pieces& other, double weight, double by_s) {
  for (const Piece& piece : other.pieces) {
    const double from_s = piece.from_s + by_s;
    const double to_s = piece.to_s + by_s;
    if (from_s >= 0) {
      pieces.push_back({from_s, to_s, weight * piece.mass});
    } else if (to_s <= 0) {
      add(0, weight * piece.mass);
    } else {
      const double inside = to_s / (to_s - from_s);
      pieces.push_back({0, to_s, weight * piece.mass * inside});
      add(0, weight * piece.mass * (1 - inside));
    }
  }
  if (!(other.tail.mass > 0)) return;
  const double mass = tail.mass + weight * other.tail.mass;
  tail.mean_s = (tail.mass * tail.mean_s + weight * other.tail.mass * (other.tail.mean_s + by_s)) / mass;
  tail.mass = mass;
}

LawPtr law_of(const Pieces& pieces, std::string description) {
  if (pieces.tail.mass > 0 && !std::isfinite(pieces.tail.mean_s)) {
    throw std::overflow_error(description + ": its mean is longer than a number of seconds can say");
  }
  Pieces flat{laid_flat(pieces.pieces), pieces.tail};
  if (flat.pieces.empty()) flat.add(0, std::numeric_limits<double>::min());
  const double end_s = flat.pieces.back().to_s;
  if (flat.tail.mass > 0 && !(flat.tail.mean_s > end_s)) {
    flat.add(end_s, flat.tail.mass);
    flat.tail = {};
  }
  return std::make_shared<const PiecesLaw>(std::move(flat), std::move(description));
}

Pieces tabulate(const std::function<Sides(double)>& distribution, const std::vector<double>& breaks_s) {
  Pieces table;
  Tabulator tabulator(distribution, table);
  Sides before = distribution(breaks_s.front());
  if (before.below > 0) table.add(breaks_s.front(), before.below);
  for (std::size_t i = 0; i + 1 < breaks_s.size(); ++i) {
    if (!(breaks_s[i] < breaks_s[i + 1])) continue;
    const Sides after = distribution(breaks_s[i + 1]);
    tabulator.stretch(breaks_s[i], before, breaks_s[i + 1], after, 0);
    before = after;
  }
  if (before.above > 0) table.add(breaks_s.back(), before.above);
  return table;
}

Pieces pieces_of(const Law& law) {
  if (const auto* pieces = dynamic_cast<const PiecesLaw*>(&law)) return pieces->pieces();
  if (law.variance_s2() == 0) {
    Pieces atom;
    atom.add(law.mean().count(), 1);
    return atom;
  }
  std::vector<double> breaks_s;
  for (const double p : {0.0, 1e-9, 1e-6, 1e-3, 0.1, 0.5}) breaks_s.push_back(law.quantile(p).count());
  for (const double q : {0.1, 1e-3, 1e-6, 1e-9, 1e-13}) breaks_s.push_back(law.upper_quantile(q).count());
  const auto distribution = [&](double t_s) { return Sides{law.cdf(Seconds{t_s}), law.survival(Seconds{t_s})}; };
  return tabulate(distribution, breaks_s);
}

LawPtr sum_of(const LawPtr& first, const LawPtr& second) {
  // Both in steps between quantiles, halving in the upper tail: each step of one, laid out over each step of the
  // other's.
  constexpr int steps = 96;
  const auto stepped = [](const Law& law) {
    std::vector<double> ends_s;
    for (int i = 0; i < steps; ++i) ends_s.push_back(law.quantile(static_cast<double>(i) / steps).count());
    Pieces steps_of;
    for (int i = 0; i + 1 < steps; ++i)
      steps_of.pieces.push_back(
          {ends_s[static_cast<std::size_t>(i)], ends_s[static_cast<std::size_t>(i) + 1], 1.0 / steps});
    double from_s = ends_s.back();
    double left = 1.0 / steps;
    for (; left > 1e-10; left /= 2) {
      const double to_s = law.upper_quantile(left / 2).count();
      steps_of.pieces.push_back({from_s, to_s, left / 2});
      from_s = to_s;
    }
    steps_of.add(from_s, left);
    return steps_of;
  };
  Pieces sum;
  const Pieces a = first->variance_s2() == 0 ? pieces_of(*first) : stepped(*first);
  const Pieces b = second->variance_s2() == 0 ? pieces_of(*second) : stepped(*second);
  for (const Piece& piece : a.pieces) {
    for (const Piece& other : b.pieces) {
      const double from_s = piece.from_s + other.from_s;
      sum.pieces.push_back({from_s, std::max(from_s, piece.to_s + other.to_s), piece.mass * other.mass});
    }
  }
  return law_of(sum, first->describe() + " + " + second->describe());
}

LawPtr no_time() {
  Pieces at_once;
  at_once.add(0, 1);
  return law_of(at_once, "at once");
}

LawPtr uniform_between(Seconds low, Seconds high) {
  Pieces even;
  even.pieces.push_back({low.count(), high.count(), 1});
  return law_of(even, "uniform");
}

}  // namespace nines::models::detection
