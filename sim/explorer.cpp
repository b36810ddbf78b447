#include "sim/explorer.h"

#include <fmt/format.h>
#include <boost/math/distributions/binomial.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace nines {

namespace {

/// Equal but for the rounding of sums that were taken in another order.
bool alike(double a, double b, double scale) {
  constexpr double tolerance = 1e-9;
  return a == b || std::fabs(a - b) <= tolerance * std::max({std::fabs(a), std::fabs(b), scale});
}

}  // namespace

Explorer::Explorer(const Layout& layout, const ExploreOptions& options)
    : layout_(layout),
      options_(options),
      symmetry_(layout),
      index_(options.max_states),
      expanded_rates_(layout.rates()),
      image_(layout),
      reward_(layout.rewards),
      condition_(layout.conditions),
      rate_multiplicity_(layout.rates(), 1),
      timer_multiplicity_(layout.timers(), 1),
      causes_(layout.causes),
      members_gone_(layout.member_rewards.size()),
      member_number_(layout.rewards, none) {
  for (const Law* law : layout.timer_law) {
    auto known = laws_.find(law);
    if (known == laws_.end()) known = laws_.emplace(law, phase_clock(*law)).first;
    timer_law_.push_back(&known->second);
  }
  for (std::uint32_t i = 0; i < layout.member_rewards.size(); ++i) member_number_[layout.member_rewards[i]] = i;
  space_.conditions = layout.conditions;
  space_.rewards = layout.rewards;
  space_.causes = layout.causes;
  space_.member_rewards = static_cast<std::uint32_t>(layout.member_rewards.size());
}

Explorer::PhaseClock Explorer::phase_clock(const Law& law) {
  const auto phases = law.phase_type();
  if (!phases) throw std::invalid_argument(law.describe() + " has no exact phases");
  PhaseClock clock;
  clock.memoryless = law.exponential_rate().has_value();
  const auto size = static_cast<std::uint32_t>(phases->size());
  for (std::uint32_t i = 0; i < size; ++i) {
    if (phases->start[i] > 0) clock.start.emplace_back(i + 1, phases->start[i]);
    std::vector<PhaseClock::Move>& moves = clock.moves.emplace_back();
    for (std::uint32_t j = 0; j < size; ++j) {
      if (j != i && phases->per_second[i][j] > 0) moves.push_back({j + 1, phases->per_second[i][j]});
    }
    if (phases->exit_per_second[i] > 0) moves.push_back({0, phases->exit_per_second[i]});
  }
  return clock;
}

void Explorer::start_aged(std::uint32_t timer, double& /*age_s*/, double speed) {
  if (!timer_law_[timer]->memoryless) {
    throw std::logic_error("only a memoryless timer can be started at an age and stay a Markov chain");
  }
  start(timer, speed);
}

std::uint32_t Explorer::binomial(std::uint32_t /*coin*/, std::uint32_t n, double probability) {
  if (n == 0 || probability <= 0) return 0;
  if (probability >= 1) return n;
  const boost::math::binomial_distribution<double> law(n, probability);
  return decisions_.decide(n + 1, [&](std::uint32_t k) { return boost::math::pdf(law, k); });
}

/// Puts the image back to where the event starts.
void Explorer::restore() {
  struck_.clear();
  gone_.clear();
  if (expanded_ == none) {
    clear(layout_, image_);
    std::fill(reward_.begin(), reward_.end(), 0.0);
    std::fill(condition_.begin(), condition_.end(), std::uint8_t{0});
    return;
  }
  from_key(layout_, index_.key(expanded_).data(), image_);
  image_.rate = expanded_rates_;
  const std::size_t state = expanded_;
  std::copy_n(space_.reward.begin() + static_cast<std::ptrdiff_t>(state * space_.rewards), space_.rewards,
              reward_.begin());
  std::copy_n(space_.condition.begin() + static_cast<std::ptrdiff_t>(state * space_.conditions), space_.conditions,
              condition_.begin());
}

/// An event's code has run on one of its paths.
void Explorer::arrive(double weight) {
  for (const std::uint32_t cause : struck_) causes_[cause] += weight;
  for (const auto& [reward, members] : gone_) members_gone_[member_number_[reward]] += weight * members;
  row_.emplace_back(number_of_image(), weight);
  check_patience();
}

std::uint32_t Explorer::number_of_image() {
  if (options_.lump) symmetry_.canonicalise(image_);
  to_key(layout_, image_, key_);
  const auto [state, is_new] = index_.intern(key_);
  if (is_new) {
    remember_values();
  } else {
    check_values(state);
  }
  return state;
}

void Explorer::remember_values() {
  space_.reward.insert(space_.reward.end(), reward_.begin(), reward_.end());
  space_.condition.insert(space_.condition.end(), condition_.begin(), condition_.end());
  waiting_rates_.insert(waiting_rates_.end(), image_.rate.begin(), image_.rate.end());
}

/// The state was reached before: what is a function of it must be the same again.
void Explorer::check_values(std::uint32_t state) const {
  const auto differs = [](const char* what, std::size_t number) {
    throw std::logic_error(fmt::format("{} {} is not a function of the model's state", what, number));
  };
  for (std::size_t i = 0; i < reward_.size(); ++i) {
    if (!alike(reward_[i], space_.reward[std::size_t{state} * reward_.size() + i], 1)) differs("reward", i);
  }
  for (std::size_t i = 0; i < condition_.size(); ++i) {
    if (condition_[i] != space_.condition[std::size_t{state} * condition_.size() + i]) differs("condition", i);
  }
  const std::size_t first_waiting = expanded_ == none ? 0 : std::size_t{expanded_} + 1;
  if (state < first_waiting) return;  // its rates are no longer kept
  auto rate = waiting_rates_.begin() + static_cast<std::ptrdiff_t>((state - first_waiting) * image_.rate.size());
  for (std::size_t i = 0; i < image_.rate.size(); ++i, ++rate) {
    if (!alike(image_.rate[i], *rate, 0)) differs("rate", i);
  }
}

/// One event may have so many outcomes, or a state so many clocks, that the number of states alone bounds nothing.
void Explorer::check_patience() {
  constexpr std::size_t often = 1024;
  if (++paths_ > options_.max_states) {
    throw StateSpaceTooLarge(fmt::format("one event of the chain has more than {} outcomes", options_.max_states),
                             options_.max_states);
  }
  if ((paths_ == 1 || paths_ % often == 0) && options_.stop && options_.stop->load(std::memory_order_relaxed)) {
    throw ExplorationStopped(index_.size());
  }
}

void Explorer::finish_start() {
  merge_row();
  // Sums of very many ways to start are off by their rounding; what they add up to is known.
  double total = 0;
  for (const auto& [state, probability] : row_) total += probability;
  for (auto& [state, probability] : row_) probability /= total;
  space_.initial = row_;
  space_.causes_at_start = causes_;
  row_.clear();
  std::fill(causes_.begin(), causes_.end(), 0.0);
  std::fill(members_gone_.begin(), members_gone_.end(), 0.0);  // that is how it begins: nobody has gone
}

/// Turns to the next state that has been found but not yet expanded; false when there is none.
bool Explorer::next_state() {
  const std::size_t next = space_.states();
  if (next == index_.size()) return false;
  expanded_ = static_cast<std::uint32_t>(next);
  const auto rates = static_cast<std::ptrdiff_t>(expanded_rates_.size());
  std::copy_n(waiting_rates_.begin(), rates, expanded_rates_.begin());
  waiting_rates_.erase(waiting_rates_.begin(), waiting_rates_.begin() + rates);
  note_enabled();
  return true;
}

void Explorer::note_enabled() {
  restore();
  if (options_.lump && !layout_.symmetries.empty()) {
    symmetry_.multiplicities(image_, rate_multiplicity_, timer_multiplicity_);
  }
  enabled_.clear();
  for (std::uint32_t i = 0; i < image_.rate.size(); ++i) {
    if (image_.rate[i] > 0 && rate_multiplicity_[i] > 0) {
      enabled_.push_back({i, false, 0, image_.rate[i] * rate_multiplicity_[i]});
    }
  }
  for (std::uint32_t i = 0; i < image_.phase.size(); ++i) {
    const double speed = image_.speed[i] * timer_multiplicity_[i];
    if (image_.phase[i] == 0 || !(speed > 0)) continue;
    for (const PhaseClock::Move& move : timer_law_[i]->moves[image_.phase[i] - 1]) {
      enabled_.push_back({i, true, move.phase, speed * move.per_second});
    }
  }
}

void Explorer::finish_state() {
  merge_row();
  for (const auto& [target, per_second] : row_) {
    if (target == expanded_) continue;
    space_.target.push_back(target);
    space_.per_second.push_back(per_second);
  }
  space_.row_begin.push_back(static_cast<std::int64_t>(space_.target.size()));
  space_.cause_per_second.insert(space_.cause_per_second.end(), causes_.begin(), causes_.end());
  space_.members_gone_per_second.insert(space_.members_gone_per_second.end(), members_gone_.begin(),
                                        members_gone_.end());
  row_.clear();
  std::fill(causes_.begin(), causes_.end(), 0.0);
  std::fill(members_gone_.begin(), members_gone_.end(), 0.0);
}

/// Adds up the transitions to the same state.
void Explorer::merge_row() {
  std::sort(row_.begin(), row_.end());
  std::size_t merged = 0;
  for (std::size_t i = 0; i < row_.size(); ++i) {
    if (merged > 0 && row_[merged - 1].first == row_[i].first) {
      row_[merged - 1].second += row_[i].second;
    } else {
      row_[merged++] = row_[i];
    }
  }
  row_.resize(merged);
}

}  // namespace nines
