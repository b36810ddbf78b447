// A finite continuous-time Markov chain with what is observed of each state.
#pragma once

#include <Eigen/SparseCore>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace nines::markov {

/// Rates in 1/s. The matrix is row-major, off-diagonal and non-negative: element (i, j) is the rate from i to j.
/// The diagonal is not stored: each algorithm forms it by summing, so that nothing is ever subtracted.
using RateMatrix = Eigen::SparseMatrix<double, Eigen::RowMajor, std::int64_t>;

struct Chain {
  RateMatrix per_second;
  std::vector<std::pair<std::size_t, double>> initial;  ///< state, probability
  std::vector<std::string> conditions;                  ///< names of what is up or down: the services
  std::vector<std::vector<std::uint8_t>> up;            ///< up[condition][state] is 1 or 0
  std::vector<std::string> rewards;                     ///< names of what is counted, e.g. nodes up of a class
  std::vector<std::vector<double>> reward;              ///< reward[r][state]
  std::size_t states() const { return static_cast<std::size_t>(per_second.rows()); }
};

}  // namespace nines::markov
