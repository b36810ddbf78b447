// What becomes of a training job in one trial. Times are in hours.
#pragma once

#include "models/model.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace nines::test {

struct PlayedJob {
  double elapsed = 0, done = 0, worked = 0, stalled = 0, lost = 0, lost_time = 0;
  std::uint32_t interruptions = 0, planned = 0, restarts = 0, attended = 0;
  bool finished = false;
  std::array<double, models::job_phases> phases{};
  /// By what stopped it: time until it ran again, and of work that was rolled back. "corruption" and "planned" of its own.
  std::map<std::string, double> lost_by;
  std::map<std::string, std::uint32_t> interrupted_by;
  double loading() const { return phases[models::outage_phases]; }
  double starting() const { return phases[models::outage_phases + 1]; }
  double away() const { return phases[models::outage_phases + 2]; }
  double hanging() const { return phases[models::outage_phases + 3]; }
  double in(models::OutagePhase phase) const { return phases[static_cast<std::size_t>(phase)]; }
};

/// Of the platform's first job. Expects that all of its time is accounted for.
PlayedJob play_job(const models::Platform& platform, double mission_h);
std::vector<PlayedJob> play_jobs(const models::Platform& platform, double mission_h, std::uint32_t trials);

/// A checkpoint stalls training for so long; 0: loading it takes no time.
models::CheckpointTier checkpoint_tier(double stall_h, double restore_h);

}  // namespace nines::test
