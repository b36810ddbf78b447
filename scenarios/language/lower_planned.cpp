// What is planned: maintenance.
#include "scenarios/language/lowering.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::scenarios {

namespace {

constexpr const char* maintenance_name = "maintenance";

bool ages(const models::FailureMode& mode) {
  return mode.kind == models::ModeKind::failure && mode.time_to_failure && !mode.time_to_failure->exponential_rate();
}

}  // namespace

void Lowering::maintenance(const Record& owner, std::vector<models::FailureMode>& modes) {
  const Node* node = owner.find("maintenance");
  if (node == nullptr) return;
  const std::size_t errors_before = reporter_.errors();
  const Record record(*node, section("maintenance"), fmt::format("the maintenance of {}", owner.subject()), context_);
  models::FailureMode mode;
  mode.name = maintenance_name;
  mode.kind = models::ModeKind::maintenance;
  mode.time_to_failure = record.law("every");
  mode.time_to_repair = record.law("takes");
  mode.crew = crew_for(record);
  mode.priority = priority(record, mode.crew);
  const auto same_name = [&](const models::FailureMode& other) { return other.name == mode.name; };
  if (std::any_of(modes.begin(), modes.end(), same_name)) {
    reporter_.error(record.place(),
                    fmt::format("{} has a failure {}, as its maintenance is called", owner.subject(), quote(mode.name)),
                    "rename the failure");
  } else if (std::none_of(modes.begin(), modes.end(), ages) && reporter_.errors() == errors_before) {
    reporter_.warning(record.place(),
                      fmt::format("{} prevents nothing: no failure of {} depends on age", record.subject(),
                                  owner.subject()),
                      "give a failure a law that wears out, such as weibull with a shape above 1, or leave it out");
  }
  modes.push_back(std::move(mode));
}

}  // namespace nines::scenarios
