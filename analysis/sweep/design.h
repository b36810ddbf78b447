// Which points a sweep consists of: grids, zipped lists, and designs that fill the space of what is uncertain evenly.
#pragma once

#include "models/sweep.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace nines::sweep {

/// Points in the open unit cube, [point][dimension].
using UnitPoints = std::vector<std::vector<double>>;

/// McKay, Beckman, Conover 1979 (Technometrics 21:239): in every dimension each of the n equal intervals has one point.
UnitPoints latin_hypercube(std::size_t points, std::size_t dimensions, std::uint64_t seed);

/// The first points of the Sobol' sequence with the direction numbers of Joe, Kuo 2008 (SIAM J. Sci. Comput. 30:2635),
/// moved by a random digital shift in base 2, which keeps it a net and makes each point uniform. Powers of two are its
/// good sizes.
UnitPoints sobol(std::size_t points, std::size_t dimensions, std::uint64_t seed);

/// One point of a sweep before anything is run.
struct PlannedPoint {
  std::vector<models::Setting> settings;
  std::size_t combination = 0;  ///< of the axes' values; points of one combination differ in what is uncertain
};

/// How many combinations of the axes' values there are; most_points + 1 stands for all that is more.
std::size_t combinations(const models::Sweep& sweep);

/// All points: every combination of the axes with the same draws of what is uncertain, so that combinations can be
/// compared draw by draw.
std::vector<PlannedPoint> points_of(const models::Sweep& sweep, std::uint64_t seed);

inline constexpr std::size_t no_input = std::numeric_limits<std::size_t>::max();

/// One input at a time, the others as the scenario has them: the scenario itself, then of each axis the first and the
/// last value, of each uncertain input the quantiles at 5 % and 95 %. `combination` is the number of the input (axes
/// first), twice, or `no_input` for the scenario itself.
std::vector<PlannedPoint> one_at_a_time(const models::Sweep& sweep);

/// Every value of every axis at least once, the other axes as the scenario has them (zipped lists together); of each
/// uncertain input the ends that one_at_a_time() takes: enough to find what is wrong with single values.
std::vector<PlannedPoint> every_value_once(const models::Sweep& sweep);

/// For variance-based indices (Saltelli et al. 2010, Computer Physics Communications 181:259): two independent designs
/// A and B of `draws` points, and for each uncertain input A with that input's values of B. `combination` is 0 for A,
/// 1 for B, 2 + i for the input i. The scenario's axes stay as they are in it.
std::vector<PlannedPoint> points_for_indices(const models::Sweep& sweep, std::uint64_t seed);

}  // namespace nines::sweep
