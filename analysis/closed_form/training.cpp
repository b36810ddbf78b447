#include "analysis/closed_form/training.h"

#include "analysis/closed_form/assumptions_training.h"
#include "analysis/closed_form/unit.h"
#include "models/interruption_rate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace nines::closed_form {

using models::Platform;
using models::Study;
using models::TrainingJob;

const TrainingJob* job_of(const Platform& platform, std::size_t service) {
  const auto found = std::find_if(platform.jobs.begin(), platform.jobs.end(),
                                  [&](const TrainingJob& job) { return job.service == service; });
  return found == platform.jobs.end() ? nullptr : &*found;
}

namespace {

/// Kinds of units whose failures take a service down that needs all of them.
void collect(const Platform& platform, std::size_t service, std::set<UnitKind>& kinds) {
  for (const models::Operand& operand : platform.services[service].operands) {
    if (operand.kind == models::Operand::Kind::service) {
      collect(platform, operand.index, kinds);
      continue;
    }
    const UnitKind kind{operand.kind == models::Operand::Kind::domains, operand.index};
    kinds.insert(kind);
    for (const std::size_t level : enclosing_levels(platform, kind)) kinds.insert({true, level});
  }
  for (const std::size_t dependency : platform.services[service].depends_on) collect(platform, dependency, kinds);
}

/// Whether it, or a service beneath it, switches between members: then a failure does not last for as long as its repair.
bool switches(const Platform& platform, std::size_t service) {
  const models::Service& spec = platform.services[service];
  bool found = spec.standby || spec.switchover || spec.election || spec.preference;
  for (const models::Operand& operand : spec.operands)
    found = found || (operand.kind == models::Operand::Kind::service && switches(platform, operand.index));
  for (const std::size_t dependency : spec.depends_on) found = found || switches(platform, dependency);
  return found;
}

/// The mean time for which one failure keeps the service down.
double mean_down_s(const Platform& platform, std::size_t service) {
  std::set<UnitKind> kinds;
  collect(platform, service, kinds);
  double rate = 0, down = 0;
  for (const UnitKind kind : kinds) {
    const auto& modes = failure_modes(platform, kind);
    for (std::size_t m = 0; m < modes.size(); ++m) {
      if (modes[m].takes_down == models::TakesDown::nothing) continue;
      const double each = failure_rate(platform, kind, m) * static_cast<double>(members_of(platform, kind));
      rate += each;
      if (each > 0) down += each * mean_repair_s(modes[m]);
    }
  }
  return rate > 0 ? down / rate : 0;
}

}  // namespace

double interval_s(const TrainingJob& job) {
  return job.checkpoints ? job.checkpoints->interval.count() : never.count();
}

std::optional<CheckpointedJob> as_checkpointed(const Platform& platform, std::size_t service) {
  const TrainingJob* job = job_of(platform, service);
  if (job == nullptr || !job->checkpoints || switches(platform, service)) return std::nullopt;
  const auto rate = models::interruptions_per_second(platform, service);
  if (!rate || !(*rate > 0)) return std::nullopt;
  CheckpointedJob made;
  made.mtbf_s = 1 / *rate;
  made.checkpoint_s = job->checkpoints->mean_stall().count();
  made.downtime_s = mean_down_s(platform, service);
  made.restart_s = mean_s(job->restart) + mean_s(job->checkpoints->tiers.front().restore);
  return made;
}

namespace check {

Broken one_place_for_checkpoints(const Study& study, std::size_t service) {
  const models::Checkpoints& checkpoints = *job_of(study.platform, service)->checkpoints;
  const models::CheckpointTier& tier = checkpoints.tiers.front();
  if (checkpoints.tiers.size() > 1) return "there are several tiers";
  if (checkpoints.rule == models::CheckpointRule::adaptive) return "the interval adapts itself";
  if (tier.drain.count() > 0)
    return fmt::format("a checkpoint can be used {:.3g} s after its stall only", tier.drain.count());
  if (!tier.lost_by.empty()) return "failures take checkpoints away";
  if (tier.bad > 0) return "a checkpoint may turn out to be bad";
  return std::nullopt;
}

Broken only_failures_interrupt(const Study& study, std::size_t service) {
  const TrainingJob& job = *job_of(study.platform, service);
  if (job.corruption) return fmt::format("what {} trains may be corrupted", job.name);
  if (job.planned) return fmt::format("interruptions of {} are planned", job.name);
  return std::nullopt;
}

Broken always_at_full_speed(const Study& study, std::size_t service) {
  const TrainingJob& job = *job_of(study.platform, service);
  if (job.elastic) return fmt::format("{} is elastic", job.name);
  const auto slow = [](const std::vector<models::FailureMode>& modes) {
    return std::any_of(modes.begin(), modes.end(), [](const auto& mode) { return mode.job_speed < 1; });
  };
  for (const std::size_t n : study.platform.nodes_beneath(service)) {
    if (slow(study.platform.nodes[n].failures))
      return fmt::format("failures of {} slow it down", study.platform.nodes[n].name);
  }
  return std::nullopt;
}

Broken no_failures_while_down(const Study& study, std::size_t service) {
  for (const std::size_t n : study.platform.nodes_beneath(service)) {
    const models::NodeClass& nodes = study.platform.nodes[n];
    if (study.platform.members(nodes) == 1 && nodes.ages == models::Ages::while_up &&
        study.platform.services[service].operands.size() == 1)
      continue;
    if (nodes.ages == models::Ages::while_in_service) continue;
    const auto job = as_checkpointed(study.platform, service);
    if (job && job->downtime_s <= negligible * job->mtbf_s) continue;
    return fmt::format("other {} may fail while the job waits; `ages: while in service` would rule it out", nodes.name);
  }
  return std::nullopt;
}

Broken fixed_restart(const Study& study, std::size_t service) {
  const TrainingJob& job = *job_of(study.platform, service);
  for (const LawPtr& law : {job.restart, job.checkpoints->tiers.front().restore}) {
    if (law && law->variance_s2() > 0) return fmt::format("it is {}", law->describe());
  }
  return std::nullopt;
}

Broken interruptions_are_rare(const Study& study, std::size_t service) {
  const auto job = as_checkpointed(study.platform, service);
  const double interval = interval_s(*job_of(study.platform, service));
  const double share = (interval + job->checkpoint_s + job->restart_s + job->downtime_s) / job->mtbf_s;
  if (share * share / 2 <= negligible) return std::nullopt;
  return fmt::format("an interval with its checkpoint and a restart take {:.2g} of the time between failures", share);
}

Broken job_without_end(const Study& study, std::size_t service) {
  const TrainingJob& job = *job_of(study.platform, service);
  if (!(job.work < never)) return std::nullopt;
  return fmt::format("{} ends; of it the mean of each mission's own ratio is shown", job.name);
}

Broken ends_within_the_mission(const Study& study, std::size_t service) {
  const TrainingJob& job = *job_of(study.platform, service);
  const double run_s = as_checkpointed(study.platform, service)->expected_run_s(job.work.count(), interval_s(job));
  constexpr double far = 2;
  if (far * run_s <= study.mission.count()) return std::nullopt;
  return fmt::format("the mission is {:.3g} times the mean", study.mission.count() / run_s);
}

}  // namespace check

}  // namespace nines::closed_form
