#include "analysis/optimise/front.h"

#include <algorithm>
#include <cmath>

namespace nines::optimise {
namespace {

/// How many times as much is missing as may be; below 1 where the objective is met.
double missed_by(const JudgedObjective& judged) {
  const models::Objective& objective = judged.objective;
  const double value = judged.exact.value_or(judged.value.value);
  constexpr double tiny = 1e-300;  // of an objective that nothing may be missing of: the less is, the better
  if (objective.share_of_trials > 0) return (1 - value) / std::max(1 - objective.share_of_trials, tiny);
  const bool at_most = objective.at_least == models::is_bounded_as_loss(objective.measure);
  const double factor = at_most ? value / std::max(objective.bound, tiny) : objective.bound / value;
  return std::isnan(factor) ? 1 : factor;
}

bool known(const Point& point) { return point.exact_unavailability || point.unavailability.trials > 0; }

}  // namespace

std::vector<std::size_t> front_of(const std::vector<Point>& points, const std::function<bool(std::size_t)>& counts) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (known(points[i]) && counts(i)) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (points[a].cost() != points[b].cost()) return points[a].cost() < points[b].cost();
    return points[a].nines_lost() < points[b].nines_lost();
  });
  std::vector<std::size_t> front;
  for (const std::size_t i : order) {
    if (front.empty() || points[i].nines_lost() < points[front.back()].nines_lost()) front.push_back(i);
  }
  return front;
}

void mark_front(OptimiseResult& result, const std::function<bool(std::size_t one, std::size_t other)>& more_available,
                const std::function<bool(std::size_t)>& counts) {
  result.front = front_of(result.points, counts);
  for (Point& each : result.points) each.on_front = false;
  std::size_t last = none;
  for (const std::size_t i : result.front) {
    Point& point = result.points[i];
    point.on_front = true;
    point.front_resolved = last == none || more_available(i, last);
    if (point.front_resolved) last = i;
  }
}

double missed_by(const Point& point) {
  double worst = 0;
  for (const JudgedObjective& each : point.objectives) worst = std::max(worst, missed_by(each));
  return worst;
}

std::size_t closest_to_objectives(const std::vector<Point>& points) {
  std::size_t closest = none;
  double least = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!known(points[i])) continue;
    const double worst = missed_by(points[i]);
    const bool nearer =
        closest == none || worst < least || (worst == least && points[i].cost() < points[closest].cost());
    if (nearer) closest = i, least = worst;
  }
  return closest;
}

}  // namespace nines::optimise
