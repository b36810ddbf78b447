#include "scenarios/language/fields.h"

#include "scenarios/language/tree.h"
#include "sim/laws.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>

namespace nines::scenarios {

namespace {

constexpr double years_s = 8760.0 * 3600.0;

/// Repair, as failure modes and shocks share it.
std::vector<Field> repair_fields() {
  return {
      {.name = "time to repair", .type = FieldType::law, .required = true,
       .description = "Hands-on time, from the moment that crew and spare are there.", .example = "lognormal median 2 h p95 12 h"},
      {.name = "crew", .type = FieldType::reference, .of = "crew",
       .description = "Who repairs it. Without one, repair begins at once.", .example = "field"},
      {.name = "priority", .type = FieldType::count, .default_text = "0",
       .description = "At a crew with `order: priority`: a smaller number is served first.", .example = "1", .most = 1000},
      {.name = "spares", .type = FieldType::reference, .of = "spares",
       .description = "The pool of parts that a repair uses one of; it is taken before a crew is asked for.", .example = "disks"},
      {.name = "repair restores", .type = FieldType::choice, .of = "as good as new | as bad as old", .default_text = "as good as new",
       .description = "A renewed unit, or one with the age that it failed at (minimal repair).", .example = "as bad as old"},
      {.name = "takes down", .type = FieldType::reference, .of = "extent", .default_text = "node",
       .description = "What is down while the failure lasts: the `node` itself (or the domain whose failure it is), `nothing` (it only "
                      "occupies the crew), or an enclosing domain level by its name.", .example = "rack"},
  };
}

std::vector<Field> with(std::vector<Field> first, const std::vector<Field>& more) {
  first.insert(first.end(), more.begin(), more.end());
  return first;
}

Section scenario_section() {
  return {"scenario", "A scenario is one YAML document with these keys.", {
      {.name = "nines", .type = FieldType::count, .required = true,
       .description = "The version of the language.", .example = "1", .least = 1, .most = 1},
      {.name = "title", .type = FieldType::text, .description = "One line.", .example = "Two replicas behind one crew"},
      {.name = "description", .type = FieldType::text, .description = "A paragraph for a planner."},
      {.name = "include", .type = FieldType::files, .many = true,
       .description = "Other files (relative to this one) whose keys hold where this file does not say otherwise. Mappings are merged "
                      "key by key; a law, a list or a single value is replaced as a whole; a later file of the list prevails over an earlier one.",
       .example = "hardware.yaml"},
      {.name = "parameters", .type = FieldType::parameters,
       .description = "Values with a name, used elsewhere as `$name` or `${name}` (also within a text) and set from the command line by "
                      "`--set parameters.name=value`. `$$` is a dollar sign.", .example = "{mttf: 1000 h}"},
      {.name = "mission", .type = FieldType::duration, .default_text = "1 year",
       .description = "The length of each simulated history.", .example = "54 d", .above_least = true, .most = longest_mission_years * years_s},
      {.name = "trials", .type = FieldType::count, .default_text = "10000",
       .description = "How many histories are simulated. Instead of it: `precision`.", .example = "10000", .least = 1, .most = most_trials},
      {.name = "precision", .type = FieldType::section, .of = "precision", .many = true,
       .description = "Simulate until these measures are known this well.", .example = "2 % on api.availability"},
      {.name = "max trials", .type = FieldType::count, .default_text = "10000000",
       .description = "With `precision`: stop here even if it is not reached.", .example = "1000000", .least = 1, .most = most_trials},
      {.name = "confidence", .type = FieldType::probability, .default_text = "95 %",
       .description = "Of all intervals.", .example = "99 %", .least = 0.5, .most = 0.999999},
      {.name = "seed", .type = FieldType::count, .default_text = "1",
       .description = "Another seed gives other histories; the same seed gives the same bytes.", .example = "42", .most = 9007199254740992.0},
      {.name = "measures", .type = FieldType::choice,
       .of = "availability | downtime | outages | mtbf | mdt | mttf | unreliability | capacity availability", .many = true,
       .description = "What to show; all of them by default.", .example = "[availability, mttf]"},
      {.name = "objectives", .type = FieldType::section, .of = "objective", .many = true,
       .description = "What the platform must achieve; each gets a verdict.", .example = "[api availability >= 99.95 %]"},
      {.name = "domains", .type = FieldType::sections, .of = "domain level",
       .description = "The levels of the tree of failure domains, by names of your own.", .example = "{zone: 3, rack: 4 per zone}"},
      {.name = "nodes", .type = FieldType::sections, .of = "node class", .required = true,
       .description = "Classes of identical nodes, by names of your own."},
      {.name = "crews", .type = FieldType::sections, .of = "crew", .description = "Who repairs.", .example = "{field: 2}"},
      {.name = "spares", .type = FieldType::sections, .of = "spares pool", .description = "Parts on the shelf.", .example = "{disks: 3}"},
      {.name = "shocks", .type = FieldType::sections, .of = "shock", .description = "Events that hit several at once."},
      {.name = "services", .type = FieldType::sections, .of = "service", .required = true,
       .description = "What it is all for: each is up or down, and is measured."},
  }, {}};
}

Section domain_section() {
  return {"domain level", "A level of the tree of failure domains. A domain that is down takes down all beneath it.", {
      {.name = "per", .type = FieldType::reference, .of = "domain level",
       .description = "The level above. Without one it is at the top of the tree.", .example = "zone"},
      {.name = "count", .type = FieldType::placed_count, .default_text = "1",
       .description = "How many there are, in each domain of the level above.", .example = "4 per zone", .least = 1, .most = most_members},
      {.name = "failures", .type = FieldType::sections, .of = "failure", .description = "The ways in which each domain fails, by name."},
      {.name = "ages", .type = FieldType::choice, .of = "while up | always | while in service", .default_text = "while up",
       .description = "When the clocks of its failures run; see the node class."},
      {.name = "restart", .type = FieldType::law,
       .description = "From the domain's return until what is beneath it is back; at once by default.", .example = "5 min"},
  }, {{"{count}", "3", "the count"}, {"{count} per {name}", "4 per zone", "the count in each domain of the level above"}}};
}

Section node_section() {
  return {"node class", "A class of identical nodes.", {
      {.name = "count", .type = FieldType::placed_count, .default_text = "1",
       .description = "How many there are: in all, or per domain of the level that they sit in.", .example = "2 per rack", .least = 1, .most = most_members},
      {.name = "per", .type = FieldType::reference, .of = "domain level",
       .description = "The domain level that each node sits in (the same as `count: 2 per rack`).", .example = "rack"},
      {.name = "capacity", .type = FieldType::number, .default_text = "1",
       .description = "What one node contributes to a service, in a unit of your own.", .example = "8", .above_least = true, .most = 1e12},
      {.name = "ages", .type = FieldType::choice, .of = "while up | always | while in service", .default_text = "while up",
       .description = "When the clocks of its failures run: only while the node and its domains are up (the age is kept through a pause); also "
                      "while it is down for another reason; or only while every service that uses it is up.", .example = "always"},
      {.name = "failures", .type = FieldType::sections, .of = "failure", .description = "The ways in which each node fails, independently, by name."},
  }, {}};
}

std::vector<Section> failure_sections() {
  return {
      {"failure", "One way in which a node (or a domain) fails and is brought back.",
       with(with({{.name = "time to failure", .type = FieldType::law, .required = true,
                   .description = "From new, or from the repair, to the failure; counted while the unit ages.", .example = "weibull 3 years shape 1.5"}},
                 repair_fields()),
            {{.name = "common cause", .type = FieldType::section, .of = "common cause",
              .description = "The beta-factor model: this share of the failure rate strikes all units of the class at once.", .example = "{beta: 10 %}"},
             {.name = "beta", .type = FieldType::probability, .description = "The same in one line: `beta: 10 %`.", .example = "10 %", .most = 1}}),
       {}},
      {"common cause", "Common-cause failures of a class, by the beta-factor model (Fleming 1975).", {
           {.name = "beta", .type = FieldType::probability, .required = true,
            .description = "The share of the failure rate that strikes all units of the class at once. The time to failure must be exponential.",
            .example = "10 %", .most = 1}}, {}},
      {"crew", "People (or robots) who repair one unit at a time each.", {
           {.name = "size", .type = FieldType::count, .default_text = "1", .description = "How many repairs at once.", .example = "2", .least = 1, .most = most_members},
           {.name = "order", .type = FieldType::choice, .of = "first come | priority | random | inspection", .default_text = "first come",
            .description = "Who is served next: by the time of asking; by the failure's `priority`; any with equal probability; or whichever kind of "
                           "waiting failure an inspection finds first.", .example = "priority"},
           {.name = "preemptive", .type = FieldType::boolean, .default_text = "false",
            .description = "With `order: priority`: an urgent repair interrupts a lesser one, which goes on later.", .example = "true"},
           {.name = "inspection", .type = FieldType::law,
            .description = "With `order: inspection`: the time to find each kind of waiting failure; exponential.", .example = "exponential 6 min"},
       }, {{"{count}", "2", "the size"}}},
      {"spares pool", "Parts on the shelf; each part used is ordered again at once.", {
           {.name = "stock", .type = FieldType::count, .required = true, .description = "On the shelf at the start.", .example = "3", .most = most_members},
           {.name = "replenishment", .type = FieldType::law,
            .description = "From the use of a part until a new one is on the shelf; never, by default.", .example = "exponential 7 d"},
       }, {{"{count}", "3", "the stock, never replenished"}}},
      {"shock", "An event from outside that hits each unit of its targets with a probability. It adds a failure of its own name to each target.",
       with({{.name = "every", .type = FieldType::law, .required = true, .description = "The time from one to the next.", .example = "exponential 50 years"},
             {.name = "hits", .type = FieldType::reference, .of = "node class or domain level", .required = true, .many = true,
              .description = "Node classes and domain levels.", .example = "[web, rack]"},
             {.name = "probability", .type = FieldType::probability, .default_text = "100 %",
              .description = "That a unit is hit, each independently.", .example = "30 %", .above_least = true, .most = 1},
             {.name = "per", .type = FieldType::reference, .of = "domain level",
              .description = "An independent shock for each domain of this level, which hits only what is in it.", .example = "zone"}},
            repair_fields()), {}},
  };
}

std::vector<Section> service_sections() {
  return {
      {"service", "Something that is up or down for its users.", {
           {.name = "needs", .type = FieldType::section, .of = "requirement", .required = true,
            .description = "What must be up for the service to be up.", .example = "2 of web"},
           {.name = "standby", .type = FieldType::section, .of = "standby",
            .description = "Some of the members are kept in reserve. `needs` then names one node class.", .example = "warm 10 %"},
           {.name = "takeover", .type = FieldType::section, .of = "takeover",
            .description = "What follows the failure of an active member while another one could carry on; at once and without fail, by default.",
            .example = "{time: 30 s, coverage: 95 %}"},
           {.name = "depends on", .type = FieldType::reference, .of = "service", .many = true,
            .description = "Other services that must be up as well.", .example = "[dns]"},
       }, {}},
      {"requirement", "How many of what must be up.", {
           {.name = "at least", .type = FieldType::count, .description = "So many units.", .example = "2", .least = 1, .most = most_members},
           {.name = "share", .type = FieldType::probability, .description = "This share of the units, rounded up.", .example = "80 %", .above_least = true, .most = 1},
           {.name = "capacity", .type = FieldType::probability, .description = "This share of the capacity of all (node classes only).",
            .example = "80 %", .above_least = true, .most = 1},
           {.name = "of", .type = FieldType::reference, .of = "node class, service or domain level", .required = true, .many = true,
            .description = "What is counted: all units of these.", .example = "[web, db]"},
       }, {{"{count} of {names}", "2 of web", "so many units"},
           {"(all|any|one) of {names}", "all of [api, db]", "every one of them (series), or at least one (parallel)"},
           {"{percent} of {names}", "80 % of web", "this share of the units"},
           {"{percent} of capacity of {names}", "80 % of capacity of [web, db]", "this share of the capacity"}}},
      {"standby", "Roles among the members of a service.", {
           {.name = "active", .type = FieldType::count, .description = "How many are wanted active; as many as are needed, by default.",
            .example = "1", .least = 1, .most = most_members},
           {.name = "rate factor", .type = FieldType::probability, .required = true,
            .description = "The failure rate (speed of ageing) in reserve, relative to the active: 0 cold, 1 hot, between them warm.", .example = "0.1", .most = 1},
       }, {{"cold", "cold", "a reserve does not age"}, {"hot", "hot", "a reserve ages like an active member"},
           {"warm {percent}", "warm 10 %", "a reserve ages at this share of the speed"}}},
      {"takeover", "From the failure of an active member to the moment that another one has taken its role.", {
           {.name = "time", .type = FieldType::law, .description = "How long it takes; at once, by default.", .example = "30 s"},
           {.name = "coverage", .type = FieldType::probability, .default_text = "100 %", .description = "The probability that it works.", .example = "95 %", .most = 1},
           {.name = "recovery", .type = FieldType::law,
            .description = "If it does not work: how long the recovery by hand takes. By default the outage lasts until a repair ends.", .example = "exponential 1 h"},
           {.name = "interrupts", .type = FieldType::boolean, .default_text = "false",
            .description = "The service is down meanwhile, even if enough members are active.", .example = "true"},
           {.name = "freezes", .type = FieldType::boolean, .default_text = "false",
            .description = "Meanwhile members neither fail nor are repaired (an assumption of some textbooks).", .example = "true"},
       }, {{"{law}", "30 s", "the time that it takes"}}},
  };
}

std::vector<Section> question_sections() {
  return {
      {"precision", "A measure, and how well it is to be known.", {
           {.name = "relative", .type = FieldType::probability, .required = true,
            .description = "The half-width of the interval, relative to the measure (for availability: to the unavailability).",
            .example = "2 %", .above_least = true, .most = 1},
           {.name = "on", .type = FieldType::reference, .of = "measure of a service", .description = "Which; may be left out with a single service.", .example = "api.availability"},
       }, {{"{percent}", "2 %", "on the availability of the only service"}, {"{percent} on {name}\\.{measure}", "2 % on api.availability", "on this measure"}}},
      {"objective", "A bound on a measure of a service.", {
           {.name = "on", .type = FieldType::reference, .of = "measure of a service", .required = true, .description = "The service and the measure.", .example = "api.downtime"},
           {.name = "at least", .type = FieldType::text, .of = "bound", .description = "The bound from below, in the unit of the measure.", .example = "99.95 %"},
           {.name = "at most", .type = FieldType::text, .of = "bound", .description = "The bound from above. Downtime and outages are per year.", .example = "4 h per year"},
           {.name = "in", .type = FieldType::text, .of = "share", .description = "Not on average but in this share of the missions (of the years, when the mission is one year).", .example = "9 years of 10"},
       }, {{"({name} )?{measure} *{comparison} *{bound}( in {share})?", "api downtime <= 4 h per year in 9 years of 10",
            "the service may be left out where there is only one; `>=`, `<=`, `≥`, `≤`"}}},
  };
}

std::vector<Section> composed_law_sections() {
  return {
      {"mixture", "One of several laws, chosen at random each time.", {
           {.name = "law", .type = FieldType::choice, .of = "mixture", .required = true, .description = "The kind."},
           {.name = "of", .type = FieldType::section, .of = "mixture part", .required = true, .many = true, .description = "The parts; their probabilities sum to 1.",
            .example = "[{probability: 30 %, law: fixed 1 h}, {probability: 70 %, law: exponential 8 h}]"}}, {}},
      {"mixture part", "A law of a mixture.", {
           {.name = "probability", .type = FieldType::probability, .required = true, .description = "That this one is chosen.", .example = "30 %", .most = 1},
           {.name = "law", .type = FieldType::law, .required = true, .description = "Any law.", .example = "exponential 8 h"}}, {}},
      {"shifted", "A law that is later by a constant.", {
           {.name = "law", .type = FieldType::choice, .of = "shifted", .required = true, .description = "The kind."},
           {.name = "by", .type = FieldType::duration, .required = true, .description = "The constant.", .example = "5 min", .most = longest_time_s},
           {.name = "of", .type = FieldType::law, .required = true, .description = "Any law.", .example = "exponential 1 h"}}, {}},
      {"bathtub", "A failure rate that is constant in pieces: early failures, useful life, wear-out.", {
           {.name = "law", .type = FieldType::choice, .of = "bathtub", .required = true, .description = "The kind."},
           {.name = "pieces", .type = FieldType::section, .of = "bathtub piece", .required = true, .many = true, .description = "In the order of age; the last has no end.",
            .example = "[{until: 1000 h, rate: 1e-4 per h}, {rate: 1e-5 per h}]"}}, {}},
      {"bathtub piece", "A span of age with one failure rate.", {
           {.name = "until", .type = FieldType::duration, .description = "The age at which the piece ends; all but the last have one.", .example = "1000 h", .above_least = true, .most = longest_time_s},
           {.name = "rate", .type = FieldType::text, .of = "rate", .required = true, .description = "Failures per unit of time.", .example = "1e-4 per h"}}, {}},
      {"empirical", "Observed times, each with equal weight; inline or from a CSV file.", {
           {.name = "law", .type = FieldType::choice, .of = "empirical", .required = true, .description = "The kind."},
           {.name = "values", .type = FieldType::data, .description = "The times.", .example = "[2 h, 3.5 h, 20 h]"},
           {.name = "file", .type = FieldType::text, .description = "A CSV file with a heading line, relative to this file.", .example = "times.csv"},
           {.name = "column", .type = FieldType::text, .description = "The heading of the column in the file; may be left out if there is only one.", .example = "hours"},
           {.name = "unit", .type = FieldType::choice, .of = "ms | s | min | h | d | week | year", .description = "Of the numbers in the file.", .example = "h"}}, {}},
  };
}

/// The section of a law with scalar parameters, made from the family's own table.
Section scalar_law_section(const LawKind& kind) {
  Section made{kind.name, kind.summary, {}, {}};
  made.fields.push_back({.name = "law", .type = FieldType::choice, .of = kind.name, .required = true, .description = "The kind."});
  for (const LawParameter& parameter : kind.parameters) {
    Field field{.name = parameter.name, .description = parameter.meaning};
    switch (parameter.unit) {
      case ParameterUnit::time: field.type = FieldType::duration, field.most = longest_time_s; break;
      case ParameterUnit::rate: field.type = FieldType::text, field.of = "rate"; break;
      case ParameterUnit::number: field.type = FieldType::number; break;
      case ParameterUnit::probability: field.type = FieldType::probability, field.most = 1; break;
      case ParameterUnit::count: field.type = FieldType::count, field.least = 1, field.most = most_members; break;
    }
    made.fields.push_back(std::move(field));
  }
  return made;
}

std::vector<Section> all_sections() {
  std::vector<Section> all = {scenario_section(), domain_section(), node_section()};
  for (auto group : {failure_sections(), service_sections(), question_sections(), composed_law_sections()}) {
    all.insert(all.end(), group.begin(), group.end());
  }
  return all;
}

const std::vector<std::string>& composed_laws() {
  static const std::vector<std::string> names = {"mixture", "shifted", "bathtub", "empirical"};
  return names;
}

}  // namespace

const Field* Section::find(std::string_view key) const {
  for (const Field& field : fields) {
    if (same_key(field.name, key)) return &field;
  }
  return nullptr;
}

std::vector<std::string> Section::keys() const {
  std::vector<std::string> names;
  for (const Field& field : fields) names.push_back(field.name);
  return names;
}

const std::vector<Section>& sections() {
  static const std::vector<Section> all = all_sections();
  return all;
}

const Section& section(std::string_view id) {
  static const auto index = [] {
    std::map<std::string_view, const Section*> by_id;
    for (const Section& each : sections()) by_id.emplace(each.id, &each);
    return by_id;
  }();
  const auto found = index.find(id);
  if (found == index.end()) {
    std::fprintf(stderr, "no section `%.*s` in the language's table\n", static_cast<int>(id.size()), id.data());
    std::abort();
  }
  return *found->second;
}

const Section* law_section(std::string_view kind) {
  const auto& composed = composed_laws();
  if (std::find(composed.begin(), composed.end(), kind) != composed.end()) return &section(kind);
  static const auto scalar = [] {
    std::map<std::string, Section, std::less<>> by_kind;
    for (const LawKind& each : law_kinds()) by_kind.emplace(each.name, scalar_law_section(each));
    return by_kind;
  }();
  const auto found = scalar.find(kind);
  return found == scalar.end() ? nullptr : &found->second;
}

std::vector<std::string> law_names() {
  std::vector<std::string> names;
  for (const LawKind& kind : law_kinds()) names.push_back(kind.name);
  names.insert(names.end(), composed_laws().begin(), composed_laws().end());
  return names;
}

std::vector<std::string> choices(const Field& field) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin <= field.of.size();) {
    const std::size_t end = std::min(field.of.find(" | ", begin), field.of.size());
    words.push_back(field.of.substr(begin, end - begin));
    begin = end + 3;
  }
  return words;
}

}  // namespace nines::scenarios
