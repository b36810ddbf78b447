// The points that a sweep of each kind needs, and what of the answers it is looked at by.
#pragma once

#include "analysis/sweep/design.h"
#include "analysis/sweep/difference.h"
#include "analysis/sweep/sweep_result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace nines::sweep {

/// Why there can be no sweep of this kind; empty if there can.
std::string why_not(SweepResult::Kind kind, const models::Sweep& sweep);

std::vector<PlannedPoint> plan(SweepResult::Kind kind, const models::Sweep& sweep, std::uint64_t seed);

/// A study that names its measures is asked for these besides.
void ask_for(const std::vector<AskedMeasure>& asked, models::Study& study);

/// Of a difference these measures, or all of them if none is asked for.
void keep_only(const std::vector<AskedMeasure>& asked, Difference& result);

}  // namespace nines::sweep
