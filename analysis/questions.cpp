#include "analysis/questions.h"

#include "analysis/closed_form/predict.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace nines {
namespace {

using models::Measure;

constexpr std::array all_measures = {Measure::availability,
                                     Measure::downtime,
                                     Measure::outages,
                                     Measure::mtbf,
                                     Measure::mdt,
                                     Measure::mttf,
                                     Measure::unreliability,
                                     Measure::capacity_availability,
                                     Measure::served,
                                     Measure::degraded,
                                     Measure::replicas,
                                     Measure::rpo,
                                     Measure::rto,
                                     Measure::restore_time,
                                     Measure::data_losses,
                                     Measure::mttdl,
                                     Measure::data_loss_probability,
                                     Measure::unrecoverable,
                                     Measure::durability,
                                     Measure::bytes_lost,
                                     Measure::rebuild_time,
                                     Measure::repair_traffic,
                                     Measure::ettr,
                                     Measure::goodput,
                                     Measure::mtbi,
                                     Measure::job_mttf,
                                     Measure::lost_work,
                                     Measure::restarts,
                                     Measure::manual_interventions,
                                     Measure::finish_time,
                                     Measure::finished};
constexpr std::array member_measures = {Measure::availability, Measure::downtime, Measure::outages,
                                        Measure::mtbf,         Measure::mdt,      Measure::mttf};
/// All that there is to say of what nothing takes down.
constexpr std::array measures_of_the_unfailing = {Measure::availability, Measure::downtime};

const std::string& name_of(const models::Platform& platform, const Question& question) {
  switch (question.kind) {
    case SubjectKind::node_class: return platform.nodes[question.index].name;
    case SubjectKind::domain: return platform.domains[question.index].name;
    case SubjectKind::service: break;
  }
  return platform.services[question.index].name;
}

/// Whether the platform says of anything that a person does it: of repairs by a crew, calls, or what a failed takeover needs.
bool has_people(const models::Platform& platform) {
  const auto any_call = [](const auto& units) {
    return std::any_of(units.failures.begin(), units.failures.end(),
                       [](const models::FailureMode& mode) { return mode.time_to_call != nullptr; });
  };
  return !platform.crews.empty() || std::any_of(platform.nodes.begin(), platform.nodes.end(), any_call) ||
         std::any_of(platform.domains.begin(), platform.domains.end(), any_call) ||
         std::any_of(platform.services.begin(), platform.services.end(), [](const models::Service& service) {
           return service.switchover && service.switchover->coverage < 1;
         });
}

/// Whether a failure takes down what is at this level, or at one above it: its own domain's, or that of what is in it.
bool takes_down_level(const models::Platform& platform, std::size_t level) {
  using models::TakesDown;
  const auto hits = [&](const std::vector<models::FailureMode>& modes, std::optional<std::size_t> own) {
    return std::any_of(modes.begin(), modes.end(), [&](const models::FailureMode& mode) {
      return (mode.takes_down == TakesDown::domain && mode.domain_level == level) ||
             (mode.takes_down == TakesDown::unit && own == level);
    });
  };
  for (std::size_t i = 0; i < platform.domains.size(); ++i) {
    if (hits(platform.domains[i].failures, i)) return true;
  }
  for (const models::NodeClass& nodes : platform.nodes) {
    if (hits(nodes.failures, std::nullopt)) return true;
  }
  const auto parent = platform.domains[level].parent;
  return parent && takes_down_level(platform, *parent);
}

std::size_t members_of(const models::Platform& platform, const Question& question) {
  switch (question.kind) {
    case SubjectKind::node_class: return platform.members(platform.nodes[question.index]);
    case SubjectKind::domain: return platform.instances(question.index);
    case SubjectKind::service: break;
  }
  return 1;
}

}  // namespace

bool can_fail(const models::Platform& platform, SubjectKind kind, std::size_t index) {
  if (kind == SubjectKind::service) return true;
  if (kind == SubjectKind::domain) return takes_down_level(platform, index);
  const models::NodeClass& nodes = platform.nodes[index];
  const bool itself = std::any_of(nodes.failures.begin(), nodes.failures.end(), [](const models::FailureMode& mode) {
    return mode.takes_down == models::TakesDown::unit;
  });
  return itself || (nodes.level && takes_down_level(platform, *nodes.level));
}

std::vector<Question> questions_of(const models::Study& study) {
  const auto asked = [&](Measure measure) {
    if (study.measures.empty()) return measure != Measure::manual_interventions || has_people(study.platform);
    return std::find(study.measures.begin(), study.measures.end(), measure) != study.measures.end();
  };
  std::vector<Question> questions;
  const auto add = [&](SubjectKind kind, std::size_t index, std::span<const Measure> measures) {
    for (const Measure measure : measures) {
      if (kind == SubjectKind::service && !models::has_measure(study.platform, index, measure)) continue;
      if (asked(measure)) questions.push_back({kind, index, measure});
    }
  };
  const auto add_members = [&](SubjectKind kind, std::size_t subjects) {
    for (std::size_t index = 0; index < subjects; ++index) {
      if (can_fail(study.platform, kind, index)) {
        add(kind, index, member_measures);
      } else {
        add(kind, index, measures_of_the_unfailing);
      }
    }
  };
  for (std::size_t i = 0; i < study.platform.services.size(); ++i) add(SubjectKind::service, i, all_measures);
  add_members(SubjectKind::node_class, study.platform.nodes.size());
  add_members(SubjectKind::domain, study.platform.domains.size());
  return questions;
}

RunResult unanswered(const models::Study& study, const std::vector<Question>& questions) {
  RunResult result;
  result.title = study.title;
  result.seed = study.seed;
  result.mission_s = study.mission.count();
  result.confidence = study.confidence;
  for (const Question& question : questions) {
    MeasureResult measure;
    measure.subject = name_of(study.platform, question);
    measure.kind = question.kind;
    measure.measure = question.measure;
    measure.members = members_of(study.platform, question);
    result.measures.push_back(std::move(measure));
  }
  for (const models::Service& service : study.platform.services) {
    for (std::size_t phase = 0; phase < models::outage_phases; ++phase) {
      result.phases.push_back({service.name, models::OutagePhase{static_cast<std::uint8_t>(phase)}, {}, {}, {}});
    }
  }
  for (const models::DetectorSummary& detector : study.platform.detectors) {
    if (!detector.detection.empty()) result.detectors.push_back(detector);
  }
  for (const models::Precision& precision : study.precision) {
    result.precision.push_back(
        {study.platform.services[precision.service].name, precision.measure, precision.relative_half_width});
  }
  for (const models::Objective& objective : study.objectives) {
    ObjectiveResult answer;
    answer.objective = objective;
    answer.service = study.platform.services[objective.service].name;
    result.objectives.push_back(std::move(answer));
  }
  return result;
}

void add_predictions(const models::Study& study, const std::vector<Question>& questions, const std::atomic<bool>* stop,
                     RunResult& result) {
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (questions[i].kind != SubjectKind::service) continue;
    result.measures[i].predictions = closed_form::predict(study, questions[i].index, questions[i].measure, stop);
  }
  result.interrupted = result.interrupted || (stop != nullptr && *stop);
}

}  // namespace nines
