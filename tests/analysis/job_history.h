// What becomes of a training job in one trial. Times are in hours.
#pragma once

#include "models/model.h"

#include <array>
#include <cstdint>
#include <vector>

namespace nines::test {

struct PlayedJob {
  double elapsed = 0, done = 0, worked = 0, stalled = 0, lost = 0, lost_time = 0;
  std::uint32_t interruptions = 0, planned = 0;
  bool finished = false;
  std::array<double, models::job_phases> phases{};
  double loading() const { return phases[models::outage_phases]; }
  double starting() const { return phases[models::outage_phases + 1]; }
  double away() const { return phases[models::outage_phases + 2]; }
  double in(models::OutagePhase phase) const { return phases[static_cast<std::size_t>(phase)]; }
};

/// Of the platform's first job. Expects that all of its time is accounted for.
PlayedJob play_job(const models::Platform& platform, double mission_h);
std::vector<PlayedJob> play_jobs(const models::Platform& platform, double mission_h, std::uint32_t trials);

/// A checkpoint stalls training for so long; 0: loading it takes no time.
models::CheckpointTier checkpoint_tier(double stall_h, double restore_h);

}  // namespace nines::test
