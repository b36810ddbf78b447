#include "analysis/sweep/sweep_result.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nines::sweep {
namespace {

bool is_known(const Estimate& estimate) {
  return estimate.trust == Estimate::Trust::good || estimate.trust == Estimate::Trust::few_events ||
         estimate.trust == Estimate::Trust::none_seen || estimate.trust == Estimate::Trust::cannot_fail;
}

/// Between order statistics, linearly (definition 7 of Hyndman, Fan 1996, The American Statistician 50:361).
double quantile_of(const std::vector<double>& sorted, double p) {
  const double at = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

bool apart(const MeasureResult& a, const MeasureResult& b) {
  if (a.exact && b.exact) return true;
  return a.simulated.high < b.simulated.low || b.simulated.high < a.simulated.low;
}

}  // namespace

const MeasureResult* answer_of(const RunResult& result, const AskedMeasure& asked) {
  const auto found = std::find_if(result.measures.begin(), result.measures.end(), [&](const MeasureResult& each) {
    return each.kind == SubjectKind::service && each.subject == asked.service && each.measure == asked.measure;
  });
  return found == result.measures.end() ? nullptr : &*found;
}

std::optional<double> best_value(const MeasureResult& answer) {
  if (answer.exact) return answer.exact->value;
  if (!is_known(answer.simulated)) return std::nullopt;
  return answer.simulated.value;
}

std::optional<Spread> spread_of(const SweepResult& result, std::size_t combination, const AskedMeasure& asked) {
  std::vector<double> values;
  double half_widths = 0;
  bool all_exact = true;
  for (const Point& point : result.points) {
    if (point.combination != combination) continue;
    const MeasureResult* const answer = answer_of(point.result, asked);
    const std::optional<double> value = answer == nullptr ? std::nullopt : best_value(*answer);
    if (!value || !std::isfinite(*value)) return std::nullopt;
    values.push_back(*value);
    if (answer->exact) continue;
    all_exact = false;
    half_widths += (answer->simulated.high - answer->simulated.low) / 2;
  }
  if (values.size() < 2) return std::nullopt;
  const auto n = static_cast<double>(values.size());
  Spread spread;
  spread.draws = values.size();
  spread.mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  std::sort(values.begin(), values.end());
  spread.low = quantile_of(values, 0.05);
  spread.median = quantile_of(values, 0.5);
  spread.high = quantile_of(values, 0.95);
  if (!all_exact) spread.simulation_half_width = half_widths / n;
  return spread;
}

std::optional<Effects> effects_of(const SweepResult& result, const AskedMeasure& asked) {
  if (result.points.empty()) return std::nullopt;
  std::vector<const MeasureResult*> answers;
  for (const Point& point : result.points) {
    const MeasureResult* const answer = answer_of(point.result, asked);
    const std::optional<double> value = answer == nullptr ? std::nullopt : best_value(*answer);
    if (!value || !std::isfinite(*value)) return std::nullopt;
    answers.push_back(answer);
  }
  Effects found{*best_value(*answers.front()), {}};
  for (std::size_t i = 1; i + 1 < answers.size(); i += 2) {
    const models::Setting &low = result.points[i].settings.front(), &high = result.points[i + 1].settings.front();
    found.effects.push_back({low.path, low.value, high.value, *best_value(*answers[i]), *best_value(*answers[i + 1]),
                             apart(*answers[i], *answers[i + 1])});
  }
  std::stable_sort(found.effects.begin(), found.effects.end(), [](const Effect& a, const Effect& b) {
    return std::abs(a.high - a.low) > std::abs(b.high - b.low);
  });
  return found;
}

}  // namespace nines::sweep
