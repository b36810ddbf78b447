#include "analysis/sweep/importance.h"

#include "analysis/sweep/difference.h"

#include <algorithm>
#include <limits>

namespace nines::sweep {
namespace {

using models::Measure;
using models::Platform;

std::vector<models::FailureMode>& modes_of(Platform& platform, SubjectKind kind, std::size_t index) {
  return kind == SubjectKind::domain ? platform.domains[index].failures : platform.nodes[index].failures;
}

/// Whether anything makes it fail: by itself, or by a shock.
bool can_fail(const Platform& platform, SubjectKind kind, std::size_t index) {
  const bool is_domain = kind == SubjectKind::domain;
  const auto& modes = is_domain ? platform.domains[index].failures : platform.nodes[index].failures;
  return !modes.empty() || std::any_of(platform.shocks.begin(), platform.shocks.end(), [&](const models::Shock& shock) {
    return std::any_of(shock.targets.begin(), shock.targets.end(), [&](const models::Shock::Target& target) {
      return target.is_domain == is_domain && target.index == index;
    });
  });
}

/// The difference of the service's unavailability between the study and the same with another platform.
Difference with_platform(const models::Study& study, Platform platform, const RunOptions& options) {
  models::Study other = study;
  other.platform = std::move(platform);
  return difference(study, other, options);
}

/// Turned around where `sign` is -1: the gain is first minus second.
Compared compared(const MeasureDifference& found, double sign) {
  Compared made{sign * found.difference, sign > 0 ? found.low : -found.high, sign > 0 ? found.high : -found.low, {}};
  if (found.exact_first && found.exact_second) made.exact = sign * (*found.exact_second - *found.exact_first);
  return made;
}

const MeasureDifference* unavailability_in(const Difference& result, const std::string& service) {
  for (const MeasureDifference& each : result.measures) {
    if (each.service == service && each.measure == Measure::availability) return &each;
  }
  return nullptr;
}

/// Nothing if it was interrupted.
std::optional<PartImportance> importance_of(const models::Study& study, SubjectKind kind, std::size_t index,
                                            const std::string& service, const RunOptions& options) {
  PartImportance made;
  made.kind = kind;
  made.name = kind == SubjectKind::domain ? study.platform.domains[index].name : study.platform.nodes[index].name;
  RunOptions simulated = options;
  simulated.chain = false;
  const Difference perfect = with_platform(study, with_perfect(study.platform, kind, index), options);
  const Difference failed =
      with_platform(study, with_failed_member(study.platform, kind, index, study.mission), simulated);
  const MeasureDifference *gain = unavailability_in(perfect, service), *loss = unavailability_in(failed, service);
  if (perfect.interrupted || failed.interrupted || gain == nullptr || loss == nullptr) return std::nullopt;
  made.gain = compared(*gain, -1);
  made.loss = compared(*loss, 1);
  made.unavailability = made.gain.exact ? *gain->exact_first : gain->first;
  return made;
}

double ratio(double numerator, double denominator) {
  if (denominator > 0) return numerator / denominator;
  return numerator > 0 ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

double PartImportance::fussell_vesely() const { return ratio(gain.value(), unavailability); }
double PartImportance::worth_reduction() const {
  // What is left after a subtraction of nearly the same is rounding.
  constexpr double rounding = 1e-12;
  const double left = unavailability - gain.value();
  return ratio(unavailability, left > rounding * unavailability ? left : 0);
}
double PartImportance::worth_achievement() const { return ratio(unavailability + loss.value(), unavailability); }
double PartImportance::birnbaum() const { return loss.value() + gain.value(); }

Platform with_perfect(const Platform& platform, SubjectKind kind, std::size_t index) {
  Platform made = platform;
  const bool is_domain = kind == SubjectKind::domain;
  for (models::FailureMode& mode : modes_of(made, kind, index)) mode.time_to_failure = nullptr;
  for (models::Shock& shock : made.shocks) {
    std::erase_if(shock.targets, [&](const models::Shock::Target& target) {
      return target.is_domain == is_domain && target.index == index;
    });
  }
  std::erase_if(made.shocks, [](const models::Shock& shock) { return shock.targets.empty(); });
  if (!is_domain) std::erase_if(made.changes, [&](const models::Change& each) { return each.nodes == index; });
  return made;
}

Platform with_failed_member(const Platform& platform, SubjectKind kind, std::size_t index, Seconds mission) {
  Platform made = platform;
  models::FailureMode gone;
  gone.name = "failed for good";
  gone.is_ended_from_outside = true;
  auto& modes = modes_of(made, kind, index);
  models::InjectedFault fault;
  fault.name = gone.name;
  fault.is_domain = kind == SubjectKind::domain;
  fault.index = index;
  fault.mode = modes.size();
  fault.lasts = 2 * mission;
  modes.push_back(std::move(gone));
  made.injected.push_back(std::move(fault));
  return made;
}

Importance importance(const models::Study& study, std::size_t service, const RunOptions& options) {
  models::Study asked = study;
  asked.measures = {Measure::availability};
  if (asked.trials == 0) asked.trials = default_paired_trials;
  Importance made;
  made.title = study.title;
  made.service = study.platform.services[service].name;
  made.seed = study.seed;
  made.trials = asked.trials;
  made.mission_s = study.mission.count();
  made.confidence = study.confidence;

  RunOptions whole = options;
  whole.progress = {};
  const RunResult base = run(asked, whole);
  for (const MeasureResult& each : base.measures) {
    if (each.kind != SubjectKind::service || each.subject != made.service) continue;
    made.unavailability = {each.simulated.value, each.simulated.low, each.simulated.high, {}};
    if (each.exact) made.unavailability.exact = each.exact->value;
  }
  const auto add = [&](SubjectKind kind, std::size_t index) {
    if (made.interrupted || !can_fail(study.platform, kind, index)) return;
    auto part = importance_of(asked, kind, index, made.service, options);
    made.interrupted = !part;
    if (part) made.parts.push_back(std::move(*part));
  };
  made.interrupted = base.interrupted;
  for (std::size_t i = 0; i < study.platform.nodes.size(); ++i) add(SubjectKind::node_class, i);
  for (std::size_t i = 0; i < study.platform.domains.size(); ++i) add(SubjectKind::domain, i);
  std::stable_sort(made.parts.begin(), made.parts.end(),
                   [](const PartImportance& a, const PartImportance& b) { return a.gain.value() > b.gain.value(); });
  return made;
}

}  // namespace nines::sweep
