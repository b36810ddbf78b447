// Load balancing: requests are spread over the members in rotation, in proportion to their capacity.
//
// In rotation is who is believed to work: a member that has failed unnoticed still gets its share of the requests, which
// is lost; one that has been repaired gets none before it is put back. With R the capacity in rotation, W <= R the part of
// it that works and L the load, each unit of capacity in rotation gets L / R and serves at most 1, so that
//
//   served share = W min(1, L / R) / L = W / max(R, L).
//
// Failure rates may grow as a power of the load on a member (Amari, Bergman 2008, "Reliability analysis of k-out-of-n
// load-sharing systems", RAMS: the power law); L / R relative to what it is with all in rotation is (all capacity) / R.
//
// A load that changes over time counts by requests, not by time: rewards are shares of its mean.
#pragma once

#include "models/outages.h"

#include <cmath>

namespace nines::models::service {

template <class Context>
BalanceState& state_of(Context& context, const BalanceModel& balance) {
  return context.template at<BalanceState>(balance.state);
}

/// What is asked of all members together now.
template <class Context>
double load_now(Context& context, const BalanceModel& balance) {
  return balance.timers.empty() ? balance.spec->load : balance.spec->profile[state_of(context, balance).piece].load;
}

template <class Context>
std::uint32_t& in_rotation(Context& context, const BalanceModel& balance, std::uint32_t operand) {
  return context.template at<std::uint32_t>(balance.in_rotation + operand * static_cast<Offset>(sizeof(std::uint32_t)));
}

/// Sets the pace at which the members fail under the load that each has now.
template <class Context>
void set_strain(const Model& model, Context& context, const BalanceModel& balance, double rotating) {
  const double strain = rotating > 0 ? std::pow(balance.capacity / rotating, balance.spec->exponent) : 1;
  double& present = context.template at<double>(balance.strain);
  if (present == strain) return;
  present = strain;
  for (const std::uint32_t unit_class : balance.strained) {
    for (const std::uint32_t g : model.classes[unit_class].groups) unit::refresh(model, context, model.groups[g]);
  }
}

/// The capacity in rotation and, of this, what has failed without anybody's notice.
struct Rotation {
  double rotating = 0, failed = 0;
};

/// Members that are not connected with the place from which the service is reached are out of rotation.
template <class Context>
Rotation rotation_reached(const Model& model, Context& context, const ServiceModel& service,
                          const BalanceModel& balance) {
  Rotation found;
  for (const ServiceModel::Counted& each : service.counted) {
    const Group& group = model.groups[each.group];
    const GroupState& state = context.template at<GroupState>(group.state);
    if (state.halted || !network::are_connected(model, context, each.group, service.reached_from)) continue;
    const std::uint32_t members = unit::in_charge(context, model.classes[group.unit_class], group);
    found.rotating += balance.capacities[each.operand] * members;
    found.failed += balance.capacities[each.operand] * (members - state.serving);
  }
  return found;
}

template <class Context>
Rotation rotation(const Model& model, Context& context, const ServiceModel& service, const BalanceModel& balance) {
  if (service.is_reached) return rotation_reached(model, context, service, balance);
  Rotation found;
  for (std::uint32_t i = 0; i < balance.capacities.size(); ++i) {
    const std::uint32_t members = in_rotation(context, balance, i);
    found.rotating += balance.capacities[i] * members;
    found.failed += balance.capacities[i] * (members - count(context, service, i));
  }
  return found;
}

/// Finds the share of the requests that is lost, and the share that is served degraded. Nothing is served while a service that this one depends on is down, or its
/// data are not there.
template <class Context>
void find_served(const Model& model, Context& context, const ServiceModel& service) {
  const BalanceModel& balance = model.balances[service.balance];
  const auto [rotating, failed] = rotation(model, context, service, balance);
  bool reachable =
      service.data == none || context.template at<DataState>(model.data[service.data].state).phase == DataState::live;
  for (const std::uint32_t d : service.depends_on) reachable &= state_of(context, model.services[d]).up != 0;
  const double load = load_now(context, balance), relative = load / balance.spec->load;
  double lost = 1;
  if (reachable && rotating < load) {
    lost = (load - rotating + failed) / load;
  } else if (reachable && rotating > 0) {
    lost = failed / rotating;
  }
  context.set_reward(balance.unserved_reward, lost * relative);
  context.set_reward(balance.shed_reward, reachable && rotating < load ? (load - rotating) / load * relative : 0);
  if (balance.degraded_reward != none) {
    const bool degraded = load > *balance.spec->degraded_above * rotating * (1 + 1e-12);
    context.set_reward(balance.degraded_reward, degraded ? (1 - lost) * relative : 0);
  }
  if (balance.on_reward != none) {
    context.set_reward(balance.on_reward, state_of(context, service).in_charge + state_of(context, balance).starting);
  }
  if (balance.strain != none) set_strain(model, context, balance, rotating);
}

}  // namespace nines::models::service

namespace nines::models {

template <class Context>
void rotation_changed(const Model& model, Context& context, UnitClass::Use use, int change) {
  const ServiceModel& service = model.services[use.service];
  service::in_rotation(context, model.balances[service.balance], use.operand) += static_cast<std::uint32_t>(change);
  service::mark(model, context, use.service);
}

}  // namespace nines::models
