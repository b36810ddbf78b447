#include "analysis/job_use.h"

#include "analysis/monte_carlo/intervals.h"
#include "analysis/report/wording.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace nines {
namespace {

constexpr std::size_t of_its_own = monte_carlo::job_times - models::job_phases;
constexpr std::size_t outages_end = of_its_own + models::outage_phases;
constexpr double day_s = 86400;

std::string name_of_part(std::size_t part) {
  constexpr std::array<std::string_view, of_its_own> own = {"progress", "slowed", "lost_work", "checkpoint_stalls"};
  constexpr std::array<std::string_view, models::job_phases - models::outage_phases> behind = {"loading", "starting",
                                                                                               "planned", "hanging"};
  if (part < of_its_own) return std::string(own[part]);
  if (part >= outages_end) return std::string(behind[part - outages_end]);
  return std::string(report::name_of(models::OutagePhase{static_cast<std::uint8_t>(part - of_its_own)}));
}

/// What came of a quantity of time, in a mission on average.
class Times {
 public:
  Times(const models::Study& study, std::size_t trials, double elapsed_s)
      : confidence_(study.confidence), mission_s_(study.mission.count()), trials_(trials), elapsed_s_(elapsed_s) {}

  double share(const monte_carlo::PositiveSums& time_s) const { return time_s.sum / elapsed_s_; }
  /// `events`: how often it may have been added to. A share of the mission is at most 1, so its mean is at most the
  /// probability that it is not 0: hence the bound.
  Estimate mean(const monte_carlo::PositiveSums& time_s, std::uint64_t events) const {
    const double never_seen = -std::expm1(std::log1p(-confidence_) / static_cast<double>(trials_));
    Estimate mean = monte_carlo::mean_per_trial(time_s, trials_, std::max<std::size_t>(events, time_s.positive), true,
                                                never_seen * mission_s_, confidence_);
    mean.high = std::min(mean.high, mission_s_);
    return mean;
  }
  /// There is some in almost every trial, and much the same.
  Estimate mean_of_progress(const monte_carlo::PositiveSums& time_s) const {
    if (time_s.positive < trials_) return mean(time_s, 0);
    return monte_carlo::mean_of_all(time_s, trials_, 1, confidence_);
  }

 private:
  double confidence_, mission_s_;
  std::size_t trials_;
  double elapsed_s_;
};

std::uint64_t stops_of(const monte_carlo::JobSums& sums) {
  return static_cast<std::uint64_t>(sums.between.outages.sum) + sums.planned;
}

std::string name_of_cause(const models::Model& model, const models::JobModel& job, std::size_t cause) {
  constexpr std::array<std::string_view, models::job_causes> own = {"no failure", "silent_corruption", "planned"};
  return cause < job.first_own_cause ? model.causes[cause].name : std::string(own[cause - job.first_own_cause]);
}

std::vector<JobUse::Loss> losses_of(const models::Model& model, const models::JobModel& job,
                                    const monte_carlo::JobSums& sums, const Times& times) {
  std::vector<JobUse::Loss> losses;
  for (std::size_t cause = 0; cause < sums.losses.size(); ++cause) {
    const auto& [time_s, interruptions] = sums.losses[cause];
    if (time_s.positive == 0 && interruptions == 0) continue;
    const bool planned = cause == job.first_own_cause + static_cast<std::size_t>(models::JobCause::planned);
    losses.push_back({name_of_cause(model, job, cause), times.share(time_s),
                      times.mean(time_s, planned ? sums.planned : interruptions),
                      static_cast<double>(interruptions) / sums.elapsed_s * day_s});
  }
  for (const auto part : {monte_carlo::JobTime::stalls, monte_carlo::JobTime::slowed}) {
    const auto number = static_cast<std::size_t>(part);
    const monte_carlo::PositiveSums& time_s = sums.time_s[number];
    if (time_s.positive > 0)
      losses.push_back({name_of_part(number), times.share(time_s), times.mean(time_s, stops_of(sums)), 0});
  }
  std::stable_sort(losses.begin(), losses.end(), [](const auto& a, const auto& b) { return a.share > b.share; });
  return losses;
}

}  // namespace

void add_job_use(const models::Model& model, const models::Study& study, const monte_carlo::Tally& tally,
                 RunResult& result) {
  if (tally.trials == 0) return;
  for (std::size_t j = 0; j < model.jobs.size(); ++j) {
    const models::TrainingJob& spec = *model.jobs[j].spec;
    const monte_carlo::JobSums& sums = tally.jobs[j];
    JobUse use;
    use.job = spec.name;
    use.service = model.services[model.jobs[j].service].name;
    use.gpus = spec.gpus;
    use.elapsed_s = sums.elapsed_s / static_cast<double>(tally.trials);
    const auto per_day = [&](double count) { return count / sums.elapsed_s * day_s; };
    use.interruptions_per_day = per_day(sums.between.outages.sum);
    use.planned_per_day = per_day(static_cast<double>(sums.planned));
    use.restarts_per_day = per_day(sums.restarts.outages.sum);
    use.manual_per_day = per_day(sums.manual.outages.sum);
    const Times times(study, tally.trials, sums.elapsed_s);
    const std::uint64_t stops = stops_of(sums);
    for (std::size_t part = 0; part < monte_carlo::job_times; ++part) {
      const monte_carlo::PositiveSums& time_s = sums.time_s[part];
      const bool progress = part == static_cast<std::size_t>(monte_carlo::JobTime::progress);
      use.parts.push_back({name_of_part(part), times.share(time_s),
                           progress ? times.mean_of_progress(time_s) : times.mean(time_s, stops)});
    }
    use.losses = losses_of(model, model.jobs[j], sums, times);
    result.jobs.push_back(std::move(use));
  }
}

void add_finish_quantiles(const models::Model& model, const models::Study& study, const monte_carlo::Tally& tally,
                          RunResult& result) {
  for (std::size_t j = 0; j < model.jobs.size(); ++j) {
    if (!(model.jobs[j].spec->work < never)) continue;
    DataQuantiles quantiles{model.services[model.jobs[j].service].name, models::Measure::finish_time, {}};
    for (const double p : {0.05, 0.5, 0.9, 0.95, 0.99}) {
      const Estimate estimate = monte_carlo::quantile_over_trials(tally.jobs[j].finish, p, study.confidence);
      if (estimate.trials == 0 || !(estimate.high <= study.mission.count())) break;  // some are not finished by then
      quantiles.seconds.emplace_back(p, estimate.value);
    }
    if (!quantiles.seconds.empty()) result.data_quantiles.push_back(std::move(quantiles));
  }
}

}  // namespace nines
