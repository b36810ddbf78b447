// Failure modes, their repair, and shocks.
#include "scenarios/language/lowering.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::scenarios {

/// A time alone is a fixed one, where most who write it mean a mean.
void Lowering::warn_of_bare_life(const Record& record, double members) {
  const Node* node = record.find("time to failure");
  if (node == nullptr || !node->is_scalar() || !Words(trim(node->text)).at_number()) return;
  const std::string time(trim(node->text));
  const std::string which =
      members > 1 ? fmt::format("so all {} fail at the same moment", members) : std::string("the same each time");
  reporter_.warning(node->place,
                    fmt::format("`time to failure` of {}: a time alone is a fixed life, {}", record.subject(), which),
                    fmt::format("write `exponential {0}` if {0} is a mean, or `fixed {0}` if that is meant", time));
}

/// `own_level`: the level that the node sits in or, for a domain's failures, the level itself.
void Lowering::failures(const Record& owner, std::optional<std::size_t> own_level, bool is_domain, double members,
                        std::vector<models::FailureMode>& modes) {
  std::vector<Record> records;
  for (const auto& [mention, node] : owner.named("failures")) {
    const Record record(*node, section("failure"),
                        fmt::format("the failure {} of {}", quote(mention.name), owner.subject()), context_);
    models::FailureMode mode = repair(record);
    mode.name = mention.name;
    mode.time_to_failure = record.law("time to failure");
    warn_of_bare_life(record, members);
    beta(record, members, mode);
    mode.loses_data = record.boolean("loses data").value_or(false);
    if (const auto observed = record.count("observed")) mode.observed = static_cast<double>(*observed);
    extent(record, own_level, is_domain, mode);
    job_speed(record, mode);
    check_return(record, is_domain, mode);
    modes.push_back(std::move(mode));
    records.push_back(record);
  }
  for (std::size_t i = 0; i < records.size(); ++i)
    condition(records[i], modes, modes[modes.size() - records.size() + i]);
}

namespace {

bool says_never(const Record& record) {
  const Node* node = record.find("time to repair");
  return node != nullptr && node->is_scalar() && trim(node->text) == "never";
}

}  // namespace

/// What failures and shocks share: the repair and who does it.
models::FailureMode Lowering::repair(const Record& record) {
  models::FailureMode mode;
  const bool never = says_never(record);
  if (!never) mode.time_to_repair = record.law("time to repair");
  notice(record, mode);
  mode.time_to_return = record.law("time to return");
  mode.crew = crew_for(record);
  mode.spares = resolve(record.reference("spares"), spares_names_, "spares pool", record.subject());
  for (const char* help : {"crew", "spares", "time to call", "diagnosis", "wrong diagnosis"}) {
    if (!never || !record.has(help)) continue;
    reporter_.error(record.place_of(help), fmt::format("{} is never repaired, but has `{}`", record.subject(), help),
                    fmt::format("leave out `{}`, or give a time to repair", help));
  }
  if (mode.spares) spares_used_[*mode.spares] = true;
  if (const auto restores = record.choice("repair restores")) mode.restores = static_cast<models::Restores>(*restores);
  if (const auto renews = record.choice("repair renews")) mode.renews = static_cast<models::Renews>(*renews);
  if (mode.renews == models::Renews::unit && mode.restores == models::Restores::as_bad_as_old) {
    reporter_.error(record.place_of("repair renews"),
                    fmt::format("{} is repaired as bad as old, but its repair renews the unit", record.subject()),
                    "leave out one of `repair renews` and `repair restores`");
  }
  mode.priority = priority(record, mode.crew);
  policy(record, mode);
  return mode;
}

std::optional<std::size_t> Lowering::crew_for(const Record& record) {
  const auto crew = resolve(record.reference("crew"), crew_names_, "crew", record.subject());
  if (crew) crew_used_[*crew] = true;
  return crew;
}

int Lowering::priority(const Record& record, std::optional<std::size_t> crew) {
  const int priority = static_cast<int>(record.count("priority").value_or(0));
  if (!record.has("priority")) return priority;
  if (!record.has("crew")) {
    reporter_.error(record.place_of("priority"),
                    fmt::format("{} has a priority but no crew: its repair waits for nobody", record.subject()),
                    "name a `crew:` with `order: priority`");
  } else if (crew && study_.platform.crews[*crew].order != models::CrewOrder::priority) {
    reporter_.error(record.place_of("priority"),
                    fmt::format("{} has a priority, but the crew {} does not go by priorities", record.subject(),
                                quote(crew_names_.list()[*crew])),
                    "give the crew `order: priority`");
  }
  return priority;
}

void Lowering::beta(const Record& record, double members, models::FailureMode& mode) {
  std::optional<long double> share = record.probability("beta");
  Place place = record.place_of("beta");
  if (const Node* common = record.find("common cause")) {
    if (record.has("beta")) {
      reporter_.error(place, fmt::format("{} says `beta` twice, also in its `common cause`", record.subject()),
                      "keep one of the two");
      return;
    }
    share = Record(*common, section("common cause"), fmt::format("the common cause of {}", record.subject()), context_)
                .probability("beta");
    place = common->place;
  }
  if (!share) return;
  mode.beta = static_cast<double>(*share);
  if (mode.beta > 0 && mode.time_to_failure && !mode.time_to_failure->exponential_rate()) {
    reporter_.error(
        place,
        fmt::format(
            "{} has a beta factor, which divides a constant failure rate, but its time to failure is not exponential",
            record.subject()),
        "make the time to failure exponential, or describe the common cause as a shock");
  }
  if (mode.beta > 0 && members < 2) {
    reporter_.warning(
        place, fmt::format("{} has a beta factor, but there is only one unit: it has no effect", record.subject()), "");
  }
}

void Lowering::extent(const Record& record, std::optional<std::size_t> own_level, bool is_domain,
                      models::FailureMode& mode) {
  const auto mention = record.reference("takes down");
  if (!mention || mention->name == "node") return;
  if (mention->name == "nothing") {
    mode.takes_down = models::TakesDown::nothing;
    return;
  }
  std::vector<std::string> possible = {"node", "nothing"};
  for (std::optional<std::size_t> level = own_level; level; level = study_.platform.domains[*level].parent) {
    if (mention->name == domain_names_.list()[*level]) {
      if (is_domain && *level == *own_level) return;  // the domain itself
      mode.takes_down = models::TakesDown::domain;
      mode.domain_level = *level;
      return;
    }
    possible.push_back(domain_names_.list()[*level]);
  }
  const bool known = domain_names_.find(mention->name).has_value();
  reporter_.error(mention->place,
                  fmt::format("{} cannot take down {}: {}", record.subject(), quote(mention->name),
                              known ? "that level does not enclose it" : "there is no such domain level"),
                  suggest(mention->name, possible, "it can take down"));
}

/// Of a straggler: it slows down, and stops nothing.
void Lowering::job_speed(const Record& record, models::FailureMode& mode) const {
  const auto speed = record.probability("job speed");
  if (!speed) return;
  mode.job_speed = static_cast<double>(*speed);
  if (mode.takes_down == models::TakesDown::nothing) return;
  reporter_.error(record.place_of("job speed"),
                  fmt::format("{} has a `job speed`, but takes down what a job needs: it stops", record.subject()),
                  "add `takes down: nothing`, or leave out `job speed`");
}

bool Lowering::lies_within(std::optional<std::size_t> level, std::size_t outer) const {
  for (; level; level = study_.platform.domains[*level].parent) {
    if (*level == outer) return true;
  }
  return false;
}

void Lowering::shocks(const Record& scenario) {
  for (const auto& [mention, node] : scenario.named("shocks")) {
    const Record record(*node, section("shock"), fmt::format("the shock {}", quote(mention.name)), context_);
    models::Shock shock;
    shock.name = mention.name;
    shock.interval = record.law("every");
    if (const auto probability = record.probability("probability"))
      shock.hit_probability = static_cast<double>(*probability);
    shock.per_level = resolve(record.reference("per"), domain_names_, "domain level", record.subject());
    models::FailureMode mode = repair(record);
    mode.name = mention.name;
    mode.loses_data = record.boolean("loses data").value_or(false);
    for (const Mention& hit : record.references("hits")) shock_target(hit, record, mode, shock);
    study_.platform.shocks.push_back(std::move(shock));
  }
}

void Lowering::shock_target(const Mention& hit, const Record& record, models::FailureMode mode, models::Shock& shock) {
  const auto node_class = node_names_.find(hit.name);
  const auto level = domain_names_.find(hit.name);
  if (!node_class && !level) {
    std::vector<std::string> possible = node_names_.list();
    possible.insert(possible.end(), domain_names_.list().begin(), domain_names_.list().end());
    reporter_.error(
        hit.place,
        fmt::format("{} hits {}, but there is no such node class or domain level", record.subject(), quote(hit.name)),
        suggest(hit.name, possible, "it can hit"));
    return;
  }
  const bool is_domain = !node_class;
  const std::size_t index = is_domain ? *level : *node_class;
  for (const models::Shock::Target& other : shock.targets) {
    if (other.is_domain != is_domain || other.index != index) continue;
    reporter_.error(hit.place, fmt::format("{} hits {} twice", record.subject(), quote(hit.name)),
                    "name each target once");
    return;
  }
  const std::optional<std::size_t> sits_in = is_domain ? level : study_.platform.nodes[index].level;
  if (shock.per_level && !lies_within(sits_in, *shock.per_level)) {
    reporter_.error(hit.place,
                    fmt::format("{} strikes per {}, but {} does not lie within that level", record.subject(),
                                quote(domain_names_.list()[*shock.per_level]), quote(hit.name)),
                    "leave out `per`, or place the target in that level");
  }
  std::vector<models::FailureMode>& modes =
      is_domain ? study_.platform.domains[index].failures : study_.platform.nodes[index].failures;
  const bool taken = std::any_of(modes.begin(), modes.end(),
                                 [&](const models::FailureMode& other) { return other.name == mode.name; });
  if (taken) {
    reporter_.error(
        hit.place,
        fmt::format("{} adds a failure of its name to {}, which has one already", record.subject(), quote(hit.name)),
        "rename the shock or the failure");
    return;
  }
  extent(record, sits_in, is_domain, mode);
  check_return(record, is_domain, mode);
  shock.targets.push_back({is_domain, index, modes.size()});
  modes.push_back(std::move(mode));
}

}  // namespace nines::scenarios
