// Which trial is worth a look: the worst, or a typical one.
#pragma once

#include "models/study.h"

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace nines::incidents {

enum class Pick : std::uint8_t { worst, typical };

struct Picked {
  std::size_t trial = 0;
  std::size_t looked_at = 0;  ///< trials; 0: interrupted before the first was done
  double downtime_s = 0;  ///< of the service in that trial
};

/// Among the first `trials` of a run: the one with the most downtime of the service, or with the median of it; of several equal
/// ones the first. Once `stop` is true, among those that were looked at by then.
Picked pick(const models::Study& study, Pick which, std::size_t service, std::size_t trials,
            const std::atomic<bool>* stop = nullptr);

}  // namespace nines::incidents
