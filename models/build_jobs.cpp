#include "models/build.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::models {

namespace {

struct FollowedFailure {
  FailureReference failure;
  double speed = 1;  ///< of the job, while it lasts
  bool holds_up = false;  ///< the job, while it is not noticed
};

/// Whether it stops what runs on the unit, or in the domain, and takes a while to be noticed.
bool is_noticed_late(const FailureMode& mode) {
  return mode.takes_down != TakesDown::nothing && (mode.time_to_notice || mode.kind == ModeKind::bad_update);
}

/// Failures of the nodes that a job runs on, and of domains around them, that slow it down or hold it up. (One that is not
/// elastic stands still anyway, for its service is down.)
std::vector<FollowedFailure> followed_by(const Platform& platform, const TrainingJob& job) {
  std::vector<FollowedFailure> found;
  const auto add = [&](bool is_domain, std::size_t index, const std::vector<FailureMode>& modes) {
    for (std::size_t m = 0; m < modes.size(); ++m) {
      if (modes[m].job_speed < 1) found.push_back({{is_domain, index, m}, modes[m].job_speed, false});
      if (job.elastic && is_noticed_late(modes[m])) found.push_back({{is_domain, index, m}, 1, true});
    }
  };
  std::vector<bool> around(platform.domains.size(), false);
  for (const std::size_t n : platform.nodes_beneath(job.service)) {
    add(false, n, platform.nodes[n].failures);
    for (auto level = platform.nodes[n].level; level; level = platform.domains[*level].parent) around[*level] = true;
  }
  for (std::size_t level = 0; level < around.size(); ++level) {
    if (around[level]) add(true, level, platform.domains[level].failures);
  }
  return found;
}

UnitClass& class_of(Model& model, const FailureReference& failure) {
  const auto found = std::find_if(model.classes.begin(), model.classes.end(), [&](const UnitClass& each) {
    return each.is_domain == failure.is_domain && each.index == failure.index;
  });
  return *found;
}

class JobBuilder {
 public:
  JobBuilder(Model& model, std::uint32_t j)
      : layout_(model.layout),
        platform_(model.platform),
        j_(j),
        spec_(model.platform.jobs[j]),
        job_(model.jobs.emplace_back()) {
    job_.spec = &spec_;
    job_.service = static_cast<std::uint32_t>(spec_.service);
    std::uint32_t& job_of_service = model.services[job_.service].job;
    if (job_of_service != none) {
      throw BuildError(
          spec_.name,
          fmt::format("the jobs {} and {} run on the same service", model.jobs[job_of_service].spec->name, spec_.name),
          "give each a service of its own");
    }
    job_of_service = j;
  }

  void run() {
    job_.state = layout_.add_state<JobState>();
    job_.coin = layout_.coins++;
    job_.clock = layout_.stamps++;
    job_.phase_reward = layout_.rewards;
    layout_.rewards += static_cast<std::uint32_t>(job_phases);
    add_timers();
    if (spec_.checkpoints) {
      for (const CheckpointTier& tier : spec_.checkpoints->tiers) add_tier(tier);
    }
    if (spec_.elastic) job_.unnoticed = layout_.add_state<std::uint32_t>();
    for (const FollowedFailure& each : followed_by(platform_, spec_)) {
      const Offset count = each.holds_up ? job_.unnoticed : layout_.add_state<std::uint32_t>();
      job_.stragglers.push_back({each.speed, count, each.holds_up});
    }
    job_.first_own_cause = layout_.causes;
    job_.losses = layout_.add_state<JobLoss>(layout_.causes + job_causes);
  }

 private:
  void add_timers() {
    const LawPtr laws[] = {spec_.restart,
                           spec_.work < never ? one_second() : nullptr,
                           spec_.corruption ? spec_.corruption->interval : nullptr,
                           spec_.corruption ? spec_.corruption->until_found : nullptr,
                           spec_.planned ? spec_.planned->interval : nullptr,
                           spec_.planned ? spec_.planned->duration : nullptr};
    for (std::uint32_t purpose = 0; purpose < JobModel::purposes; ++purpose) {
      if (laws[purpose]) job_.timers[purpose] = add_timer(laws[purpose], purpose);
    }
    layout_.concurrent_timers += JobModel::purposes + 1;
  }

  void add_tier(const CheckpointTier& spec) {
    TierModel& tier = job_.tiers.emplace_back();
    tier.spec = &spec;
    tier.state = layout_.add_state<TierState>();
    tier.most_records = static_cast<std::uint32_t>(spec.keeps) + 1;  // one that is being drained
    tier.records = layout_.add_state<CheckpointRecord>(tier.most_records);
    tier.torn = layout_.add_state<std::uint32_t>(spec.group);
    tier.groups = static_cast<std::uint32_t>(spec.nodes / spec.group);
    const auto purpose = JobModel::purposes + static_cast<std::uint32_t>(job_.restore_timers.size());
    job_.restore_timers.push_back(spec.restore ? add_timer(spec.restore, purpose) : none);
  }

  std::uint32_t add_timer(const LawPtr& law, std::uint32_t purpose) {
    return layout_.add_timer(law.get(),
                             {j_, static_cast<std::uint16_t>(purpose), static_cast<std::uint16_t>(Owner::job)});
  }

  Layout& layout_;
  const Platform& platform_;
  std::uint32_t j_;
  const TrainingJob& spec_;
  JobModel& job_;
};

}  // namespace

Seconds Checkpoints::mean_stall() const {
  Seconds mean{0};
  for (const CheckpointTier& tier : tiers) mean += tier.stall / static_cast<double>(tier.every);
  return mean;
}

void follow_jobs(Model& model) {
  for (std::uint32_t j = 0; j < model.platform.jobs.size(); ++j) {
    const TrainingJob& job = model.platform.jobs[j];
    for (std::uint32_t t = 0; job.checkpoints && t < job.checkpoints->tiers.size(); ++t) {
      for (const FailureReference& failure : job.checkpoints->tiers[t].lost_by) {
        UnitClass& unit_class = class_of(model, failure);
        unit_class.modes[failure.mode].takes_copies = true;
        unit_class.copies.push_back({static_cast<std::uint32_t>(failure.mode), j, t});
      }
    }
    const auto followed = followed_by(model.platform, job);
    for (std::uint32_t s = 0; s < followed.size(); ++s) {
      const FailureReference& failure = followed[s].failure;
      class_of(model, failure).stragglers.push_back({static_cast<std::uint32_t>(failure.mode), j, s});
    }
  }
}

void build_jobs(Model& model) {
  for (std::uint32_t j = 0; j < model.platform.jobs.size(); ++j) JobBuilder(model, j).run();
}

Platform without_jobs(Platform platform) {
  platform.jobs.clear();
  return platform;
}

}  // namespace nines::models
