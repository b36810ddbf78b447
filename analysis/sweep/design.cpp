#include "analysis/sweep/design.h"

#include "analysis/sweep/uncertainty.h"
#include "sim/random.h"

#include <boost/random/sobol.hpp>

#include <algorithm>
#include <numeric>

namespace nines::sweep {
namespace {

using models::Setting;

/// Random numbers of a design: no trial has this number, and each dimension is a stream.
MiniStream stream_of(std::uint64_t seed, std::size_t dimension) {
  return MiniStream(DrawAddress{seed, ~std::uint32_t{0}, static_cast<std::uint32_t>(dimension), 0});
}

/// A whole number below n, without bias that matters: n is far below 2^64.
std::size_t below(std::size_t n, MiniStream& stream) {
  return std::min(static_cast<std::size_t>(stream.uniform() * static_cast<double>(n)), n - 1);
}

/// The first 52 bits as a number in the open unit interval.
double in_unit_interval(std::uint64_t bits) { return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52; }

/// The values of the axes at one combination.
std::vector<Setting> settings_of(const models::Sweep& sweep, std::size_t combination) {
  std::vector<Setting> settings(sweep.axes.size());
  for (std::size_t i = sweep.axes.size(); i-- > 0;) {
    const models::Axis& axis = sweep.axes[i];
    const std::size_t value = sweep.zip ? combination : combination % axis.values.size();
    settings[i] = {axis.path, axis.values[value]};
    if (!sweep.zip) combination /= axis.values.size();
  }
  return settings;
}

UnitPoints design_of(models::Design design, std::size_t points, std::size_t dimensions, std::uint64_t seed) {
  return design == models::Design::sobol ? sobol(points, dimensions, seed) : latin_hypercube(points, dimensions, seed);
}

}  // namespace

UnitPoints latin_hypercube(std::size_t points, std::size_t dimensions, std::uint64_t seed) {
  UnitPoints result(points, std::vector<double>(dimensions));
  for (std::size_t d = 0; d < dimensions; ++d) {
    MiniStream stream = stream_of(seed, d);
    std::vector<std::size_t> interval(points);
    std::iota(interval.begin(), interval.end(), std::size_t{0});
    for (std::size_t i = points; i > 1; --i) std::swap(interval[i - 1], interval[below(i, stream)]);
    for (std::size_t i = 0; i < points; ++i) {
      result[i][d] = (static_cast<double>(interval[i]) + stream.uniform()) / static_cast<double>(points);
    }
  }
  return result;
}

UnitPoints sobol(std::size_t points, std::size_t dimensions, std::uint64_t seed) {
  if (dimensions == 0) return UnitPoints(points);
  boost::random::sobol_engine<std::uint64_t, 64> sequence(dimensions);
  std::vector<std::uint64_t> shift;
  for (std::size_t d = 0; d < dimensions; ++d) shift.push_back(stream_of(seed, d)());
  UnitPoints result(points, std::vector<double>(dimensions));
  for (std::size_t i = 0; i < points; ++i) {
    // The engine leaves out the origin; without it the first 2^m points would not be a net.
    for (std::size_t d = 0; d < dimensions; ++d) {
      result[i][d] = in_unit_interval((i == 0 ? 0 : sequence()) ^ shift[d]);
    }
  }
  return result;
}

std::size_t combinations(const models::Sweep& sweep) {
  if (sweep.zip && !sweep.axes.empty()) return sweep.axes.front().values.size();
  std::size_t product = 1;
  for (const models::Axis& axis : sweep.axes) {
    if (axis.values.size() > models::most_points / product) return models::most_points + 1;
    product *= axis.values.size();
  }
  return product;
}

std::vector<PlannedPoint> points_of(const models::Sweep& sweep, std::uint64_t seed) {
  const std::size_t inputs = sweep.uncertain.size(), draws = inputs == 0 ? 1 : sweep.draws;
  const UnitPoints design =
      sweep.design == models::Design::sobol ? sobol(draws, inputs, seed) : latin_hypercube(draws, inputs, seed);
  std::vector<PlannedPoint> points;
  for (std::size_t combination = 0; combination < combinations(sweep); ++combination) {
    for (const std::vector<double>& draw : design) {
      PlannedPoint point{settings_of(sweep, combination), combination};
      for (std::size_t i = 0; i < inputs; ++i)
        point.settings.push_back({sweep.uncertain[i].path, setting_at(sweep.uncertain[i], draw[i])});
      points.push_back(std::move(point));
    }
  }
  return points;
}

std::vector<PlannedPoint> one_at_a_time(const models::Sweep& sweep) {
  constexpr double low = 0.05, high = 0.95;
  std::vector<PlannedPoint> points = {{{}, no_input}};
  std::size_t input = 0;
  for (const models::Axis& axis : sweep.axes) {
    points.push_back({{{axis.path, axis.values.front()}}, input});
    points.push_back({{{axis.path, axis.values.back()}}, input++});
  }
  for (const models::UncertainInput& each : sweep.uncertain) {
    points.push_back({{{each.path, setting_at(each, low)}}, input});
    points.push_back({{{each.path, setting_at(each, high)}}, input++});
  }
  return points;
}

std::vector<PlannedPoint> every_value_once(const models::Sweep& sweep) {
  models::Sweep uncertain = sweep;
  uncertain.axes.clear();
  std::vector<PlannedPoint> points = one_at_a_time(uncertain);
  if (sweep.zip) {
    for (std::size_t i = 0; i < combinations(sweep); ++i) points.push_back({settings_of(sweep, i), i});
    return points;
  }
  for (std::size_t i = 0; i < sweep.axes.size(); ++i) {
    for (const std::string& value : sweep.axes[i].values) points.push_back({{{sweep.axes[i].path, value}}, i});
  }
  return points;
}

std::vector<PlannedPoint> points_for_indices(const models::Sweep& sweep, std::uint64_t seed) {
  const std::size_t inputs = sweep.uncertain.size();
  // One design of twice the dimensions: its halves are independent of each other.
  const UnitPoints both = design_of(sweep.design, sweep.draws, 2 * inputs, seed);
  std::vector<PlannedPoint> points;
  for (std::size_t block = 0; block < inputs + 2; ++block) {
    for (const std::vector<double>& draw : both) {
      PlannedPoint point{{}, block};
      for (std::size_t i = 0; i < inputs; ++i) {
        const bool of_second = block == 1 || block == i + 2;
        point.settings.push_back(
            {sweep.uncertain[i].path, setting_at(sweep.uncertain[i], draw[of_second ? inputs + i : i])});
      }
      points.push_back(std::move(point));
    }
  }
  return points;
}

}  // namespace nines::sweep
