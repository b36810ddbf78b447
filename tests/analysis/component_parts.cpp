#include "component_parts.h"

#include "sim/laws.h"

#include <stdexcept>

namespace nines::test {

using namespace models;

LawPtr law(const std::string& kind, const std::map<std::string, double>& parameters) {
  LawResult made = make_law(kind, parameters);
  if (auto* error = std::get_if<LawError>(&made)) throw std::logic_error(error->message);
  return std::get<LawPtr>(made);
}
LawPtr hours(double mean) { return exponential_with_mean(Hours(mean)); }
LawPtr erlang(double phases, double mean_h) { return law("erlang", {{"phases", phases}, {"mean", mean_h * 3600}}); }
LawPtr hyperexponential(double cv, double mean_h) {
  return law("hyperexponential", {{"cv", cv}, {"mean", mean_h * 3600}});
}

FailureMode failure(const std::string& name, LawPtr to_failure, LawPtr to_repair) {
  FailureMode mode;
  mode.name = name;
  mode.time_to_failure = std::move(to_failure);
  mode.time_to_repair = std::move(to_repair);
  return mode;
}

NodeClass node_class(const std::string& name, std::size_t count, std::vector<FailureMode> failures) {
  NodeClass nodes;
  nodes.name = name;
  nodes.count = count;
  nodes.failures = std::move(failures);
  return nodes;
}

FailureMode detected(FailureMode mode, LawPtr to_notice) {
  mode.time_to_notice = std::move(to_notice);
  mode.detector = 0;
  return mode;
}

Service one_of(const std::string& name, std::size_t nodes, double needed) {
  Service service;
  service.name = name;
  service.operands = {{Operand::Kind::nodes, nodes, 1}};
  service.needed = needed;
  return service;
}

Service all_nodes(const Platform& platform, double needed) {
  Service service;
  service.name = "s";
  for (std::size_t i = 0; i < platform.nodes.size(); ++i) service.operands.push_back({Operand::Kind::nodes, i, 1});
  service.needed = needed;
  return service;
}

Study study_of(Platform platform, double needed) {
  Study study;
  if (platform.services.empty()) platform.services.push_back(all_nodes(platform, needed));
  study.platform = std::move(platform);
  study.mission = Hours(600);
  study.trials = 6000;
  study.seed = 20261121;
  return study;
}

Platform contended(Crew crew) {
  Platform platform;
  crew.name = "field";
  platform.crews.push_back(crew);
  platform.nodes.push_back(node_class("a", 2, {failure("f", hours(50), hours(6))}));
  platform.nodes.push_back(node_class("b", 3, {failure("f", hours(80), hours(8))}));
  platform.nodes.push_back(node_class("c", 1, {failure("f", hours(60), hours(5)), failure("g", hours(40), hours(4))}));
  platform.nodes[2].failures[1].takes_down = TakesDown::nothing;
  int priority = 0;
  for (NodeClass& nodes : platform.nodes) {
    for (FailureMode& mode : nodes.failures) {
      mode.crew = 0;
      mode.priority = priority++;
    }
  }
  return platform;
}

Crew crew_of(CrewOrder order, std::size_t size) {
  Crew crew;
  crew.order = order;
  crew.size = size;
  if (order == CrewOrder::inspection) crew.inspection = hours(1);
  return crew;
}

}  // namespace nines::test
