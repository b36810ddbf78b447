#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/mttf.h"

#include <cmath>

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure) {
  if (as_plain_series(study.platform, service)) return std::nullopt;  // exact without this
  const auto mttf = series_mean_time_to_failure_s(study.platform, service);
  if (!mttf) return std::nullopt;
  return -std::expm1(-study.mission.count() / *mttf);
}

}  // namespace

ClosedForm unreliability_from_mttf() {
  return {
      "unreliability from the MTTF",
      {Measure::unreliability},
      "F(T) = 1 - exp(-T / MTTF), MTTF with repair",
      "Keilson 1979, Markov Chain Models: Rarity and Exponentiality, ch. 8",
      false,
      {assume::rare_failures, assume::long_mission, assume::identical_units, assume::exponential_failures,
       assume::exponential_repairs, assume::one_failure_mode, assume::repaired, assume::crew_not_shared,
       assume::no_inspection, assume::spares_at_hand, assume::no_common_cause, assume::own_outage_only,
       assume::domains_never_fail, assume::no_shared_units, assume::instantaneous_switchover, assume::perfect_coverage},
      &evaluate};
}

}  // namespace nines::closed_form
