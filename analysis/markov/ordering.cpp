#include "analysis/markov/ordering.h"

#include "analysis/markov/stop.h"

#include <Eigen/OrderingMethods>

#include <algorithm>
#include <numeric>

namespace nines::markov {

SymmetricPattern::SymmetricPattern(const SparseRates& rates) {
  const SparseRates reverse = transposed(rates);
  const State n = rates.states();
  std::vector<State> mark(static_cast<std::size_t>(n), -1);
  begin.reserve(rates.begin.size());
  neighbour.reserve(rates.to.size() * 2);
  for (State i = 0; i < n; ++i) {
    for (const SparseRates* half : {&rates, &reverse}) {
      for (std::int64_t e = half->begin[i]; e < half->begin[i + 1]; ++e) {
        const State j = half->to[e];
        if (mark[j] == i) continue;
        mark[j] = i;
        neighbour.push_back(j);
      }
    }
    begin.push_back(static_cast<std::int64_t>(neighbour.size()));
  }
}

SymmetricPattern SymmetricPattern::permuted(std::span<const State> order) const {
  SymmetricPattern result;
  std::vector<State> position(order.size());
  for (std::size_t k = 0; k < order.size(); ++k) position[order[k]] = static_cast<State>(k);
  result.begin.reserve(begin.size());
  result.neighbour.reserve(neighbour.size());
  for (const State state : order) {
    for (const State j : neighbours(state)) result.neighbour.push_back(position[j]);
    result.begin.push_back(static_cast<std::int64_t>(result.neighbour.size()));
  }
  return result;
}

std::vector<State> natural_order(State states, State root) {
  std::vector<State> order;
  order.reserve(static_cast<std::size_t>(states));
  for (State i = 0; i < states; ++i) {
    if (i != root) order.push_back(i);
  }
  order.push_back(root);
  return order;
}

namespace {

/// Minimum degree on the part of the pattern that `members` induce. `local` is scratch, -1 throughout before and after.
std::vector<State> minimum_degree(const SymmetricPattern& pattern, std::span<const State> members,
                                  std::vector<State>& local) {
  using Matrix = Eigen::SparseMatrix<float, Eigen::ColMajor, int>;
  for (std::size_t k = 0; k < members.size(); ++k) local[members[k]] = static_cast<State>(k);
  std::vector<int> outer{0}, inner;
  for (const State i : members) {
    for (const State j : pattern.neighbours(i)) {
      if (local[j] >= 0) inner.push_back(local[j]);
    }
    std::sort(inner.begin() + outer.back(), inner.end());
    outer.push_back(static_cast<int>(inner.size()));
  }
  for (const State i : members) local[i] = -1;
  const auto n = static_cast<Eigen::Index>(members.size());
  const std::vector<float> ones(inner.size(), 1.0F);
  Matrix matrix =
      Eigen::Map<const Matrix>(n, n, static_cast<Eigen::Index>(inner.size()), outer.data(), inner.data(), ones.data());
  Eigen::PermutationMatrix<Eigen::Dynamic, Eigen::Dynamic, int> permutation;
  Eigen::internal::minimum_degree_ordering(matrix, permutation);
  std::vector<State> order;
  order.reserve(members.size());
  for (Eigen::Index k = 0; k < n; ++k) order.push_back(members[permutation.indices()(k)]);
  return order;
}

/// Dissects by level sets: breadth-first from one end of the graph, the best level is the separator.
class Dissection {
 public:
  Dissection(const SymmetricPattern& pattern, State root, const std::atomic<bool>* stop)
      : pattern_(pattern),
        stop_(stop),
        part_(static_cast<std::size_t>(pattern.states()), 0),
        level_(static_cast<std::size_t>(pattern.states()), -1),
        scratch_(static_cast<std::size_t>(pattern.states()), -1) {
    part_[root] = -1;
  }

  /// Appends to `reversed` the separator first, then both sides: the order of elimination from its end.
  std::vector<State> order(std::vector<State> all) {
    std::vector<std::vector<State>> pending{std::move(all)};
    std::vector<State> reversed;
    while (!pending.empty()) {
      end_if(stop_);
      std::vector<State> members = std::move(pending.back());
      pending.pop_back();
      if (members.size() <= leaf) {
        const std::vector<State> inside = minimum_degree(pattern_, members, scratch_);
        reversed.insert(reversed.end(), inside.rbegin(), inside.rend());
        continue;
      }
      split(std::move(members), pending, reversed);
    }
    return {reversed.rbegin(), reversed.rend()};
  }

 private:
  static constexpr std::size_t leaf = 120;
  const SymmetricPattern& pattern_;
  const std::atomic<bool>* stop_;
  std::vector<State> part_;  ///< which set a state belongs to at present; -1: already ordered
  std::vector<State> level_;  ///< distance from the start of the breadth-first search; -1: not seen
  std::vector<State> scratch_;
  State parts_ = 0;

  /// Breadth-first order of the start's component; begin[d] is where distance d begins.
  void search(State start, std::vector<State>& found, std::vector<std::size_t>& begin) {
    for (const State i : found) level_[i] = -1;
    found.assign(1, start);
    begin.assign(1, 0);
    level_[start] = 0;
    for (std::size_t next = 0; next < found.size(); ++next) {
      const State i = found[next];
      if (static_cast<std::size_t>(level_[i]) == begin.size()) begin.push_back(next);
      for (const State j : pattern_.neighbours(i)) {
        if (level_[j] >= 0 || part_[j] != part_[start]) continue;
        level_[j] = level_[i] + 1;
        found.push_back(j);
      }
    }
    begin.push_back(found.size());
  }

  State least_connected(std::span<const State> among) const {
    return *std::min_element(among.begin(), among.end(), [&](State a, State b) {
      return pattern_.neighbours(a).size() < pattern_.neighbours(b).size();
    });
  }

  void split(std::vector<State> members, std::vector<std::vector<State>>& pending, std::vector<State>& reversed) {
    const State part = ++parts_;
    for (const State i : members) part_[i] = part;
    std::vector<State> found;
    std::vector<std::size_t> begin;
    search(members.front(), found, begin);
    if (found.size() < members.size()) {  // not connected: one component, and the rest
      std::vector<State> rest;
      for (const State i : members) {
        if (level_[i] < 0) rest.push_back(i);
      }
      for (const State i : found) level_[i] = -1;
      pending.push_back(std::move(rest));
      pending.push_back(std::move(found));
      return;
    }
    for (std::size_t depth = 0; depth < begin.size();) {  // walk to an end of the graph (a pseudo-peripheral state)
      depth = begin.size();
      search(least_connected(std::span(found).subspan(begin[depth - 2])), found, begin);
    }
    cut(found, begin, pending, reversed);
  }

  void cut(const std::vector<State>& found, const std::vector<std::size_t>& begin,
           std::vector<std::vector<State>>& pending, std::vector<State>& reversed) {
    const std::size_t levels = begin.size() - 1, n = found.size();
    std::size_t best = levels;
    double best_cost = 0;
    for (std::size_t d = 1; d + 1 < levels; ++d) {
      const auto size = static_cast<double>(begin[d + 1] - begin[d]);
      const auto smaller = static_cast<double>(std::min(begin[d], n - begin[d + 1]));
      const double cost = size / smaller;  // a thin level that still leaves much on either side
      if (best == levels || cost < best_cost) best = d, best_cost = cost;
    }
    if (best == levels) {  // everything is a neighbour of everything: nothing to gain
      const std::vector<State> inside = minimum_degree(pattern_, found, scratch_);
      reversed.insert(reversed.end(), inside.rbegin(), inside.rend());
      for (const State i : found) level_[i] = -1, part_[i] = -1;
      return;
    }
    std::vector<State> near(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(begin[best]));
    std::vector<State> far(found.begin() + static_cast<std::ptrdiff_t>(begin[best + 1]), found.end());
    for (std::size_t k = begin[best]; k < begin[best + 1]; ++k) {
      const State i = found[k];
      const auto neighbours = pattern_.neighbours(i);
      const bool separates = std::any_of(neighbours.begin(), neighbours.end(), [&](State j) {
        return part_[j] == part_[i] && level_[j] == static_cast<State>(best) + 1;
      });
      (separates ? reversed : near).push_back(i);
    }
    for (std::size_t k = begin[best]; k < begin[best + 1]; ++k) part_[found[k]] = -1;
    for (const State i : found) level_[i] = -1;
    pending.push_back(std::move(near));
    pending.push_back(std::move(far));
  }
};

}  // namespace

std::vector<State> minimum_degree_order(const SymmetricPattern& pattern, State root) {
  std::vector<State> members = natural_order(pattern.states(), root);
  members.pop_back();
  std::vector<State> local(static_cast<std::size_t>(pattern.states()), -1);
  std::vector<State> order = minimum_degree(pattern, members, local);
  order.push_back(root);
  return order;
}

std::vector<State> nested_dissection_order(const SymmetricPattern& pattern, State root, const std::atomic<bool>* stop) {
  std::vector<State> members = natural_order(pattern.states(), root);
  members.pop_back();
  std::vector<State> order = Dissection(pattern, root, stop).order(std::move(members));
  order.push_back(root);
  return order;
}

}  // namespace nines::markov
