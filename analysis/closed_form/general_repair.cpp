#include "analysis/closed_form/general_repair.h"

namespace nines::closed_form {

std::optional<GeneralRepairPair> as_general_repair_pair(const models::Platform& platform, std::size_t service) {
  const auto pool = as_pool(platform, service);
  if (!pool || pool->units != 2 || pool->needed != 1 || pool->kinds.size() != 1) return std::nullopt;
  const auto modes = outage_modes(platform, pool->kinds[0]);
  if (modes.empty()) return std::nullopt;
  const models::FailureMode& mode = failure_modes(platform, pool->kinds[0])[modes[0]];
  const LawPtr& repair = mode.time_to_repair;
  // The crew is not busy before a failure is noticed, nor during a restart, nor once it is repaired.
  if (!repair || mode.time_to_notice || mode.time_to_return || mode.has_policy()) return std::nullopt;
  const FailureProcess process = failure_process(platform, *pool);
  return GeneralRepairPair{process.fail_per_s[0], process.fail_per_s[1], repair};
}

}  // namespace nines::closed_form
