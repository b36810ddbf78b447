// The network: places, and the links between them.
#include "scenarios/language/lowering.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace nines::scenarios {

namespace {

constexpr double most_places = 10'000;  // each change of a link looks at all of them

/// "rack 3 in zone 1": each part a level and, if it is given, the number of one of them.
struct Step {
  std::string name;
  std::optional<std::size_t> number;
};

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t at = text.find(" in "); at != std::string_view::npos; at = text.find(" in ")) {
    parts.push_back(trim(text.substr(0, at)));
    text.remove_prefix(at + 4);
  }
  parts.push_back(trim(text));
  return parts;
}

/// A name may end in a number itself, so that what is known as a name is one.
Step step_of(std::string_view part, const Names& levels) {
  const std::size_t blank = part.rfind(' ');
  if (levels.find(std::string(part)) || blank == std::string_view::npos) return {std::string(part), std::nullopt};
  const std::string_view digits = part.substr(blank + 1);
  std::size_t number = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (problem != std::errc() || end != digits.data() + digits.size()) return {std::string(part), std::nullopt};
  return {std::string(trim(part.substr(0, blank))), number};
}

}  // namespace

/// What a text names: a point, or some instances of a level. Nothing if it names nothing, which is reported.
std::optional<Lowering::PlaceSet> Lowering::places_named(const Mention& mention, const std::string& subject) {
  if (const auto point = point_names_.find(mention.name)) return PlaceSet{std::nullopt, {*point}, {}};
  const auto refuse = [&](const std::string& message, const std::string& hint) {
    reporter_.error(mention.place, fmt::format("{}: {}", subject, message), hint);
    return std::nullopt;
  };
  std::vector<std::pair<std::size_t, std::optional<std::size_t>>> path;  // levels from the inside out
  for (const std::string_view part : parts_of(mention.name)) {
    const Step step = step_of(part, domain_names_);
    const auto level = domain_names_.find(step.name);
    if (!level) {
      if (!names_known_) return std::nullopt;
      std::vector<std::string> known = domain_names_.list();
      known.insert(known.end(), point_names_.list().begin(), point_names_.list().end());
      return refuse(fmt::format("there is no place {}", quote(step.name)),
                    suggest(step.name, known, "domain levels and points"));
    }
    const std::size_t count = study_.platform.domains[*level].count;
    if (step.number && (*step.number < 1 || *step.number > count)) {
      if (!counts_known_) return std::nullopt;
      return refuse(fmt::format("there is no {} {}: they are numbered from 1 to {}{}", step.name, *step.number, count,
                                study_.platform.domains[*level].parent ? " in each domain above" : ""),
                    fmt::format("{} {}", step.name, count));
    }
    if (!path.empty() && (path.back().first == *level || !lies_within(path.back().first, *level))) {
      return refuse(
          fmt::format("{} does not lie in {}", quote(domain_names_.list()[path.back().first]), quote(step.name)),
          "name a domain and then those around it: `rack 3 in zone 1`");
    }
    path.emplace_back(*level, step.number);
  }
  if (instances(path.front().first) > most_places) {
    return refuse(fmt::format("there are {:.0f} of {}, more than {:.0f} places", instances(path.front().first),
                              quote(domain_names_.list()[path.front().first]), most_places),
                  "link a level above");
  }
  return instances_on(path);
}

Lowering::PlaceSet Lowering::instances_on(
    const std::vector<std::pair<std::size_t, std::optional<std::size_t>>>& path) const {
  PlaceSet found{path.front().first, {}, {}};
  for (const auto& [level, number] : path) {
    if (number) found.numbered.push_back(level);
  }
  const auto all = static_cast<std::size_t>(instances(found.level));
  for (std::size_t instance = 0; instance < all; ++instance) {
    std::size_t number = instance;
    std::optional<std::size_t> level = found.level;
    bool matches = true;
    for (const auto& [wanted, its_number] : path) {
      for (; *level != wanted; level = study_.platform.domains[*level].parent)
        number /= study_.platform.domains[*level].count;
      matches = matches && (!its_number || number % study_.platform.domains[*level].count + 1 == *its_number);
    }
    if (matches) found.members.push_back(instance);
  }
  return found;
}

std::size_t Lowering::ancestor_of(std::size_t instance, std::size_t level, std::size_t outer) const {
  for (; level != outer; level = *study_.platform.domains[level].parent)
    instance /= study_.platform.domains[level].count;
  return instance;
}

/// The innermost level that encloses both; of two in the same level, the one above.
std::optional<std::size_t> Lowering::common_level(const PlaceSet& a, const PlaceSet& b) const {
  if (!a.level || !b.level) return std::nullopt;
  std::optional<std::size_t> level = a.level == b.level ? study_.platform.domains[*a.level].parent : a.level;
  while (level && !lies_within(b.level, *level)) level = study_.platform.domains[*level].parent;
  const auto numbers = [&](const PlaceSet& set) {
    return std::find(set.numbered.begin(), set.numbered.end(), *level) != set.numbered.end();
  };
  return level && (numbers(a) || numbers(b)) ? std::nullopt : level;  // whoever says which means it
}

/// Each pair of places that a link is between, once: those in the same domain, where a level encloses both kinds.
std::vector<std::pair<std::size_t, std::size_t>> Lowering::pairs_between(const PlaceSet& a, const PlaceSet& b) {
  std::set<std::pair<std::size_t, std::size_t>> seen;
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  const std::optional<std::size_t> common = common_level(a, b);
  for (const std::size_t i : a.members) {
    for (const std::size_t k : b.members) {
      if (common && ancestor_of(i, *a.level, *common) != ancestor_of(k, *b.level, *common)) continue;
      const std::size_t one = place_number(a.level, i), other = place_number(b.level, k);
      if (one == other || !seen.insert(std::minmax(one, other)).second) continue;
      pairs.emplace_back(one, other);
      if (pairs.size() > most_links) return pairs;
    }
  }
  return pairs;
}

/// All instances of a level become places once one of them is named.
std::size_t Lowering::place_number(std::optional<std::size_t> level, std::size_t member) {
  std::vector<models::Network::Place>& places = study_.platform.network.places;
  if (!level) return member;
  std::optional<std::size_t>& first = first_place_of_[*level];
  if (!first) {
    first = places.size();
    const auto all = static_cast<std::size_t>(instances(level));
    for (std::size_t i = 0; i < all; ++i) places.push_back({domain_place_name(*level, i), level, i});
  }
  return *first + member;
}

std::string Lowering::domain_place_name(std::size_t level, std::size_t instance) const {
  std::string words;
  for (std::optional<std::size_t> each = level; each; each = study_.platform.domains[*each].parent) {
    const models::DomainLevel& spec = study_.platform.domains[*each];
    words += (words.empty() ? "" : " in ") + spec.name;
    if (spec.count > 1) words += fmt::format(" {}", instance % spec.count + 1);
    instance /= spec.count;
  }
  return words;
}

/// "site 1", where there is a level of sites; "rack 2 in zone 1".
bool Lowering::looks_like_a_domain(const std::string& name) const {
  const std::size_t blank = name.rfind(' ');
  if (blank == std::string::npos) return false;
  const bool has_number = name.find_first_not_of("0123456789", blank + 1) == std::string::npos;
  return name.find(" in ") != std::string::npos || (has_number && domain_names_.find(name.substr(0, blank)));
}

void Lowering::points(const Record& network) {
  for (const Mention& each : network.references("points")) {
    if (!is_operand_name(each.name)) {
      reporter_.error(each.place, fmt::format("{} cannot be the name of a point", quote(each.name)),
                      "a name begins with a letter (a to z, A to Z) and has such letters, digits, `-`, `_`, `/`, `+` "
                      "and single blanks");
    } else if (looks_like_a_domain(each.name)) {
      reporter_.error(each.place, fmt::format("the point {} is named like a domain", quote(each.name)),
                      "the domains that a link names are places already: leave it out, or rename it");
      continue;
    } else if (domain_names_.find(each.name)) {
      reporter_.error(each.place, fmt::format("the point {} has the name of a domain level", quote(each.name)),
                      "the domains of a level that a link names are places already: leave it out, or rename it");
      continue;
    } else if (point_names_.find(each.name)) {
      reporter_.error(each.place, fmt::format("the point {} is named twice", quote(each.name)), "name each once");
      continue;
    }
    point_names_.add(each.name);
    study_.platform.network.places.push_back({each.name, std::nullopt, 0});
  }
}

void Lowering::links(const Record& record, const std::string& name, Place place) {
  models::NodeClass made;
  made.name = name;
  made.is_link = true;
  models::Network::Links links;
  links.nodes = study_.platform.nodes.size();
  const std::vector<Mention> ends = record.references("between");
  if (record.has("between") && ends.size() != 2) {
    reporter_.error(record.place_of("between"),
                    fmt::format("a link is between two places, but {} names {}", record.subject(), ends.size()),
                    "between: [site 1, site 2]");
  } else if (ends.size() == 2) {
    const auto a = places_named(ends[0], record.subject()), b = places_named(ends[1], record.subject());
    if (a && b) links.between = pairs_between(*a, *b);
    if (a && b && links.between.empty() && counts_known_) {
      reporter_.error(record.place_of("between"),
                      fmt::format("{} links {} with itself only", record.subject(), quote(ends[0].name)),
                      "name two different places, or a level with several domains");
    }
  }
  const std::size_t count = record.count("count").value_or(1);
  if (links.between.size() * count > most_links) {
    reporter_.error(
        record.place_of("between"),
        fmt::format("{} are more than {:.0f} links: {} between each of {}{} pairs of places", record.subject(),
                    most_links, count, links.between.size() > most_links ? "more than " : "",
                    std::min<std::size_t>(links.between.size(), static_cast<std::size_t>(most_links))),
        "link a level above, or through a point that all are linked with");
    links.between.clear();
  }
  const std::vector<std::pair<std::size_t, std::size_t>> pairs = links.between;
  for (std::size_t i = 1; i < count; ++i) links.between.insert(links.between.end(), pairs.begin(), pairs.end());
  made.count = std::max<std::size_t>(links.between.size(), 1);
  if (const auto ages = record.choice("ages")) made.ages = static_cast<models::Ages>(*ages);
  failures(record, std::nullopt, false, static_cast<double>(made.count), made.failures);
  node_names_.add(name);
  node_places_.push_back(place);
  study_.platform.nodes.push_back(std::move(made));
  study_.platform.network.links.push_back(std::move(links));
}

void Lowering::network(const Record& scenario) {
  first_place_of_.assign(study_.platform.domains.size(), std::nullopt);
  const Node* node = scenario.find("network");
  if (node == nullptr) return;
  const std::size_t errors_before = reporter_.errors();
  const Record record(*node, section("network"), "the network", context_);
  points(record);
  for (const auto& [mention, each] : named(record, "links")) {
    links(Record(*each, section("links"), fmt::format("the link {}", quote(mention.name)), context_), mention.name,
          mention.place);
  }
  network_known_ = reporter_.errors() == errors_before;
  if (!network_known_) return;
  const std::vector<Mention> all = record.references("points");
  for (std::size_t point = 0; point < all.size(); ++point) {
    const auto ends_there = [&](const auto& pair) { return pair.first == point || pair.second == point; };
    const auto& links = study_.platform.network.links;
    const bool linked = std::any_of(links.begin(), links.end(), [&](const models::Network::Links& each) {
      return std::any_of(each.between.begin(), each.between.end(), ends_there);
    });
    if (!linked)
      reporter_.warning(all[point].place, fmt::format("no link leads to the point {}", quote(all[point].name)), "");
  }
}

}  // namespace nines::scenarios
