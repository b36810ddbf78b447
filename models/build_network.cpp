#include "models/build.h"

namespace nines::models {

namespace {

/// The instances of each level, in the order in which places count them.
std::vector<std::vector<std::uint32_t>> instances_by_level(const Model& model) {
  std::vector<std::vector<std::uint32_t>> instances(model.domain_classes.size());
  for (std::uint32_t d = 0; d < model.domains.size(); ++d) instances[model.domains[d].level].push_back(d);
  return instances;
}

void find_places(Model& model) {
  const auto instances = instances_by_level(model);
  NetworkModel& network = model.network;
  network.place_of_domain.assign(model.domains.size(), none);
  for (const Network::Place& place : model.platform.network.places) {
    network.domains.push_back(place.level ? instances[*place.level][place.instance] : none);
    if (!place.level) continue;
    model.domain_classes[*place.level].is_place = true;
    network.place_of_domain[network.domains.back()] = static_cast<std::uint32_t>(network.domains.size() - 1);
  }
  for (std::uint32_t d = 0; d < model.domains.size(); ++d) {  // parents come before their children
    const std::uint32_t parent = model.domains[d].parent;
    std::uint32_t& place = network.place_of_domain[d];
    if (place == none && parent != none) place = network.place_of_domain[parent];
  }
}

void add_links(Model& model, const Network::Links& links) {
  UnitClass& unit_class = model.classes[model.class_of_nodes(links.nodes)];
  unit_class.watched = true;
  unit_class.network_changed = model.network.changed;
  for (std::size_t i = 0; i < links.between.size(); ++i) {
    const auto& [place, other] = links.between[i];
    model.network.links.push_back(
        {unit_class.groups[i], static_cast<std::uint32_t>(place), static_cast<std::uint32_t>(other)});
  }
}

}  // namespace

void build_network(Model& model) {
  const Network& spec = model.platform.network;
  if (spec.places.empty()) return;
  NetworkModel& network = model.network;
  network.places = static_cast<std::uint32_t>(spec.places.size());
  network.changed = model.layout.add_state<std::uint32_t>();
  network.component = model.layout.add_state<std::uint32_t>(network.places);
  network.rank = model.layout.add_state<std::uint32_t>(network.places);
  network.weight = model.layout.add_state<double>(network.places);
  find_places(model);
  for (const Network::Links& links : spec.links) add_links(model, links);
}

}  // namespace nines::models
