// What a sweep found: the points with their settings and results, and what is drawn from them.
#pragma once

#include "analysis/result.h"
#include "analysis/sweep/design.h"
#include "analysis/sweep/difference.h"
#include "models/sweep.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nines::sweep {

/// A measure of a service that the sweep is looked at by.
struct AskedMeasure {
  std::string service;
  models::Measure measure = models::Measure::availability;
};

struct Point {
  std::vector<models::Setting> settings;
  std::size_t combination = 0;  ///< see PlannedPoint
  RunResult result;
  std::size_t number = 0;  ///< among all points of the sweep, from 0
};

/// What the points differ in from one of them, from trials with the same random numbers.
struct DifferencesFromPoint {
  std::size_t base = 0;  ///< the number of the point
  /// In the order of SweepResult::points and, within each, of SweepResult::asked; the base's own are empty. Fewer than
  /// points if it was interrupted.
  std::vector<std::vector<MeasureDifference>> points;
};

struct SweepResult {
  enum class Kind { points, one_at_a_time, indices, walks };
  Kind kind = Kind::points;
  std::string title, scenario_file, scenario_hash;
  models::Sweep sweep;  ///< what was varied
  std::vector<AskedMeasure> asked;
  std::size_t points_planned = 0;
  std::vector<Point> points;  ///< in their order; fewer than planned if it was interrupted
  std::uint64_t seed = 0;
  double confidence = 0.95;
  double elapsed_s = 0;
  unsigned threads = 1;
  bool interrupted = false;
  std::optional<DifferencesFromPoint> differences;  ///< if they were asked for
};

/// The answer of a point to a measure; null if its service has no such measure.
const MeasureResult* answer_of(const RunResult& result, const AskedMeasure& asked);

/// The chain's value where there is one, or else the simulated one, in the units of result.h; nothing if there is
/// neither.
std::optional<double> best_value(const MeasureResult& answer);

/// Of the answers at one combination of the axes: how far what is not known spreads them.
struct Spread {
  std::size_t draws = 0;
  double mean = 0, low = 0, median = 0, high = 0;  ///< the 5 %, 50 % and 95 % quantiles over the draws
  /// Half the width of a draw's own confidence interval, the mean of all draws: what simulating alone leaves open.
  /// Nothing where all values are the chain's.
  std::optional<double> simulation_half_width;
};

/// Nothing where a value is missing, infinite, or there are fewer than two draws.
std::optional<Spread> spread_of(const SweepResult& result, std::size_t combination, const AskedMeasure& asked);

/// What one input does to a measure by itself.
struct Effect {
  std::string path, low_setting, high_setting;
  double low = 0, high = 0;  ///< the measure with each
  bool resolved = true;  ///< the intervals at low and high do not touch, or both values are exact
};

/// The scenario itself, and the effects of the inputs from the largest to the smallest; nothing where a value is
/// missing.
struct Effects {
  double base = 0;
  std::vector<Effect> effects;
};
std::optional<Effects> effects_of(const SweepResult& result, const AskedMeasure& asked);

}  // namespace nines::sweep
