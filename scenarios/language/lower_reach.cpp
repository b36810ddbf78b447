// Services of which only members count that are connected through the network.
#include "scenarios/language/lowering.h"

#include <fmt/format.h>
#include <boost/pending/disjoint_sets.hpp>

#include <algorithm>

namespace nines::scenarios {

using models::Operand;

/// Who is connected while everything is up: for each place one of those that it is connected with, the same for all of them.
std::vector<std::size_t> Lowering::connected_at_best() const {
  const models::Network& network = study_.platform.network;
  boost::disjoint_sets_with_storage<> sets(network.places.size());
  for (const models::Network::Links& links : network.links) {
    for (const auto& [one, other] : links.between) sets.union_set(one, other);
  }
  std::vector<std::size_t> found;
  for (std::size_t place = 0; place < network.places.size(); ++place) found.push_back(sets.find_set(place));
  return found;
}

void Lowering::refuse_reach_beside_preference(const Record& record) {
  for (const char* key : {"reached from", "connected", "partition"}) {
    if (!record.has(key)) continue;
    reporter_.error(record.place_of(key),
                    fmt::format("{} prefers whole services: it is their members that are in places", record.subject()),
                    fmt::format("say `{}` of the services that it prefers", key));
  }
}

/// The place of the network that one domain or point is; reports what is none, or more than one.
std::optional<std::size_t> Lowering::one_place(const Mention& mention, const std::string& subject) {
  const auto named = places_named(mention, subject);
  if (!named) return std::nullopt;
  if (named->members.size() != 1) {
    reporter_.error(mention.place,
                    fmt::format("{}: {} are {} places", subject, quote(mention.name), named->members.size()),
                    fmt::format("name one of them: `{}`", domain_place_name(*named->level, 0)));
    return std::nullopt;
  }
  if (named->level && !first_place_of_[*named->level]) {
    reporter_.error(mention.place, fmt::format("{}: no link leads to {}", subject, quote(mention.name)),
                    "name it in the `between` of a link");
    return std::nullopt;
  }
  return place_number(named->level, named->members.front());
}

/// The innermost level of places at or above a level.
std::optional<std::size_t> Lowering::level_of_places(std::optional<std::size_t> level) const {
  while (level && !first_place_of_[*level]) level = study_.platform.domains[*level].parent;
  return level;
}

namespace {

const char* why_in_places(const Record& record) {
  if (record.has("reached from")) return "has to be reached";
  if (record.has("partition")) return "may be cut in two";
  if (record.has("connected")) return "counts only members that are connected";
  return "has a leader, for whom only members that are connected can vote";
}

}  // namespace

/// Whether all that the service counts sits in places of the network.
bool Lowering::sits_in_places(const Record& record, const models::Service& made) {
  for (const Operand& operand : made.operands) {
    if (operand.kind == Operand::Kind::service) {
      reporter_.error(record.place_of("needs"),
                      fmt::format("{} counts the service {}, which is in no place", record.subject(),
                                  quote(service_names_.list()[operand.index])),
                      "say `reached from` or `connected` of the services that count nodes");
      return false;
    }
    const bool domains = operand.kind == Operand::Kind::domains;
    const models::NodeClass* nodes = domains ? nullptr : &study_.platform.nodes[operand.index];
    if (nodes != nullptr && nodes->is_link) {
      reporter_.error(record.place_of("needs"),
                      fmt::format("{} counts the links {}, which are between places and in none", record.subject(),
                                  quote(nodes->name)),
                      "count them in a service without `reached from` and `connected`");
      return false;
    }
    if (level_of_places(domains ? std::optional(operand.index) : nodes->level)) continue;
    const std::string& name = domains ? study_.platform.domains[operand.index].name : nodes->name;
    reporter_.error(
        record.place_of("needs"),
        fmt::format("{} is in no place of the network: {} {}", quote(name), record.subject(), why_in_places(record)),
        "put it into a domain level (`count: 1 per site`) that a link names; or `connected: false`");
    return false;
  }
  return true;
}

void Lowering::reach(const Record& record, models::Service& made) {
  if (!network_known_) return;
  const bool has_network = !study_.platform.network.places.empty();
  for (const char* key : {"reached from", "connected"}) {
    if (!record.has(key) || has_network) continue;
    if (names_known_)
      reporter_.error(record.place_of(key), fmt::format("{} has `{}`, but there is no network", record.subject(), key),
                      "network: {points: [internet], links: {uplinks: {between: [site, internet]}}}");
    return;
  }
  if (!has_network) return;
  const auto connected = record.boolean("connected");
  const auto from = record.reference("reached from");
  models::Reach reach;
  if (from) {
    if (record.has("connected")) {
      reporter_.error(
          record.place_of("connected"),
          fmt::format("{} has both `reached from` and `connected`: all members that are reached from one place "
                      "are connected with each other",
                      record.subject()),
          "keep one of the two");
    }
    reach.from = one_place(*from, record.subject());
    if (!reach.from) return;
  } else if (!connected.value_or(record.has("leader"))) {
    return;
  }
  for (const char* key : {"standby", "balanced"}) {
    if (from || !record.has(key)) continue;
    if (!record.has("connected")) return;  // because of its leader, which is refused beside these
    reporter_.error(
        record.place_of("connected"),
        fmt::format("{} has `{}`: its members serve one by one, whether they are connected with each other or not",
                    record.subject(), key),
        "name the place of its users: `reached from: internet`");
    return;
  }
  if (!sits_in_places(record, made)) return;
  made.reach = reach;
  refuse_never_reached(record, made);
}

/// Weights of the service's members, by the place where they are.
std::vector<double> Lowering::weights_by_place(const models::Service& made) const {
  std::vector<double> weights(study_.platform.network.places.size(), 0.0);
  for (const Operand& operand : made.operands) {
    const bool domains = operand.kind == Operand::Kind::domains;
    const std::size_t own = domains ? operand.index : *study_.platform.nodes[operand.index].level;
    const std::size_t level = *level_of_places(own);
    const auto places = static_cast<std::size_t>(instances(level));
    const double in_each = operand.weight * units(operand) / static_cast<double>(places);
    for (std::size_t i = 0; i < places; ++i) weights[*first_place_of_[level] + i] += in_each;
  }
  return weights;
}

void Lowering::refuse_never_reached(const Record& record, const models::Service& made) {
  if (!counts_known_ || !names_known_) return;
  const std::vector<double> weights = weights_by_place(made);
  const std::vector<std::size_t> component = connected_at_best();
  std::vector<double> in_component(weights.size(), 0.0);
  for (std::size_t place = 0; place < weights.size(); ++place) in_component[component[place]] += weights[place];
  const double most = made.reach->from ? in_component[component[*made.reach->from]]
                                       : *std::max_element(in_component.begin(), in_component.end());
  if (most < made.needed * (1 - 1e-12)) {
    reporter_.error(
        record.place_of("needs"),
        fmt::format("{} needs {:.6g}, but even with all links up only {:.6g} are connected{}: it could never be up",
                    record.subject(), made.needed, most,
                    made.reach->from ? " with " + study_.platform.network.places[*made.reach->from].name : ""),
        "add the missing links");
    return;
  }
  const auto inhabited = std::count_if(weights.begin(), weights.end(), [](double weight) { return weight > 0; });
  const bool at_home = !made.reach->from || weights[*made.reach->from] > 0;
  if (inhabited == 1 && at_home) {
    reporter_.warning(record.place_of(record.has("reached from") ? "reached from" : "needs"),
                      fmt::format("all members of {} are in one place: no link can separate them", record.subject()),
                      "");
  }
}

}  // namespace nines::scenarios
