// The picture of the system: services, what they count and depend on, the nodes, and the failure domains that these sit in.
#include "analysis/plot/diagram.h"
#include "analysis/report/html/sections.h"
#include "analysis/report/numbers.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::report {
namespace {

using models::Operand;
using models::Platform;
using plot::Diagram;

constexpr std::size_t most_boxes = 80;

class Picture {
 public:
  explicit Picture(const Platform& platform)
      : platform_(platform),
        first_nodes_(platform.services.size()),
        first_domain_(first_nodes_ + platform.nodes.size()) {
    diagram_.id = "system";
    diagram_.title = "What needs what, and what sits where";
    diagram_.kind_names = {"service", "nodes", "failure domain"};
    for (const models::Service& service : platform.services) add(service);
    for (const models::NodeClass& nodes : platform.nodes) add(nodes);
    for (std::size_t level = 0; level < platform.domains.size(); ++level) add_domain(level);
  }

  Diagram take() { return std::move(diagram_); }

 private:
  std::size_t box_of(const Operand& operand) const {
    switch (operand.kind) {
      case Operand::Kind::nodes: return first_nodes_ + operand.index;
      case Operand::Kind::domains: return first_domain_ + operand.index;
      case Operand::Kind::service: break;
    }
    return operand.index;
  }

  /// How many of what it counts a service needs.
  static std::string needed(const models::Service& service, double all) {
    if (service.preference) return "sends its traffic to one of them";
    if (service.election) return "its members elect a leader";
    return fmt::format("needs {:g} of {:g}", service.needed, all);
  }

  void add(const models::Service& service) {
    double all = 0;
    for (const Operand& operand : service.operands) {
      double units = 1;
      if (operand.kind == Operand::Kind::nodes)
        units = static_cast<double>(platform_.members(platform_.nodes[operand.index]));
      if (operand.kind == Operand::Kind::domains) units = static_cast<double>(platform_.instances(operand.index));
      all += units * operand.weight;
    }
    Diagram::Node node{service.name, {needed(service, all)}, Diagram::Kind::first, "service"};
    if (service.storage) node.lines = {service.storage->scheme.words, "on these disks"};
    if (service.standby) node.lines.push_back(fmt::format("{} active, others in reserve", service.standby->active));
    for (const models::DataSet& data : platform_.data) {
      if (data.service < platform_.services.size() && platform_.services[data.service].name == service.name)
        node.lines.push_back(data.backups.empty() ? "has data" : "has data, backed up");
    }
    const std::size_t number = diagram_.nodes.size();
    diagram_.nodes.push_back(std::move(node));
    for (const Operand& operand : service.operands)
      diagram_.edges.push_back({number, box_of(operand), "counts", false});
    for (const std::size_t other : service.depends_on) diagram_.edges.push_back({number, other, "depends on", false});
  }

  void add(const models::NodeClass& nodes) {
    Diagram::Node node{nodes.name, {}, Diagram::Kind::second, "nodes"};
    const std::size_t members = platform_.members(nodes);
    std::string count = fmt::format("\xC3\x97 {}", count_text(members));
    if (nodes.level) count += fmt::format(", {} in each {}", nodes.count, platform_.domains[*nodes.level].name);
    node.lines.push_back(count);
    const auto modes = static_cast<std::size_t>(
        std::count_if(nodes.failures.begin(), nodes.failures.end(),
                      [](const models::FailureMode& mode) { return mode.kind == models::ModeKind::failure; }));
    node.lines.push_back(modes == 1 ? "1 failure mode" : fmt::format("{} failure modes", modes));
    const std::size_t number = diagram_.nodes.size();
    diagram_.nodes.push_back(std::move(node));
    if (nodes.level) diagram_.edges.push_back({number, first_domain_ + *nodes.level, "sits in", true});
  }

  void add_domain(std::size_t level) {
    const models::DomainLevel& domain = platform_.domains[level];
    Diagram::Node node{domain.name, {}, Diagram::Kind::third, "failure domain"};
    std::string count = fmt::format("\xC3\x97 {}", count_text(platform_.instances(level)));
    if (domain.parent) count += fmt::format(", {} in each {}", domain.count, platform_.domains[*domain.parent].name);
    node.lines.push_back(count);
    const std::size_t number = diagram_.nodes.size();
    diagram_.nodes.push_back(std::move(node));
    if (domain.parent) diagram_.edges.push_back({number, first_domain_ + *domain.parent, "lies in", true});
  }

  const Platform& platform_;
  std::size_t first_nodes_, first_domain_;
  Diagram diagram_;
};

}  // namespace

std::vector<plot::Figure> platform_figures(const ReportParts& parts) {
  const Platform& platform = parts.study.platform;
  const std::size_t boxes = platform.services.size() + platform.nodes.size() + platform.domains.size();
  if (boxes == 0 || boxes > most_boxes) return {};
  return {figure_of(Picture(platform).take())};
}

}  // namespace nines::report
