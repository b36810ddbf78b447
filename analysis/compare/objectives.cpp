#include "analysis/compare/objectives.h"

#include <fmt/format.h>

#include <cmath>

namespace nines::compare {
namespace {

using Outcome = ObjectiveResult::Outcome;
using Trust = Estimate::Trust;

// What the quantity, as held in an Estimate, has to do: stay at or below a bound, or reach it.
struct Bound {
  double value = 0;
  bool from_above = true;

  bool holds(double quantity) const { return from_above ? quantity <= value : quantity >= value; }
};

Bound bound_of(const models::Objective& objective) {
  if (objective.share_of_trials > 0) return {objective.share_of_trials, false};
  // Availabilities are held as unavailabilities: at least so available means at most so unavailable.
  const bool inverted = models::is_bounded_as_loss(objective.measure);
  return {objective.bound, objective.at_least == inverted};
}

Outcome outcome_between(const Bound& bound, double low, double high) {
  if (std::isnan(low) || std::isnan(high)) return Outcome::unresolved;
  if (bound.holds(low) && bound.holds(high)) return Outcome::met;
  if (!bound.holds(low) && !bound.holds(high)) return Outcome::missed;
  return Outcome::unresolved;
}

// The chain's answer to the same question, unless the simulation contradicts it.
const MeasureResult* measure_with_chain(const RunResult& result, const ObjectiveResult& objective) {
  if (objective.objective.share_of_trials > 0) return nullptr;
  for (const auto& measure : result.measures) {
    if (measure.kind == SubjectKind::service && measure.subject == objective.service &&
        measure.measure == objective.objective.measure && measure.exact) {
      return &measure;
    }
  }
  return nullptr;
}

void judge_by_chain(ObjectiveResult& objective, const MeasureResult& measure, const Bound& bound) {
  if (measure.exact_verdict.agreement == Agreement::disagrees) {
    objective.outcome = Outcome::unresolved;
    objective.reason = "the chain and the simulation disagree";
    return;
  }
  const ExactValue& exact = *measure.exact;
  objective.outcome =
      outcome_between(bound, exact.value * (1 - exact.relative_error), exact.value * (1 + exact.relative_error));
  objective.reason = objective.outcome == Outcome::unresolved
                         ? "the chain's answer is the bound, to its numerical error"
                         : "judged by the chain's exact answer";
}

void judge_by_simulation(const RunResult& result, const Bound& bound, ObjectiveResult& objective) {
  const Estimate& value = objective.value;
  if (value.trust == Trust::not_available) {
    objective.outcome = Outcome::unresolved;
    const models::Measure measure = objective.objective.measure;
    objective.reason =
        result.trials == 0 ? "not simulated"
        : measure == models::Measure::finish_time
            ? "the mean is not known, for not every mission saw the end: ask for it `in 90 % of missions`"
        : models::is_of_job(measure) ? "no interruption was seen"
                                     : "no outage was seen";
    return;
  }
  const std::string interval = fmt::format("the {:g} % {}", 100 * result.confidence,
                                           value.trust == Trust::none_seen ? "bound (no event was seen)" : "interval");
  objective.outcome = outcome_between(bound, value.low, value.high);
  switch (objective.outcome) {
    case Outcome::met: objective.reason = interval + " is within the objective"; break;
    case Outcome::missed: objective.reason = interval + " is outside the objective"; break;
    case Outcome::unresolved:
      objective.reason = interval + " reaches across the objective: more trials are needed";
      break;
  }
  const bool all_seen = value.events == value.trials;
  if (models::counterpart(objective.objective.measure) == models::Measure::mttf && !all_seen &&
      std::abs(value.lateness_sigma) >= lateness_noticed) {
    objective.outcome = Outcome::unresolved;
    objective.reason = fmt::format(
        "the rate of first outages is not constant ({:.1f} sigma), and some missions see none: the mission must be "
        "longer",
        value.lateness_sigma);
  }
  if (value.trust == Trust::few_events) objective.reason += fmt::format("; few events ({})", value.events);
}

}  // namespace

ObjectiveResult::Outcome outcome_between(const models::Objective& objective, double low, double high) {
  return outcome_between(bound_of(objective), low, high);
}

void judge_objectives(RunResult& result) {
  for (auto& objective : result.objectives) {
    const Bound bound = bound_of(objective.objective);
    const MeasureResult* measure = measure_with_chain(result, objective);
    const bool long_run_only = measure != nullptr && std::isnan(measure->exact->value);
    if (measure != nullptr && !long_run_only) {
      judge_by_chain(objective, *measure, bound);
      continue;
    }
    judge_by_simulation(result, bound, objective);
    if (long_run_only && objective.value.trials == 0) {
      objective.reason = "not simulated, and of the chain only the long run is known";
    }
  }
}

}  // namespace nines::compare
