// A study: a platform, and what is asked about it.
#pragma once

#include "models/platform.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace nines::models {

/// What is measured of a service over the mission.
enum class Measure {
  availability,           ///< mean interval availability
  downtime,               ///< per year
  outages,                ///< per year
  mtbf,
  mdt,
  mttf,        ///< time between outages (mean up + mean down), mean down time, time to the first outage
  unreliability,          ///< probability of at least one outage within the mission
  capacity_availability,  ///< mean share of the capacity that is up
  served,  ///< of a balanced service: share of the requests of the mission that is served
  degraded,  ///< of one that says when: share of the requests that is served, but degraded
  replicas,  ///< of one whose members follow the load: mean number of members that are on, starting or serving
  // Of a service that has data:
  rpo,  ///< achieved recovery point: how old what was brought back was at the moment of the loss, the mean of all losses
  rto,  ///< achieved recovery time: from the loss until the service could go on (fault recovery time, FRT)
  restore_time,  ///< the same from the notice of the loss (backup recovery time, BRT)
  data_losses,  ///< per year
  mttdl,  ///< time to the first loss of data
  data_loss_probability,  ///< of at least one loss within the mission
  unrecoverable,  ///< probability that within the mission data are lost of which nothing can be brought back
  // Of a storage system:
  durability,  ///< mean share of the data that is not lost within the mission (1 - NOMDL: Greenan, Plank, Wylie 2010)
  bytes_lost,  ///< per year, of what users store
  rebuild_time,  ///< from the loss of a fragment until it is there again, the mean of all fragments
  repair_traffic,  ///< bytes per year that are read to make lost fragments again
  // Of a service that a training job runs on, until the job ends or the mission does:
  ettr,  ///< effective training time ratio: share of the time in which work was done that is kept
  goodput,  ///< work that is kept, per time, as a share of what full speed without interruptions would do
  mtbi,  ///< mean time between interruptions of the job, but for planned ones
  job_mttf,  ///< time that it had its service, per interruption
  lost_work,  ///< by an interruption, in time at full speed
  restarts,  ///< per year of the job: attempts to load a checkpoint, or to begin again without one
  manual_interventions,  ///< per year of the job: stops, planned ones too, that it took a person to end
  finish_time,  ///< until all work is done and saved
  finished,  ///< probability that it is within the mission
};

/// The measure of outages that is formed in the same way from what it is about: a loss of data is to the measures of data
/// what an outage is to these, and its size in time what its duration is; so is an interruption to the measures of a job,
/// and its end what the first outage is.
constexpr Measure counterpart(Measure measure) {
  switch (measure) {
    case Measure::rpo:
    case Measure::rto:
    case Measure::restore_time:
    case Measure::rebuild_time: return Measure::mdt;
    case Measure::durability: return Measure::capacity_availability;
    case Measure::data_losses:
    case Measure::restarts:
    case Measure::manual_interventions: return Measure::outages;
    case Measure::mttdl: return Measure::mttf;
    case Measure::data_loss_probability:
    case Measure::unrecoverable: return Measure::unreliability;
    case Measure::ettr:
    case Measure::goodput: return Measure::served;
    case Measure::mtbi:
    case Measure::job_mttf:
    case Measure::lost_work: return Measure::mdt;
    case Measure::finish_time: return Measure::mttf;
    case Measure::finished: return Measure::unreliability;
    default: return measure;
  }
}
constexpr bool is_of_data(Measure measure) { return measure >= Measure::rpo && measure <= Measure::repair_traffic; }
constexpr bool is_of_storage(Measure measure) {
  return measure >= Measure::durability && measure <= Measure::repair_traffic;
}
constexpr bool is_of_job(Measure measure) { return measure >= Measure::ettr && measure <= Measure::finished; }
/// Of the numbers of its service a chain knows nothing of these, and trials have sums of their own.
constexpr bool is_of_followers(Measure measure) { return is_of_data(measure) || is_of_job(measure); }
/// A single mission shows it, so that a share of missions can meet a bound on it.
constexpr bool is_of_each_mission(Measure measure) {
  return measure == Measure::availability || measure == Measure::downtime || measure == Measure::outages ||
         measure == Measure::capacity_availability || measure == Measure::served || measure == Measure::degraded ||
         measure == Measure::replicas || is_of_followers(measure);
}
/// Bytes per year.
constexpr bool is_in_bytes(Measure measure) {
  return measure == Measure::bytes_lost || measure == Measure::repair_traffic;
}
/// Of a storage system as well as of a service with data.
constexpr bool is_of_losses(Measure measure) {
  return measure == Measure::data_losses || measure == Measure::mttdl || measure == Measure::data_loss_probability;
}

/// Availabilities are held and bounded as what is missing: at least so available is at most so unavailable.
constexpr bool is_bounded_as_loss(Measure measure) {
  return measure == Measure::availability || measure == Measure::capacity_availability || measure == Measure::served ||
         measure == Measure::durability || measure == Measure::ettr || measure == Measure::goodput;
}

/// Whether a service has what is measured: some measures are of those only that share a load (or do not follow it), have
/// data, store them, or have a job.
inline bool has_measure(const Platform& platform, std::size_t service, Measure measure) {
  const auto& balanced = platform.services[service].balanced;
  if (measure == Measure::served) return balanced.has_value();
  // Members that are switched off are not missing, and how many should be on changes with the load.
  if (measure == Measure::capacity_availability) return !balanced || !balanced->autoscaling;
  if (measure == Measure::degraded) return balanced && balanced->degraded_above;
  if (measure == Measure::replicas) return balanced && balanced->autoscaling;
  if (is_of_job(measure)) {
    const bool of_its_end = measure == Measure::finish_time || measure == Measure::finished;
    return std::any_of(platform.jobs.begin(), platform.jobs.end(), [&](const TrainingJob& job) {
      return job.service == service && (job.work < never || !of_its_end);
    });
  }
  if (!is_of_data(measure)) return true;
  if (platform.services[service].storage) return is_of_losses(measure) || is_of_storage(measure);
  if (is_of_storage(measure)) return false;
  return std::any_of(platform.data.begin(), platform.data.end(),
                     [&](const DataSet& data) { return data.service == service; });
}

/// "api availability >= 99.95 %", "downtime <= 4 h per year in 9 years of 10".
struct Objective {
  std::string text;  ///< as the planner wrote it
  std::size_t service = 0;
  Measure measure = Measure::availability;
  double bound = 0;  ///< what may be missing of a share; seconds per year for downtime; 1/year; seconds; probability
  bool at_least = true;  ///< the direction as written
  double share_of_trials = 0;  ///< > 0: the bound must hold in this share of missions; 0: for the expectation
};

/// Stop when the interval of one measure of one service is narrow enough.
struct Precision {
  double relative_half_width = 0.01;
  Measure measure = Measure::availability;  ///< for availability, relative to the unavailability
  std::size_t service = 0;
};

struct Study {
  std::string title;
  std::string description;
  Platform platform;
  Seconds mission = year;
  std::size_t trials = 0;  ///< 0: as many as the precision needs
  std::vector<Precision> precision;  ///< all of them must be reached
  std::size_t max_trials = 10'000'000;
  double confidence = 0.95;
  std::uint64_t seed = 1;
  std::vector<Measure> measures;  ///< to show; empty: all
  std::vector<Objective> objectives;
};

}  // namespace nines::models
