#include "analysis/incidents/pick.h"

#include "analysis/monte_carlo/trials.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace nines::incidents {

namespace {

double time_of(const monte_carlo::Moments& service, PickBy by) {
  switch (by) {
    case PickBy::downtime: return service.downtime_s.sum;
    case PickBy::lost_requests: return service.unserved_s.sum;
    case PickBy::degraded_requests: return service.degraded_s.sum;
  }
  return 0;
}

}  // namespace

Picked pick(const models::Study& study, Pick which, PickBy by, std::size_t service, std::size_t trials,
            const std::atomic<bool>* stop) {
  const auto model = models::build(study.platform);
  monte_carlo::TrialRunner runner(*model, study, [stop] { return stop != nullptr && *stop; });
  monte_carlo::Tally tally(*model, study);
  std::vector<std::pair<double, std::size_t>> times;
  for (std::size_t trial = 0; trial < trials && !(stop != nullptr && *stop); ++trial) {
    tally.clear();
    if (!runner.run_trial(trial, tally)) break;
    times.emplace_back(time_of(tally.services[service], by), trial);
  }
  if (times.empty()) return {};
  // Of equal times the first trial comes first, also from the end.
  std::sort(times.begin(), times.end());
  const double wanted = which == Pick::worst ? times.back().first : times[(times.size() - 1) / 2].first;
  const auto found = std::find_if(times.begin(), times.end(), [&](const auto& each) { return each.first == wanted; });
  return {found->second, times.size(), found->first};
}

}  // namespace nines::incidents
