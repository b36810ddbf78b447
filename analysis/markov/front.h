// Dense elimination without subtraction of the first states of a small, full chain.
#pragma once

#include <atomic>
#include <cstddef>

namespace nines::markov {

/// A square matrix in row-major order of rates between `size` states; its diagonal is scratch.
struct Front {
  double* values;
  std::size_t size;
  double* row(std::size_t i) const { return values + i * size; }
};

/// Eliminates the first `width` states. On return row k < width holds the rates out of k at its elimination (columns
/// > k), column k the ratios q_ik / S_k (rows > k), and the block of the others the rates of the chain that is left.
/// pivots[k] receives S_k. Sums over a row are exact to about one rounding, products are accumulated state by state.
/// Throws SolutionStopped (stop.h) once `*stop` is true.
void eliminate(Front front, std::size_t width, double* pivots, const std::atomic<bool>* stop = nullptr);

}  // namespace nines::markov
