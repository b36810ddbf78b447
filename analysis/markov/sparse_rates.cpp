#include "analysis/markov/sparse_rates.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace nines::markov {

SparseRates compressed(const RateMatrix& rates) {
  if (rates.rows() != rates.cols()) {
    throw std::invalid_argument(fmt::format("rate matrix is {} x {} (it must be square)", rates.rows(), rates.cols()));
  }
  if (rates.rows() > std::numeric_limits<State>::max()) {
    throw std::invalid_argument(fmt::format("{} states are more than the solvers count", rates.rows()));
  }
  SparseRates result;
  result.begin.reserve(static_cast<std::size_t>(rates.rows()) + 1);
  result.to.reserve(static_cast<std::size_t>(rates.nonZeros()));
  result.per_second.reserve(static_cast<std::size_t>(rates.nonZeros()));
  for (std::int64_t i = 0; i < rates.rows(); ++i) {
    for (RateMatrix::InnerIterator element(rates, i); element; ++element) {
      const double rate = element.value();
      if (!(rate >= 0) || !std::isfinite(rate)) {
        throw std::invalid_argument(
            fmt::format("rate from state {} to {} is {} (it must be finite and not negative)", i, element.col(), rate));
      }
      if (rate == 0 || element.col() == i) continue;
      result.to.push_back(static_cast<State>(element.col()));
      result.per_second.push_back(rate);
    }
    result.begin.push_back(static_cast<std::int64_t>(result.to.size()));
  }
  return result;
}

SparseRates from_transitions(State states, std::vector<Transition> transitions) {
  std::stable_sort(transitions.begin(), transitions.end(), [](const Transition& a, const Transition& b) {
    return a.from != b.from ? a.from < b.from : a.to < b.to;
  });
  SparseRates result;
  std::size_t next = 0;
  for (State i = 0; i < states; ++i) {
    for (; next < transitions.size() && transitions[next].from == i; ++next) {
      const Transition& transition = transitions[next];
      if (transition.to == i || transition.per_second == 0) continue;
      const bool parallel =
          static_cast<std::int64_t>(result.to.size()) > result.begin.back() && result.to.back() == transition.to;
      if (parallel) {
        result.per_second.back() += transition.per_second;
      } else {
        result.to.push_back(transition.to);
        result.per_second.push_back(transition.per_second);
      }
    }
    result.begin.push_back(static_cast<std::int64_t>(result.to.size()));
  }
  return result;
}

SparseRates transposed(const SparseRates& rates) {
  const auto n = static_cast<std::size_t>(rates.states());
  SparseRates result;
  result.begin.assign(n + 1, 0);
  for (const State target : rates.to) ++result.begin[target + 1];
  for (std::size_t i = 0; i < n; ++i) result.begin[i + 1] += result.begin[i];
  std::vector<std::int64_t> next(result.begin.begin(), result.begin.end() - 1);
  result.to.resize(rates.to.size());
  result.per_second.resize(rates.to.size());
  for (std::size_t i = 0; i < n; ++i) {
    for (std::int64_t e = rates.begin[i]; e < rates.begin[i + 1]; ++e) {
      const std::int64_t position = next[rates.to[e]]++;
      result.to[position] = static_cast<State>(i);
      result.per_second[position] = rates.per_second[e];
    }
  }
  return result;
}

SparseRates restricted(const SparseRates& rates, std::span<const State> index, State states) {
  std::vector<State> original(static_cast<std::size_t>(states));
  for (std::size_t i = 0; i < index.size(); ++i) {
    if (index[i] >= 0) original[index[i]] = static_cast<State>(i);
  }
  SparseRates result;
  for (const State from : original) {
    for (std::int64_t e = rates.begin[from]; e < rates.begin[from + 1]; ++e) {
      const State target = index[rates.to[e]];
      if (target < 0) continue;
      result.to.push_back(target);
      result.per_second.push_back(rates.per_second[e]);
    }
    result.begin.push_back(static_cast<std::int64_t>(result.to.size()));
  }
  return result;
}

std::vector<double> exit_rates(const SparseRates& rates) {
  std::vector<double> result;
  result.reserve(rates.begin.size() - 1);
  for (std::size_t i = 0; i + 1 < rates.begin.size(); ++i) {
    long double sum = 0;
    for (std::int64_t e = rates.begin[i]; e < rates.begin[i + 1]; ++e) {
      sum += rates.per_second[e];
    }
    result.push_back(static_cast<double>(sum));
  }
  return result;
}

}  // namespace nines::markov
