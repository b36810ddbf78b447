#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/structure.h"
#include "analysis/closed_form/tree.h"

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure) {
  if (as_plain_series(study.platform, service)) return std::nullopt;  // its MTTF is exact
  const auto state = service_state(study.platform, service, long_run_units(study.platform));
  if (!state) return std::nullopt;
  return state->up / state->outages_per_s;
}

}  // namespace

ClosedForm mean_up_time() {
  return {
      "MTTF as the mean up time",
      {Measure::mttf},
      "MTTF = A / (outages per time): the long-run mean time from a recovery to the next outage, for the first outage",
      "Barlow, Proschan 1975, ch. 7; equal to the MTTF to leading order for rare failures (Keilson 1979, ch. 8)",
      true,
      {assume::rare_failures, assume::no_shared_units, assume::exponential_failures, assume::repaired,
       assume::crew_for_every_repair, assume::no_inspection, assume::spares_at_hand, assume::no_common_cause,
       assume::own_outage_only, assume::ages_regardless_of_domain, assume::back_at_once, assume::domains_not_shared,
       assume::no_standby, assume::instantaneous_switchover, assume::perfect_coverage},
      &evaluate};
}

}  // namespace nines::closed_form
