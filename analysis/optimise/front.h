// The front of cost against nines: points of which no other one is both cheaper and more available.
#pragma once

#include "analysis/optimise/result.h"

#include <vector>

namespace nines::optimise {

/// By the values as they are estimated; the cheapest first, and with each more nines.
std::vector<std::size_t> front_of(const std::vector<Point>& points);

/// Of those on the front: marks them, and whether their nines are told apart from those of the point before.
void mark_front(OptimiseResult& result);

/// Of the objective that is missed most: how many times as much is missing as may be; at most 1 if all are met.
double missed_by(const Point& point);

/// If none meets the objectives: the point that misses them least, by the factor by which the worst of them is missed.
std::size_t closest_to_objectives(const std::vector<Point>& points);

}  // namespace nines::optimise
