// What a run found: per measure three answers and a verdict. The report, the JSON document and the exit code are made from this.
#pragma once

#include "models/outage_phase.h"
#include "models/study.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace nines {

/// What an interval was read from: the confidence distribution of the quantity (or of its odds q / (1 - q)) is that of
/// centre * X / Y, with X and Y independent gamma variables of mean 1 and of the given shapes (an infinite shape: the
/// constant 1). docs/guide/statistics.md derives it. A verdict needs it to look beyond the interval's own level.
struct ConfidenceLaw {
  double centre = 0;  ///< 0: there is none
  double numerator_shape = 0, denominator_shape = 0;
  double degrees_of_freedom = 0;  ///< behind the spread, as in Student's t; infinite where it is not estimated
  bool of_odds = false;
};

/// A simulated value with its confidence interval.
struct Estimate {
  enum class Trust {
    good,  ///< enough events: the interval may be trusted
    few_events,  ///< fewer than ten trials' worth of events (Kish's effective number): honest but wide, form assumed
    none_seen,  ///< no event seen: `high` is an upper bound (one-sided), `value` is 0; for a time `low` and infinity
    cannot_fail,  ///< nothing in the platform takes it down: the value is exact
    not_available,
  };
  double value = 0, low = 0, high = 0;
  std::size_t trials = 0;  ///< that it rests on
  std::size_t events = 0;  ///< outages (or other events) that it rests on
  Trust trust = Trust::not_available;
  ConfidenceLaw law;
  /// Of a mean time to the first outage: how much later in the mission these come than at a constant rate, in standard errors.
  double lateness_sigma = 0;
};
/// From here on a rate is not taken to be constant (false alarms: 0.3 % of the times, two-sided).
inline constexpr double lateness_noticed = 3;

/// The chain's answer.
struct ExactValue {
  double value = 0;  ///< over the mission; of a mean time to the first outage, whenever that comes, the mean itself
  double long_run = 0;  ///< in steady state; of a mean time to the first outage the same as `value`
  /// Achieved by the numerical solution: a bound, of stiff chains an estimate (erlangian.h).
  double relative_error = 0;
  /// Standard deviation of what one trial shows, relative to its mean (markov/spread.h); 0: not asked for. A verdict needs it
  /// where trials may not have shown what is rare and large.
  double spread = 0;
  /// Of the very same quantity as the simulated one, like with like: `value`, but for a mean time to the first outage, of which
  /// trials show the time at risk within the mission over the probability of an outage in it.
  double over_mission = 0;
  /// At the very end of the mission, of what there is at any moment: availability (then the point availability) and the like.
  std::optional<double> at_end = {};
};

/// A closed form's answer, with the assumptions that do not hold for this platform.
///
/// Values are in these units: availability and capacity_availability as UNavailability (so that tiny ones stay accurate);
/// downtime in seconds per year; outages per year; mtbf, mdt and mttf in seconds; unreliability as a probability.
struct Prediction {
  std::string formula;  ///< "k-of-n, independent repair"
  std::string source;  ///< author, year, equation
  double value = 0;
  bool long_run = true;  ///< predicts the steady state (false: the very quantity over the mission)
  struct Broken {
    std::string assumption;  ///< "enough crews for all repairs", and why it does not hold here
  };
  std::vector<Broken> broken;
};

/// What the subject of a measure is; names are unique only within a kind.
enum class SubjectKind { service, node_class, domain };

enum class Agreement { agrees, disagrees, not_comparable };

struct Verdict {
  Agreement agreement = Agreement::not_comparable;
  std::string reason;
  double deviation_sigma = 0;  ///< simulated - predicted in standard errors (for skew laws: their normal equivalent)
  /// (predicted - reference) / reference. The reference is the chain's answer for the same horizon or, without one and
  /// for the chain's own verdict, the simulated value; nothing where there is none above 0.
  std::optional<double> relative_difference = {};
};

/// Of node classes and domain levels a measure is that of one member, the mean over all; a mean time to the first outage is
/// that of all: until the first of them goes down.
struct MeasureResult {
  std::string subject;  ///< service, node class or domain level
  models::Measure measure = models::Measure::availability;
  Estimate simulated;
  std::optional<ExactValue> exact;
  Verdict exact_verdict;
  std::vector<Prediction> predictions;
  std::vector<Verdict> prediction_verdicts;  ///< one for each prediction
  SubjectKind kind = SubjectKind::service;
  std::size_t members = 1;  ///< of the node class or domain level
};

/// Part of the downtime (or of the outages) of a service that one failure mode began.
struct CauseShare {
  std::string service;
  std::string cause;  ///< "web.hardware"
  double downtime_s_per_year = 0;
  double outages_per_year = 0;
  double share_of_downtime = 0;
};

/// Part of the downtime of a service that it spent waiting for one thing.
struct PhaseShare {
  std::string service;
  models::OutagePhase phase = models::OutagePhase::repair;
  std::optional<double> downtime_s_per_year;  ///< simulated; none: not simulated
  std::optional<double> exact_s_per_year;  ///< by the Markov chain, over the same mission
  std::optional<double> share_of_downtime;  ///< simulated, of all downtime of the service
};

/// How a count in the field compares with the simulated one: the field saw a single mission, so chance moves its count.
struct FieldVerdict {
  double low = 0, high = 0;  ///< the counts that chance allows, at the level that within_chance is judged at
  double p_value = 1;  ///< two-sided, of a count as far off as the observed one
  bool within_chance = true;
};

/// Of what is counted among the causes. `mechanism`: a false alarm, or what a service or a detector does by itself; `data`: that
/// data are corrupted or lost.
enum class CauseKind { failure, planned, mechanism, data };

/// How often each failure mode struck, over all members.
struct FailureCount {
  std::string cause;
  Estimate per_mission;
  std::optional<double> observed;  ///< in the field, as the scenario gives it
  std::optional<FieldVerdict> field;  ///< there is one where something was observed and simulated
  CauseKind kind = CauseKind::failure;
};

struct ObjectiveResult {
  models::Objective objective;
  std::string service;  ///< its name
  Estimate value;  ///< of the bounded quantity, or of the share of trials that meet the bound
  enum class Outcome { met, missed, unresolved } outcome = Outcome::unresolved;
  std::string reason;
  /// Share of missions that meet a bound for the expectation; none: not simulated.
  std::optional<Estimate> met_in = {};
};

struct DowntimeQuantiles {
  std::string subject;
  std::vector<std::pair<double, double>> seconds_per_year;  ///< (probability, quantile); of members, of their mean
  SubjectKind kind = SubjectKind::service;
};

/// Of what was lost, or how long it took to bring it back, over all losses.
struct DataQuantiles {
  std::string service;
  models::Measure measure = models::Measure::rpo;  ///< rpo, rto or restore_time
  std::vector<std::pair<double, double>> seconds;  ///< (probability, quantile)
  double bytes_per_second = 0;  ///< of an rpo: what is lost with each second; 0: not stated
};

/// What the data of a service are lost by.
struct LossShare {
  std::string service;
  std::string cause;  ///< "site.fire", "orders.corruption"
  double losses_per_year = 0;
  double share_of_losses = 0;
  double mean_loss_s = 0;  ///< in time, of those losses after which something could be brought back
  double unrecoverable_share = 0;  ///< of the losses: after these nothing could be
  bool goes_on_at_once = false;  ///< after these, for the scenario does not say how long it takes
};

/// The requests of a balanced service that says how many a load of 1 stands for, in numbers.
struct RequestCount {
  std::string service;
  double asked_per_year = 0;
  Estimate lost_per_year;
  std::optional<Estimate> degraded_per_year;  ///< served, but degraded; none: it is not said when
};

/// What the time of a training job went into, until its end or that of the mission; means over trials.
struct JobUse {
  struct Part {
    std::string name;  ///< "progress", "lost_work", "detection"
    double share = 0;  ///< of the time
    Estimate time_s;  ///< in a mission
  };
  /// Time without progress that is due to one cause: from an interruption that this began until the job ran again, and the
  /// time that the work had taken that was rolled back. Stalls for checkpoints, and what took longer for the job was slower,
  /// are causes of their own; together they are all the time without progress.
  struct Loss {
    std::string cause;  ///< "server.crash", "silent corruption"
    double share = 0;  ///< of the time
    Estimate time_s;  ///< in a mission
    double interruptions_per_day = 0;  ///< that this brought about, also while another one lasted; planned ones not
  };
  std::string job, service;
  double elapsed_s = 0;  ///< for each trial
  double gpus = 0;  ///< 0: not stated
  double interruptions_per_day = 0, planned_per_day = 0, restarts_per_day = 0, manual_per_day = 0;
  std::vector<Part> parts;  ///< all of them, in one order
  std::vector<Loss> losses;  ///< the largest first
};

/// Half the interval's width, relative to the value (of an availability: to the unavailability).
struct AskedPrecision {
  std::string service;
  models::Measure measure = models::Measure::availability;
  double relative_half_width = 0;
};

struct RunResult {
  std::string title, scenario_file;
  std::string scenario_hash;  ///< of all that was read; filled in by who read it, like the next
  /// Path and value, that took the place of what is in the file.
  std::vector<std::pair<std::string, std::string>> settings;
  std::uint64_t seed = 0;
  std::size_t trials = 0;
  double mission_s = 0;
  double confidence = 0.95;
  double elapsed_s = 0;
  std::uint64_t events = 0;
  unsigned threads = 1;
  bool interrupted = false;  ///< by Ctrl-C: the answer so far
  bool precision_reached = true;
  std::vector<AskedPrecision> precision;  ///< what was to be reached; empty: the number of trials was given
  std::vector<MeasureResult> measures;
  std::vector<DowntimeQuantiles> downtime_quantiles;
  std::vector<DataQuantiles> data_quantiles;
  std::vector<CauseShare> causes;
  std::vector<LossShare> losses;
  std::vector<RequestCount> requests;
  std::vector<JobUse> jobs;
  std::vector<PhaseShare> phases;  ///< of each service each, in the order in which they follow each other
  std::vector<FailureCount> failures;
  std::vector<ObjectiveResult> objectives;
  std::vector<models::DetectorSummary> detectors;  ///< in closed form; those that detect something
  std::optional<std::string> chain_refused;  ///< why there is no exact answer: which component prevents it
  std::size_t chain_states = 0;
  std::string chain_note;  ///< which of the chain's answers are missing, and why; empty if none is
  double family_wise_level = 0.01;  ///< of all "disagrees" together
};

}  // namespace nines
