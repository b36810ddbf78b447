#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/switchover.h"

namespace nines::closed_form {

using models::Measure;

namespace {

/// Flow balance, relative to the state with both up: each switchover state holds its rate times its mean duration.
std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure measure) {
  const auto pair = as_switchover_pair(study.platform, service);
  if (!pair || !(pair->repair_one_per_s > 0) || (pair->coverage < 1 && !pair->recovery_s)) return std::nullopt;
  const double taking_over = pair->active_fails_per_s * pair->coverage * pair->takeover_s;
  const double recovering = pair->active_fails_per_s * (1 - pair->coverage) * pair->recovery_s.value_or(0);
  const double one_up = (pair->active_fails_per_s + pair->reserve_fails_per_s) / pair->repair_one_per_s;
  const double none_up = one_up * pair->last_fails_per_s / pair->repair_two_per_s;
  const double down = recovering + none_up + (pair->takeover_is_outage() ? taking_over : 0);
  const double all = 1 + taking_over + recovering + one_up + none_up;
  const double outages = pair->active_fails_per_s * pair->uncovered() + one_up * pair->last_fails_per_s;
  return measure_of({down / all, outages / all, {}}, measure);
}

}  // namespace

ClosedForm switchover_pair() {
  return {"pair with switchover time and coverage",
          {Measure::availability, Measure::downtime, Measure::outages, Measure::mtbf, Measure::mdt},
          "relative to both up: taking over 2 lambda c / delta, recovering 2 lambda (1 - c) / beta, one up 2 lambda / "
          "mu, none "
          "up 2 lambda^2 / mu^2; U = sum of the down states / sum of all (in reserve: lambda + a lambda for 2 lambda)",
          "Trivedi 2001, ch. 8 (two processors, reconfiguration delta, reboot beta); Ibe, Howe, Trivedi 1989",
          true,
          {assume::exponential_failures, assume::exponential_repairs, assume::one_failure_mode, assume::repaired,
           assume::crew_not_shared, assume::no_inspection, assume::spares_at_hand, assume::no_common_cause,
           assume::own_outage_only, assume::domains_never_fail, assume::frozen_switchover, assume::no_failback,
           assume::long_mission},
          &evaluate};
}

}  // namespace nines::closed_form
