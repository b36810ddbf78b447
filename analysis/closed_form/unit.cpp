#include "analysis/closed_form/unit.h"

#include <cmath>
#include <limits>

namespace nines::closed_form {

using models::Platform;

const std::vector<models::FailureMode>& failure_modes(const Platform& platform, UnitKind kind) {
  return kind.is_domain ? platform.domains[kind.index].failures : platform.nodes[kind.index].failures;
}

models::Ages ages(const Platform& platform, UnitKind kind) {
  return kind.is_domain ? platform.domains[kind.index].ages : platform.nodes[kind.index].ages;
}

std::string name_of(const Platform& platform, UnitKind kind) {
  return kind.is_domain ? platform.domains[kind.index].name : platform.nodes[kind.index].name;
}

std::size_t members_of(const Platform& platform, UnitKind kind) {
  return kind.is_domain ? platform.instances(kind.index) : platform.members(platform.nodes[kind.index]);
}

std::vector<std::size_t> enclosing_levels(const Platform& platform, UnitKind kind) {
  std::vector<std::size_t> levels;
  auto level = kind.is_domain ? platform.domains[kind.index].parent : platform.nodes[kind.index].level;
  for (; level; level = platform.domains[*level].parent) levels.push_back(*level);
  return levels;
}

std::vector<UnitKind> all_kinds(const Platform& platform) {
  std::vector<UnitKind> kinds;
  for (std::size_t i = 0; i < platform.nodes.size(); ++i) kinds.push_back({false, i});
  for (std::size_t i = 0; i < platform.domains.size(); ++i) kinds.push_back({true, i});
  return kinds;
}

double failure_rate(const Platform& platform, UnitKind kind, std::size_t mode) {
  const auto& time_to_failure = failure_modes(platform, kind)[mode].time_to_failure;
  double rate = time_to_failure ? 1 / time_to_failure->mean().count() : 0;
  for (const models::Shock& shock : platform.shocks) {
    if (!shock.interval) continue;
    for (const auto& target : shock.targets) {
      if (UnitKind{target.is_domain, target.index} == kind && target.mode == mode) {
        rate += shock.hit_probability / shock.interval->mean().count();
      }
    }
  }
  return rate;
}

double mean_s(const LawPtr& law) { return law ? law->mean().count() : 0; }

namespace {

/// Of all attempts together: the n-th is made with probability q^(n - 1), and so is the pause before it.
double mean_restarting_s(const models::Restarts& restarts) {
  double sum = 0, reached = 1;
  for (std::size_t attempt = 1; attempt <= restarts.up_to; ++attempt) {
    if (attempt > 1) sum += reached * restarts.back_off_scale(attempt - 1) * mean_s(restarts.back_off);
    sum += reached * mean_s(restarts.takes);
    reached *= 1 - restarts.succeed;
  }
  return sum;
}

}  // namespace

double restarts_fail(const models::FailureMode& mode) {
  return mode.restarts ? std::pow(1 - mode.restarts->succeed, static_cast<double>(mode.restarts->up_to)) : 1;
}

double mean_repair_s(const models::FailureMode& mode) {
  if (!mode.time_to_repair) return std::numeric_limits<double>::infinity();
  const double hands_on_s = (mean_s(mode.diagnosis) + mean_s(mode.time_to_repair)) / (1 - mode.wrong_diagnosis);
  const double by_others_s =
      mode.replacement ? mean_s(mode.replacement->takes) : mean_s(mode.time_to_call) + hands_on_s;
  return mean_s(mode.time_to_notice) + (mode.restarts ? mean_restarting_s(*mode.restarts) : 0) +
         restarts_fail(mode) * by_others_s + mean_s(mode.time_to_return);
}

double UnitRates::unavailability() const { return std::isinf(down_odds) ? 1 : down_odds / (1 + down_odds); }

double UnitRates::mean_down_s() const { return failures_per_s > 0 ? down_odds / failures_per_s : 0; }

namespace {

/// Adds up failure modes that either pause each other or run on independently.
class ModeSum {
 public:
  explicit ModeSum(bool independent) : independent_(independent) {}

  void add(double rate_per_s, double mean_down_s) {
    if (!(rate_per_s > 0)) return;  // never happens, so it does not matter that it would never be repaired
    rate_ += rate_per_s;
    const double odds = rate_per_s * mean_down_s;
    sum_ += independent_ ? std::log1p(odds) : odds;
  }

  UnitRates total() const { return {rate_, independent_ ? std::expm1(sum_) : sum_}; }

 private:
  bool independent_;
  double rate_ = 0, sum_ = 0;
};

}  // namespace

UnitRates unit_rates(const Platform& platform, UnitKind kind) {
  ModeSum sum(ages(platform, kind) == models::Ages::always);
  const auto& modes = failure_modes(platform, kind);
  for (std::size_t i = 0; i < modes.size(); ++i) {
    if (modes[i].takes_down == models::TakesDown::unit)
      sum.add(failure_rate(platform, kind, i), mean_repair_s(modes[i]));
  }
  if (!kind.is_domain) return sum.total();
  const auto instances = static_cast<double>(members_of(platform, kind));
  for (const UnitKind culprit : all_kinds(platform)) {
    const auto& others = failure_modes(platform, culprit);
    const double per_instance = static_cast<double>(members_of(platform, culprit)) / instances;
    for (std::size_t i = 0; i < others.size(); ++i) {
      if (others[i].takes_down != models::TakesDown::domain || others[i].domain_level != kind.index) continue;
      sum.add(per_instance * failure_rate(platform, culprit, i), mean_repair_s(others[i]));
    }
  }
  return sum.total();
}

}  // namespace nines::closed_form
