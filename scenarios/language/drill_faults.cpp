// What is injected, where and when.
#include "scenarios/language/drill_lowering.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace nines::scenarios {

using models::InjectedFault;

namespace {

const std::vector<models::FailureMode>& modes_of(const models::Platform& platform, const InjectedFault& fault) {
  return fault.is_domain ? platform.domains[fault.index].failures : platform.nodes[fault.index].failures;
}

bool is_injectable(const models::FailureMode& mode) {
  switch (mode.kind) {
    case models::ModeKind::failure:
    case models::ModeKind::false_alarm:
    case models::ModeKind::maintenance: return true;
    case models::ModeKind::update:
    case models::ModeKind::bad_update:
    case models::ModeKind::awaited_update:
    case models::ModeKind::retirement:
    case models::ModeKind::start: break;
  }
  return false;
}

/// "web.hardware" of all that can be injected.
std::vector<std::string> names_of_failures(const models::Platform& platform) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& owner, const std::vector<models::FailureMode>& modes) {
    for (const models::FailureMode& mode : modes) {
      if (is_injectable(mode)) names.push_back(owner + "." + mode.name);
    }
  };
  for (const models::NodeClass& nodes : platform.nodes) add(nodes.name, nodes.failures);
  for (const models::DomainLevel& level : platform.domains) add(level.name, level.failures);
  return names;
}

/// The service in which the members of a node class have roles, if one gives them any.
const models::Service* service_with_roles(const models::Platform& platform, const InjectedFault& fault) {
  for (const models::Service& service : platform.services) {
    if (fault.is_domain || (!service.standby && !service.election)) continue;
    for (const models::Operand& operand : service.operands) {
      if (operand.kind == models::Operand::Kind::nodes && operand.index == fault.index) return &service;
    }
  }
  return nullptr;
}

const models::Network::Links* links_of(const models::Platform& platform, const InjectedFault& fault) {
  if (fault.is_domain) return nullptr;
  for (const models::Network::Links& links : platform.network.links) {
    if (links.nodes == fault.index) return &links;
  }
  return nullptr;
}

}  // namespace

void DrillLowering::faults(const Record& drill) {
  for (const Node* item : drill.items("faults")) {
    const std::size_t errors_before = reporter_.errors();
    const std::string subject = fmt::format("fault {}", fault_names_.size() + 1);
    fault_names_.emplace_back();
    fault(Record(*item, drill_section("fault"), subject, context_));
    faults_known_ = faults_known_ && reporter_.errors() == errors_before;
  }
}

void DrillLowering::fault(const Record& record) {
  InjectedFault made;
  const auto at = record.text("at");
  const auto when = at ? moment(*at, record.place_of("at"), record.subject()) : std::nullopt;
  if (when) made.at = *when;
  const auto name = record.text("fail");
  const auto what = name ? std::optional(Mention{std::string(trim(*name)), record.place_of("fail")}) : std::nullopt;
  if (what) fault_names_.back() = what->name;
  if (what && what_fails(*what, made) && where(record, made) && between(record, made) && members(record, made) &&
      role(record, made)) {
    if (when) refuse_down_already(record, made);
  }
  duration(record, made);
  platform_.injected.push_back(std::move(made));
}

bool DrillLowering::what_fails(const Mention& mention, InjectedFault& made) {
  const std::size_t dot = mention.name.find('.');
  const std::string owner = mention.name.substr(0, dot);
  const std::string failure = dot == std::string::npos ? "" : mention.name.substr(dot + 1);
  made.name = mention.name;
  const auto look_among = [&](const auto& all, bool are_domains) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].name != owner) continue;
      for (std::size_t m = 0; m < all[i].failures.size(); ++m) {
        // A fault that lasts for a while has added a mode of the same name behind.
        if (all[i].failures[m].name != failure) continue;
        made.is_domain = are_domains;
        made.index = i;
        made.mode = m;
        return true;
      }
    }
    return false;
  };
  if (look_among(platform_.nodes, false) || look_among(platform_.domains, true))
    return can_be_injected(modes_of(platform_, made)[made.mode], mention);
  const std::vector<std::string> all = names_of_failures(platform_);
  std::vector<std::string> likely;
  std::copy_if(all.begin(), all.end(), std::back_inserter(likely),
               [&](const std::string& each) { return each.starts_with(owner + "."); });
  reporter_.error(mention.place, fmt::format("there is no failure {} in the scenario", quote(mention.name)),
                  suggest(mention.name, likely.empty() ? all : likely, "failures"));
  return false;
}

bool DrillLowering::can_be_injected(const models::FailureMode& mode, const Mention& mention) {
  if (is_injectable(mode)) return true;
  const char* const why = mode.kind == models::ModeKind::retirement ? "follows from failures" : "is a step of a change";
  reporter_.error(mention.place, fmt::format("{} {}, and does not come alone", quote(mention.name), why),
                  suggest("", names_of_failures(platform_), "what can be injected"));
  return false;
}

std::optional<std::size_t> DrillLowering::level_of(const InjectedFault& made) const {
  return made.is_domain ? std::optional(made.index) : platform_.nodes[made.index].level;
}

bool DrillLowering::encloses(std::size_t outer, std::optional<std::size_t> level) const {
  for (; level; level = platform_.domains[*level].parent) {
    if (*level == outer) return true;
  }
  return false;
}

/// "rack 2" of "rack 2 in zone 1"; a level with one domain needs no number. The level; nothing if it is reported.
std::optional<std::size_t> DrillLowering::domain_step(std::string_view part, const Mention& mention,
                                                      InjectedFault::Within& made) {
  std::size_t number = 1;
  std::string_view name = trim(part);
  const std::size_t blank = name.rfind(' ');
  const bool has_number =
      blank != std::string_view::npos && name.find_first_not_of("0123456789", blank + 1) == std::string_view::npos;
  if (has_number) {
    const std::string_view digits = name.substr(blank + 1);
    const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (status != std::errc{}) number = 0;
    name = trim(name.substr(0, blank));
  }
  std::vector<std::string> names;
  for (const models::DomainLevel& level : platform_.domains) names.push_back(level.name);
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) {
    reporter_.error(mention.place, fmt::format("there is no domain level {}", quote(name)),
                    suggest(name, names, "domain levels"));
    return std::nullopt;
  }
  const auto level = static_cast<std::size_t>(found - names.begin());
  const std::size_t count = platform_.domains[level].count;
  if (number < 1 || number > count || (!has_number && count > 1)) {
    reporter_.error(mention.place,
                    has_number ? fmt::format("there is no {}: they are numbered from 1 to {}", quote(trim(part)), count)
                               : fmt::format("which {}? There are {}", name, count),
                    fmt::format("in: {} {}", name, count));
    return std::nullopt;
  }
  made = {level, number};
  return level;
}

bool DrillLowering::where(const Record& record, InjectedFault& made) {
  const auto written = record.text("in");
  if (!written) return !record.has("in");
  const Mention mention{*written, record.place_of("in")};
  std::optional<std::size_t> inner = level_of(made);
  bool may_be_itself = true;
  for (std::size_t begin = 0; begin <= written->size();) {
    const std::size_t end = std::min(written->find(" in ", begin), written->size());
    InjectedFault::Within within;
    const auto level = domain_step(std::string_view(*written).substr(begin, end - begin), mention, within);
    if (!level) return false;
    if (!encloses(*level, inner) || (!may_be_itself && *level == *inner)) {
      const std::string what = may_be_itself ? fmt::format("a unit that suffers {}", quote(made.name))
                                             : quote(platform_.domains[*inner].name);
      reporter_.error(mention.place, fmt::format("{} does not lie in {}", what, quote(platform_.domains[*level].name)),
                      "name a domain and then those around it: `rack 3 in zone 1`");
      return false;
    }
    made.within.push_back(within);
    inner = level;
    may_be_itself = false;
    begin = end + 4;
  }
  return true;
}

/// How many units there are where the fault is to strike.
std::size_t DrillLowering::units_within(const InjectedFault& made) const {
  double units = made.is_domain ? 1 : static_cast<double>(platform_.nodes[made.index].count);
  for (auto level = level_of(made); level; level = platform_.domains[*level].parent) {
    const bool is_given = std::any_of(made.within.begin(), made.within.end(),
                                      [&](const InjectedFault::Within& each) { return each.level == *level; });
    if (!is_given) units *= static_cast<double>(platform_.domains[*level].count);
  }
  return static_cast<std::size_t>(units);
}

bool DrillLowering::between(const Record& record, InjectedFault& made) {
  const std::vector<Mention> ends = record.references("between");
  if (!record.has("between")) return true;
  const models::Network::Links* links = links_of(platform_, made);
  const auto refuse = [&](const std::string& message, const std::string& hint) {
    reporter_.error(record.place_of("between"), fmt::format("`between` of {}: {}", record.subject(), message), hint);
    return false;
  };
  if (links == nullptr) return refuse(fmt::format("{} is no failure of a link", quote(made.name)), "leave it out");
  if (ends.size() != 2) return refuse("a link is between two places", "between: [site 1, site 2]");
  std::vector<std::string> names;
  for (std::size_t i = 0; i < links->between.size(); ++i) {
    const std::string& a = platform_.network.places[links->between[i].first].name;
    const std::string& b = platform_.network.places[links->between[i].second].name;
    names.push_back(a + " and " + b);
    const bool is_meant = (a == ends[0].name && b == ends[1].name) || (a == ends[1].name && b == ends[0].name);
    if (is_meant) made.members.push_back(i + 1);
  }
  if (!made.members.empty()) return true;
  const std::string pair = ends[0].name + " and " + ends[1].name;
  return refuse(fmt::format("there is no {} between {}", platform_.nodes[made.index].name, pair),
                suggest(pair, names, "there is one between"));
}

bool DrillLowering::members(const Record& record, InjectedFault& made) {
  const std::size_t units = made.members.empty() ? units_within(made) : made.members.size();
  const auto refuse = [&](const char* key, const std::string& message) {
    reporter_.error(record.place_of(key), fmt::format("`{}` of {}: {}", key, record.subject(), message),
                    units == 1 ? "leave it out: there is a single one"
                               : fmt::format("from 1 to {}; without `in`, units are counted over all places", units));
    return false;
  };
  const std::string there = fmt::format("{} there", units == 1 ? "is 1" : fmt::format("are {}", units));
  const auto member = record.count("member");
  if (member && *member > units) return refuse("member", fmt::format("there is no member {}: {}", *member, there));
  if (member) made.members = {made.members.empty() ? *member : made.members[*member - 1]};
  const auto count = record.count("count");
  if (count) made.count = *count;
  if (member && made.count > 1) return refuse("count", "`member` names a single unit");
  if (made.count > units) return refuse("count", fmt::format("{} cannot be struck: {}", made.count, there));
  return (member || !record.has("member")) && count;
}

bool DrillLowering::role(const Record& record, InjectedFault& made) {
  const auto role = record.choice("role");
  if (!role) return !record.has("role");
  made.role = *role == 0 ? InjectedFault::Role::active : InjectedFault::Role::in_reserve;
  if (service_with_roles(platform_, made) != nullptr) return true;
  reporter_.error(record.place_of("role"),
                  fmt::format("`role` of {}: no service keeps some of what {} befalls in reserve", record.subject(),
                              quote(made.name)),
                  "name a unit by `member`, or leave it out");
  return false;
}

void DrillLowering::duration(const Record& record, InjectedFault& made) {
  made.lasts = record.duration("for");
  if (!made.lasts || made.name.empty() || reporter_.has_errors()) return;
  const std::vector<models::FailureMode>& modes = modes_of(platform_, made);
  const auto depends = std::find_if(modes.begin(), modes.end(), [&](const models::FailureMode& each) {
    return each.only_while && *each.only_while == made.mode;
  });
  if (depends != modes.end()) {
    reporter_.error(record.place_of("for"),
                    fmt::format("`for` of {}: {} depends on {}, and would not see it", record.subject(),
                                quote(depends->name), quote(made.name)),
                    "leave `for` out");
    return;
  }
  if (made.at + *made.lasts > lasts_) {
    reporter_.warning(record.place_of("for"), fmt::format("{} is not over before the drill ends", record.subject()),
                      "`lasts` says how long the drill is watched");
  }
  models::make_temporary(platform_, made);
}

/// Where the same single unit is meant, and another fault has not let go of it.
void DrillLowering::refuse_down_already(const Record& record, const InjectedFault& made) {
  const auto single = [&](const InjectedFault& fault) {
    return fault.members.size() == 1 || (fault.members.empty() && units_within(fault) == 1);
  };
  const auto same_place = [](const InjectedFault& a, const InjectedFault& b) {
    return a.members == b.members &&
           std::equal(a.within.begin(), a.within.end(), b.within.begin(), b.within.end(),
                      [](const auto& x, const auto& y) { return x.level == y.level && x.number == y.number; });
  };
  for (std::size_t i = 0; i < platform_.injected.size(); ++i) {
    const InjectedFault& other = platform_.injected[i];
    const bool same = !other.name.empty() && other.is_domain == made.is_domain && other.index == made.index &&
                      single(other) && single(made) && same_place(other, made);
    const bool keeps_it_down = modes_of(platform_, other)[other.mode].takes_down != models::TakesDown::nothing;
    if (!same || (!keeps_it_down && other.name != made.name)) continue;
    const bool at_once = other.at == made.at;
    const bool holds = other.lasts && other.at < made.at && made.at < other.at + *other.lasts;
    if (!at_once && !holds) continue;
    reporter_.error(
        record.place_of("at"),
        fmt::format("{} finds nothing to strike: the same unit is down already, by fault {}", record.subject(), i + 1),
        "strike another member, or later");
  }
}

}  // namespace nines::scenarios
