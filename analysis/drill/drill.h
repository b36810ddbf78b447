// Rehearsing a drill: the front door.
#pragma once

#include "analysis/drill/result.h"

#include <atomic>
#include <cstddef>
#include <string>

namespace nines::drill {

/// Simulates the drill as many times as it says; once `stop` is true it ends with the answer so far. Throws
/// models::BuildError for a platform beyond what a model can hold.
DrillResult rehearse(const models::Drill& drill, const std::atomic<bool>* stop = nullptr);

/// What happened in one of these trials, in words.
std::string tell(const models::Drill& drill, std::size_t trial);

}  // namespace nines::drill
