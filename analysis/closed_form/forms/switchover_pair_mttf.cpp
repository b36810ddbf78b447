#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/switchover.h"

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure) {
  const auto pair = as_switchover_pair(study.platform, service);
  if (!pair) return std::nullopt;
  const double first = pair->active_fails_per_s + pair->reserve_fails_per_s;
  const double fatal = pair->active_fails_per_s * pair->uncovered() / first;
  // Not 1 - fatal: that would lose the small reserve share of a pair whose takeovers are all outages.
  const double survives =
      (pair->active_fails_per_s * (pair->takeover_is_outage() ? 0 : pair->coverage) + pair->reserve_fails_per_s) /
      first;
  const double takeover = pair->takeover_is_outage() ? 0 : pair->active_fails_per_s * pair->coverage * pair->takeover_s;
  const double one_left = pair->last_fails_per_s + pair->repair_one_per_s;
  return (one_left * (1 + takeover) / first + survives) / (pair->last_fails_per_s + pair->repair_one_per_s * fatal);
}

}  // namespace

ClosedForm switchover_pair_mttf() {
  return {
      "MTTF of a pair with coverage",
      {Measure::mttf},
      "MTTF = (lambda (1 + 2 c) + mu) / (2 lambda (lambda + mu (1 - c))), both active; in reserve: ((lambda + mu) / "
      "((1 + a) lambda) + p) / (lambda + mu (1 - p)), p = (c + a) / (1 + a); takeovers that interrupt count as outages",
      "Trivedi 2001, ch. 8 (duplex with imperfect coverage); Bouricius, Carter, Schneider 1969",
      true,
      {assume::exponential_failures, assume::exponential_repairs, assume::one_failure_mode, assume::crew_not_shared,
       assume::no_inspection, assume::spares_at_hand, assume::no_common_cause, assume::own_outage_only,
       assume::domains_never_fail, assume::frozen_takeover, assume::no_failback},
      &evaluate};
}

}  // namespace nines::closed_form
