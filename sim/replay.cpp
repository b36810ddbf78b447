#include "sim/replay.h"

#include <algorithm>
#include <limits>

namespace nines {

namespace {

constexpr std::size_t most_bytes = std::size_t{16} << 20;  // of memory, in all
constexpr std::size_t most_arena_bytes = 4096, most_rates = 512;
constexpr std::uint64_t look_after = 1 << 16;  // states entered by running code, before it is seen whether that pays

}  // namespace

void Replay::Step::clear() {
  races.clear();
  causes.clear();
  rewards.clear();
  conditions.clear();
  decided = false;
}

void Replay::Step::change(std::uint32_t reward, double value, int gone) {
  for (RewardChange& known : rewards) {
    if (known.reward != reward) continue;
    known.value = value;
    known.gone += gone;
    return;
  }
  rewards.push_back({reward, gone, value});
}

bool Replay::can_replay(const Layout& layout) {
  return layout.timers() == 0 && layout.rates() > 0 && layout.rates() <= most_rates && layout.bytes <= most_arena_bytes;
}

Replay::Replay(const Layout& layout) : layout_(layout), rates_each_(layout.rates()), image_(layout) {
  // Key, rates, sums, steps out of the state with what they do; hash table.
  const std::size_t bytes_each = layout.bytes + rates_each_ * (2 * sizeof(double) + sizeof(Known) + 48) + 64;
  most_states_ = most_bytes / bytes_each;
  index_.emplace(most_states_);
}

void Replay::forget() {
  index_.emplace(most_states_);
  rates_.clear();
  sums_.clear();
  steps_.clear();
  numbers_.clear();
  rewards_.clear();
  has_forgotten_ = true;
}

/// Steps are worth remembering if most are taken again.
bool Replay::pays() {
  if (++entered_ < look_after) return true;
  const bool does = replayed_ >= 2 * entered_;
  entered_ = replayed_ = 0;
  return does;
}

std::uint32_t Replay::enter(const std::vector<std::uint64_t>& arena, const std::vector<double>& rates) {
  has_forgotten_ = false;
  if (given_up_) return none;
  if (!pays()) {
    forget();
    given_up_ = true;
    return none;
  }
  if (index_->size() >= most_states_) forget();
  image_.arena = arena;
  to_key(layout_, image_, key_);
  const StateIndex::Found found = index_->intern(key_);
  if (found.is_new) {
    rates_.insert(rates_.end(), rates.begin(), rates.end());
    sums_.resize(rates_.size());
    for (const RaceSpec& race : layout_.races) race.add_up(rates.data(), &sums_[sums_.size() - rates_each_]);
    steps_.resize(rates_.size());
  }
  return found.state * rates_each_;
}

void Replay::restore(std::uint32_t state, std::vector<std::uint64_t>& arena, std::vector<double>& rates) {
  from_key(layout_, index_->key(state / rates_each_).data(), image_);
  arena = image_.arena;
  std::copy_n(rates_.begin() + state, rates_each_, rates.begin());
}

void Replay::remember(std::uint32_t from, std::uint32_t rate, std::uint32_t to, const Step& step) {
  constexpr std::size_t most = std::numeric_limits<std::uint8_t>::max();
  const std::size_t longest =
      std::max({step.races.size(), step.causes.size(), step.conditions.size(), step.rewards.size()});
  if (has_forgotten_ || step.decided || longest > most) return;
  steps_[from + rate] = {to,
                         static_cast<std::uint32_t>(numbers_.size()),
                         static_cast<std::uint32_t>(rewards_.size()),
                         static_cast<std::uint8_t>(std::max<std::size_t>(step.causes.size(), 1)),
                         static_cast<std::uint8_t>(step.conditions.size()),
                         static_cast<std::uint8_t>(step.races.size()),
                         static_cast<std::uint8_t>(step.rewards.size())};
  numbers_.insert(numbers_.end(), step.causes.begin(), step.causes.end());
  if (step.causes.empty()) numbers_.push_back(layout_.causes);
  for (const auto& [condition, up] : step.conditions) numbers_.push_back(2 * condition + (up ? 1 : 0));
  numbers_.insert(numbers_.end(), step.races.begin(), step.races.end());
  rewards_.insert(rewards_.end(), step.rewards.begin(), step.rewards.end());
}

}  // namespace nines
