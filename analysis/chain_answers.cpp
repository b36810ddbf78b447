#include "analysis/chain_answers.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nines {
namespace {

using markov::ConditionMeasures;
using markov::RewardMeasures;
using models::Measure;

/// A value over the mission (and at its end, where there is one; else NaN) with its error, and in the long run with its own.
struct Answer {
  double value = 0, error = 0;
  double long_run = 0, long_run_error = 0;
  double at_end = std::numeric_limits<double>::quiet_NaN();
};

Answer of_share(const RewardMeasures& missing) {
  return {missing.mission_mean, missing.mission_relative_error, missing.long_run, missing.long_run_relative_error,
          missing.at_end};
}

Answer of_service(Measure measure, const ConditionMeasures& found, const RewardMeasures& missing, Seconds mission) {
  const double mission_s = mission.count();
  const double per_year = year.count();
  const double in_mission = found.mission_relative_error, first = found.first_failure_relative_error;
  const double in_long_run = found.long_run_relative_error;
  // Quotients carry the errors of both their parts.
  switch (measure) {
    case Measure::data_losses:
      return {missing.mission_mean * per_year, missing.mission_relative_error, missing.long_run * per_year,
              missing.long_run_relative_error};
    // All of the data at the first loss of any; in the long run nothing is left of them.
    case Measure::durability: return {found.unreliability, first, std::isfinite(found.mttf_s) ? 1 : std::nan(""), 0};
    case Measure::mttdl:
    case Measure::data_loss_probability: return of_service(models::counterpart(measure), found, missing, mission);
    case Measure::availability:
      return {found.interval_unavailability, in_mission, found.unavailability_long_run, in_long_run,
              found.point_unavailability};
    case Measure::downtime:
      return {found.interval_unavailability * per_year, in_mission, found.unavailability_long_run * per_year,
              in_long_run};
    case Measure::outages:
      return {found.expected_outages / mission_s * per_year, in_mission, found.failure_frequency_per_s * per_year,
              in_long_run};
    case Measure::mtbf: return {mission_s / found.expected_outages, in_mission, found.mtbf_s, in_long_run};
    case Measure::mdt:
      return {found.interval_unavailability * mission_s / found.expected_outages, 2 * in_mission, found.mdt_s,
              in_long_run};
    case Measure::mttf: return {found.time_at_risk_s / found.unreliability, 2 * first, found.mttf_s, in_long_run};
    case Measure::unreliability:
      // In the long run there is an outage for certain, unless there may never be one; then nothing is said of it.
      return {found.unreliability, first, std::isfinite(found.mttf_s) ? 1 : std::nan(""), 0};
    case Measure::capacity_availability:
    case Measure::served:
    case Measure::degraded:
    case Measure::replicas: return of_share(missing);
    default: return {};
  }
}

double error_of_quotient(double a, double b) { return 2 * std::max(a, b); }

Answer of_members(Measure measure, const ExactMembers& found, Seconds mission) {
  const RewardMeasures &missing = found.missing, &gone = found.gone;
  const double per_year = year.count();
  const double in_mission = error_of_quotient(missing.mission_relative_error, gone.mission_relative_error);
  const double in_long_run = error_of_quotient(missing.long_run_relative_error, gone.long_run_relative_error);
  switch (measure) {
    case Measure::availability: return of_share(missing);
    case Measure::downtime:
      return {missing.mission_mean * per_year, missing.mission_relative_error, missing.long_run * per_year,
              missing.long_run_relative_error};
    case Measure::outages:
      return {gone.mission_mean / found.members * per_year, gone.mission_relative_error,
              gone.long_run / found.members * per_year, gone.long_run_relative_error};
    case Measure::mtbf:
      return {found.members / gone.mission_mean, gone.mission_relative_error, found.members / gone.long_run,
              gone.long_run_relative_error};
    case Measure::mdt:
      return {missing.mission_mean * found.members / gone.mission_mean, in_mission,
              missing.long_run * found.members / gone.long_run, in_long_run};
    case Measure::mttf:
      if (found.all_up == nullptr) return {};
      return of_service(measure, *found.all_up, missing, mission);
    default: return {};
  }
}

/// What is known of the mission's value and of the long run; NaN for the one that is not.
std::optional<ExactValue> exact_value(Measure measure, const Answer& answer) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const bool mission = !std::isnan(answer.value) && std::isfinite(answer.error);
  const bool long_run = !std::isnan(answer.long_run) && std::isfinite(answer.long_run_error);
  if (!mission && !long_run) return std::nullopt;
  const double over_mission = mission ? answer.value : nan, in_long_run = long_run ? answer.long_run : nan;
  const bool is_of_first = models::counterpart(measure) == Measure::mttf;
  ExactValue made{is_of_first ? in_long_run : over_mission, in_long_run,
                  std::max(mission ? answer.error : 0, long_run ? answer.long_run_error : 0), 0, over_mission};
  if (!std::isnan(answer.at_end)) made.at_end = answer.at_end;
  return made;
}

}  // namespace

std::optional<ExactValue> exact_of_service(Measure measure, const ConditionMeasures& found,
                                           const RewardMeasures& missing, Seconds mission) {
  return exact_value(measure, of_service(measure, found, missing, mission));
}

std::optional<ExactValue> exact_of_members(Measure measure, const ExactMembers& found, Seconds mission) {
  return exact_value(measure, of_members(measure, found, mission));
}

}  // namespace nines
