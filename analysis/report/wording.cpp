#include "analysis/report/wording.h"

#include "analysis/report/numbers.h"
#include "analysis/report/text_table.h"

#include <fmt/format.h>

namespace nines::report {

using models::Measure;

std::string_view name_of(Measure measure) {
  switch (measure) {
    case Measure::availability: return "availability";
    case Measure::downtime: return "downtime";
    case Measure::outages: return "outages";
    case Measure::mtbf: return "mtbf";
    case Measure::mdt: return "mdt";
    case Measure::mttf: return "mttf";
    case Measure::unreliability: return "unreliability";
    case Measure::capacity_availability: return "capacity_availability";
    case Measure::served: return "served";
    case Measure::degraded: return "degraded";
    case Measure::replicas: return "replicas";
    case Measure::rpo: return "rpo";
    case Measure::rto: return "rto";
    case Measure::restore_time: return "restore_time";
    case Measure::data_losses: return "data_losses";
    case Measure::mttdl: return "mttdl";
    case Measure::data_loss_probability: return "data_loss_probability";
    case Measure::unrecoverable: return "unrecoverable";
    case Measure::durability: return "durability";
    case Measure::bytes_lost: return "bytes_lost";
    case Measure::rebuild_time: return "rebuild_time";
    case Measure::repair_traffic: return "repair_traffic";
    case Measure::ettr: return "ettr";
    case Measure::goodput: return "goodput";
    case Measure::mtbi: return "mtbi";
    case Measure::job_mttf: return "job_mttf";
    case Measure::lost_work: return "lost_work";
    case Measure::restarts: return "restarts";
    case Measure::manual_interventions: return "manual_interventions";
    case Measure::finish_time: return "finish_time";
    case Measure::finished: return "finished";
  }
  return "";
}

std::string_view words_for(Measure measure) {
  switch (measure) {
    case Measure::availability: return "availability";
    case Measure::downtime: return "downtime per year";
    case Measure::outages: return "outages per year";
    case Measure::mtbf: return "MTBF";
    case Measure::mdt: return "mean down time";
    case Measure::mttf: return "MTTF (first outage)";
    case Measure::unreliability: return "unreliability";
    case Measure::capacity_availability: return "capacity availability";
    case Measure::served: return "requests served";
    case Measure::degraded: return "served degraded";
    case Measure::replicas: return "replicas on (mean)";
    case Measure::rpo: return "achieved RPO (BRP)";
    case Measure::rto: return "achieved RTO (FRT)";
    case Measure::restore_time: return "restore time (BRT)";
    case Measure::data_losses: return "data losses per year";
    case Measure::mttdl: return "MTTDL (first loss)";
    case Measure::data_loss_probability: return "P(data loss)";
    case Measure::unrecoverable: return "P(unrecoverable loss)";
    case Measure::durability: return "durability (1 - NOMDL)";
    case Measure::bytes_lost: return "bytes lost per year";
    case Measure::rebuild_time: return "time to rebuild";
    case Measure::repair_traffic: return "repair traffic per year";
    case Measure::ettr: return "ETTR (effective time)";
    case Measure::goodput: return "goodput";
    case Measure::mtbi: return "time between interruptions";
    case Measure::job_mttf: return "job MTTF";
    case Measure::lost_work: return "work lost each time";
    case Measure::restarts: return "restarts";
    case Measure::manual_interventions: return "manual interventions";
    case Measure::finish_time: return "time to finish";
    case Measure::finished: return "P(finished)";
  }
  return "";
}

std::string_view unit_of(Measure measure) {
  if (measure == Measure::durability) return "share_lost";
  switch (models::counterpart(measure)) {
    case Measure::availability:
    case Measure::capacity_availability: return "unavailability";
    case Measure::downtime: return "s/year";
    case Measure::outages: return "1/year";
    case Measure::mtbf:
    case Measure::mdt:
    case Measure::mttf: return "s";
    case Measure::unreliability: return "probability";
    case Measure::served: return "share_lost";
    case Measure::degraded: return "share";
    case Measure::replicas: return "members";
    case Measure::bytes_lost:
    case Measure::repair_traffic: return "B/year";
    default: return "";
  }
}

std::string_view name_of(models::OutagePhase phase) {
  constexpr std::string_view names[] = {"detection", "decision", "switchover", "recovery", "spare_wait", "crew_wait",
                                        "repair",    "restart",  "rotation",   "restore",  "replay",     "failback"};
  static_assert(std::size(names) == models::outage_phases);
  return names[static_cast<std::size_t>(phase)];
}

std::string_view words_for(models::OutagePhase phase) {
  switch (phase) {
    case models::OutagePhase::recovery: return "recovery by hand";
    case models::OutagePhase::spare_wait: return "waiting for a spare";
    case models::OutagePhase::crew_wait: return "waiting for a crew";
    case models::OutagePhase::rotation: return "return to rotation";
    case models::OutagePhase::restore: return "restore of data";
    case models::OutagePhase::replay: return "replay of changes";
    default: return name_of(phase);
  }
}

std::string_view words_for_job_time(std::string_view name) {
  if (name == "progress") return "progress, as if at full speed";
  if (name == "slowed") return "slower than full speed";
  if (name == "lost_work") return "work that was lost";
  if (name == "checkpoint_stalls") return "stalls for checkpoints";
  if (name == "loading") return "loading of checkpoints";
  if (name == "starting") return "restart of the job";
  if (name == "planned") return "planned interruptions";
  if (name == "silent_corruption") return "silent corruption";
  if (name == "hanging") return "hanging, until noticed";
  for (std::size_t phase = 0; phase < models::outage_phases; ++phase) {
    const models::OutagePhase each{static_cast<std::uint8_t>(phase)};
    if (name == name_of(each)) return words_for(each);
  }
  return name;
}

std::string_view name_of(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::service: return "service";
    case SubjectKind::node_class: return "node_class";
    case SubjectKind::domain: return "domain";
  }
  return "";
}

std::string_view words_for(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::service: return "service";
    case SubjectKind::node_class: return "node class";
    case SubjectKind::domain: return "failure domain";
  }
  return "";
}

std::string_view name_of(models::detection::FailsBy how) {
  using models::detection::FailsBy;
  return how == FailsBy::dying ? "dying" : how == FailsBy::hanging ? "hanging" : "grey";
}

std::string_view name_of(Agreement agreement) {
  switch (agreement) {
    case Agreement::agrees: return "agrees";
    case Agreement::disagrees: return "disagrees";
    case Agreement::not_comparable: return "not_comparable";
  }
  return "";
}

std::string_view name_of(Estimate::Trust trust) {
  switch (trust) {
    case Estimate::Trust::good: return "good";
    case Estimate::Trust::few_events: return "few_events";
    case Estimate::Trust::none_seen: return "none_seen";
    case Estimate::Trust::cannot_fail: return "cannot_fail";
    case Estimate::Trust::not_available: return "not_available";
  }
  return "";
}

std::string_view name_of(ObjectiveResult::Outcome outcome) {
  switch (outcome) {
    case ObjectiveResult::Outcome::met: return "met";
    case ObjectiveResult::Outcome::missed: return "missed";
    case ObjectiveResult::Outcome::unresolved: return "unresolved";
  }
  return "";
}

std::string title_of(const MeasureResult& measure) {
  const std::string title = fmt::format("{} {}", words_for(measure.kind), printable(measure.subject));
  return measure.members == 1 ? title : fmt::format("{} (each of {})", title, count_text(measure.members));
}

std::string label_of(const MeasureResult& measure) {
  if (measure.measure == Measure::mttf && measure.members > 1) return "MTTF (first of any)";
  return std::string(words_for(measure.measure));
}

bool is_availability(Measure measure) { return models::is_bounded_as_loss(measure); }

bool is_time(Measure measure) {
  const Measure like = models::counterpart(measure);
  return like == Measure::mtbf || like == Measure::mdt || like == Measure::mttf;
}

}  // namespace nines::report
