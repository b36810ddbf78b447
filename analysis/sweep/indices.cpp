#include "analysis/sweep/indices.h"

#include <algorithm>
#include <cmath>

namespace nines::sweep {
namespace {

/// The answers in blocks: [0] A, [1] B, [2 + i] A with the input i of B.
using Blocks = std::vector<std::vector<double>>;

std::optional<Blocks> blocks_of(const SweepResult& result, const AskedMeasure& asked) {
  Blocks blocks(result.sweep.uncertain.size() + 2);
  for (const Point& point : result.points) {
    const MeasureResult* const answer = answer_of(point.result, asked);
    const std::optional<double> value = answer == nullptr ? std::nullopt : best_value(*answer);
    if (!value || !std::isfinite(*value) || point.combination >= blocks.size()) return std::nullopt;
    blocks[point.combination].push_back(*value);
  }
  const bool complete =
      std::all_of(blocks.begin(), blocks.end(), [&](const auto& block) { return block.size() == blocks[0].size(); });
  if (!complete || blocks[0].size() < 3) return std::nullopt;
  return blocks;
}

/// What the estimators are made of: sums over rows, from which a row can be taken out again.
struct Sums {
  double n = 0, sum = 0, squares = 0;  ///< of A and B together
  double main = 0, total = 0;

  void add(double a, double b, double mixed, double sign) {
    n += 2 * sign;
    sum += sign * (a + b);
    squares += sign * (a * a + b * b);
    main += sign * b * (mixed - a);
    total += sign * (a - mixed) * (a - mixed) / 2;
  }
  double variance() const { return squares / n - sum / n * (sum / n); }
  double rows() const { return n / 2; }
  /// Saltelli et al. 2010, table 2 (b), and Jansen's of (f).
  double main_index() const { return main / rows() / variance(); }
  double total_index() const { return total / rows() / variance(); }
};

/// The standard error by leaving out one row after another (the jackknife; Efron, Stein 1981, Annals of Statistics
/// 9:586).
Index index_of(const std::vector<double>& a, const std::vector<double>& b, const std::vector<double>& mixed) {
  Sums all;
  for (std::size_t i = 0; i < a.size(); ++i) all.add(a[i], b[i], mixed[i], 1);
  Index made;
  made.main = all.main_index();
  made.total = all.total_index();
  double main = 0, total = 0, main_squares = 0, total_squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    Sums without = all;
    without.add(a[i], b[i], mixed[i], -1);
    const double main_off = without.main_index() - made.main, total_off = without.total_index() - made.total;
    main += main_off;
    total += total_off;
    main_squares += main_off * main_off;
    total_squares += total_off * total_off;
  }
  const double n = all.rows();
  const auto error = [&](double sum, double squares) {
    return std::sqrt(std::max(0.0, (squares - sum * sum / n) * (n - 1) / n));
  };
  made.main_error = error(main, main_squares);
  made.total_error = error(total, total_squares);
  return made;
}

}  // namespace

std::optional<Indices> indices_of(const SweepResult& result, const AskedMeasure& asked) {
  auto blocks = blocks_of(result, asked);
  if (!blocks) return std::nullopt;
  Sums all;
  for (std::size_t i = 0; i < (*blocks)[0].size(); ++i) all.add((*blocks)[0][i], (*blocks)[1][i], 0, 1);
  Indices found{all.sum / all.n, 0, {}};
  // About the mean and in units of the deviation: products of large numbers would drown what varies.
  double spread = 0;
  for (const std::size_t block : {0, 1}) {
    for (const double value : (*blocks)[block]) spread += (value - found.mean) * (value - found.mean);
  }
  found.deviation = std::sqrt(spread / all.n);
  if (!(found.deviation > 0)) return std::nullopt;
  for (auto& block : *blocks) {
    for (double& value : block) value = (value - found.mean) / found.deviation;
  }
  for (std::size_t i = 0; i < result.sweep.uncertain.size(); ++i) {
    Index index = index_of((*blocks)[0], (*blocks)[1], (*blocks)[i + 2]);
    index.path = result.sweep.uncertain[i].path;
    found.inputs.push_back(std::move(index));
  }
  std::stable_sort(found.inputs.begin(), found.inputs.end(),
                   [](const Index& a, const Index& b) { return a.total > b.total; });
  return found;
}

}  // namespace nines::sweep
