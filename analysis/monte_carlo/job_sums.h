// What a run keeps of training jobs: sums for each, from which its measures and the use of its time follow.
#pragma once

#include "analysis/monte_carlo/moments.h"
#include "analysis/monte_carlo/value_sample.h"
#include "models/job_model.h"
#include "models/study.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace nines::monte_carlo {

/// What the time of a job is spent on; behind these the phases of JobModel::phase_reward.
enum class JobTime : std::size_t {
  progress,  ///< work that is kept, as if at full speed
  slowed,  ///< what that took longer, for the job was slower
  lost,  ///< work that was lost, and is done again
  stalls,  ///< for checkpoints
};
inline constexpr std::size_t job_times = 4 + models::job_phases;

/// One job in one trial, as its measures see it.
struct JobRecord {
  TrialRecord life;  ///< its end as the first failure, what is not ETTR as unserved, interruptions as outages
  TrialRecord goodput;  ///< what is missing, as unserved
  TrialRecord between, running, lost;  ///< as downtime: time, time with its service, lost work; over its interruptions
  TrialRecord restarts, manual;  ///< as outages: what is counted; `on_s` is the time that it is counted in
  std::array<double, job_times> time_s{};
  double elapsed_s = 0;
  double finish_s = 0;  ///< when it ended; where it did not, after the mission; of an endless one 0
  std::uint64_t planned = 0;

  /// `phases_s`: the time in each of its phases.
  JobRecord(const models::TrainingJob& job, const models::JobTotals& totals,
            const std::array<double, models::job_phases>& phases_s, double mission_s);
  const TrialRecord& of(models::Measure measure) const;
};

/// What one cause has made one job lose.
struct JobLossSums {
  PositiveSums time_s;
  std::uint64_t interruptions = 0;

  void add(const models::JobLoss& loss);
  void merge(const JobLossSums& later);
};

/// The sums over trials of one job.
struct JobSums {
  Moments life, goodput, between, running, lost, restarts, manual;
  std::array<PositiveSums, job_times> time_s{};
  std::vector<JobLossSums> losses;  ///< of each cause, as JobModel::losses
  double elapsed_s = 0;
  std::uint64_t planned = 0;
  ValueSample finish;  ///< JobRecord::finish_s

  /// All but the losses.
  void add(const JobRecord& trial);
  void merge(const JobSums& later);
  const Moments& of(models::Measure measure) const;
};

}  // namespace nines::monte_carlo
