#include "analysis/closed_form/mttf.h"

namespace nines::closed_form {

std::optional<double> series_mean_time_to_failure_s(const models::Platform& platform, std::size_t service) {
  const auto pools = as_series(platform, service);
  if (!pools) return std::nullopt;
  double single_points_per_s = 0;
  std::vector<FailureProcess> groups;
  for (const Pool& pool : *pools) {
    if (pool.tolerated() > 0) {
      groups.push_back(failure_process(platform, pool));
    } else {
      single_points_per_s += static_cast<double>(pool.units) * pool.average.failures_per_s;
    }
  }
  if (groups.size() == 1) {
    groups[0].all_fail_per_s += single_points_per_s;
    return mean_time_to_failure_s(groups[0]);
  }
  double rate = single_points_per_s;
  for (const FailureProcess& group : groups) rate += 1 / mean_time_to_failure_s(group);
  return 1 / rate;
}

}  // namespace nines::closed_form
