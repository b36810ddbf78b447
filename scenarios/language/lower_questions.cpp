// What is asked of the platform: mission, trials or precision, measures, objectives.
#include "scenarios/language/bytes.h"
#include "scenarios/language/lowering.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace nines::scenarios {

using models::Measure;

void Lowering::questions(const Record& scenario) {
  study_.title = scenario.text("title").value_or("");
  study_.description = scenario.text("description").value_or("");
  if (const auto mission = scenario.duration("mission")) study_.mission = *mission;
  if (const auto confidence = scenario.probability("confidence")) study_.confidence = static_cast<double>(*confidence);
  study_.seed = scenario.count("seed").value_or(1);
  precision(scenario);
  for (const Mention& each : scenario.references("measures")) {
    if (const auto measure = measure_named(each.name)) {
      refuse_measure_of_none(*measure, each);
      study_.measures.push_back(*measure);
    } else {
      reporter_.error(each.place, fmt::format("there is no measure {}", quote(each.name)),
                      suggest(each.name, measure_names(), "measures"));
    }
  }
  objectives(scenario);
}

void Lowering::precision(const Record& scenario) {
  const auto from_command_line = [&](const char* field) {
    const Node* node = scenario.find(field);
    return node != nullptr && reporter_.file_name(node->place.file) == "--set";
  };
  // `--set trials=100` is meant to replace the precision of the file, and the other way round.
  const bool only_trials = from_command_line("trials") && !from_command_line("precision");
  const bool only_precision = from_command_line("precision") && !from_command_line("trials");
  if (scenario.has("trials") && scenario.has("precision") && !only_trials && !only_precision) {
    reporter_.error(scenario.place_of("trials"),
                    "both `trials` and `precision` are given: which of them ends the simulation?",
                    "keep one; with `precision`, `max trials` is a limit");
  }
  if (scenario.has("max trials") && !scenario.has("precision")) {
    reporter_.error(scenario.place_of("max trials"), "`max trials` limits a `precision`, but none is given",
                    "write `trials:` for a fixed number");
  }
  study_.max_trials = scenario.count("max trials").value_or(study_.max_trials);
  const auto trials = scenario.count("trials");
  if (!scenario.has("precision") || only_trials) {
    study_.trials = trials.value_or(1);
    return;
  }
  study_.trials = 0;
  for (const Node* item : scenario.items("precision")) {
    const std::string subject = "the precision";
    std::optional<long double> relative;
    std::string_view on;
    if (item->is_scalar()) {
      Words words(trim(item->text));
      words.take_word("relative");
      const Parsed<long double> parsed = words.probability();
      if (const auto* problem = std::get_if<Problem>(&parsed)) {
        reporter_.error(item->place, fmt::format("{}: {}", subject, problem->message),
                        "precision: 2 % on api.availability");
        continue;
      }
      relative = std::get<long double>(parsed);
      if (*relative <= 0) {
        reporter_.error(item->place, "the precision must be above 0: no number of trials would reach it",
                        "precision: 2 % on api.availability");
        continue;
      }
      if (words.take_word("on")) {
        on = words.rest();
      } else if (!words.at_end()) {
        reporter_.error(item->place, fmt::format("{}: `on` is expected before {}", subject, quote(words.rest())),
                        "precision: 2 % on api.availability");
        continue;
      }
    } else {
      const Record fields(*item, section("precision"), subject, context_);
      relative = fields.probability("relative");
      if (const Node* node = fields.find("on"); node != nullptr && node->is_scalar()) on = trim(node->text);
    }
    const auto found = target(on.empty() ? "availability" : on, item->place, subject);
    if (found && relative) study_.precision.push_back({static_cast<double>(*relative), found->measure, found->service});
  }
}

/// "api.availability", "api availability", or with a single service "availability".
std::optional<Lowering::Target> Lowering::target(std::string_view text, Place place, const std::string& subject) {
  text = trim(text);
  std::optional<Measure> measure;
  std::string_view service;
  for (const std::string& name : measure_names()) {
    if (text.size() < name.size() || !same_key(text.substr(text.size() - name.size()), name)) continue;
    const std::string_view before = text.substr(0, text.size() - name.size());
    if (!before.empty() && before.back() != ' ' && before.back() != '.') continue;
    measure = measure_named(name);  // "capacity availability" comes after "availability" and prevails
    service = trim(before.empty() || before.back() == ' ' ? before : before.substr(0, before.size() - 1));
  }
  if (!measure) {
    const std::size_t last = text.find_last_of(". ");
    const std::string word(last == std::string_view::npos ? text : text.substr(last + 1));
    reporter_.error(place, fmt::format("{}: {} does not end with a measure", subject, quote(text)),
                    suggest(word, measure_names(), "measures"));
    return std::nullopt;
  }
  if (!service.empty()) {
    const std::string name(service);
    const auto found = service_names_.find(name);
    if (found) return checked(Target{*found, *measure}, place, subject);
    reporter_.error(place, fmt::format("{}: there is no service {}", subject, quote(service)),
                    instead_of_service(name, service_names_.list()));
    return std::nullopt;
  }
  if (service_names_.list().size() == 1) return checked(Target{0, *measure}, place, subject);
  if (!service_names_.list().empty()) {
    reporter_.error(place, fmt::format("{}: of which service?", subject),
                    suggest("", service_names_.list(), "services"));
  }
  return std::nullopt;
}

void Lowering::objectives(const Record& scenario) {
  for (const Node* item : scenario.items("objectives")) {
    if (auto made = objective(*item)) study_.objectives.push_back(std::move(*made));
  }
}

std::optional<models::Objective> Lowering::objective(const Node& node) {
  return node.is_scalar() ? objective_from_text(node) : objective_from_fields(node);
}

std::optional<models::Objective> Lowering::objective_from_text(const Node& node) {
  struct Sign {
    std::string_view written;
    bool at_least;
  };
  static constexpr std::array<Sign, 6> signs = {
      {{">=", true}, {"<=", false}, {"≥", true}, {"≤", false}, {" at least ", true}, {" at most ", false}}};
  const std::string_view text = trim(node.text);
  const Sign* sign = nullptr;
  std::size_t at = std::string_view::npos;
  for (const Sign& each : signs) {
    if (const std::size_t found = text.find(each.written); found < at) at = found, sign = &each;
  }
  if (sign == nullptr) {
    reporter_.error(node.place, fmt::format("the objective {} has no `>=` or `<=`", quote(text)),
                    "for example `api availability >= 99.95 %`");
    return std::nullopt;
  }
  const auto found = target(text.substr(0, at), node.place, "the objective");
  if (!found) return std::nullopt;
  models::Objective made;
  made.text = std::string(text);
  made.service = found->service;
  made.measure = found->measure;
  made.at_least = sign->at_least;
  std::string_view value = trim(text.substr(at + sign->written.size()));
  if (const std::size_t in = value.find(" in "); in != std::string_view::npos) {
    if (!share(trim(value.substr(in + 4)), node.place, made)) return std::nullopt;
    value = trim(value.substr(0, in));
  }
  if (!bound(value, node.place, made)) return std::nullopt;
  return made;
}

std::optional<models::Objective> Lowering::objective_from_fields(const Node& node) {
  const Record fields(node, section("objective"), "the objective", context_);
  const auto on = fields.reference("on");
  const auto least = fields.text("at least"), most = fields.text("at most"), in = fields.text("in");
  if (node.is_mapping() && fields.has("at least") == fields.has("at most")) {
    reporter_.error(node.place, "an objective has either `at least` or `at most`",
                    "{on: api.availability, at least: 99.95 %}");
    return std::nullopt;
  }
  if (!on || (!least && !most)) return std::nullopt;
  const auto found = target(on->name, on->place, "the objective");
  if (!found) return std::nullopt;
  models::Objective made;
  made.service = found->service;
  made.measure = found->measure;
  made.at_least = least.has_value();
  const std::string_view value = trim(least ? *least : *most);
  made.text = fmt::format("{} {} {}{}", on->name, made.at_least ? ">=" : "<=", value, in ? " in " + *in : "");
  if (in && !share(trim(*in), fields.place_of("in"), made)) return std::nullopt;
  if (!bound(value, fields.place_of(least ? "at least" : "at most"), made)) return std::nullopt;
  return made;
}

namespace {

/// "4 h per year", in seconds per year; "2 per year", in 1/year.
Parsed<double> per_year(std::string_view text, bool of_time) {
  if (!of_time) {
    const Parsed<double> rate = parse_rate(text);
    if (const auto* problem = std::get_if<Problem>(&rate)) {
      const bool is_number = std::holds_alternative<long double>(parse_number(text));
      return is_number ? Problem{problem->message, fmt::format("write `{} per year`", text)} : *problem;
    }
    return std::get<double>(rate) * year.count();
  }
  Words words(text);
  const Parsed<Seconds> time = words.duration();
  if (const auto* problem = std::get_if<Problem>(&time)) return *problem;
  if (!words.take_word("per") && !words.take("/"))
    return Problem{fmt::format("{} of downtime: in how long?", quote(text)), fmt::format("write `{} per year`", text)};
  const std::string unit(words.peek_word());
  if (unit == "month" || unit == "months")
    return Problem{"a month is ambiguous: it has 28 to 31 days", "twelve times as much per year"};
  const TimeUnit* found = find_time_unit(unit);
  words.take_word(unit);
  if (found == nullptr || !words.at_end())
    return Problem{fmt::format("{} is not a downtime per unit of time", quote(text)), "4 h per year"};
  return std::get<Seconds>(time).count() * (year.count() / static_cast<double>(found->seconds));
}

}  // namespace

bool Lowering::bound(std::string_view text, Place place, models::Objective& made) {
  Parsed<double> value = 0.0;
  switch (models::counterpart(made.measure)) {
    case Measure::availability:
    case Measure::capacity_availability:
    case Measure::served:
    case Measure::degraded:
    case Measure::unreliability: {
      const Parsed<long double> probability = parse_probability(text);
      if (const auto* problem = std::get_if<Problem>(&probability)) {
        value = *problem;
      } else {
        // The complement is taken in extended precision: 99.999 % must not lose digits.
        const long double p = std::get<long double>(probability);
        value = static_cast<double>(models::is_bounded_as_loss(made.measure) ? 1 - p : p);
      }
      break;
    }
    case Measure::replicas: {
      const Parsed<long double> number = parse_number(text);
      if (const auto* problem = std::get_if<Problem>(&number)) {
        value = *problem;
      } else {
        value = static_cast<double>(std::get<long double>(number));
      }
      break;
    }
    case Measure::downtime: value = per_year(text, true); break;
    case Measure::bytes_lost:
    case Measure::repair_traffic: {
      const Parsed<double> rate = parse_byte_rate(text);
      value = rate;
      if (const auto* per_second = std::get_if<double>(&rate)) value = *per_second * year.count();
      break;
    }
    case Measure::outages: value = per_year(text, false); break;
    case Measure::mtbf:
    case Measure::mdt:
    case Measure::mttf: {
      const Parsed<Seconds> time = parse_duration(text);
      if (const auto* problem = std::get_if<Problem>(&time)) {
        value = *problem;
      } else {
        value = std::get<Seconds>(time).count();
      }
      break;
    }
    default: break;  // each has one of these as its counterpart
  }
  if (const auto* problem = std::get_if<Problem>(&value)) {
    reporter_.error(place, fmt::format("the bound of the objective: {}", problem->message), problem->hint);
    return false;
  }
  made.bound = std::get<double>(value);
  return true;
}

/// "9 years of 10", "90 % of years", "90 % of missions".
bool Lowering::share(std::string_view text, Place place, models::Objective& made) {
  const auto refuse = [&](const std::string& message, const std::string& hint) {
    reporter_.error(place, fmt::format("the objective: {}", message), hint);
    return false;
  };
  const std::string forms = "`in 9 years of 10`, `in 90 % of years`, `in 90 % of missions`";
  Words words(text);
  const Parsed<long double> number = words.number();
  if (const auto* problem = std::get_if<Problem>(&number)) return refuse(problem->message, forms);
  long double fraction = std::get<long double>(number);
  const bool percent = words.take("%");
  if (percent && !words.take_word("of"))
    return refuse(fmt::format("{} is not a share of years or missions", quote(text)), forms);
  const std::string unit(words.peek_word());
  words.take_word(unit);
  const bool years = unit == "years" || unit == "year" || unit == "y";
  if (!years && unit != "missions" && unit != "mission")
    return refuse(fmt::format("{} is not a share of years or missions", quote(text)), forms);
  if (percent) {
    fraction /= 100;
  } else {
    const Parsed<long double> of = words.take_word("of") ? words.number() : Parsed<long double>(Problem{});
    if (std::holds_alternative<Problem>(of) || std::get<long double>(of) <= 0)
      return refuse(fmt::format("{} is not a share of years or missions", quote(text)), forms);
    fraction /= std::get<long double>(of);
  }
  if (!words.at_end()) return refuse(fmt::format("{} is not understood", quote(words.rest())), forms);
  if (!(fraction > 0 && fraction < 1))
    return refuse(fmt::format("the share {} is not between none and all", quote(text)), forms);
  if (years && std::abs(study_.mission.count() / year.count() - 1) > 1e-9) {
    return refuse("a share of years is counted over missions of one year, but the mission is of another length",
                  "write `missions` for `years`, or `mission: 1 year`");
  }
  if (!models::is_of_each_mission(made.measure))
    return refuse("only availability, downtime and outages are known for a single mission", "leave out `in ...`");
  made.share_of_trials = static_cast<double>(fraction);
  return true;
}

}  // namespace nines::scenarios
