#include "analysis/markov/elimination.h"

#include "analysis/markov/front.h"
#include "analysis/markov/stop.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

namespace nines::markov {

namespace {

/// The numeric phase: what is alive only while the factors are being formed.
class Assembly {
 public:
  Assembly(const SparseRates& rates, const EliminationPlan& plan)
      : rates_(rates),
        reverse_(transposed(rates)),
        plan_(plan),
        local_(plan.order.size()),
        child_(plan.supernodes.size()) {
    for (std::size_t s = 0; s < plan.supernodes.size(); ++s) {
      if (plan.supernodes[s].parent >= 0) ++child_[plan.supernodes[s].parent];
    }
  }

  /// Forms the front of a supernode: its original rates and what its children have left.
  Front assemble(std::size_t s) {
    const Supernode& node = plan_.supernodes[s];
    const auto size = static_cast<std::size_t>(node.front());
    values_.assign(size * size, 0.0);
    const Front front{values_.data(), size};
    for (State k = node.first; k < node.end; ++k) local_[k] = k - node.first;
    for (std::size_t b = 0; b < node.border.size(); ++b) local_[node.border[b]] = node.width() + static_cast<State>(b);
    for (State k = node.first; k < node.end; ++k) {
      const State state = plan_.order[k];
      double* row = front.row(static_cast<std::size_t>(k - node.first));
      for (std::int64_t e = rates_.begin[state]; e < rates_.begin[state + 1]; ++e) {
        const State j = plan_.position[rates_.to[e]];
        if (j >= node.first) row[local_[j]] += rates_.per_second[e];
      }
      for (std::int64_t e = reverse_.begin[state]; e < reverse_.begin[state + 1]; ++e) {
        const State i = plan_.position[reverse_.to[e]];
        if (i >= node.end) front.row(static_cast<std::size_t>(local_[i]))[k - node.first] += reverse_.per_second[e];
      }
    }
    for (State c = 0; c < child_[s]; ++c) add_contribution(front);
    return front;
  }

  /// Keeps what is left of a front for its parent.
  void leave(std::size_t s, Front front) {
    const Supernode& node = plan_.supernodes[s];
    const std::size_t border = node.border.size(), width = front.size - border;
    const std::size_t top = pending_.size();
    pending_.resize(top + border * border);
    for (std::size_t i = 0; i < border; ++i) {
      std::copy_n(front.row(width + i) + width, border, pending_.data() + top + i * border);
    }
    owners_.push_back(s);
  }

 private:
  const SparseRates& rates_;
  SparseRates reverse_;
  const EliminationPlan& plan_;
  std::vector<State> local_;         ///< by position: index in the present front
  std::vector<State> child_;         ///< number of children of each supernode
  std::vector<double> values_;       ///< the present front
  std::vector<double> pending_;      ///< contributions, a stack: in postorder the children's are on top
  std::vector<std::size_t> owners_;  ///< supernodes that they come from
  std::vector<State> target_;

  void add_contribution(Front front) {
    const std::vector<State>& border = plan_.supernodes[owners_.back()].border;
    owners_.pop_back();
    const std::size_t size = border.size(), top = pending_.size() - size * size;
    target_.clear();
    for (const State j : border) target_.push_back(local_[j]);
    for (std::size_t i = 0; i < size; ++i) {
      double* row = front.row(static_cast<std::size_t>(target_[i]));
      const double* from = pending_.data() + top + i * size;
      for (std::size_t j = 0; j < size; ++j) row[target_[j]] += from[j];
    }
    pending_.resize(top);
  }
};

/// Scalar product in extended precision.
long double dot(const double* a, const double* b, std::size_t length) {
  long double strand[2] = {0, 0};
  std::size_t i = 0;
  for (; i + 2 <= length; i += 2) {
    strand[0] += static_cast<long double>(a[i]) * b[i];
    strand[1] += static_cast<long double>(a[i + 1]) * b[i + 1];
  }
  if (i < length) strand[0] += static_cast<long double>(a[i]) * b[i];
  return strand[0] + strand[1];
}

}  // namespace

Elimination::Elimination(const SparseRates& rates, EliminationPlan plan, const std::atomic<bool>* stop)
    : plan_(std::move(plan)), stop_(stop), pivot_(plan_.order.size(), 0.0) {
  block_begin_.reserve(plan_.supernodes.size() + 1);
  block_begin_.push_back(0);
  for (const Supernode& node : plan_.supernodes) {
    block_begin_.push_back(block_begin_.back() + static_cast<std::size_t>(node.width()) * node.front());
  }
  lower_.resize(block_begin_.back());
  upper_.resize(block_begin_.back());
  Assembly assembly(rates, plan_);
  for (std::size_t s = 0; s < plan_.supernodes.size(); ++s) {
    const Supernode& node = plan_.supernodes[s];
    const Front front = assembly.assemble(s);
    const auto width = static_cast<std::size_t>(node.width());
    eliminate(front, width, pivot_.data() + node.first, stop);
    for (std::size_t k = 0; k < width; ++k) {
      const bool is_root = node.first + static_cast<State>(k) + 1 == static_cast<State>(plan_.order.size());
      if (!is_root && !(pivot_[node.first + static_cast<State>(k)] > 0)) {
        throw std::runtime_error(
            fmt::format("state {} does not lead back to state {}, or only at a rate below the range "
                        "of floating point",
                        plan_.order[node.first + static_cast<State>(k)], plan_.order.back()));
      }
      double* lower = lower_.data() + block_begin_[s] + k * front.size;
      for (std::size_t i = k + 1; i < front.size; ++i) lower[i] = front.row(i)[k];
      std::copy_n(front.row(k), front.size, upper_.data() + block_begin_[s] + k * front.size);
      // Division, pivot, product and addition for each state that led here; then the child's part is added once.
      roundings_ += 4.0 * static_cast<double>(front.size - k);
    }
    roundings_ += static_cast<double>(node.border.size());
    if (!node.border.empty()) assembly.leave(s, front);
  }
}

void Elimination::gather(const Supernode& node, const std::vector<double>& values, std::vector<double>& front) const {
  front.clear();
  for (State k = node.first; k < node.end; ++k) front.push_back(values[k]);
  for (const State j : node.border) front.push_back(values[j]);
}

std::vector<double> Elimination::stationary() const {
  constexpr double high = 1e200;
  std::vector<double> x(plan_.order.size(), 0.0), front;
  x.back() = 1;
  for (std::size_t s = plan_.supernodes.size(); s-- > 0;) {
    end_if(stop_);
    const Supernode& node = plan_.supernodes[s];
    gather(node, x, front);
    double largest = 0;
    for (auto k = static_cast<std::size_t>(node.width()); k-- > 0;) {
      if (node.first + static_cast<State>(k) + 1 == static_cast<State>(x.size())) continue;  // the root itself
      const double* lower = lower_.data() + block_begin_[s] + k * front.size();
      front[k] = static_cast<double>(dot(lower + k + 1, front.data() + k + 1, front.size() - k - 1));
      x[node.first + static_cast<State>(k)] = front[k];
      largest = std::max(largest, front[k]);
    }
    // A root that is very unlikely would drive the others out of range: keep the scale within reach.
    if (largest > high) {
      for (double& value : x) value /= high;
    }
  }
  const double scale = *std::max_element(x.begin(), x.end());
  std::vector<double> result(x.size());
  for (std::size_t k = 0; k < x.size(); ++k) result[plan_.order[k]] = x[k] / scale;
  return result;
}

std::vector<double> Elimination::occupancy(std::vector<double> source) const {
  std::vector<double> flow(source.size()), front;
  for (std::size_t k = 0; k < flow.size(); ++k) flow[k] = source[plan_.order[k]];
  for (std::size_t s = 0; s < plan_.supernodes.size(); ++s) {
    end_if(stop_);
    const Supernode& node = plan_.supernodes[s];
    gather(node, flow, front);
    for (std::size_t k = 0; k < static_cast<std::size_t>(node.width()); ++k) {
      const double pivot = pivot_[node.first + static_cast<State>(k)];
      if (front[k] == 0 || pivot == 0) continue;
      front[k] /= pivot;
      const double* upper = upper_.data() + block_begin_[s] + k * front.size();
      for (std::size_t j = k + 1; j < front.size(); ++j) front[j] += front[k] * upper[j];
    }
    for (State k = node.first; k < node.end; ++k) flow[k] = front[k - node.first];
    for (std::size_t b = 0; b < node.border.size(); ++b) flow[node.border[b]] = front[node.width() + b];
  }
  flow.back() = 0;
  for (std::size_t s = plan_.supernodes.size(); s-- > 0;) {
    end_if(stop_);
    const Supernode& node = plan_.supernodes[s];
    gather(node, flow, front);
    for (auto k = static_cast<std::size_t>(node.width()); k-- > 0;) {
      if (node.first + static_cast<State>(k) + 1 == static_cast<State>(flow.size())) continue;
      const double* lower = lower_.data() + block_begin_[s] + k * front.size();
      front[k] += static_cast<double>(dot(lower + k + 1, front.data() + k + 1, front.size() - k - 1));
      flow[node.first + static_cast<State>(k)] = front[k];
    }
  }
  std::vector<double> result(flow.size());
  for (std::size_t k = 0; k < flow.size(); ++k) result[plan_.order[k]] = flow[k];
  return result;
}

double Elimination::a_priori_error() const {
  constexpr double unit_roundoff = std::numeric_limits<double>::epsilon() / 2;
  return unit_roundoff * (2 * roundings_ + 3.0 * plan_.height);
}

}  // namespace nines::markov
