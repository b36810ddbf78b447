// Domains, nodes, crews and spares.
#include "scenarios/language/dependency_order.h"
#include "scenarios/language/lowering.h"

#include <fmt/format.h>

namespace nines::scenarios {

namespace {

/// A section that may be written as a single count.
std::optional<std::size_t> short_count(const Node& node, const Section& of, std::string_view field,
                                       const std::string& subject, Context& context) {
  const Parsed<std::size_t> parsed = node.quoted
                                         ? Problem{"a number is expected, not a text in quotes", "remove the quotes"}
                                         : parse_count(trim(node.text), *of.find(field));
  if (const auto* good = std::get_if<std::size_t>(&parsed)) return *good;
  const Problem& problem = std::get<Problem>(parsed);
  context.reporter.error(node.place, fmt::format("{}: {}", subject, problem.message), problem.hint);
  return std::nullopt;
}

}  // namespace

models::Study Lowering::lower(const Node& root) {
  const Record scenario(root, section("scenario"), "the scenario", context_);
  scenario.count("nines");
  refuse_shared_names(scenario);
  crews(scenario);
  spares(scenario);
  detectors(scenario);
  domains(scenario);
  nodes(scenario);
  network(scenario);
  shocks(scenario);
  changes(scenario);
  false_alarms();
  summarise_detectors();
  services(scenario);
  watchers();
  questions(scenario);
  refuse_missions_without_demand(scenario);
  plausibility(scenario);
  return std::move(study_);
}

/// Domain levels, node classes, links and services are named by each other and in the results: one name, one thing.
void Lowering::refuse_shared_names(const Record& scenario) {
  std::unordered_map<std::string, const char*> known;
  const auto add = [&](const Node* all, const char* what) {
    if (all == nullptr || !all->is_mapping()) return;
    for (const Entry& entry : all->entries) {
      const auto [first, is_new] = known.emplace(entry.key->text, what);
      if (is_new) continue;
      reporter_.error(entry.key->place,
                      fmt::format("the {} {} has the same name as a {}", what, quote(entry.key->text), first->second),
                      "results are shown by name: give one of them another name");
    }
  };
  add(scenario.find("domains"), "domain level");
  add(scenario.find("nodes"), "node class");
  const Node* network = scenario.find("network");
  add(network == nullptr ? nullptr : network->find("links"), "link");
  add(scenario.find("services"), "service");
  add(scenario.find("storage"), "storage system");
}

std::vector<Record::Named> Lowering::named(const Record& scenario, std::string_view field) {
  auto all = scenario.named(field);
  names_known_ = names_known_ && (!all.empty() || !scenario.has(field));
  return all;
}

std::optional<Record::PlacedCount> Lowering::placed_count(const Record& record) {
  auto count = record.placed_count("count");
  counts_known_ = counts_known_ && (count || !record.has("count"));
  return count;
}

std::optional<std::size_t> Lowering::resolve(const std::optional<Mention>& mention, const Names& names,
                                             const std::string& what, const std::string& subject) {
  if (!mention) return std::nullopt;
  const auto found = names.find(mention->name);
  if (!found) {
    reporter_.error(mention->place, fmt::format("{}: there is no {} {}", subject, what, quote(mention->name)),
                    suggest(mention->name, names.list(), what + (what.ends_with('s') ? "es" : "s")));
  }
  return found;
}

double Lowering::instances(std::optional<std::size_t> level) const {
  double product = 1;
  for (; level; level = study_.platform.domains[*level].parent)
    product *= static_cast<double>(study_.platform.domains[*level].count);
  return product;
}

bool Lowering::refuse_two_parents(const Record& record, const std::optional<Record::PlacedCount>& count) {
  if (!count || !count->per || !record.has("per")) return false;
  reporter_.error(record.place_of("per"), fmt::format("{} says `per` twice, also in its count", record.subject()),
                  "keep one of the two");
  return true;
}

namespace {

/// The level above, as `per:` or "4 per zone" names it.
std::optional<Mention> parent_of(const Node& node) {
  if (const Node* per = node.find("per"); per != nullptr && per->is_scalar())
    return Mention{std::string(trim(per->text)), per->place};
  const Node* count = node.is_scalar() ? &node : node.find("count");
  if (count == nullptr || !count->is_scalar()) return std::nullopt;
  const std::size_t per = count->text.find(" per ");
  if (per == std::string::npos) return std::nullopt;
  return Mention{std::string(trim(std::string_view(count->text).substr(per + 5))), count->place};
}

}  // namespace

/// Puts the levels into Platform::domains, parents first, with their names and parents.
void Lowering::domain_tree(const std::vector<Record::Named>& all) {
  Names written;
  for (const auto& each : all) written.add(each.mention.name);
  std::vector<std::vector<std::size_t>> needs(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string subject = fmt::format("the domain level {}", quote(all[i].mention.name));
    if (const auto parent = resolve(parent_of(*all[i].node), written, "domain level", subject)) needs[i] = {*parent};
  }
  DependencyOrder order = order_by_dependency(needs);
  for (const auto& cycle : order.cycles) {
    const Mention& first = all[cycle.front()].mention;
    std::string shown;
    for (const std::size_t level : cycle) shown += all[level].mention.name + " -> ";
    reporter_.error(first.place,
                    fmt::format("the domain levels lie within each other in a circle: {}{}", shown, first.name),
                    "one of them must be at the top: without `per`");
  }
  if (!order.cycles.empty()) {
    for (auto& parent : needs) parent.clear();
    order = order_by_dependency(needs);
  }
  for (const std::size_t i : order.order) {
    models::DomainLevel level;
    level.name = all[i].mention.name;
    if (!needs[i].empty()) level.parent = domain_names_.find(all[needs[i].front()].mention.name);
    domain_names_.add(level.name);
    level_places_.push_back(all[i].mention.place);
    study_.platform.domains.push_back(std::move(level));
  }
}

void Lowering::domains(const Record& scenario) {
  const auto all = named(scenario, "domains");
  domain_tree(all);
  std::vector<std::pair<std::size_t, Record>> records;
  for (const auto& [mention, node] : all) {
    const std::size_t position = *domain_names_.find(mention.name);
    models::DomainLevel& made = study_.platform.domains[position];
    const std::string subject = fmt::format("the domain level {}", quote(mention.name));
    if (node->is_scalar()) {
      Node number = *node;
      const std::size_t per = number.text.find(" per ");
      number.quoted = number.quoted && per == std::string::npos;
      number.text.resize(std::min(per, number.text.size()));
      const auto count = short_count(number, section("domain level"), "count", subject, context_);
      counts_known_ = counts_known_ && count;
      made.count = count.value_or(1);
      continue;
    }
    const Record& record =
        records.emplace_back(position, Record(*node, section("domain level"), subject, context_)).second;
    const auto count = placed_count(record);
    refuse_two_parents(record, count);
    if (count) made.count = count->count;
    if (const auto ages = record.choice("ages")) made.ages = static_cast<models::Ages>(*ages);
    made.restart = record.law("restart");
  }
  for (const auto& [position, record] : records) {  // now that all counts are known
    failures(record, position, true, instances(position), study_.platform.domains[position].failures);
  }
}

void Lowering::crews(const Record& scenario) {
  for (const auto& [mention, node] : scenario.named("crews")) {
    const std::string subject = fmt::format("the crew {}", quote(mention.name));
    models::Crew crew;
    crew.name = mention.name;
    crew_names_.add(mention.name);
    crew_places_.push_back(mention.place);
    if (node->is_scalar()) {
      crew.size = short_count(*node, section("crew"), "size", subject, context_).value_or(1);
      study_.platform.crews.push_back(std::move(crew));
      continue;
    }
    const Record record(*node, section("crew"), subject, context_);
    crew.size = record.count("size").value_or(1);
    crew.order = static_cast<models::CrewOrder>(record.choice("order").value_or(0));
    crew.preemptive = record.boolean("preemptive").value_or(false);
    crew.inspection = record.law("inspection");
    if (crew.preemptive && crew.order != models::CrewOrder::priority) {
      reporter_.error(
          record.place_of("preemptive"),
          fmt::format("{} is preemptive, but its order is not `priority`: nothing would be more urgent", subject),
          "add `order: priority`");
    }
    const bool inspects = crew.order == models::CrewOrder::inspection;
    if (inspects && !record.has("inspection")) {
      reporter_.error(record.place_of("order"),
                      fmt::format("{} has the order `inspection` but no time for it", subject),
                      "add `inspection: exponential 6 min`");
    } else if (!inspects && record.has("inspection")) {
      reporter_.error(record.place_of("inspection"),
                      fmt::format("{} has an inspection time, but its order is not `inspection`", subject),
                      "add `order: inspection`");
    } else if (crew.inspection && !crew.inspection->exponential_rate()) {
      reporter_.error(record.place_of("inspection"),
                      fmt::format("the inspection time of {} is not exponential: the first of several that are found "
                                  "would not be well defined",
                                  subject),
                      "inspection: exponential 6 min");
    }
    study_.platform.crews.push_back(std::move(crew));
  }
  crew_used_.assign(study_.platform.crews.size(), false);
}

void Lowering::spares(const Record& scenario) {
  for (const auto& [mention, node] : scenario.named("spares")) {
    const std::string subject = fmt::format("the spares pool {}", quote(mention.name));
    models::Spares pool;
    pool.name = mention.name;
    spares_names_.add(mention.name);
    spares_places_.push_back(mention.place);
    const std::size_t errors_before = reporter_.errors();
    if (node->is_scalar()) {
      pool.stock = short_count(*node, section("spares pool"), "stock", subject, context_).value_or(1);
    } else {
      const Record record(*node, section("spares pool"), subject, context_);
      pool.stock = record.count("stock").value_or(1);  // not 0, from which more would follow
      pool.replenishment = record.law("replenishment");
    }
    if (pool.stock == 0 && !pool.replenishment && reporter_.errors() == errors_before) {
      reporter_.error(node->place, fmt::format("{} is empty and never replenished: no repair could begin", subject),
                      "give it a stock, or {stock: 0, replenishment: exponential 7 d}");
    }
    study_.platform.spares.push_back(std::move(pool));
  }
  spares_used_.assign(study_.platform.spares.size(), false);
}

void Lowering::nodes(const Record& scenario) {
  for (const auto& [mention, node] : named(scenario, "nodes")) {
    const Record record(*node, section("node class"), fmt::format("the node class {}", quote(mention.name)), context_);
    models::NodeClass made;
    made.name = mention.name;
    const auto count = placed_count(record);
    if (count) made.count = count->count;
    if (!refuse_two_parents(record, count)) {
      made.level = resolve(count && count->per ? count->per : record.reference("per"), domain_names_, "domain level",
                           record.subject());
    }
    made.capacity = record.number("capacity").value_or(1);
    if (const auto ages = record.choice("ages")) made.ages = static_cast<models::Ages>(*ages);
    failures(record, made.level, false, instances(made.level) * static_cast<double>(made.count), made.failures);
    maintenance(record, made.failures);
    lemons(record, made);
    retirement(record, made);
    node_names_.add(mention.name);
    node_places_.push_back(mention.place);
    study_.platform.nodes.push_back(std::move(made));
  }
}

}  // namespace nines::scenarios
