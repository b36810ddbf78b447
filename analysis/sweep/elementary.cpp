#include "analysis/sweep/elementary.h"

#include "analysis/sweep/uncertainty.h"
#include "sim/random.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace nines::sweep {
namespace {

using models::Axis;

constexpr double half_range = 0.5;
constexpr double lowest = 0.125, levels_apart = 0.25;  // 1/8, 3/8, then half a range above them

/// Where a walk begins, and in which order and direction it changes the inputs.
struct Walk {
  std::vector<double> start;
  std::vector<std::size_t> order;
};

std::vector<Walk> walks_of(std::size_t walks, std::size_t inputs, std::uint64_t seed) {
  std::vector<Walk> made(walks);
  for (std::size_t i = 0; i < walks; ++i) {
    // No trial has this number, and no other design this purpose.
    MiniStream stream(DrawAddress{seed, ~std::uint32_t{0}, static_cast<std::uint32_t>(i), 1});
    const auto coin = [&] { return stream.uniform() < half_range ? 0.0 : 1.0; };
    for (std::size_t d = 0; d < inputs; ++d)
      made[i].start.push_back(lowest + levels_apart * coin() + half_range * coin());
    made[i].order.resize(inputs);
    std::iota(made[i].order.begin(), made[i].order.end(), std::size_t{0});
    for (std::size_t left = inputs; left > 1; --left) {
      const auto other = static_cast<std::size_t>(stream.uniform() * static_cast<double>(left));
      std::swap(made[i].order[left - 1], made[i].order[std::min(other, left - 1)]);
    }
  }
  return made;
}

/// Upwards from the lower half of the range, and downwards from the upper one.
double step_from(double level) { return level < half_range ? half_range : -half_range; }

std::vector<Axis> varied_axes(const models::Sweep& sweep) {
  std::vector<Axis> axes;
  std::copy_if(sweep.axes.begin(), sweep.axes.end(), std::back_inserter(axes),
               [](const Axis& each) { return each.values.size() > 1; });
  return axes;
}

models::Setting setting_of(const models::Sweep& sweep, const std::vector<Axis>& axes, std::size_t input, double level) {
  if (input < axes.size()) {
    const auto& [path, values] = axes[input];
    return {path, values[static_cast<std::size_t>(level * static_cast<double>(values.size()))]};
  }
  const models::UncertainInput& uncertain = sweep.uncertain[input - axes.size()];
  return {uncertain.path, setting_at(uncertain, level)};
}

/// Not a number where there is no answer.
double value_at(const Point& point, const AskedMeasure& asked) {
  const MeasureResult* const answer = answer_of(point.result, asked);
  const auto value = answer == nullptr ? std::nullopt : best_value(*answer);
  return value.value_or(std::numeric_limits<double>::quiet_NaN());
}

ElementaryEffect summary_of(const std::vector<double>& effects) {
  ElementaryEffect made;
  const auto n = static_cast<double>(effects.size());
  made.walks = effects.size();
  for (const double each : effects) {
    made.mean += each / n;
    made.size += std::abs(each) / n;
  }
  double squares = 0, squares_of_sizes = 0;
  for (const double each : effects) {
    squares += (each - made.mean) * (each - made.mean);
    squares_of_sizes += (std::abs(each) - made.size) * (std::abs(each) - made.size);
  }
  made.deviation = std::sqrt(squares / (n - 1));
  made.size_error = std::sqrt(squares_of_sizes / (n - 1) / n);
  return made;
}

}  // namespace

std::size_t inputs_of_walks(const models::Sweep& sweep) { return varied_axes(sweep).size() + sweep.uncertain.size(); }

std::vector<PlannedPoint> points_of_walks(const models::Sweep& sweep, std::uint64_t seed) {
  const std::vector<Axis> axes = varied_axes(sweep);
  const std::size_t inputs = inputs_of_walks(sweep);
  const std::vector<Walk> walks = walks_of(sweep.draws, inputs, seed);
  std::vector<PlannedPoint> points;
  for (std::size_t i = 0; i < walks.size(); ++i) {
    PlannedPoint point{{}, i};
    for (std::size_t d = 0; d < inputs; ++d) point.settings.push_back(setting_of(sweep, axes, d, walks[i].start[d]));
    points.push_back(point);
    for (const std::size_t d : walks[i].order) {
      point.settings[d] = setting_of(sweep, axes, d, walks[i].start[d] + step_from(walks[i].start[d]));
      points.push_back(point);
    }
  }
  return points;
}

std::optional<std::vector<ElementaryEffect>> elementary_effects_of(const SweepResult& result,
                                                                   const AskedMeasure& asked) {
  const std::vector<Axis> axes = varied_axes(result.sweep);
  const std::size_t inputs = inputs_of_walks(result.sweep), complete = result.points.size() / (inputs + 1);
  if (complete < 2) return std::nullopt;
  const std::vector<Walk> walks = walks_of(complete, inputs, result.seed);
  std::vector<std::vector<double>> effects(inputs);
  for (std::size_t i = 0; i < complete; ++i) {
    for (std::size_t step = 0; step < inputs; ++step) {
      const std::size_t at = i * (inputs + 1) + step, d = walks[i].order[step];
      const double rise = value_at(result.points[at + 1], asked) - value_at(result.points[at], asked);
      if (!std::isfinite(rise)) return std::nullopt;
      effects[d].push_back(step_from(walks[i].start[d]) > 0 ? rise : -rise);
    }
  }
  std::vector<ElementaryEffect> found;
  for (std::size_t d = 0; d < inputs; ++d) {
    found.push_back(summary_of(effects[d]));
    found.back().path = d < axes.size() ? axes[d].path : result.sweep.uncertain[d - axes.size()].path;
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.size > b.size; });
  return found;
}

}  // namespace nines::sweep
