#include "analysis/markov/aggregation.h"

#include "analysis/markov/front.h"

#include <algorithm>
#include <queue>
#include <utility>

namespace nines::markov {

AggregatedGaussSeidel::AggregatedGaussSeidel(const ChainView& chain, State root) : chain_(chain), root_(root) {
  std::vector<std::uint8_t> seen(chain.exit_rate.size(), 0);
  std::vector<State> found{root};
  seen[root] = 1;
  for (std::size_t next = 0; next < found.size(); ++next) {
    const State i = found[next];
    for (const SparseRates* half : {&chain_.rates, &chain_.reverse}) {
      for (std::int64_t e = half->begin[i]; e < half->begin[i + 1]; ++e) {
        if (!std::exchange(seen[half->to[e]], std::uint8_t{1})) found.push_back(half->to[e]);
      }
    }
  }
  sweep_.assign(found.begin() + 1, found.end());
  grow_blocks();
}

void AggregatedGaussSeidel::grow_blocks() {
  constexpr std::size_t wanted = 400;
  const std::size_t size = sweep_.size() / wanted + 1;
  block_of_.assign(chain_.exit_rate.size(), -1);
  block_of_[root_] = -2;
  for (const State seed : sweep_) {
    if (block_of_[seed] != -1) continue;
    std::priority_queue<std::pair<double, State>> frontier;
    frontier.emplace(0.0, -seed);
    std::size_t members = 0;
    State neighbouring = -1;  // a block next to this one
    while (!frontier.empty() && members < size) {
      const State i = -frontier.top().second;
      frontier.pop();
      if (block_of_[i] != -1) continue;
      block_of_[i] = blocks_;
      ++members;
      for (const SparseRates* half : {&chain_.rates, &chain_.reverse}) {
        for (std::int64_t e = half->begin[i]; e < half->begin[i + 1]; ++e) {
          const State j = half->to[e];
          if (block_of_[j] == -1) frontier.emplace(half->per_second[e], -j);
          if (block_of_[j] >= 0 && block_of_[j] != blocks_) neighbouring = block_of_[j];
        }
      }
    }
    if (members * 4 < size && neighbouring >= 0) {  // a left-over: give it to a neighbour
      for (const State i : sweep_) {
        if (block_of_[i] == blocks_) block_of_[i] = neighbouring;
      }
    } else {
      ++blocks_;
    }
  }
  block_of_[root_] = blocks_++;
}

void AggregatedGaussSeidel::relax(State j, std::vector<double>& w, const std::vector<double>& source) const {
  double flow = source[j];
  for (std::int64_t e = chain_.reverse.begin[j]; e < chain_.reverse.begin[j + 1]; ++e) {
    flow += w[chain_.reverse.to[e]] * chain_.reverse.per_second[e];
  }
  w[j] = flow / chain_.exit_rate[j];
}

void AggregatedGaussSeidel::cycle(std::vector<double>& w, const std::vector<double>& source) {
  for (int repeat = 0; repeat < 2; ++repeat) {
    for (const State j : sweep_) relax(j, w, source);
    for (std::size_t k = sweep_.size(); k-- > 0;) relax(sweep_[k], w, source);
  }
  correct(w, source);
  for (const State j : sweep_) relax(j, w, source);
}

void AggregatedGaussSeidel::correct(std::vector<double>& w, const std::vector<double>& source) {
  const auto n = static_cast<std::size_t>(blocks_), last = n - 1;
  coarse_.assign(n * n, 0.0);
  const Front front{coarse_.data(), n};
  std::vector<double> total(n, 0.0), flow(n, 0.0), pivots(n, 0.0);
  for (const State i : sweep_) {
    const State block = block_of_[i];
    total[block] += w[i];
    flow[block] += source[i];
    for (std::int64_t e = chain_.rates.begin[i]; e < chain_.rates.begin[i + 1]; ++e) {
      const State target = block_of_[chain_.rates.to[e]];
      if (target != block) front.row(static_cast<std::size_t>(block))[target] += w[i] * chain_.rates.per_second[e];
    }
  }
  for (std::size_t block = 0; block < last; ++block) {
    if (!(total[block] > 0)) return;  // nothing has arrived there yet, or it is out of range
    for (std::size_t j = 0; j < n; ++j) front.row(block)[j] /= total[block];
  }
  eliminate(front, last, pivots.data());
  for (std::size_t k = 0; k < last; ++k) {
    if (!(pivots[k] > 0)) return;
    flow[k] /= pivots[k];
    for (std::size_t j = k + 1; j < last; ++j) flow[j] += flow[k] * front.row(k)[j];
  }
  for (std::size_t k = last; k-- > 0;) {
    for (std::size_t i = k + 1; i < last; ++i) flow[k] += flow[i] * front.row(i)[k];
  }
  for (const State i : sweep_) w[i] *= flow[block_of_[i]] / total[block_of_[i]];
}

}  // namespace nines::markov
