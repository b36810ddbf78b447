// What a setting costs, and what it costs when things go wrong.
#include "scenarios/language/optimise_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace nines::scenarios {

namespace {

using models::LossCost;

const char* const how_to_write =
    "write `60000 each` (a year), `12000 each over 4 years`, `0.50 per run`, or of a service `downtime of shop: 5000 "
    "per h`, `outages of shop: 200 each`";

/// The place that a path leads to; null if there is none.
const Node* find_place(const Node& scenario, const std::string& path) {
  const Node* at = &scenario;
  for (std::size_t begin = 0; at != nullptr && begin <= path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    const std::string key = path.substr(begin, end - begin);
    const Node* inner = at->find(key);
    for (std::size_t i = 0; at->is_sequence() && i < at->entries.size(); ++i) {
      if (key == std::to_string(i + 1)) inner = at->entries[i].value;
    }
    at = inner;
    begin = end + 1;
  }
  return at;
}

class CostReader {
 public:
  CostReader(const std::string& name, const Node& node, const Node& scenario, const models::Study& study,
             Context& context, models::Optimise& made)
      : name_(name), node_(node), scenario_(scenario), study_(study), context_(context), made_(made) {}

  void read() {
    if (!node_.is_scalar()) return refuse(fmt::format("a cost is expected in one line, not {}", describe(node_)));
    Words words(node_.text);
    const Parsed<long double> number = words.number();
    if (const auto* problem = std::get_if<Problem>(&number)) return refuse(problem->message);
    const auto amount = static_cast<double>(std::get<long double>(number));
    if (amount < 0) return refuse(fmt::format("{:g} is below 0: what is earned is not counted", amount));
    if (!currency(words)) return;
    constexpr std::array<std::pair<std::string_view, LossCost::Kind>, 4> losses = {
        {{"downtime of ", LossCost::Kind::downtime},
         {"outages of ", LossCost::Kind::outages},
         {"data losses of ", LossCost::Kind::data_losses},
         {"lost data of ", LossCost::Kind::lost_data}}};
    for (const auto& [what, kind] : losses) {
      if (name_.starts_with(what)) return loss(kind, name_.substr(what.size()), amount, words);
    }
    fixed(amount, words);
  }

 private:
  void refuse(const std::string& message, const std::string& hint = how_to_write) {
    context_.reporter.error(node_.place, fmt::format("the cost of {}: {}", quote(name_), message), hint);
  }

  /// Skips the currency, if it is named.
  bool currency(Words& words) {
    const std::string word(words.peek_word());
    if (word.empty() || word == "each" || word == "per") return true;
    if (word == made_.currency) return words.take_word(word);
    if (made_.currency.empty())
      refuse(fmt::format("{} is not understood", quote(word)), "name the currency: `currency: " + word + "`");
    else
      refuse(fmt::format("{} is not the currency, which is {}", quote(word), quote(made_.currency)),
             "give all costs in one currency");
    return false;
  }

  /// "per h", "per run": the unit, or nothing if that is not what stands there.
  static std::optional<std::string> per(Words& words) {
    if (!words.take_word("per") && !words.take("/")) return std::nullopt;
    const std::string unit(words.peek_word());
    words.take_word(unit);
    return words.at_end() ? std::optional(unit) : std::nullopt;
  }

  void loss(LossCost::Kind kind, const std::string& service_name, double amount, Words& words) {
    std::vector<std::string> names;
    for (const models::Service& each : study_.platform.services) names.push_back(each.name);
    const auto found = std::find(names.begin(), names.end(), service_name);
    if (found == names.end()) {
      if (names.empty()) return;  // that is reported already
      return refuse(fmt::format("there is no service {}", quote(service_name)),
                    suggest(service_name, names, "there are"));
    }
    const auto service = static_cast<std::size_t>(found - names.begin());
    const bool of_data = kind == LossCost::Kind::data_losses || kind == LossCost::Kind::lost_data;
    const auto measured = kind == LossCost::Kind::lost_data ? models::Measure::rpo : models::Measure::data_losses;
    if (of_data && !models::has_measure(study_.platform, service, measured))
      return refuse(fmt::format("the service {} has no data", quote(service_name)), "say which under `data`");
    const bool counted = kind == LossCost::Kind::outages || kind == LossCost::Kind::data_losses;
    LossCost made{kind, service, name_, std::string(trim(node_.text)), amount};
    if (counted) {
      if (!words.take_word("each") || !words.at_end()) return refuse("what is counted costs so much each", "200 each");
    } else {
      const auto unit = per(words);
      const TimeUnit* const time = unit ? find_time_unit(*unit) : nullptr;
      if (time == nullptr) return refuse("what lasts costs so much per unit of time", "5000 per h");
      made.each = amount / static_cast<double>(time->seconds);
    }
    made_.losses.push_back(std::move(made));
  }

  void fixed(double amount, Words& words) {
    const Node* const place = find_place(scenario_, name_);
    if (place == nullptr)
      return refuse("there is no such place in the scenario, and what costs something needs a value there",
                    "a cost is of a place that is written in the file, or `downtime of SERVICE`");
    if (!place->is_scalar())
      return refuse(fmt::format("a number or a time is expected at this place, not {}", describe(*place)));
    models::FixedCost made{name_, std::string(trim(node_.text)), 0};
    if (words.take_word("each")) {
      if (!each_over(amount, place->text, words, made)) return;
    } else {
      const auto unit = per(words);
      if (unit != "run") return refuse(fmt::format("{} does not say of what", quote(node_.text)));
      const Parsed<Seconds> interval = parse_duration(place->text);
      if (const auto* problem = std::get_if<Problem>(&interval))
        return refuse(fmt::format("`per run` is of a time after which it runs again: {}", problem->message));
      if (!(std::get<Seconds>(interval) > Seconds(0))) return refuse("it would run without end: its interval is 0");
      made.per_year = amount * (year / std::get<Seconds>(interval));
    }
    made_.fixed.push_back(std::move(made));
  }

  /// Behind "each": nothing or "per year", or "over 4 years".
  bool each_over(double amount, const std::string& value, Words& words, models::FixedCost& made) {
    const Parsed<long double> number = parse_number(value);
    if (std::holds_alternative<Problem>(number) || std::get<long double>(number) < 0) {
      refuse(fmt::format("`each` is of a number, and at this place is {}", quote(value)),
             "give it a parameter that holds the number alone, and the cost to `parameters.NAME`");
      return false;
    }
    double years = 1;
    if (words.take_word("over")) {
      const Parsed<Seconds> time = words.duration();
      years = std::holds_alternative<Seconds>(time) ? std::get<Seconds>(time) / year : 0;
      if (!(years > 0)) return refuse("a time above 0 is expected after `over`", "12000 each over 4 years"), false;
    } else if (words.take_word("per") && !words.take_word("year")) {
      return refuse("what costs something each costs that per year", "60000 each per year"), false;
    }
    if (!words.at_end()) return refuse(fmt::format("{} is not understood", quote(words.rest()))), false;
    made.per_year = amount * static_cast<double>(std::get<long double>(number)) / years;
    return true;
  }

  const std::string& name_;
  const Node& node_;
  const Node& scenario_;
  const models::Study& study_;
  Context& context_;
  models::Optimise& made_;
};

}  // namespace

void read_cost(const std::string& place, const Node& node, const Node& scenario, const models::Study& study,
               Context& context, models::Optimise& made) {
  CostReader(place, node, scenario, study, context, made).read();
}

}  // namespace nines::scenarios
