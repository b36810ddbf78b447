#include "models/model.h"

#include "models/build.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace nines::models {

namespace {

void check_bytes(std::size_t bytes) {
  if (bytes <= std::numeric_limits<Offset>::max() / 2) return;
  throw BuildError("the state of this platform does not fit into 2 GiB: fewer units with clocks of their own, please");
}

/// Puts the lists behind the fixed state.
void place_lists(Layout& layout) {
  layout.fixed_bytes = (layout.fixed_bytes + 7) / 8 * 8;
  std::size_t bytes = layout.fixed_bytes;
  for (FifoSpec& fifo : layout.fifos) {
    check_bytes(bytes);
    fifo.offset = static_cast<Offset>(bytes);
    bytes += sizeof(FifoHeader) + sizeof(std::uint32_t) * std::size_t{fifo.capacity};
    bytes = (bytes + 7) / 8 * 8;
  }
  check_bytes(bytes);
  layout.bytes = static_cast<Offset>(bytes);
}

/// Whether it can matter in which order those whom a shock hits at once ask for a crew or a spare part.
bool shocks_form_queues(const Model& model) {
  const auto order_matters = [&](const Mode& mode) {
    if (mode.spares != none && model.spares[mode.spares].line.fifo != none) return true;
    if (mode.crew == none) return false;
    const CrewModel& crew = model.crews[mode.crew];
    return crew.line.fifo != none || (crew.spec->order == CrewOrder::random && crew.line.clients.size() > 1);
  };
  for (const ShockModel& shock : model.shocks) {
    for (const Client& target : shock.targets) {
      if (order_matters(model.classes[model.groups[target.group].unit_class].modes[target.mode])) return true;
    }
  }
  return false;
}

}  // namespace

void check_parts(const Platform& platform) {
  Model model;
  model.platform = platform;
  build_classes(model);
}

std::unique_ptr<const Model> build(const Platform& platform) {
  auto model = std::make_unique<Model>();
  model->platform = platform;
  build_classes(*model);
  lay_out(*model);
  build_crews_and_spares(*model);
  build_network(*model);
  build_services(*model);
  build_changes(*model);
  build_returns(*model);
  build_watchers(*model);
  build_data(*model);
  build_storage(*model);
  build_injections(*model);
  build_jobs(*model);
  model->settles_first = !model->changes.empty() || model->network.places > 0;
  place_lists(model->layout);
  // Blocks that are exchanged would exchange the order in which simultaneous failures queue up.
  if (shocks_form_queues(*model)) model->layout.symmetries.clear();
  return model;
}

std::uint32_t Model::enclosing(const Group& group, std::uint32_t level) const {
  std::uint32_t d = group.self != none ? group.self : group.domain;
  while (domains[d].level != level) d = domains[d].parent;
  return d;
}

std::string Model::place(std::uint32_t domain) const {
  std::string words;
  for (std::uint32_t d = domain; d != none; d = domains[d].parent) {
    const std::string& name = domain_classes[domains[d].level].name;
    const bool one_of_many = platform.domains[domains[d].level].count > 1;
    words += (words.empty() ? "" : " in ") + name + (one_of_many ? fmt::format(" {}", domains[d].number) : "");
  }
  return words;
}

std::string Model::network_place(std::uint32_t number) const {
  return network.domains[number] == none ? platform.network.places[number].name : place(network.domains[number]);
}

std::uint32_t Model::place_of(const Group& group) const {
  const std::uint32_t domain = group.self != none ? group.self : group.domain;
  return domain == none || network.places == 0 ? none : network.place_of_domain[domain];
}

std::string Model::unit_name(std::uint32_t g) const {
  const Group& group = groups[g];
  if (group.self != none) return place(group.self);
  const UnitClass& unit_class = classes[group.unit_class];
  if (unit_class.is_link) {
    const auto link = std::find_if(network.links.begin(), network.links.end(),
                                   [&](const NetworkModel::Link& each) { return each.group == g; });
    return fmt::format("{} between {} and {}", unit_class.name, network_place(link->place), network_place(link->other));
  }
  std::string words = unit_class.name;
  if (!group.single()) {
    words = fmt::format("one of {} {}", group.members, unit_class.name);
  } else if (!unit_class.together && unit_class.members > 1) {
    std::uint32_t number = 1;
    while (g >= number && groups[g - number].unit_class == group.unit_class &&
           groups[g - number].domain == group.domain)
      ++number;
    words = fmt::format("{} {}", unit_class.name, number);
  }
  return group.domain == none ? words : words + " in " + place(group.domain);
}

}  // namespace nines::models
