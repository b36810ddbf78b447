#include "analysis/sweep/difference.h"

#include "analysis/questions.h"
#include "analysis/sweep/paired_trials.h"
#include "models/model.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <stdexcept>

namespace nines::sweep {
namespace {

using Clock = std::chrono::steady_clock;
using models::Measure;
using Outcome = MeasureDifference::Outcome;

constexpr double enough_effective_events = 10;  // as for a single run: intervals.cpp

/// A measure that both have, and where its sums are.
struct Asked {
  std::size_t subject = 0;
  Measure measure = Measure::availability;
};

std::optional<std::size_t> service_named(const models::Study& study, const std::string& name) {
  const auto& all = study.platform.services;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const models::Service& each) { return each.name == name; });
  if (found == all.end()) return std::nullopt;
  return static_cast<std::size_t>(found - all.begin());
}

/// What is asked of the services that both have. Measures of outages share their sums; those of data and of jobs have sums
/// of their own.
std::vector<Asked> asked_of_both(const models::Study& first, const models::Study& second,
                                 std::vector<PairedSubject>& subjects) {
  std::vector<Asked> asked;
  for (const Question& question : questions_of(first)) {
    if (question.kind != SubjectKind::service) continue;
    const auto other = service_named(second, first.platform.services[question.index].name);
    if (!other || !models::has_measure(second.platform, *other, question.measure)) continue;
    const auto shared = std::find_if(subjects.begin(), subjects.end(), [&](const PairedSubject& each) {
      return each.first_service == question.index && !models::is_of_followers(each.measure) &&
             !models::is_of_followers(question.measure);
    });
    asked.push_back({static_cast<std::size_t>(shared - subjects.begin()), question.measure});
    if (shared == subjects.end()) subjects.push_back({question.index, *other, question.measure});
  }
  return asked;
}

/// The variance of a trial's part of w'x, with the weights of both systems' quantities.
double variance_of(const PairedSums& sums, const Quantities& first, const Quantities& second) {
  const auto weight = [&](std::size_t i) { return i < quantities ? first[i] : second[i - quantities]; };
  double variance = 0;
  for (std::size_t i = 0; i < 2 * quantities; ++i) {
    if (weight(i) == 0) continue;
    for (std::size_t j = 0; j < 2 * quantities; ++j) {
      if (weight(j) != 0) variance += weight(i) * weight(j) * sums.covariance(i, j);
    }
  }
  return std::max(variance, 0.0);
}

/// Half the width of Student's interval. Degrees of freedom by the effective number of trials that differ: the others
/// tell nothing of how large differences are.
double half_width(double variance, std::size_t trials, double effective, double confidence) {
  const boost::math::students_t law(std::max(1.0, effective - 1));
  return quantile(complement(law, (1 - confidence) / 2)) * std::sqrt(variance / static_cast<double>(trials));
}

/// By the delta method on the trials' quantities (as for ratios in intervals.cpp), of both systems at once.
void compare(const PairedSums& sums, Measure measure, Seconds mission, double confidence, MeasureDifference& made) {
  if (sums.trials() == 0) return;
  const auto first = measure_of(measure, sums.means(0), mission), second = measure_of(measure, sums.means(1), mission);
  if (!first || !second) return;
  Quantities opposite = first->gradient;
  for (double& each : opposite) each = -each;
  const double of_first = variance_of(sums, first->gradient, {}), of_second = variance_of(sums, {}, second->gradient);
  const double variance = variance_of(sums, opposite, second->gradient);
  made.first = first->value;
  made.second = second->value;
  made.difference = second->value - first->value;
  made.effective_events = sums.effective_differences(first->events);
  if (made.effective_events == 0) {
    made.outcome = Outcome::none_seen;
    made.correlation = 1;
    return;
  }
  const double half = half_width(variance, sums.trials(), made.effective_events, confidence);
  made.low = made.difference - half;
  made.high = made.difference + half;
  if (of_first > 0 && of_second > 0)
    made.correlation = (of_first + of_second - variance) / 2 / std::sqrt(of_first * of_second);
  if (variance > 0) made.narrower = std::sqrt((of_first + of_second) / variance);
  const bool trusted = made.effective_events >= enough_effective_events;
  const double n = static_cast<double>(sums.trials()), ratio = half / std::abs(made.difference);
  made.outcome = trusted && ratio < 1 ? Outcome::resolved : Outcome::unresolved;
  // Widths shrink with the square root of the number of trials, and events come in proportion.
  if (made.outcome == Outcome::unresolved && made.difference != 0)
    made.trials_to_resolve = n * std::max(ratio * ratio, enough_effective_events / made.effective_events);
}

std::vector<std::string> services_missing_in(const models::Study& there, const models::Study& here) {
  std::vector<std::string> names;
  for (const models::Service& each : here.platform.services) {
    if (!service_named(there, each.name)) names.push_back(each.name);
  }
  return names;
}

std::optional<double> exact_value(const RunResult& result, const MeasureDifference& wanted) {
  for (const MeasureResult& each : result.measures) {
    const bool same =
        each.kind == SubjectKind::service && each.subject == wanted.service && each.measure == wanted.measure;
    if (same && each.exact && std::isfinite(each.exact->value)) return each.exact->value;
  }
  return std::nullopt;
}

void add_chains(const models::Study& first, const models::Study& second, const RunOptions& options, Difference& made) {
  RunOptions alone = options;
  alone.progress = {};
  if (alone.max_states == 0) {
    alone.max_states = std::min(default_states_beside(*models::build(first.platform)),
                                default_states_beside(*models::build(second.platform)));
  }
  const RunResult of_first = solve(first, alone), of_second = solve(second, alone);
  made.first.chain_refused = of_first.chain_refused;
  made.second.chain_refused = of_second.chain_refused;
  for (MeasureDifference& each : made.measures) {
    each.exact_first = exact_value(of_first, each);
    each.exact_second = exact_value(of_second, each);
  }
}

}  // namespace

Difference difference(const models::Study& first, const models::Study& second, const RunOptions& options) {
  if (first.mission != second.mission) throw std::invalid_argument("the missions of the two studies differ");
  const Clock::time_point start = Clock::now();
  models::Study other = second;
  other.seed = first.seed;
  other.measures = first.measures;
  std::vector<PairedSubject> subjects;
  const std::vector<Asked> asked = asked_of_both(first, other, subjects);
  const std::size_t trials = first.trials > 0 ? first.trials : default_paired_trials;
  const PairedTrials run = run_paired(first, other, subjects, trials, options);

  Difference made;
  made.first = {first.title, "", "", services_missing_in(other, first), {}};
  made.second = {other.title, "", "", services_missing_in(first, other), {}};
  made.seed = first.seed;
  made.trials = run.trials;
  made.mission_s = first.mission.count();
  made.confidence = first.confidence;
  made.threads = run.threads;
  made.interrupted = run.interrupted;
  for (const Asked& each : asked) {
    MeasureDifference one;
    one.service = first.platform.services[subjects[each.subject].first_service].name;
    one.measure = each.measure;
    compare(run.subjects[each.subject], each.measure, first.mission, first.confidence, one);
    made.measures.push_back(std::move(one));
  }
  if (options.chain && !run.interrupted) add_chains(first, other, options, made);
  made.elapsed_s = std::chrono::duration<double>(Clock::now() - start).count();
  return made;
}

}  // namespace nines::sweep
