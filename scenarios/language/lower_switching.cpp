// Members in reserve, and how another one takes over.
#include "scenarios/language/lowering.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::scenarios {

using models::Operand;

/// The roles of a node class belong to one service.
bool Lowering::take_roles(Place place, const std::string& subject, const models::Service& made) {
  const std::size_t index = made.operands.front().index;
  std::optional<std::size_t>& owner = roles_of_[index];
  const auto own = service_names_.find(made.name);
  if (owner && owner != own) {
    reporter_.error(place,
                    fmt::format("{}: the roles of {} already belong to the service {}", subject,
                                quote(node_names_.list()[index]), quote(service_names_.list()[*owner])),
                    "give each service with a standby, a leader or autoscaling a node class of its own");
    return false;
  }
  owner = own;
  return true;
}

void Lowering::standby(const Record& record, models::Service& made) {
  const Node* node = record.find("standby");
  if (node == nullptr) return;
  const std::string subject = fmt::format("the standby of {}", record.subject());
  if (made.operands.size() != 1 || made.operands.front().kind != Operand::Kind::nodes) {
    reporter_.error(
        node->place,
        fmt::format("{} has members other than those of one node class: roles are among identical nodes", subject),
        "let `needs` name one node class, and nest services");
    return;
  }
  if (!take_roles(node->place, subject, made)) return;
  const double members = units(made.operands.front());
  const double needed_units = std::ceil(made.needed / made.operands.front().weight);
  models::Standby standby;
  standby.active = static_cast<std::size_t>(needed_units);
  if (node->is_scalar()) {
    Words words(trim(node->text));
    if (words.take_word("hot")) {
      standby.rate_factor = 1;
    } else if (words.take_word("warm")) {
      const Parsed<long double> factor = words.probability();
      if (const auto* problem = std::get_if<Problem>(&factor))
        return reporter_.error(node->place, fmt::format("{}: {}", subject, problem->message), "standby: warm 10 %");
      standby.rate_factor = static_cast<double>(std::get<long double>(factor));
    } else if (!words.take_word("cold")) {
      return reporter_.error(node->place, fmt::format("{} cannot be {}", subject, quote(node->text)),
                             "`cold`, `hot`, `warm 10 %`, or {active: 1, rate factor: 0.1}");
    }
    if (!words.at_end())
      return reporter_.error(node->place, fmt::format("{}: {} is not understood", subject, quote(words.rest())),
                             "`cold`, `hot`, or `warm 10 %`");
  } else {
    const Record fields(*node, section("standby"), subject, context_);
    if (const auto active = fields.count("active")) standby.active = *active;
    if (const auto factor = fields.probability("rate factor")) standby.rate_factor = static_cast<double>(*factor);
  }
  const double active = static_cast<double>(standby.active);
  if (active < needed_units || active > members) {
    reporter_.error(node->place,
                    fmt::format("{} keeps {:.0f} active, but {:.0f} are needed and there are {:.0f}", subject, active,
                                needed_units, members),
                    "`active` lies between the two");
  } else if (active == members) {
    reporter_.warning(node->place,
                      fmt::format("{} keeps all {:.0f} members active: there is no reserve", subject, members),
                      "add members, or leave out `standby`");
  }
  made.standby = standby;
}

std::optional<models::Failback> Lowering::failback(const Record& takeover, const std::string& of) const {
  const Node* node = takeover.find("failback");
  if (node == nullptr) return std::nullopt;
  const std::string subject = "the failback after " + of;
  if (node->is_scalar() || node->find("law") != nullptr)
    return models::Failback{nullptr, read_law(*node, subject, context_)};
  const Record fields(*node, section("failback"), subject, context_);
  const Node* after = fields.find("after");
  if (after != nullptr && after->is_scalar() && trim(after->text) == "never") {
    reporter_.error(after->place, fmt::format("{} never begins, so there is none", subject),
                    "leave out `failback`: whoever has taken over keeps the role");
    return std::nullopt;
  }
  return models::Failback{fields.law("after"), fields.law("time")};
}

void Lowering::takeover(const Record& record, models::Service& made) {
  const Node* node = record.find("takeover");
  if (node == nullptr) return;
  const std::string subject = fmt::format("the takeover of {}", record.subject());
  const bool only_nodes = std::all_of(made.operands.begin(), made.operands.end(),
                                      [](const Operand& each) { return each.kind == Operand::Kind::nodes; });
  if (!only_nodes) {
    reporter_.error(node->place, fmt::format("{} is among nodes, but it counts other services or domains", subject),
                    "let `needs` name node classes");
    return;
  }
  made.switchover = switchover(*node, subject);
}

/// What a takeover says, whoever takes over from whom.
models::Switchover Lowering::switchover(const Node& node, const std::string& subject) const {
  models::Switchover made;
  if (node.is_scalar() || node.find("law") != nullptr) {
    made.time = read_law(node, subject, context_);
    return made;
  }
  const Record fields(node, section("takeover"), subject, context_);
  made.decision = fields.law("decision");
  made.time = fields.law("time");
  if (const auto coverage = fields.probability("coverage")) made.coverage = static_cast<double>(*coverage);
  made.recovery = fields.law("recovery");
  made.interrupts = fields.boolean("interrupts").value_or(false);
  made.freezes = fields.boolean("freezes").value_or(false);
  made.failback = failback(fields, subject);
  if (fields.has("recovery") && made.coverage == 1) {
    reporter_.warning(fields.place_of("recovery"),
                      fmt::format("{} always works, so its recovery never happens", subject),
                      "add `coverage: 95 %`, or leave out `recovery`");
  }
  return made;
}

}  // namespace nines::scenarios
