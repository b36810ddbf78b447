// Platforms whose members are in places that links connect.
#include "component_parts.h"

namespace nines::test {

using namespace models;

namespace {

/// A level of places; with a time to failure they fail and restart.
void add_places(Platform& platform, const std::string& name, std::size_t count, LawPtr to_failure = nullptr) {
  DomainLevel level;
  level.name = name;
  level.count = count;
  if (to_failure) {
    level.failures = {failure("power", std::move(to_failure), hours(5))};
    level.restart = hours(1);
  }
  for (std::size_t i = 0; i < count; ++i)
    platform.network.places.push_back({name + std::to_string(i), platform.domains.size(), i});
  platform.domains.push_back(level);
}

std::size_t add_point(Platform& platform, const std::string& name) {
  platform.network.places.push_back({name, std::nullopt, 0});
  return platform.network.places.size() - 1;
}

void add_links(Platform& platform, const std::string& name, std::vector<std::pair<std::size_t, std::size_t>> between,
               LawPtr to_failure = hours(50), LawPtr to_repair = hours(8)) {
  NodeClass links = node_class(name, between.size(), {failure("cut", std::move(to_failure), std::move(to_repair))});
  links.is_link = true;
  platform.network.links.push_back({platform.nodes.size(), std::move(between)});
  platform.nodes.push_back(links);
}

/// The nodes of the first class, so many of which must be connected.
Study connected(Platform platform, double needed, std::optional<std::size_t> from, std::size_t level = 0) {
  platform.nodes[0].level = level;
  Service service;
  service.name = "s";
  service.operands = {{Operand::Kind::nodes, 0, 1}};
  service.needed = needed;
  service.reach = Reach{from};
  platform.services.push_back(service);
  return study_of(std::move(platform), needed);
}

const std::vector<std::pair<std::size_t, std::size_t>> triangle = {{0, 1}, {0, 2}, {1, 2}};

Platform three_sites(LawPtr to_failure = hours(60), LawPtr power_fails = nullptr) {
  Platform platform;
  add_places(platform, "site", 3, std::move(power_fails));
  platform.nodes.push_back(node_class("member", 1, {failure("f", std::move(to_failure), hours(10))}));
  return platform;
}

Platform mesh(LawPtr power_fails = nullptr) {
  Platform platform = three_sites(hours(60), std::move(power_fails));
  add_links(platform, "wan", triangle);
  return platform;
}

/// Two sites, each with an uplink of its own to the users.
Platform uplinked(std::size_t nodes_each) {
  Platform platform;
  add_places(platform, "site", 2, hours(90));
  platform.nodes.push_back(node_class("web", nodes_each, {failure("f", hours(40), hours(6))}));
  const std::size_t users = add_point(platform, "users");
  add_links(platform, "uplinks", {{0, users}, {1, users}});
  return platform;
}

void add_meshes(std::vector<ComponentCase>& cases) {
  cases.push_back({"network_majority_of_three_connected", connected(mesh(), 2, std::nullopt)});
  cases.push_back({"network_majority_where_sites_fail", connected(mesh(hours(70)), 2, std::nullopt)});
  cases.push_back({"network_reached_from_a_site", connected(mesh(hours(70)), 2, 0)});
  Platform ageing = three_sites(erlang(2, 60));
  add_links(ageing, "wan", triangle, erlang(2, 50), hyperexponential(2, 8));
  cases.push_back({"network_erlang", connected(ageing, 2, std::nullopt)});
  Platform crewed = mesh();
  crewed.crews.push_back(crew_of(CrewOrder::first_come));
  for (NodeClass& nodes : crewed.nodes) nodes.failures[0].crew = 0;
  cases.push_back({"network_links_and_members_share_a_crew", connected(crewed, 2, std::nullopt)});
  Platform beta = mesh();
  beta.nodes[1].failures[0].beta = 0.3;
  beta.nodes[1].failures[0].time_to_notice = hours(2);
  cases.push_back({"network_links_with_a_common_cause_unnoticed", connected(beta, 2, std::nullopt)});
  Platform suspended = mesh();
  suspended.nodes[0].ages = Ages::while_in_service;
  cases.push_back({"network_members_age_in_service", connected(suspended, 2, std::nullopt)});
  Study zones = connected(mesh(hours(70)), 2, std::nullopt);
  zones.platform.services[0].operands = {{Operand::Kind::domains, 0, 1}};
  cases.push_back({"network_domains_connected", zones});
}

void add_uplinks(std::vector<ComponentCase>& cases) {
  cases.push_back({"network_reached_from_a_point", connected(uplinked(2), 3, 2)});
  Study balanced = connected(uplinked(2), 2, 2);
  balanced.platform.services[0].balanced = Balanced{2.5, 1.5};
  balanced.platform.nodes[0].failures[0].time_to_notice = hours(1);
  balanced.platform.nodes[0].failures[0].time_to_return = hours(2);
  cases.push_back({"network_balanced", balanced});
  // Racks that are no places, in sites that are: the racks of a site are exchangeable, the sites are not.
  Platform racks = uplinked(1);
  DomainLevel rack;
  rack.name = "rack";
  rack.parent = 0;
  rack.count = 2;
  rack.failures = {failure("switch", hours(80), hours(4))};
  racks.domains.push_back(rack);
  racks.domains[0].failures.clear();
  racks.domains[0].restart = nullptr;
  add_links(racks, "second", {{0, 2}}, hours(30), hours(9));
  cases.push_back({"network_racks_in_places", connected(racks, 3, 2, 1)});
  // Over two routers, one of which is down itself now and then, with a link between them.
  Platform routed = three_sites(hours(60));
  routed.domains[0].count = 2;
  routed.network.places.pop_back();
  add_places(routed, "router", 2, hours(80));
  add_links(routed, "access", {{0, 2}, {1, 3}});
  add_links(routed, "trunk", {{2, 3}}, hours(40), hours(6));
  cases.push_back({"network_over_routers", connected(routed, 2, std::nullopt)});
}

void add_voters(std::vector<ComponentCase>& cases) {
  const auto electing = [](Study study) {
    study.platform.services[0].election = Election{hours(2), 0.2};
    return study;
  };
  cases.push_back({"network_election", electing(connected(mesh(), 2, std::nullopt))});
  cases.push_back({"network_election_where_sites_fail", electing(connected(mesh(hours(70)), 2, std::nullopt))});
  Platform chain = three_sites();
  const std::size_t users = add_point(chain, "users");
  add_links(chain, "wan", {{0, 1}, {1, 2}});
  add_links(chain, "uplinks", {{0, users}, {2, users}}, hours(40), hours(6));
  cases.push_back({"network_election_reached_from_a_point", electing(connected(chain, 2, users))});
  Platform unnoticed = mesh();
  unnoticed.nodes[0].failures[0].time_to_notice = hours(3);
  cases.push_back({"network_election_unnoticed", electing(connected(unnoticed, 2, std::nullopt))});
  Platform uneven = uplinked(1);
  uneven.network.places.pop_back();
  uneven.network.links.clear();
  uneven.nodes.pop_back();
  uneven.nodes[0].count = 2;
  add_links(uneven, "wan", {{0, 1}});
  cases.push_back({"network_election_of_two_and_two", electing(connected(uneven, 3, std::nullopt))});
}

}  // namespace

void add_networks(std::vector<ComponentCase>& cases) {
  add_meshes(cases);
  add_uplinks(cases);
  add_voters(cases);
}

}  // namespace nines::test
