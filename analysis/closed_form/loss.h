// How much of a service's capacity is down, as a distribution over a grid: the generating function of the counts.
#pragma once

#include <cstddef>
#include <vector>

namespace nines::closed_form {

/// What is known of one thing that is up or down in the long run.
struct UpDown {
  double up = 1;  ///< probability; kept beside `down` so that neither is found by subtraction
  double down = 0;
  double outages_per_s = 0;  ///< per second of calendar time
};

/// The lost capacity of independent parts, in whole grid steps, with how often it rises beyond each level. Losses
/// beyond the slack are lumped. All terms are positive; nothing is subtracted.
class LossDistribution {
 public:
  /// Of nothing at all: nothing can be lost.
  explicit LossDistribution(std::size_t slack);
  /// Of one thing that loses `weight` while it is down.
  LossDistribution(std::size_t slack, std::size_t weight, const UpDown& part);

  /// Of both together, being independent: products of generating functions; crossings by the product rule.
  LossDistribution operator+(const LossDistribution& other) const;
  /// Of n independent copies together.
  LossDistribution times(std::size_t n) const;
  /// Of the same parts within a domain that takes all of them down with it (and itself weighs `weight`).
  LossDistribution within(const UpDown& domain, std::size_t weight) const;

  /// Up iff the loss is at most the slack.
  UpDown result() const;

 private:
  std::size_t slack() const { return probability_.size() - 1; }

  std::size_t total_ = 0;            // what can be lost at most
  std::vector<double> probability_;  // [x]: of a loss of exactly x, up to the slack
  double beyond_ = 0;                // probability of more than the slack
  std::vector<double> crossings_;    // [x]: how often per second the loss rises from <= x to > x
};

}  // namespace nines::closed_form
