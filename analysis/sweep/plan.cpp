#include "analysis/sweep/plan.h"

#include "analysis/sweep/elementary.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::sweep {

namespace {

std::string why_no_indices(const models::Sweep& sweep) {
  if (sweep.uncertain.empty()) {
    return "--indices are of inputs that are not known for certain, and there is none\n"
           "  hint: --uncertain parameters.life='3 failures in 10000 h'";
  }
  const std::size_t points = sweep.draws * (sweep.uncertain.size() + 2);
  if (points <= models::most_points) return "";
  return fmt::format("--indices would need {} points, more than {}\n  hint: fewer --points", points,
                     models::most_points);
}

std::string why_no_walks(const models::Sweep& sweep) {
  const std::size_t inputs = inputs_of_walks(sweep), points = sweep.draws * (inputs + 1);
  if (inputs == 0)
    return "--morris has no input: what is varied has a single value\n  hint: --vary nodes.web.count=1..4";
  if (points <= models::most_points) return "";
  return fmt::format("--morris would need {} points, more than {}\n  hint: fewer --points", points,
                     models::most_points);
}

}  // namespace

std::string why_not(SweepResult::Kind kind, const models::Sweep& sweep) {
  if (kind == SweepResult::Kind::indices) return why_no_indices(sweep);
  return kind == SweepResult::Kind::walks ? why_no_walks(sweep) : "";
}

std::vector<PlannedPoint> plan(SweepResult::Kind kind, const models::Sweep& sweep, std::uint64_t seed) {
  switch (kind) {
    case SweepResult::Kind::one_at_a_time: return one_at_a_time(sweep);
    case SweepResult::Kind::walks: return points_of_walks(sweep, seed);
    case SweepResult::Kind::indices: return points_for_indices(sweep, seed);
    case SweepResult::Kind::points: break;
  }
  return points_of(sweep, seed);
}

void ask_for(const std::vector<AskedMeasure>& asked, models::Study& study) {
  std::vector<models::Measure>& measures = study.measures;
  if (measures.empty()) return;  // all of them
  for (const AskedMeasure& each : asked) {
    if (std::find(measures.begin(), measures.end(), each.measure) == measures.end()) measures.push_back(each.measure);
  }
}

void keep_only(const std::vector<AskedMeasure>& asked, Difference& result) {
  if (asked.empty()) return;
  std::erase_if(result.measures, [&](const MeasureDifference& each) {
    return std::none_of(asked.begin(), asked.end(), [&](const AskedMeasure& wanted) {
      return wanted.service == each.service && wanted.measure == each.measure;
    });
  });
}

}  // namespace nines::sweep
