#include "scenarios/language/sweep_reader.h"

#include "scenarios/language/compose.h"
#include "scenarios/language/lowering.h"
#include "scenarios/language/reader.h"
#include "scenarios/language/sweep_values.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::scenarios {

namespace {

using models::Axis;
using models::Sweep;
using models::UncertainInput;

const char* const values_example = "nodes.web.count: 1..4";

/// In a list commas part nothing any more.
Parsed<std::vector<std::string>> listed(const Node& node) {
  if (node.text.find(',') != std::string::npos && node.text.find('{') == std::string::npos)
    return std::vector<std::string>{node.text};
  return parse_sweep_values(node.text);
}

void add_values(const Node& node, const Parsed<std::vector<std::string>>& parsed, Context& context, Axis& made) {
  if (const auto* problem = std::get_if<Problem>(&parsed)) {
    context.reporter.error(node.place, fmt::format("the values of {}: {}", quote(made.path), problem->message),
                           problem->hint);
    return;
  }
  const auto& values = std::get<std::vector<std::string>>(parsed);
  made.values.insert(made.values.end(), values.begin(), values.end());
}

class SweepReader {
 public:
  explicit SweepReader(Context& context) : context_(context), reporter_(context.reporter) {}

  Sweep read(const Node& scenario, const SweepWishes& wishes) {
    if (const Node* const node = scenario.find("sweep")) from_file(*node);
    for (const Override& wish : wishes.vary) wished("--vary", wish, &SweepReader::axis);
    for (const Override& wish : wishes.uncertain) wished("--uncertain", wish, &SweepReader::uncertain);
    sweep_.zip = sweep_.zip || wishes.zip;
    sweep_.design = wishes.design.value_or(sweep_.design);
    sweep_.draws = wishes.draws.value_or(sweep_.draws);
    check();
    return std::move(sweep_);
  }

 private:
  using Reading = void (SweepReader::*)(const std::string& path, const Node& node);

  void from_file(const Node& node) {
    const Record record(node, section("sweep"), "the sweep", context_);
    if (!node.is_mapping()) return;
    place_ = node.place;
    places(record, "vary", &SweepReader::axis);
    places(record, "uncertain", &SweepReader::uncertain);
    sweep_.zip = record.boolean("zip").value_or(false);
    if (record.choice("design").value_or(0) == 1) sweep_.design = models::Design::latin_hypercube;
    sweep_.draws = record.count("points").value_or(sweep_.draws);
  }

  void places(const Record& record, std::string_view field, Reading reading) {
    const Node* const all = record.find(field);
    if (all == nullptr) return;
    if (!all->is_mapping() || all->entries.empty()) {
      reporter_.error(
          all->place,
          fmt::format("`{}` of the sweep: a mapping from places to values is expected, not {}", field, describe(*all)),
          values_example);
      return;
    }
    for (const Entry& entry : all->entries) (this->*reading)(entry.key->text, *entry.value);
  }

  /// Of the command line: another axis, or another one instead of the file's.
  void wished(const char* option, const Override& wish, Reading reading) {
    const std::uint32_t file = context_.sources.add(option, std::nullopt, quote(wish.path + "=" + wish.value) + ": ");
    const Place place{file, 1, static_cast<std::uint32_t>(wish.path.size() + 2)};
    place_ = place;
    for (const auto& [other_option, other] : wished_) {
      if (!same_key(other.path, wish.path)) continue;
      reporter_.error({file, 1, 1},
                      fmt::format("{} is varied twice: by `{} {}={}` and by `{} {}={}`", quote(wish.path), other_option,
                                  other.path, other.value, option, wish.path, wish.value),
                      "keep one of them; all values of a place stand in one list");
    }
    wished_.emplace_back(option, wish);
    std::erase_if(sweep_.axes, [&](const Axis& each) { return same_key(each.path, wish.path); });
    std::erase_if(sweep_.uncertain, [&](const UncertainInput& each) { return same_key(each.path, wish.path); });
    if (wish.value.starts_with('[')) {
      const Node* const list = read_yaml(wish.value, file, context_.sources.tree, reporter_);
      if (list != nullptr) (this->*reading)(wish.path, *list);
      return;
    }
    Node& scalar = context_.sources.tree.make(Node::Kind::scalar, place);
    scalar.text = wish.value;
    (this->*reading)(wish.path, scalar);
  }

  void axis(const std::string& path, const Node& node) {
    Axis made = read_axis(path, node, context_);
    if (repeats(path, node.place) || made.values.empty()) return;
    sweep_.axes.push_back(std::move(made));
  }

  void uncertain(const std::string& path, const Node& node) {
    auto made = read_uncertain(path, node, context_);
    if (made && !repeats(path, node.place)) sweep_.uncertain.push_back(std::move(*made));
  }

  bool repeats(const std::string& path, Place place) {
    const auto same = [&](const auto& each) { return same_key(each.path, path); };
    const bool known = std::any_of(sweep_.axes.begin(), sweep_.axes.end(), same) ||
                       std::any_of(sweep_.uncertain.begin(), sweep_.uncertain.end(), same);
    if (known) reporter_.error(place, fmt::format("{} is varied twice", quote(path)), "keep one of them");
    return known;
  }

  void check() {
    const auto refuse = [&](const std::string& message, const char* hint) { reporter_.error(place_, message, hint); };
    if (sweep_.axes.size() + sweep_.uncertain.size() > models::most_axes)
      return refuse(fmt::format("the sweep varies more than {} places", models::most_axes), "vary fewer at a time");
    const auto lengths_differ = [&](const Axis& each) {
      return each.values.size() != sweep_.axes.front().values.size();
    };
    if (sweep_.zip && std::any_of(sweep_.axes.begin(), sweep_.axes.end(), lengths_differ))
      return refuse("zipped lists must be equally long: " + lengths(), "leave out `zip` for all combinations");
    // Long double holds any such product.
    long double points = sweep_.uncertain.empty() ? 1 : static_cast<long double>(sweep_.draws);
    for (std::size_t i = 0; i < (sweep_.zip ? std::min<std::size_t>(sweep_.axes.size(), 1) : sweep_.axes.size()); ++i)
      points *= static_cast<long double>(sweep_.axes[i].values.size());
    if (points > static_cast<long double>(models::most_points)) {
      refuse(fmt::format("the sweep has {:.6g} points, more than {}", static_cast<double>(points), models::most_points),
             "fewer values, `zip`, or fewer `points` of what is uncertain");
    }
  }

  std::string lengths() const {
    std::string text;
    for (const Axis& each : sweep_.axes)
      text += fmt::format("{}{} has {} values", text.empty() ? "" : ", ", quote(each.path), each.values.size());
    return text;
  }

  Context& context_;
  Reporter& reporter_;
  Sweep sweep_;
  std::vector<std::pair<std::string, Override>> wished_;  ///< on the command line so far, with their options
  Place place_;  ///< of what is said about the sweep as a whole
};

}  // namespace

Axis read_axis(const std::string& path, const Node& node, Context& context) {
  Axis made{path, {}};
  if (node.is_scalar()) add_values(node, parse_sweep_values(node.text), context, made);
  for (const Entry& entry : node.entries) {
    if (node.is_sequence() && entry.value->is_scalar()) {
      add_values(*entry.value, listed(*entry.value), context, made);
    } else {
      context.reporter.error(
          entry.value->place,
          fmt::format("the values of {}: a value in one line is expected, not {}", quote(path), describe(*entry.value)),
          "write a law in one line: `weibull 1 d shape 2`");
    }
  }
  if (made.values.empty() && !context.reporter.has_errors())
    context.reporter.error(node.place, fmt::format("the values of {}: there is none", quote(path)), values_example);
  return made;
}

Sweep read_sweep(const Node& scenario, const SweepWishes& wishes, Context& context) {
  return SweepReader(context).read(scenario, wishes);
}

}  // namespace nines::scenarios
