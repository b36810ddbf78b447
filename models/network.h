// The network between domains: who is connected with whom.
//
// Links are units of their own classes. A link that is up connects its two places while both are up; a place that is a
// domain is up while that domain is available, a point always. What is connected is found anew at the end of each event in which a
// link or a place has changed, by disjoint sets (Tarjan 1975, "Efficiency of a good but not linear set union algorithm",
// J. ACM 22: 215-225; Boost.Graph's) over arrays in the arena.
#pragma once

#include "models/signals.h"

#include <boost/iterator/counting_iterator.hpp>
#include <boost/pending/disjoint_sets.hpp>
#include <boost/property_map/property_map.hpp>

#include <algorithm>

namespace nines::models::network {

/// Members that are connected with each other: their weight, and the set that they are in.
struct Connected {
  double level = 0;
  std::uint32_t component = none;
};

template <class Context>
void link_changed(Context& context, const UnitClass& links) {
  context.template at<std::uint32_t>(links.network_changed) = 1;
}

/// The first of all places that are connected with this one, itself included: the same of all that are connected.
template <class Context>
std::uint32_t component(const Model& model, Context& context, std::uint32_t place) {
  return context.template at<std::uint32_t>(model.network.component +
                                            place * static_cast<Offset>(sizeof(std::uint32_t)));
}

template <class Context>
std::uint32_t component_of(const Model& model, Context& context, std::uint32_t group) {
  return component(model, context, model.place_of(model.groups[group]));
}

template <class Context>
bool are_connected(const Model& model, Context& context, std::uint32_t group, std::uint32_t place) {
  return component_of(model, context, group) == component(model, context, place);
}

template <class Context>
bool is_up(const Model& model, Context& context, std::uint32_t place) {
  const std::uint32_t domain = model.network.domains[place];
  return domain == none || !context.template at<DomainState>(model.domains[domain].state).unavailable;
}

template <class Context>
void connect(const Model& model, Context& context) {
  const NetworkModel& network = model.network;
  std::uint32_t* const rank = &context.template at<std::uint32_t>(network.rank);
  std::uint32_t* const first = &context.template at<std::uint32_t>(network.component);
  boost::disjoint_sets<std::uint32_t*, std::uint32_t*> sets(rank, first);
  for (std::uint32_t place = 0; place < network.places; ++place) sets.make_set(place);
  for (const NetworkModel::Link& link : network.links) {
    const GroupState& state = context.template at<GroupState>(model.groups[link.group].state);
    if (state.up == 0 || state.halted) continue;
    if (!is_up(model, context, link.place) || !is_up(model, context, link.other)) continue;
    sets.union_set(link.place, link.other);
  }
  // Each set is named after its first place: else equal states would look different to the explorer.
  const boost::counting_iterator<std::uint32_t> begin(0), end(network.places);
  sets.compress_sets(begin, end);
  sets.normalize_sets(begin, end);
  std::fill_n(rank, network.places, 0u);  // scratch
}

/// Whether a member of a pair with a witness may be active: two of the three, itself included, can see each other.
template <class Context>
bool is_entitled(const Model& model, Context& context, const PartitionModel& pair, std::uint32_t g) {
  if (are_connected(model, context, g, static_cast<std::uint32_t>(pair.rule->witness))) return true;
  const Group& other = model.groups[pair.groups[0] == g ? pair.groups[1] : pair.groups[0]];
  const GroupState& state = context.template at<GroupState>(other.state);
  return !state.halted && model.classes[other.unit_class].states[state.state].trusted &&
         are_connected(model, context, g, model.place_of(other));
}

/// The weight of what is counted of a group or a domain, wherever it is.
template <class Context>
double weight_of(const Model& model, Context& context, const ServiceModel& service, const ServiceModel::Counted& each) {
  const double weight = service.weights[each.operand];
  if (each.group == none) {
    return context.template at<DomainState>(model.domains[each.domain].state).unavailable ? 0 : weight;
  }
  const GroupState& state = context.template at<GroupState>(model.groups[each.group].state);
  return state.halted ? 0 : weight * state.serving;
}

/// The largest set of members that are connected with each other; of equal ones the one with the first place.
template <class Context>
Connected largest(const Model& model, Context& context, const ServiceModel& service) {
  double* const weight = &context.template at<double>(model.network.weight);
  for (const ServiceModel::Counted& each : service.counted) {
    weight[component(model, context, each.place)] += weight_of(model, context, service, each);
  }
  const double* const most = std::max_element(weight, weight + model.network.places);
  const Connected found{*most, static_cast<std::uint32_t>(most - weight)};
  std::fill_n(weight, model.network.places, 0.0);  // scratch
  return found;
}

/// The weight of the members that count: those that are connected with the place from which the service is reached, or else the
/// largest set that is connected. Whoever leads finds the place from which the service is reached itself.
template <class Context>
double reached(const Model& model, Context& context, const ServiceModel& service) {
  if (service.reached_from == none || service.election != nullptr) return largest(model, context, service).level;
  const std::uint32_t from = component(model, context, service.reached_from);
  double level = 0;
  for (const ServiceModel::Counted& each : service.counted) {
    if (component(model, context, each.place) == from) level += weight_of(model, context, service, each);
  }
  return level;
}

}  // namespace nines::models::network
