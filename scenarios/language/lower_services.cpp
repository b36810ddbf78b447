// Services: what they need, what they depend on, their reserves and takeovers.
#include "scenarios/language/dependency_order.h"
#include "scenarios/language/lowering.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace nines::scenarios {

using models::Operand;

struct Lowering::Requirement {
  enum class Kind { units, majority, share_of_units, share_of_capacity, all };
  Kind kind = Kind::units;
  double amount = 1;
  std::vector<Mention> of;
  Place place;
};

void Lowering::services(const Record& scenario) {
  const auto all = named(scenario, "services"), storage_systems = named(scenario, "storage");
  if (!scenario.has("services") && !scenario.has("storage")) {
    reporter_.error(scenario.place(), "the scenario needs the key `services`",
                    "what it is all for: each is up or down, and is measured; or `storage`");
  }
  for (const auto* sections : {&storage_systems, &all}) {
    for (const auto& each : *sections) {
      service_names_.add(each.mention.name);
      service_places_.push_back(each.mention.place);
    }
  }
  node_counted_.assign(study_.platform.nodes.size(), false);
  roles_of_.assign(study_.platform.nodes.size(), std::nullopt);
  storage(storage_systems);
  for (const auto& [mention, node] : all) {
    const Record record(*node, section("service"), fmt::format("the service {}", quote(mention.name)), context_);
    models::Service& made = study_.platform.services.emplace_back();
    made.name = mention.name;
    service(record, made);
  }
  data(scenario);
  jobs(scenario);
  order_services();
}

void Lowering::service(const Record& record, models::Service& made) {
  dependencies(record, made);
  if (record.has("prefers")) return preference(record, made);
  refuse_without_preference(record);
  const auto needs = requirement(record);
  if (!needs || !operands(*needs, record.subject(), made)) return;
  threshold(*needs, record.subject(), made);
  standby(record, made);
  takeover(record, made);
  leader(record, made);
  balanced(record, made);
  reach(record, made);
  partition(record, made);
}

std::optional<Lowering::Requirement> Lowering::requirement(const Record& record) const {
  const Node* node = record.find("needs");
  if (node == nullptr) return std::nullopt;
  if (node->is_scalar()) return requirement_from_text(*node, record.subject());
  if (node->is_sequence()) {
    reporter_.error(node->place,
                    fmt::format("`needs` of {} does not say how many of the list it takes", record.subject()),
                    "write for example \"all of [web, db]\", \"any of [web, db]\" or \"2 of [a, b, c]\"");
    return std::nullopt;
  }
  const Record fields(*node, section("requirement"), fmt::format("`needs` of {}", record.subject()), context_);
  Requirement made;
  made.place = node->place;
  made.of = fields.references("of");
  const int amounts = fields.has("at least") + fields.has("share") + fields.has("capacity");
  if (amounts != 1 && node->is_mapping()) {
    reporter_.error(node->place,
                    fmt::format("{} needs exactly one of `at least`, `share` and `capacity`", fields.subject()),
                    "{at least: 2, of: [web, db]}");
    return std::nullopt;
  }
  std::optional<double> amount;
  if (const auto count = fields.count("at least")) amount = static_cast<double>(*count);
  if (const auto share = fields.probability("share"))
    amount = static_cast<double>(*share), made.kind = Requirement::Kind::share_of_units;
  if (const auto share = fields.probability("capacity"))
    amount = static_cast<double>(*share), made.kind = Requirement::Kind::share_of_capacity;
  if (!amount || made.of.empty()) return std::nullopt;
  made.amount = *amount;
  return made;
}

namespace {

/// "[a, b]", "a, b and c", "a": the names in a text.
std::vector<Mention> names_in(std::string_view text, Place place) {
  text = trim(text);
  if (text.size() >= 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
  std::string separated(text);
  for (std::size_t at = separated.find(" and "); at != std::string::npos; at = separated.find(" and ", at))
    separated.replace(at, 5, " , ");
  std::vector<Mention> names;
  for (std::size_t begin = 0; begin <= separated.size();) {
    const std::size_t end = std::min(separated.find(',', begin), separated.size());
    names.push_back({std::string(trim(std::string_view(separated).substr(begin, end - begin))), place});
    begin = end + 1;
  }
  return names;
}

}  // namespace

std::optional<Lowering::Requirement> Lowering::requirement_from_text(const Node& node,
                                                                     const std::string& subject) const {
  const std::string_view text = trim(node.text);
  const auto refuse = [&](const std::string& message, const std::string& hint) {
    reporter_.error(node.place, fmt::format("`needs` of {}: {}", subject, message), hint);
    return std::nullopt;
  };
  const std::string forms =
      "`2 of web`, `all of [api, db]`, `any of [a, b]`, `majority of db`, `80 % of web`, `80 % of capacity of web`";
  Requirement made;
  made.place = node.place;
  Words words(text);
  if (words.take_word("all")) {
    made.kind = Requirement::Kind::all;
  } else if (words.take_word("majority")) {
    made.kind = Requirement::Kind::majority;
  } else if (!words.take_word("any") && !words.take_word("one")) {
    if (!words.at_number()) {
      const std::string name(text);
      const bool known = node_names_.find(name) || service_names_.find(name) || domain_names_.find(name);
      return refuse(fmt::format("{} does not say how many", quote(text)),
                    known ? fmt::format("write `all of {}` or `1 of {}`", name, name) : forms);
    }
    const Parsed<long double> amount = words.number();
    if (const auto* problem = std::get_if<Problem>(&amount)) return refuse(problem->message, forms);
    made.amount = static_cast<double>(std::get<long double>(amount));
    const bool percent = words.take("%");
    if (percent) {
      made.kind = Requirement::Kind::share_of_units;
      made.amount = static_cast<double>(std::get<long double>(amount) / 100);
      if (!(made.amount > 0 && made.amount <= 1))
        return refuse(fmt::format("{} is not above 0 % and at most 100 %", quote(text)), forms);
    } else if (made.amount != std::floor(made.amount)) {
      return refuse(fmt::format("{} units cannot be counted", made.amount),
                    "give a whole number of units, or a percentage");
    } else if (made.amount < 1) {
      return refuse("a service that needs nothing is always up", "it needs at least 1");
    }
  }
  if (!words.take_word("of"))
    return refuse(fmt::format("`of` is expected before {}", words.at_end() ? "the end" : quote(words.rest())), forms);
  if (words.peek_word() == "capacity") {
    Words after = words;
    after.take_word("capacity");
    if (after.take_word("of")) {
      if (made.kind != Requirement::Kind::share_of_units)
        return refuse("only a percentage of the capacity can be asked for", forms);
      made.kind = Requirement::Kind::share_of_capacity;
      words = after;
    }
  }
  if (words.at_end()) return refuse("nothing is named after `of`", forms);
  made.of = names_in(words.rest(), node.place);
  return made;
}

/// Units that an operand counts: nodes, domains, or one service.
double Lowering::units(const Operand& operand) const {
  switch (operand.kind) {
    case Operand::Kind::nodes: {
      const models::NodeClass& nodes = study_.platform.nodes[operand.index];
      return instances(nodes.level) * static_cast<double>(nodes.count);
    }
    case Operand::Kind::domains: return instances(operand.index);
    case Operand::Kind::service: return 1;
  }
  return 0;
}

bool Lowering::operands(const Requirement& requirement, const std::string& subject, models::Service& made) {
  bool good = true;
  std::set<std::string> seen;
  for (const Mention& each : requirement.of) {
    const auto nodes = node_names_.find(each.name), other = service_names_.find(each.name),
               level = domain_names_.find(each.name);
    if (!nodes && !other && !level) {
      good = false;
      if (!names_known_) continue;
      std::vector<std::string> all = node_names_.list();
      for (const Names* names : {&service_names_, &domain_names_})
        all.insert(all.end(), names->list().begin(), names->list().end());
      std::erase(all, made.name);
      reporter_.error(each.place,
                      fmt::format("{} needs {}, but there is no such node class, service or domain level", subject,
                                  quote(each.name)),
                      suggest(each.name, all, "there are"));
    } else if (!seen.insert(each.name).second) {
      reporter_.error(each.place, fmt::format("{} counts {} twice", subject, quote(each.name)), "name each once");
      good = false;
    } else if (nodes) {
      node_counted_[*nodes] = true;
      made.operands.push_back({Operand::Kind::nodes, *nodes, 1});
    } else {
      made.operands.push_back(other ? Operand{Operand::Kind::service, *other, 1}
                                    : Operand{Operand::Kind::domains, *level, 1});
    }
  }
  return good;
}

/// Turns what is asked into Service::needed, in the unit of the weights.
void Lowering::threshold(const Requirement& requirement, const std::string& subject, models::Service& made) {
  const bool by_capacity = requirement.kind == Requirement::Kind::share_of_capacity;
  double total = 0;
  bool whole = true;
  for (Operand& operand : made.operands) {
    if (by_capacity && operand.kind != Operand::Kind::nodes) {
      reporter_.error(requirement.place, fmt::format("{} asks for capacity, but only nodes have one", subject),
                      "ask for a number or a share of units");
      return;
    }
    if (by_capacity) operand.weight = study_.platform.nodes[operand.index].capacity;
    whole = whole && operand.weight == std::floor(operand.weight);
    total += operand.weight * units(operand);
  }
  // A share of a sum of doubles may come out a rounding error above what is meant; 1e-9 is far below one unit in 1e8.
  constexpr double rounding = 1e-9;
  switch (requirement.kind) {
    case Requirement::Kind::all: made.needed = total; return;
    case Requirement::Kind::majority: made.needed = std::floor(total / 2) + 1; return;
    case Requirement::Kind::units: made.needed = requirement.amount; break;
    case Requirement::Kind::share_of_units:
    case Requirement::Kind::share_of_capacity: {
      const double asked = requirement.amount * total * (1 - rounding);
      made.needed = whole ? std::max(1.0, std::ceil(asked)) : asked;
      return;
    }
  }
  if (made.needed > total && counts_known_) {
    reporter_.error(requirement.place,
                    fmt::format("{} needs {:.0f} but there are only {:.0f} in all: it could never be up", subject,
                                made.needed, total),
                    fmt::format("need at most {:.0f}, or raise the count", total));
  }
}

void Lowering::dependencies(const Record& record, models::Service& made) {
  std::set<std::size_t> seen;
  for (const Mention& each : record.references("depends on")) {
    const auto found = service_names_.find(each.name);
    if (!found) {
      reporter_.error(each.place,
                      fmt::format("{} depends on {}, but there is no such service", record.subject(), quote(each.name)),
                      instead_of_service(each.name, service_names_.list(), "all", "depend on it"));
    } else if (!seen.insert(*found).second) {
      reporter_.error(each.place, fmt::format("{} depends on {} twice", record.subject(), quote(each.name)),
                      "name each once");
    } else {
      made.depends_on.push_back(*found);
    }
  }
}

/// Operands and dependencies come first; circles are refused and shown.
void Lowering::order_services() {
  std::vector<models::Service>& services = study_.platform.services;
  std::vector<std::vector<std::size_t>> needs(services.size());
  for (std::size_t i = 0; i < services.size(); ++i) {
    needs[i] = services[i].depends_on;
    for (const Operand& operand : services[i].operands) {
      if (operand.kind == Operand::Kind::service) needs[i].push_back(operand.index);
    }
  }
  for (const models::DataSet& each : study_.platform.data) {
    for (const models::BackupSchedule& backup : each.backups) {
      const auto store = backup.store ? study_.platform.stores[*backup.store].service : std::nullopt;
      if (store && *store != each.service) needs[each.service].push_back(*store);
    }
  }
  const DependencyOrder order = order_by_dependency(needs);
  for (const auto& cycle : order.cycles) {
    std::string shown;
    for (const std::size_t each : cycle) shown += services[each].name + " -> ";
    const bool by_backups =
        std::any_of(study_.platform.data.begin(), study_.platform.data.end(), [&](const auto& data) {
          return std::find(cycle.begin(), cycle.end(), data.service) != cycle.end() && !data.backups.empty();
        });
    reporter_.error(service_places_[cycle.front()],
                    fmt::format("the services need each other in a circle: {}{}{}", shown, services[cycle.front()].name,
                                by_backups ? ", where a service also needs the store of its backups" : ""),
                    by_backups ? "let the store be a service of its own, over nodes that hold nothing but backups"
                               : "a service can only need what does not need it");
  }
  if (!order.cycles.empty()) return;
  std::vector<std::size_t> position(services.size());
  for (std::size_t k = 0; k < order.order.size(); ++k) position[order.order[k]] = k;
  std::vector<models::Service> sorted;
  std::vector<Place> places;
  Names names;
  for (const std::size_t i : order.order) {
    models::Service& each = sorted.emplace_back(std::move(services[i]));
    names.add(each.name);
    places.push_back(service_places_[i]);
    for (std::size_t& needed : each.depends_on) needed = position[needed];
    for (Operand& operand : each.operands) {
      if (operand.kind == Operand::Kind::service) operand.index = position[operand.index];
    }
  }
  for (models::Store& store : study_.platform.stores) {
    if (store.service) store.service = position[*store.service];
  }
  for (models::DataSet& each : study_.platform.data) each.service = position[each.service];
  for (models::TrainingJob& each : study_.platform.jobs) each.service = position[each.service];
  services = std::move(sorted);
  service_places_ = std::move(places);
  service_names_ = std::move(names);
}

}  // namespace nines::scenarios
