#include "analysis/monte_carlo/trials.h"

#include "models/behaviour.h"
#include "models/job.h"
#include "sim/sampler.h"

#include <algorithm>

namespace nines::monte_carlo {
namespace {

using models::Measure;

constexpr std::size_t trial_bits = 32;
constexpr double rounding = 1e-13;

/// The bounded quantity of one trial, in the units of Objective::bound.
double quantity_of(Measure measure, const TrialRecord& trial, double mission_s) {
  switch (models::counterpart(measure)) {
    case Measure::availability: return trial.downtime_s / mission_s;
    case Measure::downtime: return trial.downtime_s / mission_s * year.count();
    case Measure::outages:
      return static_cast<double>(trial.outages) / (models::is_of_job(measure) ? trial.on_s : mission_s) * year.count();
    case Measure::capacity_availability: return trial.capacity_deficit_s / mission_s;
    case Measure::served: return trial.unserved_s / mission_s;
    case Measure::degraded: return trial.degraded_s / mission_s;
    case Measure::replicas: return trial.on_s / mission_s;
    case Measure::unreliability: return trial.failed ? 1 : 0;
    case Measure::mtbf: return mission_s / static_cast<double>(trial.outages);  // infinite without an outage
    case Measure::mdt: return trial.outages > 0 ? trial.downtime_s / static_cast<double>(trial.outages) : 0;
    case Measure::mttf: return trial.failed ? trial.time_at_risk_s : never.count();
    case Measure::bytes_lost:
    case Measure::repair_traffic: return trial.downtime_s / mission_s * year.count();
    default: return 0;
  }
}

bool meets(const models::Objective& objective, const TrialRecord& trial, double mission_s) {
  const double quantity = quantity_of(objective.measure, trial, mission_s);
  // Availabilities are bounded as unavailabilities: at least so available is at most so unavailable.
  const bool inverted = models::is_bounded_as_loss(objective.measure);
  return objective.at_least == inverted ? quantity <= objective.bound : quantity >= objective.bound;
}

std::vector<std::uint32_t> services_with_data(const models::Model& model) {
  std::vector<std::uint32_t> services;
  for (const models::DataModel& data : model.data) services.push_back(data.service);
  return services;
}

models::StorageSeries storage_series_of(Measure measure) {
  using models::StorageSeries;
  switch (measure) {
    case Measure::durability: return StorageSeries::share_lost;
    case Measure::bytes_lost: return StorageSeries::bytes_lost;
    case Measure::rebuild_time: return StorageSeries::fragments_lost;
    case Measure::repair_traffic: return StorageSeries::bytes_read;
    default: return StorageSeries::lost;
  }
}

struct TrialStopped {};

/// The model's behaviour, given up once `stop` says so. Trials last microseconds as a rule, but one of a large platform
/// over centuries may take minutes, and whoever interrupts a run wants an answer before that.
class StoppableBehaviour : public models::Behaviour {
 public:
  StoppableBehaviour(const models::Model& model, const std::function<bool()>& stop) : Behaviour(model), stop_(stop) {}

  void look() const {
    if (stop_ && stop_()) throw TrialStopped();
  }

 private:
  const std::function<bool()>& stop_;
};

}  // namespace

TrialAddress address_of(std::uint64_t seed, std::size_t trial) {
  const std::size_t volume = trial >> trial_bits;
  const auto number = static_cast<std::uint32_t>(trial);
  if (volume == 0) return {seed, number};
  // No component has the last stream.
  MiniStream stream(DrawAddress{seed, static_cast<std::uint32_t>(volume), none, none});
  return {stream(), number};
}

std::uint32_t series_of(const models::Model& model, std::size_t service, Measure measure) {
  if (const std::uint32_t number = model.services[service].storage; number != none) {
    const std::uint32_t first = model.storages[number].first_series;
    return first + static_cast<std::uint32_t>(storage_series_of(measure));
  }
  const models::DataModel& data = model.data[model.services[service].data];
  const auto at = [&](models::DataSeries series) { return data.first_series + static_cast<std::uint32_t>(series); };
  switch (measure) {
    case Measure::rpo: return at(models::DataSeries::loss);
    case Measure::rto: return at(models::DataSeries::recovery);
    case Measure::restore_time: return at(models::DataSeries::restoration);
    case Measure::unrecoverable: return at(models::DataSeries::unrecoverable);
    default: return at(models::DataSeries::lost);
  }
}

const Moments& moments_of(const models::Model& model, const Tally& tally, std::size_t service, Measure measure) {
  if (models::is_of_job(measure)) return tally.jobs[model.services[service].job].of(measure);
  if (!models::is_of_data(measure)) return tally.services[service];
  return tally.series[series_of(model, service, measure)];
}

double missing_share_s(double integral, double whole, double mission_s) {
  if (!(whole > 0)) return 0;
  const double missing = mission_s - integral / whole;
  return missing > rounding * mission_s ? std::min(missing, mission_s) : 0;
}

struct TrialRunner::Impl {
  Impl(const models::Model& the_model, const models::Study& the_study, std::function<bool()> when_to_stop)
      : model(the_model),
        study(the_study),
        stop(std::move(when_to_stop)),
        behaviour(the_model, stop),
        observer(the_model.services.size(), services_with_data(the_model), the_model.layout.series),
        sampler(the_model.layout, observer),
        first_of_storage(the_model.storages.empty() ? none : the_model.storages.front().first_series) {}

  TrialRecord service_record(std::size_t service) const {
    const double mission_s = study.mission.count();
    TrialRecord record = observer.record(service, mission_s);
    const double capacity = sampler.reward_integral(model.services[service].capacity_reward);
    record.capacity_deficit_s = missing_share_s(capacity, 1, mission_s);
    const std::uint32_t balance = model.services[service].balance;
    if (balance != none) add_requests(model.balances[balance], record);
    return record;
  }

  void add_requests(const models::BalanceModel& balance, TrialRecord& record) const {
    const auto integral = [&](std::uint32_t reward) { return reward == none ? 0 : sampler.reward_integral(reward); };
    // Rewards are relative to the mean load of the profile; a mission may end in the middle of it.
    const double offered = models::relative_load(*balance.spec, study.mission);
    record.unserved_s = offered > 0 ? integral(balance.unserved_reward) / offered : 0;
    record.degraded_s = offered > 0 ? integral(balance.degraded_reward) / offered : 0;
    record.on_s = integral(balance.on_reward);
  }

  /// A series of one trial, each number as if it were the length of an outage.
  TrialRecord plain_series_record(std::size_t series) const {
    const Observed& observed = observer.observed(series);
    const bool any = observed.count > 0;
    return {observed.sum, observed.count, any ? observed.first_s : study.mission.count(), any};
  }

  TrialRecord series_record(std::size_t series) {
    return series < first_of_storage ? plain_series_record(series) : storage_record(series);
  }

  void add_series(Tally& tally) {
    for (std::size_t i = 0; i < tally.series.size(); ++i) tally.series[i].add(series_record(i));
  }

  JobRecord job_record(const models::JobModel& job) {
    std::array<double, models::job_phases> phases_s{};
    for (std::uint32_t i = 0; i < models::job_phases; ++i) phases_s[i] = sampler.reward_integral(job.phase_reward + i);
    return {*job.spec, models::job::totals(sampler, job), phases_s, study.mission.count()};
  }

  void add_jobs(Tally& tally) {
    jobs.clear();
    for (const models::JobModel& job : model.jobs) jobs.push_back(job_record(job));
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      tally.jobs[i].add(jobs[i]);
      for (std::uint32_t cause = 0; cause < tally.jobs[i].losses.size(); ++cause)
        tally.jobs[i].losses[cause].add(models::job::loss_by(sampler, model.jobs[i], cause));
    }
  }

  double back_early_s(const models::StorageModel& storage) const {
    return observer.observed(storage.first_series + static_cast<std::uint32_t>(models::StorageSeries::back_early)).sum;
  }

  /// The whole time for which fragments were missing is to the number of those that were made again what downtime is to outages
  /// (the total time on test: Epstein, Sobel 1953); of amounts of data what counts is how much there is, and of what users
  /// store the share that is lost.
  TrialRecord storage_record(std::size_t series) {
    TrialRecord record = plain_series_record(series);
    for (const models::StorageModel& storage : model.storages) {
      if (series < storage.first_series || series >= storage.first_series + models::storage_series) continue;
      switch (static_cast<models::StorageSeries>(series - storage.first_series)) {
        case models::StorageSeries::lost: break;
        case models::StorageSeries::fragments_lost: {
          const models::storage::Unfinished unfinished = models::storage::at_end(sampler, storage);
          record.outages = static_cast<std::uint64_t>(std::max(0.0, record.downtime_s - unfinished.fragments));
          record.downtime_s =
              sampler.reward_integral(storage.missing_reward) - back_early_s(storage) - unfinished.early_s;
          break;
        }
        case models::StorageSeries::share_lost:
          record.capacity_deficit_s = -std::expm1(-record.downtime_s) * study.mission.count();
          break;
        case models::StorageSeries::back_early: break;
        case models::StorageSeries::bytes_lost:
        case models::StorageSeries::bytes_read: record.time_at_risk_s = storage.spec->bytes; break;
      }
    }
    return record;
  }

  TrialRecord record_of(const models::Objective& objective) {
    if (models::is_of_job(objective.measure)) return jobs[model.services[objective.service].job].of(objective.measure);
    if (!models::is_of_data(objective.measure)) return service_record(objective.service);
    return series_record(series_of(model, objective.service, objective.measure));
  }

  void add_services(Tally& tally) {
    const double years = study.mission / year;
    for (std::size_t i = 0; i < model.services.size(); ++i) {
      const TrialRecord record = service_record(i);
      tally.services[i].add(record);
      tally.downtime[i].add(record.downtime_s / years);
    }
    for (std::size_t i = 0; i < study.objectives.size(); ++i) {
      const models::Objective& objective = study.objectives[i];
      if (!models::is_of_each_mission(objective.measure)) continue;
      const bool met = meets(objective, record_of(objective), study.mission.count());
      tally.objectives_met[i] += met ? 1 : 0;
    }
  }

  void add_failures(Tally& tally) {
    for (std::uint32_t i = 0; i < model.causes.size(); ++i) tally.failures[i].add(sampler.count(i));
  }

  void add_phases(Tally& tally) {
    for (std::size_t s = 0; s < model.services.size(); ++s) {
      for (std::uint32_t phase = 0; phase < models::outage_phases; ++phase) {
        tally.phase_downtime_s[s * models::outage_phases + phase] +=
            sampler.reward_integral(model.services[s].phase_reward + phase);
      }
    }
  }

  /// Of a node class or a level of domains: a member's mean downtime, the outages of all, and the first one of any.
  TrialRecord member_record(std::uint32_t reward, double members) const {
    const double mission_s = study.mission.count(), first_s = sampler.rewards().first_gone_s(reward);
    TrialRecord trial;
    trial.downtime_s = missing_share_s(sampler.reward_integral(reward), members, mission_s);
    trial.outages = sampler.rewards().gone(reward);
    trial.failed = trial.outages > 0;
    trial.time_at_risk_s = trial.failed ? first_s : mission_s;
    return trial;
  }

  void add_members(Tally& tally) {
    const double years = study.mission / year;
    const auto add = [&](const TrialRecord& record, Moments& moments, ValueSample& downtime) {
      moments.add(record);
      downtime.add(record.downtime_s / years);
    };
    const std::size_t classes = tally.node_classes.size();
    for (std::size_t i = 0; i < classes; ++i) {
      const models::UnitClass& unit_class = model.classes[i];
      add(member_record(unit_class.up_reward, unit_class.members), tally.node_classes[i], tally.member_downtime[i]);
    }
    for (std::size_t i = 0; i < tally.domains.size(); ++i) {
      const models::DomainClass& domain = model.domain_classes[i];
      add(member_record(domain.available_reward, domain.instances), tally.domains[i],
          tally.member_downtime[classes + i]);
    }
  }

  const models::Model& model;
  const models::Study& study;
  const std::function<bool()> stop;
  StoppableBehaviour behaviour;
  ServiceObserver observer;
  Sampler<ServiceObserver> sampler;
  std::size_t first_of_storage;  ///< series from here on are those of storage systems
  std::vector<JobRecord> jobs;  ///< of the last trial
};

TrialRunner::TrialRunner(const models::Model& model, const models::Study& study, std::function<bool()> stop)
    : impl_(std::make_unique<Impl>(model, study, std::move(stop))) {}
TrialRunner::~TrialRunner() = default;

void TrialRunner::run(std::size_t first, std::size_t count, Tally& tally) {
  for (std::size_t trial = first; trial < first + count; ++trial) {
    if ((impl_->stop && impl_->stop()) || !run_trial(trial, tally)) break;
  }
  tally.profile.end_block();
}

bool TrialRunner::run_trial(std::size_t trial, Tally& tally) {
  const double mission_s = impl_->study.mission.count();
  const TrialAddress address = address_of(impl_->study.seed, trial);
  impl_->observer.begin(tally.causes, tally.profile, tally.losses, tally.values);
  try {
    tally.events += impl_->sampler.run(impl_->behaviour, address.seed, address.trial, mission_s);
  } catch (const TrialStopped&) {
    tally.clear();
    return false;
  }
  impl_->observer.end(mission_s);
  impl_->add_failures(tally);
  impl_->add_jobs(tally);
  impl_->add_services(tally);
  impl_->add_series(tally);
  impl_->add_members(tally);
  impl_->add_phases(tally);
  ++tally.trials;
  return true;
}

}  // namespace nines::monte_carlo
