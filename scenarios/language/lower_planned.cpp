// What is planned: maintenance and changes.
#include "scenarios/language/lowering.h"
#include "sim/laws.h"
#include "sim/laws/kind.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::scenarios {

namespace {

constexpr const char* maintenance_name = "maintenance";

bool ages(const models::FailureMode& mode) {
  if (mode.kind != models::ModeKind::failure || !mode.time_to_failure) return false;
  return mode.is_condition() || !mode.time_to_failure->exponential_rate();
}

}  // namespace

/// Once all failures of a class are known: one whose clock runs only in the presence of another one.
void Lowering::condition(const Record& record, const std::vector<models::FailureMode>& modes,
                         models::FailureMode& mode) {
  const auto mention = record.reference("only while");
  if (!mention) return;
  const auto is_meant = [&](const models::FailureMode& other) { return other.name == mention->name; };
  const auto found = std::find_if(modes.begin(), modes.end(), is_meant);
  const auto refuse = [&](const std::string& why, const std::string& hint) {
    reporter_.error(mention->place,
                    fmt::format("{} comes only while {} is there, {}", record.subject(), quote(mention->name), why),
                    hint);
  };
  std::vector<std::string> possible;
  for (const models::FailureMode& other : modes) {
    if (other.takes_down == models::TakesDown::nothing && other.name != mode.name) possible.push_back(other.name);
  }
  const std::string remedy = possible.empty()
                                 ? "add a failure with `takes down: nothing`, a stage of ageing, and name it"
                                 : suggest(mention->name, possible, "it can be");
  if (mention->name == mode.name) return refuse("which is itself: it would never come", remedy);
  if (found == modes.end()) return refuse("but there is no such failure beside it", remedy);
  if (found->takes_down != models::TakesDown::nothing) {
    return refuse("which takes something down: only a stage that takes down nothing can be waited for",
                  fmt::format("add `takes down: nothing` to {}; or {}", quote(mention->name), remedy));
  }
  const auto waits_for_it = [&](const models::FailureMode& other) {
    return other.only_while && modes[*other.only_while].name == mode.name;
  };
  const std::string one_alone = "leave out one of the two `only while`";
  if (found->only_while) return refuse("which itself waits for another failure", one_alone);
  if (std::any_of(modes.begin(), modes.end(), waits_for_it))
    return refuse("and another failure waits for it", one_alone);
  mode.only_while = static_cast<std::size_t>(found - modes.begin());
}

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
  condition(record, modes, mode);
  mode.crew = crew_for(record);
  mode.priority = priority(record, mode.crew);
  const auto same_name = [&](const models::FailureMode& other) { return other.name == mode.name; };
  if (std::any_of(modes.begin(), modes.end(), same_name)) {
    reporter_.error(record.place(),
                    fmt::format("{} has a failure {}, as its maintenance is called", owner.subject(), quote(mode.name)),
                    "rename the failure");
  } else if (std::none_of(modes.begin(), modes.end(), ages) && reporter_.errors() == errors_before) {
    reporter_.warning(
        record.place(),
        fmt::format("{} prevents nothing: no failure of {} depends on age", record.subject(), owner.subject()),
        "give a failure a law that wears out, such as weibull with a shape above 1, or leave it out");
  }
  modes.push_back(std::move(mode));
}

void Lowering::changes(const Record& scenario) {
  for (const auto& [mention, node] : scenario.named("changes")) {
    const Record record(*node, section("change"), fmt::format("the change {}", quote(mention.name)), context_);
    models::Change made;
    made.name = mention.name;
    change(record, made);
  }
}

void Lowering::change(const Record& record, models::Change& made) {
  made.interval = record.law("every");
  made.first = record.law("first after");
  const LawPtr takes = record.law("takes");
  made.at_a_time = record.count("at a time").value_or(1);
  made.keeps_up = record.count("keeps up").value_or(0);
  const auto bad = record.probability("bad");
  made.bad = static_cast<double>(bad.value_or(0));
  made.noticed = record.law("bad release noticed after");
  const LawPtr roll_back = record.law("roll back");
  canary(record, made);
  if (bad || !record.has("bad")) refuse_needless_change(record, made);
  const auto mention = record.reference("of");
  const auto nodes = resolve(mention, node_names_, "node class", record.subject());
  if (!nodes) return;
  made.nodes = *nodes;
  refuse_impossible_rollout(record, made);
  warn_of_waiting_for_ever(record, made);
  if (takes) warn_of_releases_left_out(record, made, *takes);
  for (const models::FailureMode& other : study_.platform.nodes[*nodes].failures) {
    if (other.name != made.name) continue;
    reporter_.error(mention->place,
                    fmt::format("{} adds a failure of its name to {}, which has one already", record.subject(),
                                quote(mention->name)),
                    "rename the change or the failure");
    return;
  }
  models::add_change(study_.platform, std::move(made), takes, roll_back);
}

void Lowering::canary(const Record& record, models::Change& made) {
  const Node* node = record.find("canary");
  if (node == nullptr) return;
  made.canary = models::Change::Canary{};
  const std::string subject = fmt::format("the canary of {}", record.subject());
  if (!node->is_scalar()) {
    const Record fields(*node, section("canary"), subject, context_);
    made.canary->members = fields.count("members").value_or(1);
    made.canary->watched = fields.law("watched for");
    return;
  }
  const std::size_t split = node->text.find(" for ");
  const auto refuse = [&](const Problem& problem) {
    reporter_.error(node->place, fmt::format("{}: {}", subject, problem.message), problem.hint);
  };
  if (split == std::string::npos) {
    return refuse({fmt::format("{} does not say how many are watched for how long", quote(node->text)),
                   "write, for instance, `1 for 30 min`"});
  }
  const std::string_view text = node->text;
  const auto members = parse_count(trim(text.substr(0, split)), *section("canary").find("members"));
  const auto watched = parse_duration(trim(text.substr(split + 5)));
  if (const auto* problem = std::get_if<Problem>(&members)) return refuse(*problem);
  if (const auto* problem = std::get_if<Problem>(&watched)) return refuse(*problem);
  made.canary->members = std::get<std::size_t>(members);
  made.canary->watched = fixed_time(std::get<Seconds>(watched));
}

/// What only matters if a release can be bad, and what must be said then.
void Lowering::refuse_needless_change(const Record& record, const models::Change& made) {
  for (const char* field : {"bad release noticed after", "roll back", "canary"}) {
    const bool needed = made.bad > 0 && std::string_view(field) != "canary";
    if (made.bad == 0 && record.has(field)) {
      reporter_.error(record.place_of(field),
                      fmt::format("{} has `{}`, but no release is bad", record.subject(), field),
                      fmt::format("leave out `{}`, or add `bad: 2 %`", field));
    } else if (needed && !record.has(field)) {
      reporter_.error(record.place_of("bad"),
                      fmt::format("releases of {} can be bad, but it does not say `{}`", record.subject(), field),
                      fmt::format("add `{}: {}`", field, section("change").find(field)->example));
    }
  }
}

void Lowering::refuse_impossible_rollout(const Record& record, const models::Change& made) {
  const models::NodeClass& nodes = study_.platform.nodes[made.nodes];
  const double members = instances(nodes.level) * static_cast<double>(nodes.count);
  const auto refuse = [&](const char* field, const std::string& why, const std::string& remedy) {
    reporter_.error(record.place_of(field),
                    fmt::format("`{}` of {}: {}, but {} has {:.0f} member{}", field, record.subject(), why,
                                quote(nodes.name), members, members == 1 ? "" : "s"),
                    remedy);
  };
  if (static_cast<double>(made.at_a_time) > members)
    refuse("at a time", fmt::format("{} are to be updated at once", made.at_a_time),
           "take as many as there are, or fewer");
  if (static_cast<double>(made.keeps_up) >= members)
    refuse("keeps up", fmt::format("{} others are to stay up", made.keeps_up),
           "no member could ever be updated: take a smaller number");
  if (made.canary && static_cast<double>(made.canary->members) >= members)
    refuse("canary", fmt::format("{} get it first", made.canary->members),
           "leave some for afterwards, or leave it out");
}

/// Who is down is waited for, so that nothing may be down for ever.
void Lowering::warn_of_waiting_for_ever(const Record& record, const models::Change& made) {
  const auto stays_down = [](const models::FailureMode& mode) {
    const bool restarts_help = mode.restarts && mode.restarts->succeed >= 1;
    return mode.kind == models::ModeKind::failure && mode.takes_down != models::TakesDown::nothing &&
           !mode.time_to_repair && !restarts_help;
  };
  const auto warn = [&](const std::string& owner, const std::vector<models::FailureMode>& modes) {
    const auto found = std::find_if(modes.begin(), modes.end(), stays_down);
    if (found == modes.end()) return;
    reporter_.warning(record.place_of("of"),
                      fmt::format("{} waits for members that are down, and {} of {} is never repaired: after it no "
                                  "rollout comes to an end",
                                  record.subject(), quote(found->name), quote(owner)),
                      "give it a `time to repair`");
  };
  const models::NodeClass& nodes = study_.platform.nodes[made.nodes];
  warn(nodes.name, nodes.failures);
  for (std::optional<std::size_t> level = nodes.level; level; level = study_.platform.domains[*level].parent)
    warn(study_.platform.domains[*level].name, study_.platform.domains[*level].failures);
}

/// A release that falls due during a rollout is left out: rarely that is meant.
void Lowering::warn_of_releases_left_out(const Record& record, const models::Change& made, const Law& takes) {
  const models::NodeClass& nodes = study_.platform.nodes[made.nodes];
  const double members = instances(nodes.level) * static_cast<double>(nodes.count);
  Seconds rollout = takes.mean() * (members / static_cast<double>(made.at_a_time));
  if (made.canary && made.canary->watched) rollout += made.canary->watched->mean();
  if (!made.interval || !counts_known_ || rollout <= made.interval->mean()) return;
  reporter_.warning(record.place_of("every"),
                    fmt::format("a rollout of {} takes {} ({:.0f} member{}, {} at a time), and the next release is due "
                                "after {}: what falls due meanwhile is left out",
                                record.subject(), laws::in_words(rollout), members, members == 1 ? "" : "s",
                                made.at_a_time, laws::in_words(made.interval->mean())),
                    "update more `at a time`, or less often");
}

}  // namespace nines::scenarios
