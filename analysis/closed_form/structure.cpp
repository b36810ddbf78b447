#include "analysis/closed_form/structure.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace nines::closed_form {

using models::Operand;
using models::Platform;
using models::Service;

namespace {

constexpr double weight_tolerance = 1e-9;  // relative: "80 % of 5" must mean 4

std::optional<UnitKind> unit_kind(const Operand& operand) {
  if (operand.kind == Operand::Kind::service) return std::nullopt;
  return UnitKind{operand.kind == Operand::Kind::domains, operand.index};
}

std::size_t count_of(const Platform& platform, const Operand& operand) {
  const auto kind = unit_kind(operand);
  return kind ? members_of(platform, *kind) : 1;
}

/// The mean unit of several kinds: equal rates of failure and of time spent down, in all.
UnitRates average_rates(const Platform& platform, const std::vector<UnitKind>& kinds, std::size_t units) {
  double rate = 0, odds = 0;
  for (const UnitKind kind : kinds) {
    const UnitRates rates = unit_rates(platform, kind);
    const double share = static_cast<double>(members_of(platform, kind)) / static_cast<double>(units);
    rate += share * rates.failures_per_s;
    odds += share * rates.down_odds;
  }
  return {rate, odds};
}

bool needs_all(const Platform& platform, const Service& service) {
  double smallest = std::numeric_limits<double>::infinity();
  for (const Operand& operand : service.operands) {
    if (operand.weight > 0) smallest = std::min(smallest, operand.weight);
  }
  const double total = total_weight(platform, service);
  return total - service.needed < smallest * (1 - weight_tolerance) && service.needed <= total * (1 + weight_tolerance);
}

std::optional<Pool> units_of_equal_weight(const Platform& platform, std::size_t index) {
  const Service& service = platform.services[index];
  Pool pool;
  pool.service = index;
  double weight = 0;
  for (const Operand& operand : service.operands) {
    if (!(operand.weight > 0)) continue;
    const auto kind = unit_kind(operand);
    if (!kind || (weight > 0 && std::abs(operand.weight - weight) > weight_tolerance * weight)) return std::nullopt;
    weight = operand.weight;
    pool.kinds.push_back(*kind);
    pool.units += members_of(platform, *kind);
  }
  if (pool.units == 0 || !(service.needed > 0)) return std::nullopt;
  const double needed = std::ceil(service.needed / weight * (1 - weight_tolerance));
  if (!(needed <= static_cast<double>(pool.units))) return std::nullopt;
  pool.needed = std::max<std::size_t>(1, static_cast<std::size_t>(needed));
  pool.average = average_rates(platform, pool.kinds, pool.units);
  return pool;
}

/// Collects what must be up for a service to be up.
class SeriesCollector {
 public:
  SeriesCollector(const Platform& platform, bool redundancy) : platform_(platform), redundancy_(redundancy) {}

  bool collect(std::size_t index) {
    if (!seen_services_.insert(index).second) return true;
    const Service& service = platform_.services[index];
    for (const std::size_t other : service.depends_on) {
      if (!collect(other)) return false;
    }
    if (needs_all(platform_, service)) return collect_operands(index);
    auto pool = redundancy_ ? units_of_equal_weight(platform_, index) : std::nullopt;
    if (!pool) return false;
    pools_.push_back(std::move(*pool));
    return true;
  }

  std::vector<Pool> pools() && { return std::move(pools_); }

 private:
  bool collect_operands(std::size_t index) {
    for (const Operand& operand : platform_.services[index].operands) {
      if (!(operand.weight > 0)) continue;
      const auto kind = unit_kind(operand);
      if (!kind) {
        if (!collect(operand.index)) return false;
      } else if (seen_units_.insert(*kind).second) {
        const std::size_t members = members_of(platform_, *kind);
        pools_.push_back({index, {*kind}, members, members, unit_rates(platform_, *kind)});
      }
    }
    return true;
  }

  const Platform& platform_;
  bool redundancy_;
  std::set<std::size_t> seen_services_;
  std::set<UnitKind> seen_units_;
  std::vector<Pool> pools_;
};

std::optional<std::vector<Pool>> collect_series(const Platform& platform, std::size_t service, bool redundancy) {
  SeriesCollector collector(platform, redundancy);
  if (!collector.collect(service)) return std::nullopt;
  return std::move(collector).pools();
}

bool can_go_down(const Platform& platform, std::size_t level) {
  return unit_rates(platform, {true, level}).failures_per_s > 0;
}

}  // namespace

double total_weight(const Platform& platform, const Service& service) {
  double total = 0;
  for (const Operand& operand : service.operands) {
    total += operand.weight * static_cast<double>(count_of(platform, operand));
  }
  return total;
}

std::optional<Pool> as_pool(const Platform& platform, std::size_t index) {
  const Service& service = platform.services[index];
  if (!service.depends_on.empty()) return std::nullopt;
  const bool wraps_one = service.operands.size() == 1 && service.operands[0].kind == Operand::Kind::service;
  if (wraps_one && needs_all(platform, service)) return as_pool(platform, service.operands[0].index);
  return units_of_equal_weight(platform, index);
}

std::optional<std::vector<Pool>> as_series(const Platform& platform, std::size_t service) {
  return collect_series(platform, service, true);
}

std::optional<std::vector<Pool>> as_plain_series(const Platform& platform, std::size_t service) {
  return collect_series(platform, service, false);
}

std::vector<std::size_t> services_beneath(const Platform& platform, std::size_t service) {
  std::set<std::size_t> found{service};
  // Operands and dependencies come before what uses them, so one pass downwards meets all.
  for (std::size_t i = service + 1; i-- > 0;) {
    if (!found.contains(i)) continue;
    for (const Operand& operand : platform.services[i].operands) {
      if (operand.kind == Operand::Kind::service) found.insert(operand.index);
    }
    found.insert(platform.services[i].depends_on.begin(), platform.services[i].depends_on.end());
  }
  return {found.begin(), found.end()};
}

std::map<UnitKind, std::size_t> units_beneath(const Platform& platform, std::size_t service) {
  std::map<UnitKind, std::size_t> uses;
  for (const std::size_t i : services_beneath(platform, service)) {
    for (const Operand& operand : platform.services[i].operands) {
      if (const auto kind = unit_kind(operand); kind && operand.weight > 0) ++uses[*kind];
    }
  }
  return uses;
}

std::vector<std::size_t> failing_levels_above(const Platform& platform, std::size_t service) {
  std::set<std::size_t> levels;
  for (const auto& [kind, uses] : units_beneath(platform, service)) {
    for (const std::size_t level : enclosing_levels(platform, kind)) {
      if (can_go_down(platform, level)) levels.insert(level);
    }
  }
  return {levels.begin(), levels.end()};
}

std::vector<UnitKind> relevant_kinds(const Platform& platform, std::size_t service) {
  std::set<UnitKind> kinds;
  for (const auto& [kind, uses] : units_beneath(platform, service)) kinds.insert(kind);
  for (const std::size_t level : failing_levels_above(platform, service)) kinds.insert({true, level});
  return {kinds.begin(), kinds.end()};
}

std::vector<std::size_t> outage_modes(const Platform& platform, UnitKind kind) {
  std::vector<std::size_t> result;
  const auto& modes = failure_modes(platform, kind);
  for (std::size_t i = 0; i < modes.size(); ++i) {
    if (modes[i].takes_down == models::TakesDown::unit && failure_rate(platform, kind, i) > 0) result.push_back(i);
  }
  return result;
}

std::size_t crew_size(const Platform& platform, const Pool& pool) {
  for (const UnitKind kind : pool.kinds) {
    for (const std::size_t i : outage_modes(platform, kind)) {
      if (const auto crew = failure_modes(platform, kind)[i].crew) return platform.crews[*crew].size;
    }
  }
  return pool.units;
}

double common_cause_share(const Platform& platform, const Pool& pool) {
  double common = 0, all = 0;
  for (const UnitKind kind : pool.kinds) {
    const auto units = static_cast<double>(members_of(platform, kind));
    for (const std::size_t i : outage_modes(platform, kind)) {
      const double rate = units * failure_rate(platform, kind, i);
      all += rate;
      common += failure_modes(platform, kind)[i].beta * rate;
    }
  }
  return all > 0 ? common / all : 0;
}

FailureProcess failure_process(const Platform& platform, const Pool& pool, bool beta) {
  const double share = beta ? common_cause_share(platform, pool) : 0;
  const double rate = (1 - share) * pool.average.failures_per_s;
  const double repair = pool.average.failures_per_s / pool.average.down_odds;
  const std::size_t crews = crew_size(platform, pool);
  const auto& standby = platform.services[pool.service].standby;

  FailureProcess process;
  process.tolerated = pool.tolerated();
  process.reserve = standby ? pool.units - std::min(pool.units, standby->active) : 0;
  process.all_fail_per_s = share * pool.average.failures_per_s;
  process.failures_stop_when_down = std::all_of(pool.kinds.begin(), pool.kinds.end(), [&](UnitKind kind) {
    return ages(platform, kind) == models::Ages::while_in_service;
  });
  process.repair_per_s.push_back(0);
  for (std::size_t failed = 0; failed < pool.units; ++failed) {
    const std::size_t up = pool.units - failed;
    const std::size_t active = standby ? std::min(up, standby->active) : up;
    const double in_reserve = standby ? static_cast<double>(up - active) * standby->rate_factor : 0;
    process.fail_per_s.push_back(rate * (static_cast<double>(active) + in_reserve));
    process.repair_per_s.push_back(repair * static_cast<double>(std::min(failed + 1, crews)));
  }
  return process;
}

std::optional<double> measure_of(const LongRun& answer, const Pool& pool, std::size_t service,
                                 models::Measure measure) {
  const bool seen_through = pool.service != service && measure == models::Measure::capacity_availability;
  return measure_of(answer, seen_through ? models::Measure::availability : measure);
}

std::optional<double> measure_of(const LongRun& answer, models::Measure measure) {
  using models::Measure;
  switch (measure) {
    case Measure::availability: return answer.unavailability;
    case Measure::downtime: return answer.unavailability * year.count();
    case Measure::outages: return answer.outages_per_s * year.count();
    case Measure::mtbf: return 1 / answer.outages_per_s;
    case Measure::mdt:
      if (!(answer.outages_per_s > 0)) return std::nullopt;
      return answer.unavailability / answer.outages_per_s;
    case Measure::capacity_availability: return answer.capacity_unavailability;
    default: return std::nullopt;
  }
}

}  // namespace nines::closed_form
