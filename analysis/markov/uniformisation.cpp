#include "analysis/markov/uniformisation.h"

#include "analysis/markov/poisson.h"
#include "analysis/markov/stop.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <type_traits>
#include <utility>

namespace nines::markov {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
/// Rarer states need not have settled. With x = c pi + e, and |e_j| at most this for them, all their later influence
/// on any one state is at most this times their number (probability that moves on is not multiplied): below 1e-14 of
/// 1e-40.
constexpr double smallest_compared = 1e-60;

/// Enclosure of the ratios of two non-negative vectors.
struct Ratios {
  long double low = std::numeric_limits<long double>::infinity(), high = 0;
  void add(long double ratio) {
    low = std::min(low, ratio);
    high = std::max(high, ratio);
  }
  double spread() const { return low > 0 ? static_cast<double>(high / low - 1) : infinite; }
};

double task_rate(const UniformisationTask& task) {
  if (task.exit_rate.empty()) return uniformisation_rate(task.rates);
  return 1.1 * *std::max_element(task.exit_rate.begin(), task.exit_rate.end());
}

/// One run: x is the distribution after `step` jumps.
template <class Real>
class Run {
 public:
  explicit Run(const UniformisationTask& task)
      : task_(task),
        reverse_(transposed(task.rates)),
        rate_(task_rate(task)),
        jumps_(rate_ * task.time_s),
        size_(task.initial.size()),
        x_(task.initial.begin(), task.initial.end()),
        next_(size_),
        time_(size_, Real{0}),
        at_end_(size_, Real{0}),
        compared_(size_, Real{0}) {
    jump_.reserve(reverse_.per_second.size());
    for (const double rate : reverse_.per_second)
      jump_.push_back(static_cast<Real>(static_cast<long double>(rate) / rate_));
    for (std::size_t i = 0; i < size_; ++i) {
      stay_.push_back(static_cast<Real>((rate_ - exit_rate(i)) / rate_));
    }
    std::int64_t most = 0;
    for (std::size_t j = 0; j < size_; ++j) most = std::max(most, reverse_.begin[j + 1] - reverse_.begin[j]);
    // Each jump multiplies by numbers that carry one rounding, and adds up; in extended precision, 1 - S / rate
    // carries more.
    const double factors = std::is_same_v<Real, double> ? 5 : 16;
    rounding_per_step_ =
        (static_cast<double>(most) + factors) * static_cast<double>(std::numeric_limits<Real>::epsilon()) / 2;
    steps_allowed_ = task.operations / static_cast<double>(reverse_.to.size() + 4 * size_);
    if (jumps_ <= steps_allowed_) weights_.emplace(jumps_);
  }

  Transient result() {
    for (;; ++step_) {
      if (weights_ && step_ >= weights_->end()) return finish("uniformisation", 0, true);
      if (static_cast<double>(step_) > steps_allowed_) return refused();
      end_if(task_.stop);
      if (step_ == next_check_) {
        if (task_.long_run && is_stationary()) return finish_stationary();
        if (task_.lost >= 0 && is_quasi_stationary()) return finish_quasi_stationary();
        next_check_ += std::max<std::size_t>(32, next_check_ / 8);
      }
      advance();
    }
  }

 private:
  const UniformisationTask& task_;
  SparseRates reverse_;
  double rate_, jumps_;
  std::size_t size_;
  std::vector<Real> x_, next_, time_, at_end_, compared_, jump_, stay_;
  std::optional<PoissonWeights> weights_;  ///< none: so many jumps that only an early stop can help
  std::size_t step_ = 0, next_check_ = 32;
  double rounding_per_step_ = 0, steps_allowed_ = 0;
  double deviation_ = infinite, previous_spread_ = infinite;

  long double exit_rate(std::size_t i) const {
    if (!task_.exit_rate.empty()) return task_.exit_rate[i];
    long double exit = 0;
    for (std::int64_t e = task_.rates.begin[i]; e < task_.rates.begin[i + 1]; ++e) exit += task_.rates.per_second[e];
    return exit;
  }

  void advance() {
    const auto weight = static_cast<Real>(weights_ ? weights_->probability(step_) : 0);
    const auto beyond = static_cast<Real>(weights_ ? weights_->beyond(step_) : 1);
    for (std::size_t j = 0; j < size_; ++j) {
      const Real here = x_[j];
      time_[j] += beyond * here;
      Real flow = stay_[j] * here;
      for (std::int64_t e = reverse_.begin[j]; e < reverse_.begin[j + 1]; ++e) flow += x_[reverse_.to[e]] * jump_[e];
      next_[j] = flow;
    }
    if (weight > 0) {
      for (std::size_t j = 0; j < size_; ++j) at_end_[j] += weight * x_[j];
    }
    x_.swap(next_);
  }

  double rounding() const { return rounding_per_step_ * static_cast<double>(step_ + 2); }

  /// Close enough that what comes later may be replaced by the long run.
  bool is_stationary() {
    Ratios ratios;
    for (std::size_t j = 0; j < size_; ++j) {
      const double limit = task_.long_run->probability[j];
      if (limit <= smallest_compared && x_[j] > 2 * smallest_compared) return false;  // such as a transient state
      if (limit > smallest_compared) ratios.add(static_cast<long double>(x_[j]) / limit);
    }
    const double shrunk = ratios.spread() / deviation_;
    deviation_ = ratios.spread();
    if (deviation_ <= std::max(1e-14, 0.2 * rounding())) return true;
    // The long run is itself known to some digits only, and no step can bring the two nearer than that.
    return shrunk > 0.7 && deviation_ <= 4 * task_.long_run->relative_error;
  }

  Transient finish_stationary() {
    const std::vector<double>& limit = task_.long_run->probability;
    long double jumps_left = jumps_ - static_cast<double>(step_), share_left = 1;
    if (weights_ && step_ >= weights_->first()) {
      jumps_left = share_left = 0;
      for (std::size_t k = weights_->end(); k-- > step_;) {
        jumps_left += weights_->beyond(k);
        share_left += weights_->probability(k);
      }
    }
    for (std::size_t j = 0; j < size_; ++j) {
      time_[j] += static_cast<Real>(jumps_left * limit[j]);
      at_end_[j] += static_cast<Real>(share_left * limit[j]);
    }
    return finish(fmt::format("uniformisation, steady after {} jumps", step_),
                  deviation_ + task_.long_run->relative_error, true);
  }

  /// The states that are not lost keep their proportions from check to check, but for a common factor.
  bool is_quasi_stationary() {
    if (weights_ && step_ >= weights_->first()) return false;  // nearly done anyway
    Ratios ratios;
    for (std::size_t j = 0; j < size_; ++j) {
      if (static_cast<State>(j) == task_.lost || x_[j] <= smallest_compared) continue;
      ratios.add(static_cast<long double>(x_[j]) / std::max<long double>(compared_[j], 1e-4000L));
    }
    std::copy(x_.begin(), x_.end(), compared_.begin());
    const double spread = ratios.spread();
    // Later checks are further apart, so from here on the spread shrinks by at least this factor each time.
    const double contraction = spread / previous_spread_;
    previous_spread_ = spread;
    if (!(spread < 1e-6)) return false;
    const double floor = std::max(1e-15, 0.2 * rounding());
    deviation_ = spread <= floor ? 2 * floor : contraction < 0.9 ? spread * contraction / (1 - contraction) : infinite;
    return deviation_ <= std::max(1e-14, 2 * floor);
  }

  Transient finish_quasi_stationary() {
    long double live = 0, leaving = 0;
    for (std::size_t j = 0; j < size_; ++j) {
      if (static_cast<State>(j) != task_.lost) live += x_[j];
    }
    for (std::int64_t e = reverse_.begin[task_.lost]; e < reverse_.begin[task_.lost + 1]; ++e) {
      leaving += static_cast<long double>(x_[reverse_.to[e]]) * jump_[e];
    }
    // Each further jump leaves the share 1 - f of what is live; the number of all jumps is Poisson, so the mean of
    // (1 - f)^(N - step) is exp(-g).
    const long double f = leaving / live;
    const long double g = jumps_ * f + static_cast<long double>(step_) * std::log1p(-f);
    const long double gone = -std::expm1(-g);
    const long double jumps_left = f > 0 ? gone / f : jumps_ - static_cast<double>(step_);
    for (std::size_t j = 0; j < size_; ++j) {
      if (static_cast<State>(j) == task_.lost) {
        at_end_[j] = x_[j] + static_cast<Real>(live * gone);
      } else {
        time_[j] += static_cast<Real>(x_[j] * jumps_left);
        at_end_[j] = static_cast<Real>(x_[j] * std::exp(-g));
      }
    }
    const double amplified = 2 * deviation_ * std::max(1.0, static_cast<double>(g));
    Transient found = finish(fmt::format("uniformisation, quasi-stationary after {} jumps", step_), amplified, false);
    found.time_s[task_.lost] = std::numeric_limits<double>::quiet_NaN();
    return found;
  }

  Transient finish(std::string method, double further_error, bool proved) {
    Transient found;
    found.at_end.assign(at_end_.begin(), at_end_.end());
    found.time_s.reserve(size_);
    for (const Real value : time_) found.time_s.push_back(static_cast<double>(value / rate_));
    found.relative_error = rounding() + (weights_ ? weights_->relative_error() : 0.0) + further_error +
                           2 * std::numeric_limits<double>::epsilon();
    found.error_is_proved = proved;
    found.method = std::move(method);
    return found;
  }

  Transient refused() const {
    return {{},
            {},
            infinite,
            false,
            fmt::format("not computed: about {:.3g} jumps over the mission, and after {} the chain has not settled",
                        jumps_, step_)};
  }
};

}  // namespace

double uniformisation_rate(const SparseRates& rates) {
  double largest = 0;
  for (const double rate : exit_rates(rates)) largest = std::max(largest, rate);
  return 1.1 * largest;
}

std::vector<std::uint8_t> negligible_states(const std::vector<double>& initial, const SteadyState& long_run,
                                            double jumps) {
  constexpr double allowed = 1e-55, worthwhile = 0.85;
  long double dominated_by = 0;
  for (std::size_t i = 0; i < initial.size(); ++i) {
    if (initial[i] > 0) dominated_by += initial[i] / static_cast<long double>(long_run.probability[i]);
  }
  std::vector<State> by_rarity(initial.size());
  std::iota(by_rarity.begin(), by_rarity.end(), 0);
  std::sort(by_rarity.begin(), by_rarity.end(), [&](State a, State b) {
    return std::pair{long_run.probability[a], a} < std::pair{long_run.probability[b], b};
  });
  std::vector<std::uint8_t> negligible(initial.size(), 0);
  std::size_t kept = initial.size();
  long double left = allowed / (dominated_by * jumps);
  for (const State i : by_rarity) {
    left -= long_run.probability[i];
    if (!(left >= 0)) break;
    negligible[i] = 1;
    --kept;
  }
  if (static_cast<double>(kept) > worthwhile * static_cast<double>(initial.size())) negligible.clear();
  return negligible;
}

Transient uniformised(const UniformisationTask& task) {
  const double steps = task_rate(task) * task.time_s;
  const double products = steps * static_cast<double>(task.rates.transitions() + std::int64_t{3} * task.rates.states());
  // Small chains that settle do so long before the mission ends: there, too, the better arithmetic costs next to
  // nothing.
  const bool settles = task.long_run != nullptr || task.lost >= 0;
  const bool extended = products < 1.5e9 || (settles && task.rates.transitions() < 20'000);
  return extended ? Run<long double>(task).result() : Run<double>(task).result();
}

}  // namespace nines::markov
