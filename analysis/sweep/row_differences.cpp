#include "analysis/sweep/row_differences.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace nines::sweep {
namespace {

using Clock = std::chrono::steady_clock;
using models::Measure;

/// Times between outages or interruptions and before a loss should be long, and jobs should be finished; all else that is measured, as it is held, is a loss.
bool more_is_better(Measure measure) {
  return measure == Measure::mtbf || measure == Measure::mttf || measure == Measure::mttdl ||
         measure == Measure::mtbi || measure == Measure::job_mttf || measure == Measure::finished;
}

/// What to show while point `done` of them is compared.
std::function<void(const Progress&)> progress_of(const RunOptions& options, std::size_t done, std::size_t all,
                                                 Clock::time_point start) {
  if (!options.progress) return {};
  return [&options, done, all, start](Progress now) {
    now.interval = fmt::format("comparing point {} of {}", done + 1, all);
    now.elapsed_s = std::chrono::duration<double>(Clock::now() - start).count();
    now.remaining_s = done == 0 ? 0 : now.elapsed_s * static_cast<double>(all - done) / static_cast<double>(done);
    options.progress(now);
  };
}

/// Those that were asked for, with the chains' values that the sweep has already.
std::vector<MeasureDifference> of_asked(const SweepResult& result, const Difference& found, const Point& base,
                                        const Point& point) {
  std::vector<MeasureDifference> made;
  for (const AskedMeasure& asked : result.asked) {
    MeasureDifference one;
    one.service = asked.service;
    one.measure = asked.measure;
    for (const MeasureDifference& each : found.measures) {
      if (each.service == asked.service && each.measure == asked.measure) one = each;
    }
    const MeasureResult* const first = answer_of(base.result, asked);
    const MeasureResult* const second = answer_of(point.result, asked);
    if (first != nullptr && first->exact) one.exact_first = first->exact->value;
    if (second != nullptr && second->exact) one.exact_second = second->exact->value;
    made.push_back(std::move(one));
  }
  return made;
}

}  // namespace

std::size_t best_point(const SweepResult& result, const AskedMeasure& asked) {
  std::size_t best = 0;
  std::optional<double> best_so_far;
  for (const Point& point : result.points) {
    const MeasureResult* const answer = answer_of(point.result, asked);
    const auto value = answer == nullptr ? std::nullopt : best_value(*answer);
    if (!value) continue;
    if (best_so_far && !(more_is_better(asked.measure) ? *value > *best_so_far : *value < *best_so_far)) continue;
    best = point.number;
    best_so_far = value;
  }
  return best;
}

DifferencesFromPoint differences_from(const SweepResult& result, const std::vector<ReadyPoint>& points,
                                      std::size_t base, const RunOptions& options) {
  const Clock::time_point start = Clock::now();
  DifferencesFromPoint made{base, {}};
  const Point& base_point = result.points.at(base);
  for (const Point& point : result.points) {
    if (options.stop != nullptr && *options.stop) break;
    if (point.number == base) {
      made.points.emplace_back();
      continue;
    }
    models::Study first = points.at(base).study, second = points.at(point.number).study;
    first.trials = std::max(base_point.result.trials, point.result.trials);
    Difference found;
    if (first.mission == second.mission) {
      RunOptions inner = options;
      inner.chain = false;
      inner.progress = progress_of(options, made.points.size(), result.points.size(), start);
      found = difference(first, second, inner);
      if (found.interrupted) break;
    }
    made.points.push_back(of_asked(result, found, base_point, point));
  }
  return made;
}

}  // namespace nines::sweep
