#include "analysis/job_use.h"

#include "analysis/monte_carlo/intervals.h"
#include "analysis/report/wording.h"

#include <array>
#include <string_view>

namespace nines {
namespace {

constexpr std::size_t of_its_own = monte_carlo::job_times - models::job_phases;
constexpr std::size_t outages_end = of_its_own + models::outage_phases;
constexpr double day_s = 86400;

std::string name_of_part(std::size_t part) {
  constexpr std::array<std::string_view, of_its_own> own = {"progress", "slowed", "lost_work", "checkpoint_stalls"};
  constexpr std::array<std::string_view, models::job_phases - models::outage_phases> behind = {"loading", "starting",
                                                                                               "planned"};
  if (part < of_its_own) return std::string(own[part]);
  if (part >= outages_end) return std::string(behind[part - outages_end]);
  return std::string(report::name_of(models::OutagePhase{static_cast<std::uint8_t>(part - of_its_own)}));
}

}  // namespace

void add_job_use(const models::Model& model, const monte_carlo::Tally& tally, RunResult& result) {
  if (tally.trials == 0) return;
  for (std::size_t j = 0; j < model.jobs.size(); ++j) {
    const models::TrainingJob& spec = *model.jobs[j].spec;
    const monte_carlo::JobSums& sums = tally.jobs[j];
    JobUse use;
    use.job = spec.name;
    use.service = model.services[model.jobs[j].service].name;
    use.gpus = spec.gpus;
    use.elapsed_s = sums.elapsed_s / static_cast<double>(tally.trials);
    use.interruptions_per_day = sums.between.outages.sum / sums.elapsed_s * day_s;
    use.planned_per_day = static_cast<double>(sums.planned) / sums.elapsed_s * day_s;
    for (std::size_t part = 0; part < monte_carlo::job_times; ++part)
      use.parts.push_back({name_of_part(part), sums.time_s[part] / sums.elapsed_s});
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
