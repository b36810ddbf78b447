// What is expected of a drill: "api served >= 99 % after 10:06", "web.crash noticed within 10 s in 95 % of trials".
#include "scenarios/language/drill_lowering.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace nines::scenarios {

using models::Expectation;
using Quantity = Expectation::Quantity;
using Window = Expectation::Window;
using Often = Expectation::Often;

namespace {

const char* const forms =
    "`api served >= 99 % after 10:06`, `api down at most 30 s in 95 % of trials`, `web.crash noticed within 10 s`";

struct NamedQuantity {
  std::string_view name;
  Quantity quantity;
};

constexpr std::array<NamedQuantity, 8> quantities = {{{"served", Quantity::served},
                                                      {"up", Quantity::up},
                                                      {"down", Quantity::down},
                                                      {"back", Quantity::back},
                                                      {"switched", Quantity::switched},
                                                      {"loses", Quantity::loses},
                                                      {"noticed", Quantity::noticed},
                                                      {"repaired", Quantity::repaired}}};

struct Comparison {
  std::string_view written;
  bool at_least;
};

constexpr std::array<Comparison, 5> comparisons = {
    {{">=", true}, {"<=", false}, {" at least ", true}, {" at most ", false}, {" within ", false}}};

std::vector<std::string> quantity_names() {
  std::vector<std::string> names;
  for (const NamedQuantity& each : quantities) names.emplace_back(each.name);
  return names;
}

bool has_window(Quantity quantity) {
  return quantity == Quantity::served || quantity == Quantity::up || quantity == Quantity::down;
}

}  // namespace

void DrillLowering::expectations(const Record& drill) {
  for (const Node* item : drill.items("expect")) {
    if (auto made = expectation(*item)) drill_.expectations.push_back(std::move(*made));
  }
}

std::optional<Expectation> DrillLowering::expectation(const Node& node) {
  if (!node.is_scalar()) {
    reporter_.error(node.place, fmt::format("an expectation is a line of text, not {}", describe(node)), forms);
    return std::nullopt;
  }
  const std::string_view text = trim(node.text);
  const Comparison* comparison = nullptr;
  std::size_t at = std::string_view::npos;
  for (const Comparison& each : comparisons) {
    if (const std::size_t found = text.find(each.written); found < at) {
      at = found;
      comparison = &each;
    }
  }
  if (comparison == nullptr) {
    reporter_.error(node.place, fmt::format("{} compares nothing with anything", quote(text)), forms);
    return std::nullopt;
  }
  Expectation made;
  made.text = std::string(text);
  made.at_least = comparison->at_least;
  Words words(text.substr(at + comparison->written.size()));
  if (!subject(trim(text.substr(0, at)), node.place, made) || !bound(words, node.place, made) ||
      !window(words, node.place, made) || !often(words, node.place, made))
    return std::nullopt;
  if (words.at_end()) return made;
  reporter_.error(node.place, fmt::format("the expectation: {} is not understood", quote(words.rest())), forms);
  return std::nullopt;
}

/// "api served", "web.crash noticed", "fault 2 repaired".
bool DrillLowering::subject(std::string_view text, Place place, Expectation& made) {
  const std::size_t blank = text.rfind(' ');
  const std::string_view word = blank == std::string_view::npos ? text : text.substr(blank + 1);
  const auto found =
      std::find_if(quantities.begin(), quantities.end(), [&](const NamedQuantity& each) { return each.name == word; });
  if (found == quantities.end() || blank == std::string_view::npos) {
    const bool nameless = found != quantities.end();
    reporter_.error(place,
                    nameless ? fmt::format("the expectation: who or what is {}?", quote(word))
                             : fmt::format("the expectation: {} is nothing that is measured", quote(word)),
                    nameless ? forms : suggest(word, quantity_names(), "a service is, or a fault"));
    return false;
  }
  made.quantity = found->quantity;
  const std::string_view name = trim(text.substr(0, blank));
  return made.is_of_fault() ? fault_named(name, word, place, made) : service_named(name, word, place, made);
}

bool DrillLowering::service_named(std::string_view name, std::string_view quantity, Place place, Expectation& made) {
  std::vector<std::string> names;
  for (const models::Service& service : platform_.services) names.push_back(service.name);
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) {
    reporter_.error(place,
                    fmt::format("the expectation: there is no service {} that could be {}", quote(name), quantity),
                    suggest(name, names, "services"));
    return false;
  }
  made.service = static_cast<std::size_t>(found - names.begin());
  const models::Service& service = platform_.services[made.service];
  if (made.quantity == Quantity::loses && !models::has_measure(platform_, made.service, models::Measure::rpo)) {
    reporter_.error(place, fmt::format("the expectation: the service {} has no data that it could lose", quote(name)),
                    "`data` of a service says what it keeps, and where its backups go");
    return false;
  }
  if (made.quantity != Quantity::switched || service.switchover || service.election || service.preference) return true;
  reporter_.error(place, fmt::format("the expectation: nothing is ever switched in the service {}", quote(name)),
                  "`back within` is how long it takes until it is up again");
  return false;
}

bool DrillLowering::fault_named(std::string_view name, std::string_view quantity, Place place, Expectation& made) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < fault_names_.size(); ++i) {
    const std::string number = fmt::format("fault {}", i + 1);
    if (name == fault_names_[i] || name == number) made.faults.push_back(i);
    names.push_back(fault_names_[i].empty() ? number : fault_names_[i]);
  }
  if (!made.faults.empty()) return true;
  if (!faults_known_) return false;  // what it means may be the one that could not be read
  reporter_.error(place,
                  fmt::format("the expectation: no fault {} is injected that could be {}", quote(name), quantity),
                  suggest(name, names, "faults, by name or as `fault 1`"));
  return false;
}

/// "99 %", "30 s".
bool DrillLowering::bound(Words& words, Place place, Expectation& made) {
  const auto refuse = [&](const Problem& problem) {
    reporter_.error(place, fmt::format("the bound of the expectation: {}", problem.message), problem.hint);
    return false;
  };
  if (made.is_share()) {
    const Parsed<long double> share = words.probability();
    if (const auto* problem = std::get_if<Problem>(&share)) return refuse(*problem);
    made.bound = static_cast<double>(1 - std::get<long double>(share));
    return true;
  }
  const Parsed<Seconds> time = words.duration();
  if (const auto* problem = std::get_if<Problem>(&time)) return refuse(*problem);
  made.bound = std::get<Seconds>(time).count();
  return true;
}

/// "10:06" or "66 min", with which the text goes on.
std::optional<Seconds> DrillLowering::moment_in(Words& words, Place place, bool may_be_end) {
  const std::string_view rest = words.rest();
  const std::size_t end = std::min(rest.find(' '), rest.size());
  if (rest.substr(0, end).find(':') != std::string_view::npos) {
    words.take(rest.substr(0, end));
    return moment(rest.substr(0, end), place, "the expectation", may_be_end);
  }
  const Parsed<Seconds> parsed = words.duration();
  const std::string_view written = trim(rest.substr(0, rest.size() - words.rest().size()));
  if (std::holds_alternative<Seconds>(parsed)) return moment(written, place, "the expectation", may_be_end);
  const Problem& problem = std::get<Problem>(parsed);
  reporter_.error(place, fmt::format("the expectation: {}", problem.message), forms);
  return std::nullopt;
}

/// "before", "during", "after", "before 10:00", "after 10:06", "from 10:00 to 10:06"; without any the whole drill.
bool DrillLowering::window(Words& words, Place place, Expectation& made) {
  const std::string word(words.peek_word());
  const bool any = word == "before" || word == "during" || word == "after" || word == "from";
  if (!any) return true;
  if (!has_window(made.quantity)) {
    reporter_.error(place, fmt::format("the expectation: {} belongs to `served`, `up` and `down`", quote(word)),
                    "other times are counted from the fault");
    return false;
  }
  words.take_word(word);
  if (word == "during") {
    made.window = Window::during;
    return true;
  }
  if (word != "from" && !words.at_number()) {
    made.window = word == "before" ? Window::before : Window::after;
    return true;
  }
  const auto first = moment_in(words, place, word == "before");
  if (!first) return false;
  (word == "before" ? made.to : made.from) = *first;
  if (word != "from") return true;
  if (!words.take_word("to")) {
    reporter_.error(place, fmt::format("the expectation: from {} to when?", first->count()), "from 10:00 to 10:06");
    return false;
  }
  const auto second = moment_in(words, place, true);
  if (!second) return false;
  made.to = *second;
  if (made.from < made.to) return true;
  reporter_.error(place, "the expectation: the window ends before it begins", "from 10:00 to 10:06");
  return false;
}

/// "in 95 % of trials", "on average"; without any in each trial.
bool DrillLowering::often(Words& words, Place place, Expectation& made) {
  const auto refuse = [&](const std::string& message) {
    reporter_.error(place, fmt::format("the expectation: {}", message),
                    "`in 95 % of trials`, `on average`, or nothing: in each trial");
    return false;
  };
  if (words.take_word("on")) {
    if (!words.take_word("average")) return refuse(fmt::format("{} is not understood after `on`", quote(words.rest())));
    made.often = Often::on_average;
    return true;
  }
  if (!words.take_word("in")) return true;
  const Parsed<long double> share = words.probability();
  if (const auto* problem = std::get_if<Problem>(&share)) return refuse(problem->message);
  made.often = Often::in_share_of_trials;
  made.share_of_trials = static_cast<double>(std::get<long double>(share));
  if (!words.take_word("of") || !words.take_word("trials")) return refuse("a share of what?");
  if (made.share_of_trials > 0 && made.share_of_trials < 1) return true;
  return refuse("the share is not between none and all");
}

}  // namespace nines::scenarios
