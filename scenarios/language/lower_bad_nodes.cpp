// Nodes that are worse than others, and how they are got rid of.
#include "scenarios/language/lowering.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::scenarios {

namespace {

constexpr const char* retirement_name = "retirement";

bool comes_by_itself(const models::FailureMode& mode) {
  return mode.kind == models::ModeKind::failure && mode.time_to_failure;
}

}  // namespace

void Lowering::lemons(const Record& owner, models::NodeClass& made) {
  const Node* node = owner.find("lemons");
  if (node == nullptr) return;
  const Record record(*node, section("lemons"), fmt::format("the lemons of {}", owner.subject()), context_);
  const auto share = record.probability("share");
  const auto times_as_often = record.number("times as often");
  if (!share || !times_as_often) return;
  made.lemons = models::Lemons{static_cast<double>(*share), *times_as_often};
  if (std::any_of(made.failures.begin(), made.failures.end(), comes_by_itself)) return;
  reporter_.warning(record.place(),
                    fmt::format("{} are like others: no failure comes to them by itself", record.subject()),
                    "give a failure a `time to failure`, or leave them out");
}

void Lowering::retirement(const Record& owner, models::NodeClass& made) {
  const Node* node = owner.find("retirement");
  if (node == nullptr) return;
  const Record record(*node, section("retirement"), fmt::format("the retirement of {}", owner.subject()), context_);
  models::Retirement retirement;
  retirement.after = record.count("after").value_or(1);
  retirement.counts = counted_failures(record, made.failures);
  retirement.mode = made.failures.size();
  models::FailureMode mode;
  mode.name = retirement_name;
  mode.kind = models::ModeKind::retirement;
  mode.time_to_repair = record.law("takes");
  mode.spares = resolve(record.reference("spares"), spares_names_, "spares pool", record.subject());
  if (mode.spares) spares_used_[*mode.spares] = true;
  mode.crew = crew_for(record);
  mode.priority = priority(record, mode.crew);
  mode.loses_data = loses_data(record, made.failures, retirement.counts);
  const auto has_its_name = [](const models::FailureMode& other) { return other.name == retirement_name; };
  if (std::any_of(made.failures.begin(), made.failures.end(), has_its_name)) {
    reporter_.error(
        record.place(),
        fmt::format("{} has a failure {}, as its retirement is called", owner.subject(), quote(retirement_name)),
        "rename the failure");
  }
  made.failures.push_back(std::move(mode));
  made.retirement = std::move(retirement);
  warn_of_needless_retirement(record, made);
}

/// Whether what is on the node goes with it; always, if its last failure may have lost it.
bool Lowering::loses_data(const Record& record, const std::vector<models::FailureMode>& modes,
                          const std::vector<std::size_t>& counted) {
  const auto said = record.boolean("loses data");
  for (const std::size_t m : counted) {
    if (!modes[m].loses_data) continue;
    if (said && !*said) {
      reporter_.error(
          record.place_of("loses data"),
          fmt::format("{} loses no data, but counts {}, which does", record.subject(), quote(modes[m].name)),
          "leave out `loses data`");
    }
    return true;
  }
  return said.value_or(false);
}

/// Those that it names, or all that take down the node alone.
std::vector<std::size_t> Lowering::counted_failures(const Record& record,
                                                    const std::vector<models::FailureMode>& modes) {
  std::vector<std::size_t> counted;
  std::vector<std::string> possible;
  for (std::size_t m = 0; m < modes.size(); ++m) {
    if (modes[m].kind != models::ModeKind::failure || modes[m].takes_down == models::TakesDown::domain) continue;
    possible.push_back(modes[m].name);
    if (!record.has("counts") && modes[m].takes_down == models::TakesDown::unit) counted.push_back(m);
  }
  for (const Mention& mention : record.references("counts")) {
    const auto is_meant = [&](const models::FailureMode& mode) { return mode.name == mention.name; };
    const auto m = static_cast<std::size_t>(std::find_if(modes.begin(), modes.end(), is_meant) - modes.begin());
    const auto refuse = [&](const char* why, const std::string& hint) {
      reporter_.error(mention.place, fmt::format("{} counts {}, {}", record.subject(), quote(mention.name), why), hint);
    };
    if (m == modes.size()) {
      refuse("but there is no such failure", suggest(mention.name, possible, "it can count"));
    } else if (modes[m].takes_down == models::TakesDown::domain) {
      refuse("which takes down more than the node: it is repaired before anything else", "leave it out");
    } else if (std::find(counted.begin(), counted.end(), m) != counted.end()) {
      refuse("twice", "name each failure once");
    } else {
      counted.push_back(m);
    }
  }
  if (counted.empty() && names_known_ && !reporter_.has_errors())
    reporter_.error(record.place(), fmt::format("{} counts no failure: it would never come", record.subject()),
                    "give the node a failure that takes it down, or leave it out");
  return counted;
}

/// Where all nodes are alike, and as good as new, nothing is gained.
void Lowering::warn_of_needless_retirement(const Record& record, const models::NodeClass& made) {
  const auto ages = [](const models::FailureMode& mode) {
    return comes_by_itself(mode) && !mode.time_to_failure->exponential_rate();
  };
  if (made.lemons || reporter_.has_errors() || std::any_of(made.failures.begin(), made.failures.end(), ages)) return;
  reporter_.warning(record.place(),
                    fmt::format("{} prevents nothing: all nodes are alike, and none of their failures depends on age",
                                record.subject()),
                    "add `lemons: {share: 2 %, times as often: 10}`, or leave it out");
}

}  // namespace nines::scenarios
