#include "analysis/markov/elimination_plan.h"

#include "analysis/markov/stop.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace nines::markov {

namespace {

constexpr State none = -1;

/// Column j of the factor is the union of its own neighbours and of its children's columns; the parent is the first
/// of them.
std::vector<State> elimination_tree(const SymmetricPattern& pattern) {
  const State n = pattern.states();
  std::vector<State> parent(n, none), ancestor(n, none);
  for (State j = 0; j < n; ++j) {
    for (State i : pattern.neighbours(j)) {
      while (i != none && i < j) {  // climb to the top of i's subtree, and leave a short cut behind
        const State next = ancestor[i];
        ancestor[i] = j;
        if (next == none) parent[i] = j;
        i = next;
      }
    }
  }
  return parent;
}

/// Children before parents, each subtree contiguous; new position -> old position.
std::vector<State> postorder(const std::vector<State>& parent) {
  const auto n = static_cast<State>(parent.size());
  std::vector<State> child(n, none), sibling(n, none), result, stack;
  result.reserve(parent.size());
  for (State j = n - 1; j >= 0; --j) {
    if (parent[j] == none) continue;
    sibling[j] = child[parent[j]];
    child[parent[j]] = j;
  }
  for (State top = 0; top < n; ++top) {
    if (parent[top] != none) continue;
    stack.push_back(top);
    while (!stack.empty()) {
      const State j = stack.back();
      if (child[j] != none) {
        stack.push_back(child[j]);
        child[j] = sibling[child[j]];  // each child is pushed once: the list is consumed
      } else {
        result.push_back(j);
        stack.pop_back();
      }
    }
  }
  return result;
}

/// Number of entries of each factor column, diagonal included, for a postordered pattern: each row's subtree of the
/// elimination tree is counted by its leaves, minus where two of its paths meet (Gilbert, Ng, Peyton 1994).
std::vector<State> column_counts(const SymmetricPattern& pattern, const std::vector<State>& parent) {
  const State n = pattern.states();
  std::vector<State> first_descendant(n), previous_leaf(n, none), latest_first(n, none), set(n), count(n);
  std::iota(first_descendant.begin(), first_descendant.end(), 0);
  for (State j = 0; j < n; ++j) {
    count[j] = first_descendant[j] == j ? 1 : 0;
    if (parent[j] != none) first_descendant[parent[j]] = std::min(first_descendant[parent[j]], first_descendant[j]);
  }
  std::iota(set.begin(), set.end(), 0);
  const auto find = [&](State i) {
    while (set[i] != i) i = set[i] = set[set[i]];
    return i;
  };
  for (State j = 0; j < n; ++j) {
    if (parent[j] != none) --count[parent[j]];
    for (const State i : pattern.neighbours(j)) {
      if (i <= j || first_descendant[j] <= latest_first[i]) continue;  // j is no new leaf of row i's subtree
      ++count[j];
      if (previous_leaf[i] != none) --count[find(previous_leaf[i])];
      latest_first[i] = first_descendant[j];
      previous_leaf[i] = j;
    }
    if (parent[j] != none) set[j] = parent[j];
  }
  for (State j = 0; j < n; ++j) {
    if (parent[j] != none) count[parent[j]] += count[j];
  }
  return count;
}

PredictedWork work_of(const std::vector<State>& count) {
  PredictedWork work;
  for (const State c : count) {
    const double border = c - 1.0;
    work.operations += 2 * border * border + 2 * border;
    work.factor_entries += 2 * border + 1;
  }
  return work;
}

/// A supernode in the making: its front, and how many entries of its columns are really there.
struct Draft {
  State first, end, front;
  double entries;
};

/// A supernode is joined with the one right after it (where its border goes) if few zeros come into the dense front.
Draft merged(const Draft& child, const Draft& parent) {
  return {child.first, parent.end, child.end - child.first + parent.front, child.entries + parent.entries};
}

bool worth_having(const Draft& draft) {
  const double width = draft.end - draft.first;
  const double held = width * draft.front - width * (width - 1) / 2;
  return held - draft.entries <= (width <= 8 ? 0.4 : 0.1) * held;
}

std::vector<Draft> draft_supernodes(const std::vector<State>& parent, const std::vector<State>& count) {
  std::vector<Draft> drafts;
  for (State j = 0; j < static_cast<State>(parent.size()); ++j) {
    Draft draft{j, j + 1, count[j], static_cast<double>(count[j])};
    while (!drafts.empty()) {
      const State above = parent[drafts.back().end - 1];
      if (above == none || above >= draft.end || !worth_having(merged(drafts.back(), draft))) break;
      draft = merged(drafts.back(), draft);
      drafts.pop_back();
    }
    drafts.push_back(draft);
  }
  return drafts;
}

}  // namespace

EliminationPlanner::EliminationPlanner(const SparseRates& rates, State root, const std::atomic<bool>* stop)
    : pattern_(rates) {
  predicted_.operations = std::numeric_limits<double>::infinity();
  consider(natural_order(rates.states(), root), "natural");
  // Bands and trees in their natural order are as cheap as anything: do not spend longer on ordering than on solving.
  if (predicted_.operations < 30.0 * static_cast<double>(pattern_.neighbour.size())) return;
  end_if(stop);
  consider(minimum_degree_order(pattern_, root), "minimum degree");
  if (predicted_.operations < 2e8) return;
  end_if(stop);
  consider(nested_dissection_order(pattern_, root, stop), "nested dissection");
}

void EliminationPlanner::consider(std::vector<State> order, const char* name) {
  const SymmetricPattern first = pattern_.permuted(order);
  const std::vector<State> first_parent = elimination_tree(first);
  const std::vector<State> post = postorder(first_parent);
  std::vector<State> inverse(post.size());
  for (std::size_t k = 0; k < post.size(); ++k) inverse[post[k]] = static_cast<State>(k);
  std::vector<State> parent(post.size()), ordered(post.size());
  for (std::size_t k = 0; k < post.size(); ++k) {
    const State above = first_parent[post[k]];
    parent[k] = above == none ? none : inverse[above];
    ordered[k] = order[post[k]];
  }
  std::vector<State> count = column_counts(first.permuted(post), parent);
  const PredictedWork work = work_of(count);
  if (work.operations >= predicted_.operations) return;
  predicted_ = work;
  order_ = std::move(ordered);
  parent_ = std::move(parent);
  count_ = std::move(count);
  ordering_ = name;
}

EliminationPlan EliminationPlanner::plan() const {
  const auto n = static_cast<State>(order_.size());
  EliminationPlan plan;
  plan.order = order_;
  plan.ordering = ordering_;
  plan.position.resize(order_.size());
  for (State k = 0; k < n; ++k) plan.position[order_[k]] = k;
  std::vector<Supernode>& nodes = plan.supernodes;
  for (const Draft& draft : draft_supernodes(parent_, count_)) {
    nodes.push_back({draft.first, draft.end, none, {}});
    nodes.back().border.reserve(static_cast<std::size_t>(draft.front - (draft.end - draft.first)));
  }
  std::vector<State> node_of(order_.size());
  for (std::size_t s = 0; s < nodes.size(); ++s) {
    for (State j = nodes[s].first; j < nodes[s].end; ++j) node_of[j] = static_cast<State>(s);
  }
  std::vector<std::vector<State>> children(nodes.size());
  std::vector<State> mark(order_.size(), none), depth(nodes.size(), 0);
  double pending = 0;
  for (std::size_t s = 0; s < nodes.size(); ++s) {
    Supernode& node = nodes[s];
    const auto add = [&](State j) {
      if (j < node.end || mark[j] == static_cast<State>(s)) return;
      mark[j] = static_cast<State>(s);
      node.border.push_back(j);
    };
    for (State k = node.first; k < node.end; ++k) {
      const State state = order_[k];
      for (const State neighbour : pattern_.neighbours(state)) add(plan.position[neighbour]);
    }
    for (const State child : children[s]) {
      for (const State j : nodes[child].border) add(j);
      pending -= static_cast<double>(nodes[child].border.size()) * static_cast<double>(nodes[child].border.size());
    }
    std::sort(node.border.begin(), node.border.end());
    const double front = node.front(), border = static_cast<double>(node.border.size());
    plan.factor_entries += 2.0 * node.width() * front;
    for (State k = 0; k < node.width(); ++k) plan.operations += 2 * (front - k) * (front - k);
    pending += border * border;
    plan.work_entries = std::max(plan.work_entries, pending + front * front);
    depth[s] += node.width();
    plan.height = std::max(plan.height, depth[s]);
    if (node.border.empty()) continue;
    node.parent = node_of[node.border.front()];
    children[node.parent].push_back(static_cast<State>(s));
    depth[node.parent] = std::max(depth[node.parent], depth[s]);
  }
  return plan;
}

}  // namespace nines::markov
