// Training jobs in the model: what of them is constant in a trial, and what is not.
#pragma once

#include "models/outage_phase.h"
#include "models/training_job.h"
#include "sim/layout.h"

#include <cstdint>
#include <vector>

namespace nines::models {

struct TierModel {
  const CheckpointTier* spec = nullptr;
  Offset state = 0;  ///< TierState
  Offset records = 0;  ///< CheckpointRecord, the oldest first
  std::uint32_t most_records = 0;
  /// std::uint32_t, by j = 0 .. group - 1: groups of which j nodes have lost their copies; that of 0 is unused.
  Offset torn = 0;
  std::uint32_t groups = 0;
};

/// A checkpoint on the history that the job is on.
struct CheckpointRecord {
  double done_s, worked_s;  ///< as in JobState, when it was taken
  double usable_at_s;  ///< once it has been drained
  std::uint32_t number;
  std::uint32_t proven;  ///< it has been loaded, and was good
};

struct TierState {
  std::uint32_t records;
  std::uint32_t unused;
  double torn_at_s;  ///< when a node last lost its copies
};

/// What a job does with its time while its service is up; behind the phases of outages in JobModel::phase_reward.
enum class JobPhase : std::uint8_t {
  restoring,  ///< a checkpoint is loaded
  starting,  ///< until there is progress again
  planned,  ///< a planned interruption
  hanging,  ///< it is elastic, and nobody has noticed yet that one of its nodes has failed
};
inline constexpr std::size_t job_phases = outage_phases + 4;

/// What a job loses time by beside the causes of the model, behind which these are numbered.
enum class JobCause : std::uint8_t {
  no_failure,  ///< its service was down from the start, or taken down by a planned switchover
  corruption,
  planned,
};
inline constexpr std::uint32_t job_causes = 3;

/// What a job has lost by one cause: the time from an interruption that this began until the job runs again, and the time that
/// the work had taken that was rolled back; of a corruption also work that is rolled back for it while the job stands still anyway.
struct JobLoss {
  double time_s;
  std::uint32_t interruptions;  ///< that this brought about, also while it did not run because of another one
  std::uint32_t unused;
};

struct JobModel {
  enum Purpose : std::uint32_t { starts, finishes, corrupts, corruption_found, planned_due, planned_ends, purposes };
  struct Straggler {
    double speed = 1;
    Offset count = 0;  ///< std::uint32_t: units that have this failure
    bool holds_up = false;  ///< until it is noticed, the job stands still; then `count` is JobModel::unnoticed
  };
  const TrainingJob* spec = nullptr;
  std::uint32_t service = 0;
  Offset state = 0;  ///< JobState
  std::vector<TierModel> tiers;
  std::vector<Straggler> stragglers;
  Offset unnoticed = none;  ///< of an elastic job, std::uint32_t: active units that have failed unnoticed
  Offset losses = 0;  ///< JobLoss, of each cause of the model and each JobCause
  std::uint32_t first_own_cause = 0;  ///< the number of JobCause::no_failure
  std::uint32_t timers[purposes] = {none, none, none, none, none, none};
  std::vector<std::uint32_t> restore_timers;  ///< of each tier; none: takes no time
  std::uint32_t coin = 0;
  std::uint32_t clock = 0;  ///< a stamp that stays at time 0
  std::uint32_t phase_reward = 0;  ///< of each of job_phases: 1 while the job is in it
};

/// Progress is measured in seconds of work at full speed. All of it is arithmetic between two events (job_progress.h).
///
/// A job follows its service and changes nothing but itself, so a chain does without it (without_jobs() in model.h), and the
/// ages that are kept here make no states.
struct JobState {
  enum Phase : std::uint8_t { waiting, restoring, starting, running, away, hanging, finished };
  Phase phase;
  std::uint8_t begun;  ///< it has run before
  std::uint8_t corrupted;  ///< what was done after `corrupted_at_s` is spoilt, and nobody knows yet
  std::uint8_t attended;  ///< a person has been needed since the last restart
  std::uint32_t tier;  ///< while restoring: from which
  double at_s;  ///< the time up to which all this is accounted for
  double share;  ///< of the capacity of the service
  double speed;  ///< work per time
  double interval_s;  ///< of work between checkpoints
  // Where it stands: behind checkpoint `number`, so much work ago, and so far into the stall of the next one.
  double saved_s, since_saved_s, into_stall_s;
  double worked_s;  ///< time in which all that was done that is not lost
  std::uint32_t number;
  std::uint32_t interruptions;  ///< but for planned ones
  std::uint32_t planned;
  std::uint32_t restarts;  ///< attempts to load a checkpoint, or to begin again without one
  std::uint32_t attended_stops;  ///< that a person was needed to end
  std::uint32_t cause;  ///< of what it last stopped running for: a cause of the model, or one of its own
  double stalled_s;  ///< time, be it followed by a loss or not
  double lost_s, lost_time_s;  ///< work that was lost, and the time that it had taken
  double corrupted_at_s;  ///< work done
  double finished_at_s;
  double done_s() const { return saved_s + since_saved_s; }
};

/// What a trial has made of a job.
struct JobTotals {
  double elapsed_s = 0;  ///< until its end, or that of the mission
  double done_s = 0;  ///< work, at full speed, that is not lost
  double worked_s = 0;  ///< the time that took
  double stalled_s = 0, lost_s = 0, lost_time_s = 0;
  std::uint32_t interruptions = 0, planned = 0, restarts = 0, attended_stops = 0;
  bool finished = false;
};

}  // namespace nines::models
