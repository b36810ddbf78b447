#include "analysis/monte_carlo/job_sums.h"

#include <algorithm>

namespace nines::monte_carlo {

using models::Measure;

namespace {

/// Which of the records, or of the sums, a measure is made of.
template <class Of>
auto& part_of(Of& job, Measure measure) {
  switch (measure) {
    case Measure::goodput: return job.goodput;
    case Measure::mtbi: return job.between;
    case Measure::job_mttf: return job.running;
    case Measure::lost_work: return job.lost;
    case Measure::restarts: return job.restarts;
    case Measure::manual_interventions: return job.manual;
    default: return job.life;
  }
}

}  // namespace

JobRecord::JobRecord(const models::TrainingJob& job, const models::JobTotals& totals,
                     const std::array<double, models::job_phases>& phases_s, double mission_s)
    : elapsed_s(totals.elapsed_s), planned(totals.planned) {
  if (job.work < never) finish_s = totals.finished ? totals.elapsed_s : 2 * mission_s;
  const auto at = [&](JobTime what) -> double& { return time_s[static_cast<std::size_t>(what)]; };
  at(JobTime::progress) = totals.done_s;
  at(JobTime::slowed) = std::max(totals.worked_s - totals.done_s, 0.0);
  at(JobTime::lost) = totals.lost_time_s;
  at(JobTime::stalls) = totals.stalled_s;
  std::copy(phases_s.begin(), phases_s.end(), time_s.begin() + job_times - models::job_phases);
  double away_s = phases_s[models::outage_phases + static_cast<std::size_t>(models::JobPhase::planned)];
  for (std::size_t phase = 0; phase < models::outage_phases; ++phase) away_s += phases_s[phase];
  const auto missing_s = [&](double useful_s) {
    return mission_s * std::clamp(1 - useful_s / totals.elapsed_s, 0.0, 1.0);
  };
  for (TrialRecord* each : {&life, &goodput, &between, &running, &lost}) each->outages = totals.interruptions;
  life.unserved_s = missing_s(totals.worked_s);
  life.failed = totals.finished;
  life.time_at_risk_s = life.on_s = totals.elapsed_s;
  goodput.unserved_s = missing_s(totals.done_s);
  between.downtime_s = totals.elapsed_s;
  running.downtime_s = totals.elapsed_s - away_s;
  lost.downtime_s = totals.lost_s;
  restarts.outages = totals.restarts;
  manual.outages = totals.attended_stops;
  restarts.on_s = manual.on_s = totals.elapsed_s;
}

const TrialRecord& JobRecord::of(Measure measure) const { return part_of(*this, measure); }

void JobLossSums::add(const models::JobLoss& loss) {
  time_s.add(loss.time_s);
  interruptions += loss.interruptions;
}

void JobLossSums::merge(const JobLossSums& later) {
  time_s.merge(later.time_s);
  interruptions += later.interruptions;
}

void JobSums::add(const JobRecord& trial) {
  life.add(trial.life);
  goodput.add(trial.goodput);
  between.add(trial.between);
  running.add(trial.running);
  lost.add(trial.lost);
  restarts.add(trial.restarts);
  manual.add(trial.manual);
  for (std::size_t i = 0; i < job_times; ++i) time_s[i].add(trial.time_s[i]);
  elapsed_s += trial.elapsed_s;
  planned += trial.planned;
  finish.add(trial.finish_s);
}

void JobSums::merge(const JobSums& later) {
  life.merge(later.life);
  goodput.merge(later.goodput);
  between.merge(later.between);
  running.merge(later.running);
  lost.merge(later.lost);
  restarts.merge(later.restarts);
  manual.merge(later.manual);
  for (std::size_t i = 0; i < job_times; ++i) time_s[i].merge(later.time_s[i]);
  for (std::size_t i = 0; i < losses.size(); ++i) losses[i].merge(later.losses[i]);
  elapsed_s += later.elapsed_s;
  planned += later.planned;
  finish.merge(later.finish);
}

const Moments& JobSums::of(Measure measure) const { return part_of(*this, measure); }

}  // namespace nines::monte_carlo
