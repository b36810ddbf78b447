#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/general_repair.h"

namespace nines::closed_form {

using models::Measure;

namespace {

/// A cycle lasts from both up to both up. Repairs follow one another until one ends with the other unit still up, which
/// each does with probability 1 - p; what remains of a repair after the second failure is downtime.
std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure measure) {
  const auto pair = as_general_repair_pair(study.platform, service);
  if (!pair) return std::nullopt;
  const RepairRace race = race_repair(*pair->repair, pair->second_fails_per_s);
  const double length_s = (1 - race.failure_first) / pair->first_fails_per_s + pair->repair->mean().count();
  return measure_of({race.remaining_s / length_s, race.failure_first / length_s, {}}, measure);
}

}  // namespace

ClosedForm general_repair_pair() {
  return {
      "1-of-2, one crew, any repair law",
      {Measure::availability, Measure::downtime, Measure::outages, Measure::mtbf, Measure::mdt},
      "U = E max(R - X, 0) / ((1 - p) / ((1 + a) lambda) + E R), p = P(X < R) = 1 - E exp(-lambda R), X "
      "exponential(lambda); "
      "outages per time p / the same denominator (a = 1 hot, 0 cold)",
      "Gnedenko, Belyayev, Solovyev 1969, Mathematical Methods of Reliability Theory, ch. 6 (regenerative argument)",
      true,
      {assume::exponential_failures, assume::one_failure_mode, assume::repaired, assume::stops_for_no_other,
       assume::one_repair_at_a_time, assume::crew_not_shared, assume::no_inspection, assume::spares_at_hand,
       assume::no_common_cause, assume::own_outage_only, assume::domains_never_fail, assume::instantaneous_switchover,
       assume::perfect_coverage, assume::long_mission},
      &evaluate};
}

}  // namespace nines::closed_form
