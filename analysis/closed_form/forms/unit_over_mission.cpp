#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/structure.h"

#include <cmath>

namespace nines::closed_form {

using models::Measure;

namespace {

/// (1 - exp(-x)) / x.
double mean_decay(double x) { return x == 0 ? 1 : -std::expm1(-x) / x; }

/// 1 - (1 - exp(-x)) / x, by its series where the difference would cancel.
double mean_rise(double x) {
  if (x > 1) return 1 - mean_decay(x);
  double term = x / 2, sum = 0;
  for (int k = 3; std::abs(term) > 1e-17 * std::abs(sum); ++k) {
    sum += term;
    term *= -x / k;
  }
  return sum;
}

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure measure) {
  const auto pool = as_pool(study.platform, service);
  if (!pool || pool->units != 1) return std::nullopt;
  const double rate = pool->average.failures_per_s;
  const double relaxation = rate + (rate > 0 ? rate / pool->average.down_odds : 0);  // lambda + mu
  if (!std::isfinite(relaxation)) return std::nullopt;
  const double settled = relaxation * study.mission.count();
  const double unavailability = pool->average.unavailability() * mean_rise(settled);
  const double availability = pool->average.availability() + pool->average.unavailability() * mean_decay(settled);
  const LongRun mean{unavailability, rate * availability, unavailability};
  return measure_of(mean, *pool, service, measure);
}

}  // namespace

ClosedForm unit_over_mission() {
  return {"single unit over the mission",
          {Measure::availability, Measure::downtime, Measure::outages, Measure::capacity_availability},
          "mean U over [0, T] = lambda / (lambda + mu) (1 - (1 - exp(-x)) / x), x = (lambda + mu) T; expected outages "
          "lambda T (1 - mean U)",
          "Trivedi 2001, ch. 8: the transient of the two-state chain, and its integral",
          false,
          {assume::exponential_failures, assume::exponential_repairs, assume::one_failure_mode,
           assume::crew_for_every_repair, assume::no_inspection, assume::spares_at_hand, assume::own_outage_only,
           assume::domains_never_fail},
          &evaluate};
}

}  // namespace nines::closed_form
