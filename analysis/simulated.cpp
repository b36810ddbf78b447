#include "analysis/simulated.h"

#include "analysis/causes.h"
#include "analysis/job_use.h"
#include "analysis/monte_carlo/intervals.h"
#include "analysis/monte_carlo/trials.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace nines {
namespace {

using monte_carlo::Tally;

constexpr std::array quantile_probabilities = {0.5, 0.9, 0.99, 0.999};
constexpr std::array data_quantile_probabilities = {0.5, 0.9, 0.95, 0.99, 0.999};

Estimate estimate_of(const models::Model& model, const models::Study& study, const Question& question,
                     const MeasureResult& measure, const Tally& tally) {
  if (question.kind == SubjectKind::service) {
    return monte_carlo::estimate(question.measure,
                                 monte_carlo::moments_of(model, tally, question.index, question.measure), study.mission,
                                 study.confidence);
  }
  const auto& all = question.kind == SubjectKind::domain ? tally.domains : tally.node_classes;
  return monte_carlo::estimate_of_member(question.measure, all[question.index], measure.members, study.mission,
                                         study.confidence);
}

/// Only those quantiles that so many trials can bound from above.
void add_quantiles(DowntimeQuantiles quantiles, const monte_carlo::ValueSample& downtime, double confidence,
                   RunResult& result) {
  for (const double p : quantile_probabilities) {
    const Estimate estimate = monte_carlo::quantile_over_trials(downtime, p, confidence);
    if (estimate.trials == 0 || std::isinf(estimate.high)) break;
    quantiles.seconds_per_year.emplace_back(p, estimate.value);
  }
  if (!quantiles.seconds_per_year.empty()) result.downtime_quantiles.push_back(std::move(quantiles));
}

void add_quantiles(const models::Study& study, const Tally& tally, RunResult& result) {
  const models::Platform& platform = study.platform;
  const auto add = [&](SubjectKind kind, const std::string& name, const monte_carlo::ValueSample& downtime) {
    add_quantiles({name, {}, kind}, downtime, study.confidence, result);
  };
  for (std::size_t i = 0; i < tally.downtime.size(); ++i)
    add(SubjectKind::service, platform.services[i].name, tally.downtime[i]);
  const std::size_t classes = platform.nodes.size();
  for (std::size_t i = 0; i < classes; ++i) {
    if (can_fail(platform, SubjectKind::node_class, i))
      add(SubjectKind::node_class, platform.nodes[i].name, tally.member_downtime[i]);
  }
  for (std::size_t i = 0; i < platform.domains.size(); ++i) {
    if (can_fail(platform, SubjectKind::domain, i))
      add(SubjectKind::domain, platform.domains[i].name, tally.member_downtime[classes + i]);
  }
}

/// How large the losses of data were, and how long it took to bring them back.
void add_data_quantiles(const models::Model& model, const models::Study& study, const Tally& tally, RunResult& result) {
  for (const models::DataModel& data : model.data) {
    for (const auto measure : {models::Measure::rpo, models::Measure::rto, models::Measure::restore_time}) {
      const monte_carlo::ValueSample& sample = tally.values[monte_carlo::series_of(model, data.service, measure)];
      DataQuantiles quantiles{model.services[data.service].name, measure, {}};
      if (measure == models::Measure::rpo) quantiles.bytes_per_second = data.spec->bytes_per_second;
      for (const double p : data_quantile_probabilities) {
        const Estimate estimate = monte_carlo::quantile_over_trials(sample, p, study.confidence);
        if (estimate.trials == 0 || std::isinf(estimate.high)) break;
        quantiles.seconds.emplace_back(p, estimate.value);
      }
      if (!quantiles.seconds.empty()) result.data_quantiles.push_back(std::move(quantiles));
    }
  }
}

void add_causes(const models::Model& model, const models::Study& study, const Tally& tally, RunResult& result) {
  const double years = static_cast<double>(tally.trials) * (study.mission / year);
  for (std::size_t i = 0; i < tally.services.size(); ++i) {
    const double downtime_s = tally.services[i].downtime_s.sum;
    for (std::size_t column = 0; column < tally.causes.columns(); ++column) {
      const monte_carlo::OutageSums& sums = tally.causes.at(i, column);
      if (sums.outages == 0 && !(sums.downtime_s > 0)) continue;
      const bool failure = column < model.causes.size();
      result.causes.push_back({model.services[i].name, failure ? model.causes[column].name : "no failure",
                               sums.downtime_s / years, static_cast<double>(sums.outages) / years,
                               downtime_s > 0 ? sums.downtime_s / downtime_s : 0});
    }
  }
}

void add_losses(const models::Model& model, const models::Study& study, const Tally& tally, RunResult& result) {
  const double years = static_cast<double>(tally.trials) * (study.mission / year);
  for (std::size_t i = 0; i < model.data.size(); ++i) {
    const std::size_t all = tally.values[model.data[i].first_series].size();
    for (std::size_t column = 0; column < tally.losses.columns(); ++column) {
      const monte_carlo::LossSums& sums = tally.losses.at(i, column);
      if (sums.losses == 0) continue;
      const auto losses = static_cast<double>(sums.losses);
      const auto recovered = static_cast<double>(sums.recovered);
      result.losses.push_back({model.services[model.data[i].service].name,
                               column < model.causes.size() ? model.causes[column].name : "no failure", losses / years,
                               losses / static_cast<double>(all), recovered > 0 ? sums.lost_s / recovered : 0,
                               static_cast<double>(sums.unrecoverable) / losses, !model.data[i].spec->afresh});
    }
  }
}

/// How many the shares of the requests are.
void add_requests(const models::Model& model, const models::Study& study, const Tally& tally, RunResult& result) {
  for (const models::BalanceModel& balance : model.balances) {
    const double asked = models::requests_per_year(*balance.spec, study.mission);
    if (!(asked > 0)) continue;
    const auto number = [&](models::Measure share) {
      Estimate estimate =
          monte_carlo::estimate(share, tally.services[balance.service], study.mission, study.confidence);
      for (double* value : {&estimate.value, &estimate.low, &estimate.high, &estimate.law.centre}) *value *= asked;
      return estimate;
    };
    RequestCount& made = result.requests.emplace_back();
    made.service = model.services[balance.service].name;
    made.asked_per_year = asked;
    made.lost_per_year = number(models::Measure::served);
    if (balance.degraded_reward != none) made.degraded_per_year = number(models::Measure::degraded);
  }
}

void add_phases(const models::Study& study, const Tally& tally, RunResult& result) {
  const double years = static_cast<double>(tally.trials) * (study.mission / year);
  for (std::size_t i = 0; i < result.phases.size(); ++i) {
    const double downtime_s = tally.services[i / models::outage_phases].downtime_s.sum;
    PhaseShare& share = result.phases[i];
    share.downtime_s_per_year = tally.phase_downtime_s[i] / years;
    share.share_of_downtime = downtime_s > 0 ? tally.phase_downtime_s[i] / downtime_s : 0;
  }
}

void add_failures(const models::Model& model, const models::Study& study, const Tally& tally, RunResult& result) {
  for (std::uint32_t i = 0; i < model.causes.size(); ++i) {
    const auto& [name, unit_class, number] = model.causes[i];
    const models::FailureMode* const mode = unit_class == none ? nullptr : model.classes[unit_class].modes[number].spec;
    if (!is_counted(model, i)) continue;
    const monte_carlo::PositiveSums& counts = tally.failures[i];
    // The bound where none was seen takes failures as a Poisson process, as it does for outages.
    const double bound = -std::log1p(-study.confidence) / static_cast<double>(tally.trials);
    FailureCount failure;
    failure.cause = name;
    failure.kind = kind_of(model, i);
    failure.per_mission = monte_carlo::mean_per_trial(counts, tally.trials, static_cast<std::size_t>(counts.sum), false,
                                                      bound, study.confidence);
    if (mode != nullptr) failure.observed = mode->observed;
    result.failures.push_back(std::move(failure));
  }
}

void add_objectives(const models::Model& model, const models::Study& study, const Tally& tally, RunResult& result) {
  for (std::size_t i = 0; i < study.objectives.size(); ++i) {
    const models::Objective& objective = study.objectives[i];
    const Estimate share = monte_carlo::proportion(tally.objectives_met[i], tally.trials, study.confidence);
    if (objective.share_of_trials > 0) {
      result.objectives[i].value = share;
      continue;
    }
    const monte_carlo::Moments& moments = monte_carlo::moments_of(model, tally, objective.service, objective.measure);
    result.objectives[i].value = monte_carlo::estimate(objective.measure, moments, study.mission, study.confidence);
    if (models::is_of_each_mission(objective.measure)) result.objectives[i].met_in = share;
  }
}

}  // namespace

void add_simulated(const models::Model& model, const models::Study& study, const std::vector<Question>& questions,
                   const Tally& tally, RunResult& result) {
  result.trials = tally.trials;
  result.events = tally.events;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    Estimate& estimate = result.measures[i].simulated;
    estimate = estimate_of(model, study, questions[i], result.measures[i], tally);
    if (estimate.trust != Estimate::Trust::none_seen) continue;
    if (can_fail(study.platform, questions[i].kind, questions[i].index)) continue;
    estimate.low = estimate.high = estimate.value = 0;
    estimate.trust = Estimate::Trust::cannot_fail;
  }
  add_quantiles(study, tally, result);
  add_data_quantiles(model, study, tally, result);
  add_causes(model, study, tally, result);
  add_losses(model, study, tally, result);
  add_requests(model, study, tally, result);
  add_job_use(model, study, tally, result);
  add_finish_quantiles(model, study, tally, result);
  add_phases(study, tally, result);
  add_failures(model, study, tally, result);
  add_objectives(model, study, tally, result);
}

}  // namespace nines
