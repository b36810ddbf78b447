// Elections: members of which a majority must work choose one of them, who leads.
//
// A leader is lost when its failure is noticed, when its domain goes down, or when fewer members work than are needed: then
// it resigns (as with Raft's check of the quorum). As soon as enough work again, and nobody leads, there is an election; a
// round of it takes its time and fails with the probability of a split vote, which another round follows. Everybody who
// works and does not lead is equally likely to be elected. Fewer than needed in the middle of a round: it is called off.
//
// Over a network only members vote, and are elected, that are connected with each other: the largest such set. A leader outside it
// resigns, and those in it elect another one.
//
// Ongaro and Ousterhout 2014, "In search of an understandable consensus algorithm", USENIX ATC, section 5.2.
#pragma once

#include "models/switching.h"

#include <algorithm>

namespace nines::models::service {

/// Whether a member leads, and works; and where the service is reached from a place, whether the leader is.
template <class Context>
bool has_leader(const Model& model, Context& context, const ServiceModel& service) {
  if (state_of(context, service).in_charge == 0) return false;
  const std::uint32_t from = service.reached_from;
  const UnitClass& unit_class = model.classes[service.managed.front()];
  for (const std::uint32_t g : unit_class.groups) {
    const Group& group = model.groups[g];
    if (context.template at<GroupState>(group.state).halted) continue;
    if (from != none && !network::are_connected(model, context, g, from)) continue;
    for (const std::uint16_t s : unit_class.leading) {
      if (unit::count(context, group, s) > 0) return true;
    }
  }
  return false;
}

template <class Context>
void resign(const Model& model, Context& context, std::uint32_t s) {
  const UnitClass& unit_class = model.classes[model.services[s].managed.front()];
  tell(context, Happening::leader_resigns, s);
  for (const std::uint32_t g : unit_class.groups) unit::drop_roles(model, context, g);
}

/// Whether somebody leads who is cut off from those that can vote.
template <class Context>
bool leads_in_minority(const Model& model, Context& context, const ServiceModel& service, std::uint32_t voters) {
  const UnitClass& unit_class = model.classes[service.managed.front()];
  return voters != none && std::any_of(unit_class.groups.begin(), unit_class.groups.end(), [&](std::uint32_t g) {
           const Group& group = model.groups[g];
           const bool is_away = network::component_of(model, context, g) != voters;
           return is_away && !context.template at<GroupState>(group.state).halted &&
                  unit::in_charge(context, unit_class, group) > 0;
         });
}

template <class Context>
void react_to_quorum(const Model& model, Context& context, std::uint32_t s) {
  const ServiceModel& service = model.services[s];
  ServiceState& state = state_of(context, service);
  const std::uint32_t round = service.timers[Switchover::switches];
  const network::Connected voters = quorum(model, context, service);
  const bool has_quorum = enough(service, voters.level);
  if (has_quorum && state.in_charge > 0 && leads_in_minority(model, context, service, voters.component))
    resign(model, context, s);
  if (!has_quorum) {
    if (state.phase == ServiceState::switching) {
      state.phase = ServiceState::ready;
      context.stop(round);
    }
    if (state.in_charge > 0) resign(model, context, s);
  } else if (state.in_charge == 0 && state.phase == ServiceState::ready) {
    tell(context, Happening::election_begins, s);
    state.phase = ServiceState::switching;
    context.start(round);
  }
  state.lost = state.gained = 0;
}

/// A round of the election is over.
template <class Context>
void count_votes(const Model& model, Context& context, std::uint32_t s) {
  const ServiceModel& service = model.services[s];
  if (context.coin(service.coin, service.election->split_vote)) {
    tell(context, Happening::vote_splits, s);
    return context.start(service.timers[Switchover::switches]);
  }
  tell(context, Happening::leader_elected, s);
  state_of(context, service).phase = ServiceState::ready;
  fill_roles(model, context, service);
  mark(model, context, s);
}

}  // namespace nines::models::service
