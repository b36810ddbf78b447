#include "analysis/closed_form/switchover.h"

namespace nines::closed_form {

double mean_takeover_s(const models::Switchover& switchover) {
  return mean_s(switchover.decision) + mean_s(switchover.time);
}

std::optional<SwitchoverPair> as_switchover_pair(const models::Platform& platform, std::size_t service) {
  const auto pool = as_pool(platform, service);
  if (!pool || pool->units != 2 || pool->needed != 1) return std::nullopt;
  const models::Service& owner = platform.services[pool->service];
  if (!owner.switchover) return std::nullopt;
  const FailureProcess process = failure_process(platform, *pool);
  const bool in_reserve = owner.standby && owner.standby->active < 2;
  SwitchoverPair pair;
  pair.last_fails_per_s = process.fail_per_s[1];
  pair.active_fails_per_s = in_reserve ? process.fail_per_s[1] : process.fail_per_s[0];
  pair.reserve_fails_per_s = in_reserve ? owner.standby->rate_factor * process.fail_per_s[1] : 0;
  pair.repair_one_per_s = process.repair_per_s[1];
  pair.repair_two_per_s = process.repair_per_s[2];
  pair.coverage = owner.switchover->coverage;
  pair.takeover_s = mean_takeover_s(*owner.switchover);
  if (owner.switchover->recovery) pair.recovery_s = owner.switchover->recovery->mean().count();
  // A unit in reserve serves only once it has taken over.
  pair.takeover_interrupts = owner.switchover->interrupts || in_reserve;
  return pair;
}

}  // namespace nines::closed_form
