// Pairs of one active member and one in reserve that the network may cut in two.
#include "scenarios/language/lowering.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::scenarios {

using models::PartitionRule;

void Lowering::fencing(const Node& node, const std::string& of, PartitionRule& rule) const {
  const std::string subject = "the fencing in " + of;
  rule.kind = PartitionRule::Kind::fencing;
  if (node.is_scalar() || node.find("law") != nullptr) {
    rule.fencing = read_law(node, subject, context_);
    return;
  }
  const Record fields(node, section("fencing"), subject, context_);
  rule.fencing = fields.law("takes");
  if (const auto succeeds = fields.probability("succeeds")) rule.fencing_succeeds = static_cast<double>(*succeeds);
  rule.waits_if_fencing_fails = fields.choice("if it fails").value_or(0) == 1;
  if (fields.has("if it fails") && rule.fencing_succeeds == 1) {
    reporter_.warning(fields.place_of("if it fails"), fmt::format("{} never fails", subject), "add `succeeds: 99 %`");
  }
}

PartitionRule Lowering::partition_rule(const Node& node, const std::string& subject) {
  PartitionRule rule;
  if (node.is_scalar()) {
    if (trim(node.text) != "split brain") {
      reporter_.error(node.place, fmt::format("{} cannot be {}", subject, quote(node.text)),
                      "`split brain`, {fencing: 10 s}, or {witness: PLACE}");
    }
    return rule;
  }
  const Record fields(node, section("partition"), subject, context_);
  rule.silence = fields.law("notices after");
  rule.reconciliation = fields.law("reconciliation");
  if (const Node* way = fields.find("fencing")) fencing(*way, subject, rule);
  if (const auto witness = fields.reference("witness")) {
    if (fields.has("fencing")) {
      reporter_.error(fields.place_of("fencing"), fmt::format("{} has both a witness and fencing", subject),
                      "keep one of the two");
    }
    rule.kind = PartitionRule::Kind::witness;
    if (const auto place = network_known_ ? one_place(*witness, subject) : std::nullopt) rule.witness = *place;
  }
  const bool may_split =
      rule.kind == PartitionRule::Kind::split_brain ||
      (rule.kind == PartitionRule::Kind::fencing && rule.fencing_succeeds < 1 && !rule.waits_if_fencing_fails);
  if (fields.has("reconciliation") && !may_split) {
    reporter_.error(fields.place_of("reconciliation"),
                    fmt::format("{} never leaves two active, so there is nothing to reconcile", subject),
                    "leave out `reconciliation`");
  }
  return rule;
}

/// A takeover of a pair that may be cut in two knows neither a way back, nor freezes or interrupts anything.
bool Lowering::has_simple_takeover(const Record& record) {
  const Node* takeover = record.find("takeover");
  if (takeover == nullptr || !takeover->is_mapping()) return true;
  for (const char* key : {"failback", "interrupts", "freezes"}) {
    const Node* value = takeover->find(key);
    if (value == nullptr) continue;
    reporter_.error(value->place,
                    fmt::format("the takeover of {} has `{}`, which is not modelled together with `partition`",
                                record.subject(), key),
                    fmt::format("leave out `{}`", key));
    return false;
  }
  return true;
}

/// A witness beside a member never leaves that one and is lost with it: the other one can only follow.
void Lowering::warn_of_partial_witness(const Record& record, const std::vector<double>& weights,
                                       const PartitionRule& rule) {
  if (rule.kind != PartitionRule::Kind::witness || weights[rule.witness] <= 0) return;
  const models::Network::Place& place = study_.platform.network.places[rule.witness];
  reporter_.warning(record.find("partition")->find("witness")->place,
                    fmt::format("the witness of {} is in {}, where one of its members is: that one always sees it, and "
                                "the other one never takes over when {} is lost",
                                record.subject(), quote(place.name), quote(place.name)),
                    "let the witness be a third place, linked with both");
}

void Lowering::partition(const Record& record, models::Service& made) {
  const Node* node = record.find("partition");
  if (node == nullptr) return;
  const auto refuse = [&](const std::string& message, const std::string& hint) {
    reporter_.error(node->place, message, hint);
  };
  const std::string subject = fmt::format("the partition of {}", record.subject());
  const std::size_t errors_before = reporter_.errors();
  const PartitionRule rule = partition_rule(*node, subject);
  if (!made.standby) {
    if (!record.has("standby"))
      refuse(fmt::format("{} has `partition`, but no `standby`: it is about who becomes active", record.subject()),
             record.has("leader") ? "leave it out: a minority elects nobody" : "add `standby: hot`");
    return;
  }
  if (!counts_known_ || !names_known_ || !network_known_ || reporter_.errors() > errors_before) return;
  const models::Operand& members = made.operands.front();
  if (units(members) != 2 || made.standby->active != 1) {
    return refuse(
        fmt::format("{} is about a pair, one active and one in reserve, but {} has {:.0f} members, {} of them active",
                    subject, record.subject(), units(members), made.standby->active),
        "of more members let a majority elect a `leader`");
  }
  if (study_.platform.network.places.empty()) {
    return refuse(fmt::format("{} has `partition`, but there is no network", record.subject()),
                  "network: {links: {wan: {between: [site, site]}}}");
  }
  if (record.has("reached from") && !made.reach) return;  // why not is reported
  if (!sits_in_places(record, made) || !has_simple_takeover(record)) return;
  const std::vector<double> weights = weights_by_place(made);
  const auto one = std::find_if(weights.begin(), weights.end(), [](double weight) { return weight > 0; });
  const auto other = std::find_if(one + 1, weights.end(), [](double weight) { return weight > 0; });
  if (other == weights.end())
    return refuse(fmt::format("both members of {} are in one place: nothing can come between them", record.subject()),
                  "leave out `partition`, or put them into two places");
  const std::vector<std::size_t> component = connected_at_best();
  if (component[static_cast<std::size_t>(one - weights.begin())] !=
      component[static_cast<std::size_t>(other - weights.begin())])
    return refuse(
        fmt::format("the members of {} are never connected with each other, even with all links up", record.subject()),
        "add the missing links");
  warn_of_partial_witness(record, weights, rule);
  if (!made.switchover) made.switchover.emplace();
  made.partition = rule;
}

}  // namespace nines::scenarios
