// Services whose members elect a leader.
#include "scenarios/language/lowering.h"

#include <fmt/format.h>

namespace nines::scenarios {

using models::Operand;

void Lowering::leader(const Record& record, models::Service& made) {
  const Node* node = record.find("leader");
  if (node == nullptr) return;
  const std::string subject = fmt::format("the leader of {}", record.subject());
  for (const char* other : {"standby", "takeover"}) {
    if (!record.has(other)) continue;
    reporter_.error(record.place_of(other), fmt::format("{} has a leader and a {}", record.subject(), other),
                    "the election is how another member takes over: keep one of the two");
    return;
  }
  if (made.operands.size() != 1 || made.operands.front().kind != Operand::Kind::nodes) {
    reporter_.error(node->place,
                    fmt::format("{} is elected among the nodes of one class, which is not what it needs", subject),
                    "let `needs` name one node class, and nest services");
    return;
  }
  constexpr double most_voters = 1000;  // each of them is looked at in each election
  if (units(made.operands.front()) > most_voters) {
    reporter_.error(node->place,
                    fmt::format("{} is elected among {:.0f} members", subject, units(made.operands.front())),
                    fmt::format("elections are among {:.0f} members at most", most_voters));
    return;
  }
  const double all = made.operands.front().weight * units(made.operands.front());
  if (counts_known_ && made.needed * 2 <= all) {
    reporter_.error(node->place,
                    fmt::format("{} may be elected by {:.6g} of {:.6g}, which is no majority: two halves that do not "
                                "see each other would each have a leader",
                                subject, made.needed, all),
                    fmt::format("needs: majority of {}", node_names_.list()[made.operands.front().index]));
    return;
  }
  if (!take_roles(node->place, subject, made)) return;
  models::Election election;
  if (node->is_scalar() || node->find("law") != nullptr) {
    election.round = read_law(*node, subject, context_);
  } else {
    const Record fields(*node, section("leader"), subject, context_);
    election.round = fields.law("election");
    if (const auto split = fields.probability("split vote")) election.split_vote = static_cast<double>(*split);
  }
  if (election.round) made.election = std::move(election);
}

}  // namespace nines::scenarios
