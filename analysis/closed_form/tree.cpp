#include "analysis/closed_form/tree.h"

#include "analysis/closed_form/structure.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace nines::closed_form {

using models::Operand;
using models::Platform;
using models::Service;

namespace {

constexpr double tolerance = 1e-9;            // relative, in comparing weights
constexpr std::size_t largest_slack = 5'000;  // grid steps; a convolution costs its square

/// The largest step of which all weights are whole multiples (Euclid's algorithm, in floating point); 0 if too small.
double common_step(const Service& service) {
  double largest = 0, step = 0;
  for (const Operand& operand : service.operands) largest = std::max(largest, operand.weight);
  for (const Operand& operand : service.operands) {
    double remainder = operand.weight;
    while (remainder > tolerance * largest) {
      const double ratio = step / remainder;
      const double rest = step - std::round(ratio) * remainder;
      step = remainder;
      remainder = std::abs(rest);
    }
  }
  return step > 1e-6 * largest ? step : 0;
}

UpDown both_up(const UpDown& a, const UpDown& b) {
  return {a.up * b.up, a.down + a.up * b.down, a.outages_per_s * b.up + a.up * b.outages_per_s};
}

/// The loss of one service's capacity, built along the tree of failure domains.
class ServiceLoss {
 public:
  ServiceLoss(const Platform& platform, const Service& service, const UnitState& unit,
              const std::vector<UpDown>& services, double step, std::size_t slack)
      : platform_(platform), service_(service), unit_(unit), services_(services), step_(step), slack_(slack) {}

  LossDistribution total() const {
    LossDistribution sum = beneath(std::nullopt);
    for (const Operand& operand : service_.operands) {
      if (operand.kind != Operand::Kind::service) continue;
      sum = sum + LossDistribution(slack_, steps(operand), services_[operand.index]);
    }
    return sum;
  }

 private:
  std::size_t steps(const Operand& operand) const {
    return static_cast<std::size_t>(std::llround(operand.weight / step_));
  }

  /// Nodes and domains directly beneath one instance of a level, or outside all domains.
  LossDistribution beneath(std::optional<std::size_t> level) const {
    LossDistribution sum(slack_);
    for (const Operand& operand : service_.operands) {
      if (operand.kind != Operand::Kind::nodes || platform_.nodes[operand.index].level != level) continue;
      const LossDistribution one(slack_, steps(operand), unit_({false, operand.index}));
      sum = sum + one.times(platform_.nodes[operand.index].count);
    }
    for (std::size_t child = 0; child < platform_.domains.size(); ++child) {
      if (platform_.domains[child].parent != level || !matters(child)) continue;
      sum = sum + instance(child).times(platform_.domains[child].count);
    }
    return sum;
  }

  LossDistribution instance(std::size_t level) const {
    std::size_t own_weight = 0;
    for (const Operand& operand : service_.operands) {
      if (operand.kind == Operand::Kind::domains && operand.index == level) own_weight += steps(operand);
    }
    return beneath(level).within(unit_({true, level}), own_weight);
  }

  bool matters(std::size_t level) const {
    return std::any_of(service_.operands.begin(), service_.operands.end(), [&](const Operand& operand) {
      if (operand.kind == Operand::Kind::service) return false;
      if (operand.kind == Operand::Kind::domains && operand.index == level) return true;
      const auto levels = enclosing_levels(platform_, {operand.kind == Operand::Kind::domains, operand.index});
      return std::find(levels.begin(), levels.end(), level) != levels.end();
    });
  }

  const Platform& platform_;
  const Service& service_;
  const UnitState& unit_;
  const std::vector<UpDown>& services_;
  double step_;
  std::size_t slack_;
};

std::optional<UpDown> state_of(const Platform& platform, const Service& service, const UnitState& unit,
                               const std::vector<UpDown>& services) {
  const double step = common_step(service);
  if (step == 0) return std::nullopt;
  const double slack =
      std::floor((total_weight(platform, service) - service.needed) / step * (1 + tolerance) + tolerance);
  if (!(slack >= 0) || slack > static_cast<double>(largest_slack)) return std::nullopt;
  const ServiceLoss loss(platform, service, unit, services, step, static_cast<std::size_t>(slack));
  UpDown state = loss.total().result();
  for (const std::size_t other : service.depends_on) state = both_up(state, services[other]);
  return state;
}

}  // namespace

std::optional<UpDown> service_state(const Platform& platform, std::size_t service, const UnitState& unit) {
  std::vector<UpDown> states(service + 1);
  for (const std::size_t i : services_beneath(platform, service)) {
    const auto state = state_of(platform, platform.services[i], unit, states);
    if (!state) return std::nullopt;
    states[i] = *state;
  }
  return states[service];
}

UnitState long_run_units(const Platform& platform) {
  return [&platform](UnitKind kind) {
    UnitRates rates = unit_rates(platform, kind);
    if (kind.is_domain && platform.domains[kind.index].restart) {
      // What is beneath a domain stays down for the restart as well.
      rates.down_odds += rates.failures_per_s * platform.domains[kind.index].restart->mean().count();
    }
    return UpDown{rates.availability(), rates.unavailability(), rates.outages_per_s()};
  };
}

}  // namespace nines::closed_form
