#include "analysis/audit/systems.h"

#include "models/detection/poll.h"
#include "sim/laws.h"

#include <stdexcept>
#include <utility>

namespace nines::audit {
namespace {

models::Study study_of(models::NodeClass machines, double needed, Seconds mission, std::size_t trials) {
  models::Study study;
  study.mission = mission;
  study.trials = trials;
  study.seed = seed;
  models::Service service;
  service.name = service_name;
  service.operands = {{models::Operand::Kind::nodes, 0, 1}};
  service.needed = needed;
  study.platform.nodes = {std::move(machines)};
  study.platform.services = {std::move(service)};
  return study;
}

models::NodeClass machines_of(std::size_t count, const Life& life) {
  models::FailureMode failure;
  failure.name = "failure";
  failure.time_to_failure = life.time_to_failure;
  failure.time_to_notice = life.time_to_notice;
  failure.time_to_repair = life.time_to_repair;
  models::NodeClass machines;
  machines.name = "machine";
  machines.count = count;
  machines.failures = {std::move(failure)};
  return machines;
}

}  // namespace

models::Study needing_all(std::size_t machines, const Life& life, Seconds mission, std::size_t trials) {
  return study_of(machines_of(machines, life), static_cast<double>(machines), mission, trials);
}

models::Study hot_pair(const Life& life, Seconds mission, std::size_t trials) {
  models::Study study = study_of(machines_of(2, life), 1, mission, trials);
  study.platform.services[0].standby = models::Standby{1, 1};
  return study;
}

models::Study losing_data(Seconds interval, Seconds duration) {
  constexpr double intervals_between_losses = 2000;  // so rare that the schedule knows nothing of them
  constexpr std::size_t trials = 200;
  const Life life{exponential_with_mean(interval * intervals_between_losses), nullptr, fixed_time(at_once)};
  models::Study study = needing_all(1, life, interval * intervals_between_losses * 10, trials);
  study.platform.nodes[0].failures[0].loses_data = true;
  models::BackupSchedule backups;
  backups.name = "backups";
  backups.interval = fixed_time(interval);
  if (duration > Seconds(0)) backups.duration = fixed_time(duration);
  backups.keeps = 2;
  models::DataSet data;
  data.name = "data";
  data.backups = {std::move(backups)};
  study.platform.data = {std::move(data)};
  return study;
}

LawPtr noticed_by_checks_every(Seconds interval, int fall) {
  models::detection::PollSettings checks;
  checks.interval = interval;
  checks.fall = fall;
  return models::detection::make_poll(checks)->detection_time(models::detection::FailsBy::dying);
}

LawPtr uniform(Seconds low, Seconds high) {
  return std::get<LawPtr>(make_law("uniform", {{"low", low.count()}, {"high", high.count()}}));
}

Estimate measure_of(const RunResult& result, models::Measure measure) {
  for (const MeasureResult& each : result.measures) {
    if (each.kind == SubjectKind::service && each.subject == service_name && each.measure == measure)
      return each.simulated;
  }
  throw std::logic_error("the audit reads a measure that its study does not have");
}

Estimate complement(Estimate estimate) {
  estimate.value = 1 - estimate.value;
  estimate.low = 1 - std::exchange(estimate.high, 1 - estimate.low);
  return estimate;
}

Estimate scaled(Estimate estimate, double factor) {
  estimate.value *= factor;
  estimate.low *= factor;
  estimate.high *= factor;
  return estimate;
}

}  // namespace nines::audit
