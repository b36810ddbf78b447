#include "analysis/sweep/run_sweep.h"

#include <fmt/format.h>

#include <chrono>

namespace nines::sweep {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

bool stopped(const RunOptions& options) { return options.stop != nullptr && *options.stop; }

/// The progress of one point as that of the sweep. What remains is guessed from the points that are done.
Progress of_sweep(Progress now, std::size_t done, std::size_t points, double elapsed_s) {
  now.interval = fmt::format("point {} of {}{}{}", done + 1, points, now.interval.empty() ? "" : ": ", now.interval);
  now.elapsed_s = elapsed_s;
  now.remaining_s = done == 0 ? 0 : elapsed_s * static_cast<double>(points - done) / static_cast<double>(done);
  return now;
}

}  // namespace

SweepResult run_points(const std::vector<ReadyPoint>& points, const RunOptions& options, PointKeeper* keeper) {
  const Clock::time_point start = Clock::now();
  SweepResult result;
  result.points_planned = points.size();
  for (const ReadyPoint& point : points) {
    RunOptions inner = options;
    const std::size_t done = result.points.size();
    if (options.progress) {
      inner.progress = [&](const Progress& now) {
        options.progress(of_sweep(now, done, points.size(), seconds_since(start)));
      };
    }
    if (stopped(options)) break;
    if (keeper != nullptr) keeper->begin(point, inner);
    RunResult answer = run(point.study, inner);
    if (answer.interrupted || stopped(options)) break;
    answer.scenario_hash = point.scenario_hash;
    if (keeper != nullptr) keeper->finish(answer);
    result.threads = answer.threads;
    result.points.push_back({point.plan.settings, point.plan.combination, std::move(answer), point.number});
  }
  result.interrupted = result.points.size() < points.size();
  result.elapsed_s = seconds_since(start);
  return result;
}

}  // namespace nines::sweep
