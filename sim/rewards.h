// Quantities that stand still between events, and their integrals over a trial: members up, share of capacity served.
// Of those that count members it is counted how often one of them goes, too.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace nines {

class Rewards {
 public:
  explicit Rewards(std::size_t count) : rewards_(count) {}

  void begin() {
    for (Reward& reward : rewards_) reward = {};
  }
  /// What was set before the trial's first event is how it begins: nobody has gone.
  void begin_counting() {
    for (Reward& reward : rewards_) reward.gone = 0, reward.first_gone_s = never_gone;
  }
  [[gnu::always_inline]] void set(std::uint32_t number, double value, double now_s) {
    Reward& reward = rewards_[number];
    reward.integral += reward.value * (now_s - reward.since_s);
    reward.since_s = now_s;
    reward.value = value;
  }
  /// The same, and so many members have gone; below 0: so many that were counted in this event had not been there.
  [[gnu::always_inline]] void set(std::uint32_t number, double value, int gone, double now_s) {
    set(number, value, now_s);
    Reward& reward = rewards_[number];
    if (reward.gone == 0 && gone > 0) [[unlikely]]
      reward.first_gone_s = now_s;
    reward.gone += static_cast<std::uint64_t>(gone);
  }
  void end(double horizon_s) {
    for (std::uint32_t number = 0; number < rewards_.size(); ++number) set(number, value(number), horizon_s);
  }

  double value(std::uint32_t number) const { return rewards_[number].value; }
  /// Over time in seconds, up to the last change or the end().
  double integral(std::uint32_t number) const { return rewards_[number].integral; }
  /// How often a member has gone, over all members.
  std::uint64_t gone(std::uint32_t number) const { return rewards_[number].gone; }
  /// When the first one has gone; infinite if none has.
  double first_gone_s(std::uint32_t number) const { return rewards_[number].first_gone_s; }

 private:
  static constexpr double never_gone = std::numeric_limits<double>::infinity();
  struct Reward {
    double value = 0, since_s = 0, integral = 0;
    std::uint64_t gone = 0;
    double first_gone_s = never_gone;
  };
  std::vector<Reward> rewards_;
};

}  // namespace nines
