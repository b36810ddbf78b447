// Which trial is worth a look: the worst, or a typical one.
#pragma once

#include "models/study.h"

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace nines::incidents {

enum class Pick : std::uint8_t { worst, typical };
/// By which time of the service: down; or, of one that is balanced, as if so much of the time no request were served, or all
/// were served degraded.
enum class PickBy : std::uint8_t { downtime, lost_requests, degraded_requests };

struct Picked {
  std::size_t trial = 0;
  std::size_t looked_at = 0;  ///< trials; 0: interrupted before the first was done
  double time_s = 0;  ///< of the service in that trial, of what it was picked by
};

/// Among the first `trials` of a run: the one with the most of that time, or with the median of it; of several equal ones the
/// first. Once `stop` is true, among those that were looked at by then.
Picked pick(const models::Study& study, Pick which, PickBy by, std::size_t service, std::size_t trials,
            const std::atomic<bool>* stop = nullptr);

}  // namespace nines::incidents
