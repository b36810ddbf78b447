#include "models/interruption_rate.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace nines::models {

namespace {

/// What of a platform a service cannot do without: node classes and domain levels, with how many of each at a time.
using Members = std::map<std::pair<bool, std::size_t>, double>;

void add_levels(const Platform& platform, std::optional<std::size_t> level, Members& members) {
  for (; level; level = platform.domains[*level].parent)
    members[{true, *level}] = static_cast<double>(platform.instances(*level));
}

/// False if it can do without one.
bool collect(const Platform& platform, std::size_t s, Members& members) {
  const Service& service = platform.services[s];
  if (service.preference || service.election || service.reach) return false;
  double weight = 0, lightest = never.count();
  for (const Operand& operand : service.operands) {
    double units = 1;
    if (operand.kind == Operand::Kind::nodes) {
      const NodeClass& nodes = platform.nodes[operand.index];
      units = static_cast<double>(platform.members(nodes));
      if (service.standby) units = std::min(units, static_cast<double>(service.standby->active));
      members[{false, operand.index}] = units;
      add_levels(platform, nodes.level, members);
    } else if (operand.kind == Operand::Kind::domains) {
      units = static_cast<double>(platform.instances(operand.index));
      add_levels(platform, operand.index, members);
    } else if (!collect(platform, operand.index, members)) {
      return false;
    }
    weight += units * operand.weight;
    lightest = std::min(lightest, operand.weight);
  }
  for (const std::size_t dependency : service.depends_on) {
    if (!collect(platform, dependency, members)) return false;
  }
  return weight - lightest < service.needed;
}

bool stops(const FailureMode& mode) {
  return mode.takes_down != TakesDown::nothing && mode.kind != ModeKind::bad_update &&
         mode.kind != ModeKind::awaited_update;
}

/// `factor`: of the rates of failures, but for those of a common cause.
double rate_of(const std::vector<FailureMode>& modes, double units, double factor) {
  double rate = 0;
  for (const FailureMode& mode : modes) {
    if (!stops(mode) || !mode.time_to_failure) continue;
    const double own = mode.kind == ModeKind::failure ? factor : 1;
    rate += (units * own * (1 - mode.beta) + mode.beta) / mode.time_to_failure->mean().count();
  }
  return rate;
}

double rate_of(const Platform& platform, const Shock& shock, const Members& members) {
  double log_none = 0;  // of the probability that a strike hits none of them
  const double blocks = shock.per_level ? static_cast<double>(platform.instances(*shock.per_level)) : 1;
  for (const Shock::Target& target : shock.targets) {
    const auto found = members.find({target.is_domain, target.index});
    if (found != members.end()) log_none += found->second / blocks * std::log1p(-shock.hit_probability);
  }
  return log_none < 0 ? -std::expm1(log_none) * blocks / shock.interval->mean().count() : 0;
}

}  // namespace

double mean_failure_factor(const NodeClass& nodes) {
  if (!nodes.lemons) return 1;
  const auto& [share, times_as_often] = *nodes.lemons;
  if (!nodes.retirement) return 1 + share * (times_as_often - 1);
  return 1 / (share / times_as_often + 1 - share);  // by the mean time until one is retired, in times of a good one
}

std::optional<double> interruptions_per_second(const Platform& platform, std::size_t service) {
  Members members;
  if (!collect(platform, service, members)) return std::nullopt;
  double rate = 0;
  for (const auto& [unit, count] : members) {
    const auto& [is_domain, index] = unit;
    rate += is_domain ? rate_of(platform.domains[index].failures, count, 1)
                      : rate_of(platform.nodes[index].failures, count, mean_failure_factor(platform.nodes[index]));
  }
  for (const Shock& shock : platform.shocks) rate += rate_of(platform, shock, members);
  return rate;
}

}  // namespace nines::models
