// Platforms whose members elect a leader.
#include "component_parts.h"

namespace nines::test {

using namespace models;

namespace {

Platform electing(std::size_t members, double split_vote, LawPtr to_failure = hours(60)) {
  Platform platform;
  platform.nodes.push_back(node_class("member", members, {failure("f", to_failure, hours(15))}));
  Service service = all_nodes(platform, static_cast<double>(members / 2 + 1));
  service.election = Election{hours(2), split_vote};
  platform.services.push_back(service);
  return platform;
}

}  // namespace

void add_elections(std::vector<ComponentCase>& cases) {
  cases.push_back({"election_of_three", study_of(electing(3, 0), 2)});
  cases.push_back({"election_of_five_votes_split", study_of(electing(5, 0.4), 3)});
  cases.push_back({"election_of_one", study_of(electing(1, 0), 1)});
  Platform ageing = electing(3, 0.2, erlang(2, 60));
  ageing.services[0].election->round = erlang(3, 2);
  cases.push_back({"election_erlang", study_of(ageing, 2)});
  Platform unnoticed = electing(3, 0.2);
  unnoticed.nodes[0].failures[0].time_to_notice = hours(3);
  cases.push_back({"election_unnoticed", study_of(unnoticed, 2)});
  Platform one_crew = electing(5, 0.2);
  one_crew.nodes[0].failures[0].crew = 0;
  one_crew.crews.push_back({});
  cases.push_back({"election_one_crew", study_of(one_crew, 3)});
  Platform zones = electing(1, 0.2);
  DomainLevel zone;
  zone.name = "zone";
  zone.count = 3;
  zone.failures = {failure("power", hours(100), hours(5))};
  zone.restart = hours(1);
  zones.domains.push_back(zone);
  zones.nodes[0].level = 0;
  zones.services[0].needed = 2;
  cases.push_back({"election_over_zones", study_of(zones, 2)});
  Platform beta = electing(3, 0.2);
  beta.nodes[0].failures[0].beta = 0.3;
  cases.push_back({"election_beta", study_of(beta, 2)});
}

}  // namespace nines::test
