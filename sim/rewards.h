// Quantities that stand still between events, and their integrals over a trial: members up, share of capacity served.
#pragma once

#include <cstdint>
#include <vector>

namespace nines {

class Rewards {
 public:
  explicit Rewards(std::size_t count) : rewards_(count) {}

  void begin() {
    for (Reward& reward : rewards_) reward = {};
  }
  [[gnu::always_inline]] void set(std::uint32_t number, double value, double now_s) {
    Reward& reward = rewards_[number];
    reward.integral += reward.value * (now_s - reward.since_s);
    reward.since_s = now_s;
    reward.value = value;
  }
  void end(double horizon_s) {
    for (std::uint32_t number = 0; number < rewards_.size(); ++number) set(number, value(number), horizon_s);
  }

  double value(std::uint32_t number) const { return rewards_[number].value; }
  /// Over time in seconds, up to the last change or the end().
  double integral(std::uint32_t number) const { return rewards_[number].integral; }

 private:
  struct Reward {
    double value = 0, since_s = 0, integral = 0;
  };
  std::vector<Reward> rewards_;
};

}  // namespace nines
