// Platforms on which some nodes fail more often than others, and on which those that have failed too often are retired.
#include "component_parts.h"

namespace nines::test {

using namespace models;

namespace {

/// Two failure modes of which the first is counted, and the retirement.
Platform retiring(std::size_t members, std::size_t after) {
  Platform platform;
  NodeClass nodes = node_class("a", members, {failure("f", hours(90), hours(6)), failure("g", hours(120), hours(4))});
  nodes.lemons = Lemons{0.3, 8};
  nodes.retirement = Retirement{after, {0}, nodes.failures.size()};
  FailureMode retirement = failure("retirement", nullptr, hours(12));
  retirement.kind = ModeKind::retirement;
  nodes.failures.push_back(retirement);
  platform.nodes.push_back(nodes);
  return platform;
}

}  // namespace

void add_bad_nodes(std::vector<ComponentCase>& cases) {
  Platform lemons = retiring(3, 1);
  lemons.nodes[0].retirement.reset();
  lemons.nodes[0].failures.pop_back();
  cases.push_back({"lemons", study_of(lemons, 2)});
  lemons.nodes[0].failures[0].time_to_failure = erlang(2, 90);
  cases.push_back({"lemons_that_age", study_of(lemons, 2)});
  cases.push_back({"retirement_at_once", study_of(retiring(3, 1), 2)});
  cases.push_back({"retirement_at_the_third", study_of(retiring(2, 3), 2)});
  Platform noticed = retiring(2, 2);
  noticed.nodes[0].ages = Ages::always;
  noticed.nodes[0].failures[0].time_to_notice = hours(5);
  noticed.nodes[0].failures[1].takes_down = TakesDown::nothing;
  noticed.nodes[0].retirement->counts = {0, 1};
  cases.push_back({"retirement_once_noticed", study_of(noticed, 2)});
  Platform waiting = retiring(3, 2);
  waiting.crews.push_back(crew_of(CrewOrder::first_come));
  waiting.spares.push_back({"shelf", 1, hours(30)});
  for (FailureMode& mode : waiting.nodes[0].failures) mode.crew = 0;
  waiting.nodes[0].failures[2].spares = 0;
  cases.push_back({"retirement_waits_for_another", study_of(waiting, 2)});
  // A node that is replaced when it fails is another one, too.
  Platform replaced = retiring(2, 3);
  replaced.spares.push_back({"shelf", 1, hours(30)});
  replaced.nodes[0].failures[0].replacement = Replacement{0, hours(2)};
  replaced.nodes[0].failures[0].time_to_notice = hours(3);
  cases.push_back({"retirement_or_replacement", study_of(replaced, 1)});
  Platform reserve = retiring(3, 2);
  Service service = all_nodes(reserve, 2);
  service.standby = Standby{2, 0.2};
  reserve.services.push_back(service);
  cases.push_back({"retirement_of_standby", study_of(reserve, 2)});
}

}  // namespace nines::test
