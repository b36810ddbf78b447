// The front of cost against nines: points of which no other one is both cheaper and more available.
#pragma once

#include "analysis/optimise/result.h"

#include <functional>
#include <vector>

namespace nines::optimise {

/// By the values as they are estimated; the cheapest first, and with each more nines. Those that do not count are left out.
std::vector<std::size_t> front_of(
    const std::vector<Point>& points,
    const std::function<bool(std::size_t)>& counts = [](std::size_t) { return true; });

/// Marks those on the front, and whether they are known to have more nines than the last cheaper one of which that is known.
void mark_front(OptimiseResult& result, const std::function<bool(std::size_t one, std::size_t other)>& more_available,
                const std::function<bool(std::size_t)>& counts);

/// Of the objective that is missed most: how many times as much is missing as may be; at most 1 if all are met.
double missed_by(const Point& point);

/// If none meets the objectives: the point that misses them least, by the factor by which the worst of them is missed.
std::size_t closest_to_objectives(const std::vector<Point>& points);

}  // namespace nines::optimise
