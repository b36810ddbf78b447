#include "analysis/incidents/pick.h"

#include "analysis/monte_carlo/trials.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace nines::incidents {

Picked pick(const models::Study& study, Pick which, std::size_t service, std::size_t trials,
            const std::atomic<bool>* stop) {
  const auto model = models::build(study.platform);
  monte_carlo::TrialRunner runner(*model, study, [stop] { return stop != nullptr && *stop; });
  monte_carlo::Tally tally(*model, study);
  std::vector<std::pair<double, std::size_t>> downtimes;
  for (std::size_t trial = 0; trial < trials && !(stop != nullptr && *stop); ++trial) {
    tally.clear();
    if (!runner.run_trial(trial, tally)) break;
    downtimes.emplace_back(tally.services[service].downtime_s.sum, trial);
  }
  if (downtimes.empty()) return {};
  // Of equal downtimes the first trial comes first, also from the end.
  std::sort(downtimes.begin(), downtimes.end());
  const double wanted = which == Pick::worst ? downtimes.back().first : downtimes[(downtimes.size() - 1) / 2].first;
  const auto found =
      std::find_if(downtimes.begin(), downtimes.end(), [&](const auto& each) { return each.first == wanted; });
  return {found->second, downtimes.size(), found->first};
}

}  // namespace nines::incidents
