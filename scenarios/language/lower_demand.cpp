// Balanced services whose load changes over the day, and whose members follow it.
#include "scenarios/language/lowering.h"
#include "scenarios/language/observations.h"
#include "sim/laws.h"
#include "sim/laws/kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::scenarios {

using models::LoadPiece;

namespace {

constexpr double day_s = 86400;
constexpr std::size_t days = 7, working_days = 5;

/// Pieces that follow each other with the same load are one.
void append(std::vector<LoadPiece>& profile, const std::vector<LoadPiece>& day) {
  for (const LoadPiece& piece : day) {
    if (!profile.empty() && profile.back().load == piece.load) {
      profile.back().lasts += piece.lasts;
    } else {
      profile.push_back(piece);
    }
  }
}

double peak_of(const models::Balanced& balanced) {
  double peak = 0;
  for (std::size_t i = 0; i < balanced.pieces(); ++i) peak = std::max(peak, balanced.load_of(i));
  return peak;
}

}  // namespace

/// "{0 h: 120, 9 h: 900}": the pieces of one day, empty if they are not understood.
std::vector<LoadPiece> Lowering::day(const Node& node, const std::string& subject, double capacity,
                                     double scale) const {
  if (!node.is_mapping()) {
    reporter_.error(node.place, fmt::format("{} is a mapping of times of the day, not {}", subject, describe(node)),
                    "{0 h: 120, 9 h: 900, 18 h: 400}");
    return {};
  }
  std::vector<LoadPiece> pieces;
  std::vector<double> begins_s;
  bool good = true;
  const auto refuse = [&](Place place, const std::string& message, const std::string& hint) {
    reporter_.error(place, fmt::format("{}: {}", subject, message), hint);
    good = false;
  };
  for (const Entry& entry : node.entries) {
    const Parsed<Seconds> begins = parse_duration(trim(entry.key->text));
    if (const auto* problem = std::get_if<Problem>(&begins)) {
      refuse(entry.key->place, problem->message, "a time of the day, as `7.5 h` or `450 min`");
      continue;
    }
    const double begin_s = std::get<Seconds>(begins).count();
    if (pieces.empty() && begin_s > 0) {
      refuse(entry.key->place,
             fmt::format("it does not say what is asked from 0 h to {}", laws::in_words(Seconds(begin_s))),
             "begin with `0 h: ...`");
    } else if (begin_s >= day_s) {
      refuse(entry.key->place, fmt::format("a day ends at 24 h, before {}", quote(entry.key->text)),
             "times of the day are below 24 h");
    } else if (!begins_s.empty() && begin_s <= begins_s.back()) {
      refuse(entry.key->place, fmt::format("{} does not come after the time before it", quote(entry.key->text)),
             "write the times of the day in their order");
    }
    if (!entry.value->is_scalar()) {
      refuse(entry.value->place, fmt::format("a load is expected, not {}", describe(*entry.value)), "0 h: 120");
      continue;
    }
    const auto asked = load(entry.value->text, entry.value->place, subject, capacity, scale, true);
    good = good && asked;
    begins_s.push_back(begin_s);
    pieces.push_back({Seconds(0), asked.value_or(1)});
  }
  if (node.entries.empty()) refuse(node.place, "nothing is in it", "{0 h: 120, 9 h: 900, 18 h: 400}");
  if (!good) return {};
  for (std::size_t i = 0; i < pieces.size(); ++i)
    pieces[i].lasts = Seconds((i + 1 < pieces.size() ? begins_s[i + 1] : day_s) - begins_s[i]);
  return pieces;
}

/// One piece for each line; empty if something is wrong with them.
std::vector<LoadPiece> Lowering::loads_of_file(const Record& record, double capacity, double scale) const {
  const auto name = record.text("file"), column = record.text("column");
  const double every_s = record.duration("every").value_or(Hours(1)).count();
  if (!name) return {};
  const ObservationsRequest request{*name, record.place_of("file"), column, record.place_of("column"), 1, "load"};
  std::vector<LoadPiece> pieces;
  double peak = 0;
  for (const Seconds number : read_observations(request, context_.sources)) {
    pieces.push_back({Seconds(every_s), number.count() * scale});
    peak = std::max(peak, pieces.back().load);
  }
  if (pieces.empty()) return {};
  const double whole_s = static_cast<double>(pieces.size()) * every_s;
  if (whole_s != day_s && whole_s != days * day_s) {
    reporter_.error(record.place_of("file"),
                    fmt::format("the {} loads of {}, one every {}, are {} in all", pieces.size(), quote(*name),
                                laws::in_words(Seconds(every_s)), laws::in_words(Seconds(whole_s))),
                    "give those of one day, or of the seven days of a week; `every: 15 min` from one to the next");
    return {};
  }
  if (peak > most_load) {
    reporter_.error(record.place_of("file"),
                    fmt::format("a load of {:g} in {} is more than {:g}", peak, quote(*name), most_load));
    return {};
  }
  warn_of_overload(peak, record.place_of("file"), record.subject(), capacity);
  std::vector<LoadPiece> merged;
  append(merged, pieces);
  return merged;
}

/// False if it is not understood.
bool Lowering::demand(const Node& node, const std::string& of, double capacity, models::Balanced& made) const {
  const std::string subject = fmt::format("the demand of {}", of);
  const Record record(node, section("demand"), subject, context_);
  const double scale = record.number("scaled by").value_or(1);
  if (!node.is_mapping()) return false;
  const bool good = record.has("file") ? demand_of_file(record, capacity, scale, made)
                                       : demand_of_days(record, capacity, scale, made);
  if (!good) return false;
  double asked = 0, period_s = 0;
  for (const LoadPiece& piece : made.profile) {
    asked += piece.load * piece.lasts.count();
    period_s += piece.lasts.count();
  }
  if (!(asked > 0)) {
    reporter_.error(node.place, fmt::format("{}: nothing is ever asked, and there is nothing to serve", subject),
                    "let some load be above 0");
    return false;
  }
  made.load = asked / period_s;
  if (made.profile.size() == 1) made.profile.clear();
  return true;
}

bool Lowering::demand_of_days(const Record& record, double capacity, double scale, models::Balanced& made) const {
  const Node *weekdays = record.find("weekdays"), *weekends = record.find("weekends");
  for (const char* field : {"column", "every"}) {
    if (record.has(field))
      reporter_.error(record.place_of(field), fmt::format("`{}` of {} belongs to a `file`", field, record.subject()),
                      "add `file: week.csv`, or leave it out");
  }
  if (weekdays == nullptr) {
    reporter_.error(record.place(), fmt::format("{} needs the key `weekdays` (or `file`)", record.subject()),
                    "for example `weekdays: {0 h: 120, 9 h: 900, 18 h: 400}`");
    return false;
  }
  const auto of_day = [&](const Node& node, const char* key) {
    return day(node, fmt::format("`{}` of {}", key, record.subject()), capacity, scale);
  };
  const std::vector<LoadPiece> weekday = of_day(*weekdays, "weekdays");
  const std::vector<LoadPiece> weekend = weekends == nullptr ? weekday : of_day(*weekends, "weekends");
  if (weekday.empty() || weekend.empty()) return false;
  for (std::size_t d = 0; d < (weekends == nullptr ? 1 : days); ++d)
    append(made.profile, d < working_days ? weekday : weekend);
  return true;
}

bool Lowering::demand_of_file(const Record& record, double capacity, double scale, models::Balanced& made) const {
  bool good = true;
  for (const char* field : {"weekdays", "weekends"}) {
    if (!record.has(field)) continue;
    reporter_.error(record.place_of(field), fmt::format("{} has both a `file` and `{}`", record.subject(), field),
                    "keep one of the two");
    good = false;
  }
  made.profile = loads_of_file(record, capacity, scale);
  return good && !made.profile.empty();
}

/// Of no requests no share can be served.
void Lowering::refuse_missions_without_demand(const Record& scenario) const {
  for (const models::Service& service : study_.platform.services) {
    if (!service.balanced || models::relative_load(*service.balanced, study_.mission) > 0) continue;
    reporter_.error(
        scenario.has("mission") ? scenario.place_of("mission") : scenario.place(),
        fmt::format("nothing is asked of {} in a mission of {}", quote(service.name), laws::in_words(study_.mission)),
        "let the mission be longer, or the demand begin with more than 0");
  }
}

/// The domains over which the members are spread, if one of them may be lost.
void Lowering::survives(const Record& fields, const models::Service& service, models::Balanced& made) {
  const auto mention = fields.reference("survives");
  const auto level = resolve(mention, domain_names_, "domain level", fields.subject());
  if (!level) return;
  double left = 0;
  for (const models::Operand& operand : service.operands) {
    const models::NodeClass& nodes = study_.platform.nodes[operand.index];
    if (!nodes.level || !lies_within(nodes.level, *level)) {
      reporter_.error(mention->place,
                      fmt::format("{} is to survive the loss of one {}, but {} do not sit in any", fields.subject(),
                                  mention->name, quote(nodes.name)),
                      fmt::format("give {} `per: {}`, or name a level that they sit in", nodes.name, mention->name));
      return;
    }
    left += nodes.capacity * units(operand) * (1 - 1 / instances(level));
  }
  if (counts_known_ && instances(level) < 2) {
    reporter_.error(
        mention->place,
        fmt::format("{} is to survive the loss of one {}, but there is only one", fields.subject(), mention->name),
        fmt::format("raise the `count` of {}, or leave it out", mention->name));
    return;
  }
  made.survives = level;
  const double peak = peak_of(made);
  if (!counts_known_ || peak <= left * (1 + 1e-9)) return;
  reporter_.warning(mention->place,
                    fmt::format("the loss of one {} leaves a capacity of {:.4g} where {:.4g} is asked at the peak: "
                                "{:.3g} % of the requests are lost meanwhile",
                                mention->name, left, peak, 100 * (1 - left / peak)),
                    "more members, or more domains");
}

void Lowering::autoscaling(const Record& fields, const models::Service& service, models::Balanced& made) {
  const Node* node = fields.find("autoscaling");
  if (node == nullptr) return;
  const std::string subject = fmt::format("the autoscaling of {}", fields.subject());
  const Record record(*node, section("autoscaling"), subject, context_);
  const auto refuse = [&](Place place, const std::string& message, const std::string& hint) {
    reporter_.error(place, fmt::format("{} {}", subject, message), hint);
  };
  models::Autoscaling autoscaling;
  autoscaling.minimum = record.count("minimum").value_or(1);
  const auto maximum = record.count("maximum");
  autoscaling.target = static_cast<double>(record.probability("target utilisation").value_or(1));
  autoscaling.up_after = record.law("scale up after");
  autoscaling.down_after = record.law("scale down after");
  const LawPtr provisioning = record.law("provisioning"), model_load = record.law("model load");
  if (fields.has("load exponent"))
    refuse(fields.place_of("load exponent"), "keeps the load on each member at its target: it cannot grow with it",
           "leave out `load exponent`");
  if (service.operands.size() != 1)
    return refuse(node->place, "switches the nodes of one class on and off, which is not what it needs",
                  "let `needs` name one node class");
  const models::Operand& operand = service.operands.front();
  const models::NodeClass& nodes = study_.platform.nodes[operand.index];
  const double members = units(operand);
  autoscaling.maximum = maximum.value_or(static_cast<std::size_t>(members));
  if (counts_known_ && static_cast<double>(autoscaling.maximum) > members)
    refuse(record.place_of("maximum"),
           fmt::format("may have {} on, but {} has {:.0f} members", autoscaling.maximum, quote(nodes.name), members),
           "lower it, or raise the `count`");
  constexpr double most_scaled = 1000;  // who is next to be switched on is looked for among all of them
  if (counts_known_ && members > most_scaled)
    refuse(node->place,
           fmt::format("switches {:.0f} members on and off; it can be done with up to {:.0f}", members, most_scaled),
           "let a member stand for several replicas that are switched together, with their capacity");
  if (counts_known_ && autoscaling.minimum > autoscaling.maximum)
    refuse(record.place_of("minimum"),
           fmt::format("has {} on at least, and {} at most", autoscaling.minimum, autoscaling.maximum),
           "lower `minimum`, or raise `maximum`");
  else if (static_cast<double>(autoscaling.minimum) * operand.weight < service.needed * (1 - 1e-9))
    refuse(record.place_of("minimum"),
           fmt::format("may have no more than {} on, but {} needs more to be up", autoscaling.minimum,
                       quote(service.name)),
           "raise `minimum`, or let the service need fewer");
  if (nodes.ages == models::Ages::always)
    refuse(node->place, fmt::format("switches nodes of {} off, which age always", quote(nodes.name)),
           "what is off does not age: leave out `ages: always`");
  if (!take_roles(node->place, subject, service)) return;
  for (const models::FailureMode& mode : nodes.failures) {
    if (mode.name != "start") continue;
    refuse(node->place, fmt::format("adds the failure `start` to {}, which has one of this name", quote(nodes.name)),
           "rename the failure");
  }
  if (reporter_.has_errors() || !model_load) return;
  warn_of_too_few_on(record, nodes, made, autoscaling);
  models::add_autoscaling(study_.platform, made, operand.index, std::move(autoscaling), provisioning, model_load);
}

void Lowering::warn_of_too_few_on(const Record& record, const models::NodeClass& nodes, const models::Balanced& made,
                                  const models::Autoscaling& autoscaling) {
  const double wanted = std::ceil(peak_of(made) / (nodes.capacity * autoscaling.target) * (1 - 1e-12));
  if (!counts_known_ || !(wanted < 1e9)) return;
  auto members = static_cast<std::size_t>(wanted);
  if (made.survives)
    members = models::with_one_domain_to_lose(members, static_cast<std::size_t>(instances(made.survives)));
  if (members <= autoscaling.maximum) return;
  reporter_.warning(record.place_of("maximum"),
                    fmt::format("{} wants {} of {} on at the peak, and has {} at most: the load on each is then more "
                                "than its target",
                                record.subject(), members, quote(nodes.name), autoscaling.maximum),
                    "raise `maximum` and the `count`, or the `target utilisation`");
}

}  // namespace nines::scenarios
