#include "analysis/markov/front.h"

#include "analysis/markov/stop.h"

#include <Eigen/Core>

#include <algorithm>

namespace nines::markov {

namespace {

/// States eliminated one by one before the rest of the matrix is updated for all of them at once.
constexpr std::size_t panel_width = 48;
/// Rows of the rest that are updated between looks at the stop flag: a tenth of a second for the largest fronts.
constexpr Eigen::Index rows_at_once = 1024;

/// Sum of a row in extended precision: four strands only to keep the adder busy.
double sum(const double* first, const double* last) {
  long double strand[4] = {0, 0, 0, 0};
  for (; last - first >= 4; first += 4) {
    for (int s = 0; s < 4; ++s) strand[s] += first[s];
  }
  for (; first != last; ++first) strand[0] += *first;
  return static_cast<double>((strand[0] + strand[1]) + (strand[2] + strand[3]));
}

/// target[begin, end) += factor * source[begin, end)
void add_multiple(double* target, const double* source, double factor, std::size_t begin, std::size_t end) {
  for (std::size_t j = begin; j < end; ++j) target[j] += factor * source[j];
}

/// Eliminates states [begin, end) within their own rows and columns; the block beyond is left as it was.
void eliminate_panel(Front front, std::size_t begin, std::size_t end, double* pivots) {
  for (std::size_t k = begin; k < end; ++k) {
    const double* pivot_row = front.row(k);
    const double pivot = pivots[k] = sum(pivot_row + k + 1, pivot_row + front.size);
    for (std::size_t i = k + 1; i < front.size; ++i) {
      double* row = front.row(i);
      if (row[k] == 0) continue;  // also keeps 0 / 0 out, where nothing leads to an isolated state
      row[k] /= pivot;
      add_multiple(row, pivot_row, row[k], k + 1, i < end ? front.size : end);
    }
  }
}

}  // namespace

void eliminate(Front front, std::size_t width, double* pivots, const std::atomic<bool>* stop) {
  using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  for (std::size_t begin = 0; begin < width; begin += panel_width) {
    end_if(stop);
    const std::size_t end = std::min(begin + panel_width, width);
    eliminate_panel(front, begin, end, pivots);
    const auto size = static_cast<Eigen::Index>(front.size);
    const auto first = static_cast<Eigen::Index>(begin), depth = static_cast<Eigen::Index>(end - begin);
    const Eigen::Index rest = size - first - depth;
    if (rest == 0) continue;
    Eigen::Map<Matrix> all(front.values, size, size);
    const auto left = all.block(first + depth, first, rest, depth);
    const auto right = all.block(first, first + depth, depth, rest);
    if (rest * depth < 256) {  // a general product costs more to set up than this
      all.bottomRightCorner(rest, rest) += left.lazyProduct(right);
    } else {
      auto remaining = all.bottomRightCorner(rest, rest);
      for (Eigen::Index top = 0; top < rest; top += rows_at_once) {
        end_if(stop);
        const Eigen::Index rows = std::min(rows_at_once, rest - top);
        remaining.middleRows(top, rows).noalias() += left.middleRows(top, rows) * right;
      }
    }
  }
}

}  // namespace nines::markov
