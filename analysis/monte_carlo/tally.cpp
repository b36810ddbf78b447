#include "analysis/monte_carlo/tally.h"

#include <algorithm>

namespace nines::monte_carlo {
namespace {

/// Exact quantiles for as long as the samples of all services together stay within about this many values (80 MB).
constexpr std::size_t most_values = 10'000'000;
constexpr std::size_t fewest_values_each = 1000;

ValueSample empty_sample(std::size_t samples) {
  const std::size_t limit = most_values / std::max<std::size_t>(samples, 1);
  return ValueSample(std::clamp(limit, fewest_values_each, ValueSample::default_exact_limit));
}

template <class Sums>
void merge_each(std::vector<Sums>& sums, const std::vector<Sums>& later) {
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i].merge(later[i]);
}

}  // namespace

Tally::Tally(const models::Model& model, const models::Study& study)
    : services(model.services.size()),
      phase_downtime_s(model.services.size() * models::outage_phases, 0.0),
      node_classes(model.platform.nodes.size()),
      domains(model.domain_classes.size()),
      downtime(model.services.size(), empty_sample(model.services.size())),
      member_downtime(node_classes.size() + domains.size(), empty_sample(node_classes.size() + domains.size())),
      causes(model.services.size(), model.causes.size()),
      losses(model.data.size(), model.causes.size()),
      series(model.layout.series),
      values(model.layout.series, empty_sample(model.layout.series)),
      failures(model.causes.size()),
      objectives_met(study.objectives.size(), 0),
      profile(model.services.size(), study.mission.count()) {
  for (const models::JobModel& job : model.jobs) {
    JobSums& sums = jobs.emplace_back();
    sums.finish = empty_sample(model.jobs.size());
    sums.losses.resize(job.first_own_cause + models::job_causes);
  }
}

void Tally::merge(const Tally& later) {
  trials += later.trials;
  events += later.events;
  merge_each(services, later.services);
  for (std::size_t i = 0; i < phase_downtime_s.size(); ++i) phase_downtime_s[i] += later.phase_downtime_s[i];
  merge_each(node_classes, later.node_classes);
  merge_each(domains, later.domains);
  merge_each(downtime, later.downtime);
  merge_each(member_downtime, later.member_downtime);
  causes.merge(later.causes);
  losses.merge(later.losses);
  merge_each(series, later.series);
  merge_each(values, later.values);
  merge_each(failures, later.failures);
  for (std::size_t i = 0; i < objectives_met.size(); ++i) objectives_met[i] += later.objectives_met[i];
  profile.merge(later.profile);
  merge_each(jobs, later.jobs);
}

void Tally::clear() {
  trials = 0;
  events = 0;
  services.assign(services.size(), Moments{});
  phase_downtime_s.assign(phase_downtime_s.size(), 0.0);
  node_classes.assign(node_classes.size(), Moments{});
  domains.assign(domains.size(), Moments{});
  downtime.assign(downtime.size(), empty_sample(downtime.size()));
  member_downtime.assign(member_downtime.size(), empty_sample(member_downtime.size()));
  causes.clear();
  losses.clear();
  series.assign(series.size(), Moments{});
  values.assign(values.size(), empty_sample(values.size()));
  failures.assign(failures.size(), PositiveSums{});
  std::fill(objectives_met.begin(), objectives_met.end(), 0);
  profile.clear();
  for (JobSums& job : jobs) {
    const std::size_t causes_of_job = job.losses.size();
    job = JobSums();
    job.losses.resize(causes_of_job);
    job.finish = empty_sample(jobs.size());
  }
}

}  // namespace nines::monte_carlo
