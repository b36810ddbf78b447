#include "analysis/optimise/exact_answers.h"

#include "analysis/run.h"

#include <algorithm>
#include <cmath>

namespace nines::optimise {
namespace {

using models::LossCost;
using models::Measure;

/// The measure per year that a cost is in proportion to; nothing for what the chain does not know.
std::optional<Measure> measure_behind(LossCost::Kind kind) {
  switch (kind) {
    case LossCost::Kind::downtime: return Measure::downtime;
    case LossCost::Kind::outages: return Measure::outages;
    case LossCost::Kind::data_losses: return Measure::data_losses;
    case LossCost::Kind::lost_data: return std::nullopt;
  }
  return std::nullopt;
}

/// Only what is needed of the study.
models::Study asked_of_chain(const Candidate& candidate) {
  models::Study study = candidate.study;
  study.measures = {Measure::availability};
  for (const models::Objective& each : study.objectives) study.measures.push_back(each.measure);
  for (const LossCost& each : candidate.losses) {
    if (const auto measure = measure_behind(each.kind)) study.measures.push_back(*measure);
  }
  std::sort(study.measures.begin(), study.measures.end());
  study.measures.erase(std::unique(study.measures.begin(), study.measures.end()), study.measures.end());
  return study;
}

std::optional<ExactValue> answer_in(const RunResult& result, const std::string& service, Measure measure) {
  for (const MeasureResult& each : result.measures) {
    const bool same = each.kind == SubjectKind::service && each.subject == service && each.measure == measure;
    if (same && each.exact && std::isfinite(each.exact->value)) return each.exact;
  }
  return std::nullopt;
}

}  // namespace

double Candidate::fixed_per_year() const {
  double sum = 0;
  for (const models::FixedCost& each : fixed) sum += each.per_year;
  return sum;
}

bool ExactAnswers::complete() const {
  return losses_per_year && unavailability &&
         std::all_of(objectives.begin(), objectives.end(), [](const auto& each) { return each.has_value(); });
}

ExactAnswers no_exact_answers(const Candidate& candidate) {
  ExactAnswers made;
  made.objectives.resize(candidate.study.objectives.size());
  return made;
}

ExactAnswers exact_answers(const Candidate& candidate, std::size_t max_states, const std::atomic<bool>* stop) {
  RunOptions options;
  options.max_states = max_states;
  options.stop = stop;
  const RunResult result = solve(asked_of_chain(candidate), options);
  ExactAnswers made = no_exact_answers(candidate);
  const auto name = [&](std::size_t service) { return candidate.study.platform.services[service].name; };
  for (std::size_t i = 0; i < made.objectives.size(); ++i) {
    const models::Objective& each = candidate.study.objectives[i];
    if (each.share_of_trials <= 0) made.objectives[i] = answer_in(result, name(each.service), each.measure);
  }
  if (const auto value = answer_in(result, name(candidate.service), Measure::availability))
    made.unavailability = value->value;
  double losses = 0;
  for (const LossCost& each : candidate.losses) {
    const auto measure = measure_behind(each.kind);
    const auto value = measure ? answer_in(result, name(each.service), *measure) : std::nullopt;
    if (!value) return made;
    losses += each.each * value->value;
  }
  made.losses_per_year = losses;
  return made;
}

}  // namespace nines::optimise
