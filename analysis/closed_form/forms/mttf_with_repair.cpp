#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/mttf.h"

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure) {
  if (as_plain_series(study.platform, service)) return std::nullopt;
  return series_mean_time_to_failure_s(study.platform, service);
}

}  // namespace

ClosedForm mttf_with_repair() {
  return {"MTTF of k-of-n with repair",
          {Measure::mttf},
          "MTTF = sum over j = 0 .. n - k of t(j), t(j) = (1 + min(j, r) mu t(j - 1)) / ((n - j) lambda); standby 1+1: "
          "((2 + a) "
          "lambda + mu) / ((1 + a) lambda^2); single points of failure in series end the passage at their own rate",
          "Trivedi 2001, ch. 8 (chains with absorbing states); Keilson 1979, Markov Chain Models, ch. 5",
          true,
          {assume::identical_units, assume::exponential_failures, assume::exponential_repairs, assume::one_failure_mode,
           assume::one_redundant_group, assume::crew_not_shared, assume::no_inspection, assume::spares_at_hand,
           assume::no_common_cause, assume::own_outage_only, assume::domains_never_fail, assume::no_shared_units,
           assume::instantaneous_switchover, assume::perfect_coverage},
          &evaluate};
}

}  // namespace nines::closed_form
