#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/general_repair.h"

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure) {
  const auto pair = as_general_repair_pair(study.platform, service);
  if (!pair) return std::nullopt;
  const RepairRace race = race_repair(*pair->repair, pair->second_fails_per_s);
  return 1 / (pair->first_fails_per_s * race.failure_first) + 1 / pair->second_fails_per_s;
}

}  // namespace

ClosedForm general_repair_pair_mttf() {
  return {
      "MTTF of 1-of-2, any repair law",
      {Measure::mttf},
      "MTTF = 1 / ((1 + a) lambda p) + 1 / lambda, p = 1 - E exp(-lambda R) (one minus the Laplace transform of the "
      "repair "
      "law; a = 1 hot, 0 cold)",
      "Gnedenko, Belyayev, Solovyev 1969, Mathematical Methods of Reliability Theory, ch. 6 (regenerative argument)",
      true,
      {assume::exponential_failures, assume::one_failure_mode, assume::crew_not_shared, assume::no_inspection,
       assume::spares_at_hand, assume::no_common_cause, assume::own_outage_only, assume::domains_never_fail,
       assume::instantaneous_switchover, assume::perfect_coverage},
      &evaluate};
}

}  // namespace nines::closed_form
