// Two systems side by side, trial by trial: sums from which every measure's difference and its interval follow.
#pragma once

#include "analysis/monte_carlo/moments.h"
#include "models/study.h"
#include "sim/time.h"

#include <array>
#include <cstddef>
#include <optional>

namespace nines::sweep {

/// What one trial tells of one service (or of one series of its data).
enum Quantity : std::size_t {
  downtime_s,
  outages,
  capacity_deficit_s,
  unserved_s,
  degraded_s,
  on_s,
  time_lost_s,  ///< from the first outage to the end of the mission
  failed,       ///< 1 if there was an outage
  quantities,
};
using Quantities = std::array<double, quantities>;

/// Of the moments of a single trial.
Quantities quantities_of(const monte_carlo::Moments& trial, Seconds mission);

/// Sums over trials of the quantities of both systems, and of all products of two of them.
class PairedSums {
 public:
  void add(const Quantities& first, const Quantities& second);
  /// Appends the trials of a later block.
  void merge(const PairedSums& later);

  std::size_t trials() const { return trials_; }
  /// Means of the first (0) or the second system (1).
  Quantities means(std::size_t system) const;
  /// Of two of the 2 * quantities numbers of a trial, those of the first system first.
  double covariance(std::size_t i, std::size_t j) const;
  /// Kish's effective number of the trials in which this quantity differs (see intervals.cpp); 0: it never does.
  double effective_differences(Quantity quantity) const;

 private:
  static constexpr std::size_t both = 2 * quantities;
  std::size_t trials_ = 0;
  std::array<double, both> sums_{};
  std::array<std::array<double, both>, both> products_{};  ///< [i][j] with j <= i
  Quantities differences_{}, squared_differences_{};       ///< sums of |second - first| and of its square
};

/// A measure as a smooth function of the means of a trial's quantities, with its gradient. In the units of result.h.
/// Nothing where it is not defined: there is no mean down time without an outage.
struct MeasureOfMeans {
  double value = 0;
  Quantities gradient{};
  Quantity events = outages;  ///< the quantity whose differences are the events behind it
};
std::optional<MeasureOfMeans> measure_of(models::Measure measure, const Quantities& means, Seconds mission);

}  // namespace nines::sweep
