// Platforms on which mechanisms meet: what one does to the units is felt by another.
#include "component_parts.h"

namespace nines::test {

using namespace models;

namespace {

/// Restarts, a replacement while there is one on the shelf, a diagnosis that may be wrong.
FailureMode with_policy(FailureMode mode) {
  Restarts restarts;
  restarts.up_to = 2;
  restarts.takes = hours(1);
  restarts.succeed = 0.4;
  restarts.back_off = hours(2);
  mode.restarts = restarts;
  mode.replacement = Replacement{0, hours(3)};
  mode.diagnosis = hours(2);
  mode.wrong_diagnosis = 0.2;
  return mode;
}

Spares one_spare() {
  Spares spares;
  spares.name = "spares";
  spares.stock = 1;
  spares.replenishment = hours(30);
  return spares;
}

/// The first service is the detector's own, the second its path.
DetectorSummary detector_with(bool home, bool path) {
  DetectorSummary checks;
  checks.name = "checks";
  if (home) checks.watcher.runs_on = {0};
  if (!path) return checks;
  checks.watcher.through = {1};
  checks.watcher.until_suspected = hours(2);
  checks.watcher.until_trusted = hours(1);
  return checks;
}

/// `web`, repaired by all means, and what its detector needs.
Platform policy_and_watcher(std::size_t members, LawPtr to_notice) {
  Platform platform;
  FailureMode crash = with_policy(detected(failure("crash", hours(60), hours(8)), std::move(to_notice)));
  crash.crew = 0;
  platform.nodes.push_back(node_class("web", members, {crash}));
  platform.nodes.push_back(node_class("monitor", 1, {failure("f", hours(50), hours(9))}));
  platform.nodes.push_back(node_class("switch", 1, {failure("f", hours(60), hours(5))}));
  platform.crews.push_back(Crew{});
  platform.spares.push_back(one_spare());
  platform.services = {one_of("monitoring", 1), one_of("path", 2), one_of("shop", 0)};
  platform.detectors.push_back(detector_with(true, true));
  return platform;
}

const std::vector<std::pair<std::size_t, std::size_t>> triangle = {{0, 1}, {0, 2}, {1, 2}};

/// A member at each of three sites, which links connect.
Platform connected_sites(FailureMode cut, std::vector<FailureMode> power) {
  Platform platform;
  DomainLevel site;
  site.name = "site";
  site.count = 3;
  site.failures = std::move(power);
  platform.domains.push_back(site);
  for (std::size_t i = 0; i < 3; ++i) platform.network.places.push_back({"site " + std::to_string(i), 0, i});
  NodeClass member = node_class("member", 1, {failure("f", hours(60), hours(10))});
  member.level = 0;
  NodeClass links = node_class("wan", triangle.size(), {std::move(cut)});
  links.is_link = true;
  platform.nodes = {member, node_class("monitor", 1, {failure("f", hours(50), hours(9))}),
                    node_class("switch", 1, {failure("f", hours(70), hours(5))}), links};
  platform.network.links.push_back({3, triangle});
  platform.services = {one_of("monitoring", 1), one_of("path", 2), one_of("store", 0, 2)};
  platform.services[2].reach = Reach{};
  return platform;
}

FailureMode cut() { return failure("cut", hours(50), hours(8)); }

void add_policies_unseen(std::vector<ComponentCase>& cases) {
  cases.push_back({"mixed_policy_and_watcher", study_of(policy_and_watcher(2, hours(2)), 1)});
  cases.push_back({"mixed_policy_and_watcher_erlang", study_of(policy_and_watcher(2, erlang(2, 3)), 1)});
  Platform standby = policy_and_watcher(2, hours(2));
  standby.services[2].standby = Standby{1, 0.5};
  standby.services[2].switchover = Switchover{};
  standby.services[2].switchover->time = hours(0.5);
  standby.services[2].switchover->coverage = 0.9;
  cases.push_back({"mixed_policy_and_watcher_of_standby", study_of(standby, 1)});
  Platform balanced = policy_and_watcher(2, hours(2));
  balanced.nodes[0].failures[0].time_to_return = hours(1);
  balanced.nodes[0].failures[0].returns_as_detected = true;
  balanced.services[2].balanced = Balanced{1, 0.5};
  cases.push_back({"mixed_policy_and_watcher_balanced", study_of(balanced, 1)});
}

void add_networks_seen(std::vector<ComponentCase>& cases) {
  Platform links = connected_sites(detected(cut(), hours(3)), {});  // which are taken out, too
  links.detectors.push_back(detector_with(true, true));
  cases.push_back({"mixed_network_of_watched_links", study_of(links, 2)});
  FailureMode restarted = detected(cut(), hours(3));  // without more, which would be too many states
  restarted.restarts = Restarts{1, hours(1), 0.4};
  restarted.wrong_diagnosis = 0.2;
  Platform policy = connected_sites(restarted, {});
  policy.detectors.push_back(detector_with(true, false));
  cases.push_back({"mixed_network_of_links_with_a_policy", study_of(policy, 2)});
  Platform places = connected_sites(cut(), {detected(failure("power", hours(80), hours(4)), hours(2))});
  places.detectors.push_back(detector_with(false, true));
  cases.push_back({"mixed_network_of_watched_places", study_of(places, 2)});
  Platform members = connected_sites(cut(), {});
  members.nodes[0].failures[0] = detected(members.nodes[0].failures[0], hours(2));
  members.detectors.push_back(detector_with(false, true));
  members.services[2].election = Election{hours(1), 0.2};
  cases.push_back({"mixed_network_of_watched_voters", study_of(members, 2)});
}

}  // namespace

void add_mixed(std::vector<ComponentCase>& cases) {
  add_policies_unseen(cases);
  add_networks_seen(cases);
}

}  // namespace nines::test
