#include "scenarios/language/optimise_reader.h"

#include "scenarios/language/reader.h"
#include "scenarios/language/sweep_reader.h"
#include "scenarios/language/sweep_values.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::scenarios {

namespace {

using models::Choice;
using models::Optimise;

constexpr std::size_t first_grid = 7;  // values of what may have any

class OptimiseReader {
 public:
  OptimiseReader(const Node& scenario, const models::Study& study, Context& context)
      : scenario_(scenario), study_(study), context_(context), reporter_(context.reporter) {}

  Optimise read(const OptimiseWishes& wishes) {
    if (const Node* const node = scenario_.find("optimise")) from_file(*node);
    for (const Override& wish : wishes.vary) wished("--vary", wish, choices_);
    for (const Override& wish : wishes.cost) wished("--cost", wish, costs_);
    for (const Named& each : choices_) choice(each);
    for (const Named& each : costs_) read_cost(each.name, *each.node, scenario_, study_, context_, made_);
    made_.confidence = wishes.confidence.value_or(made_.confidence);
    made_.budget = wishes.budget.value_or(made_.budget);
    refuse_too_many();
    return std::move(made_);
  }

 private:
  struct Named {
    std::string name;
    const Node* node;
  };

  void from_file(const Node& node) {
    const Record record(node, section("optimise"), "the optimisation", context_);
    if (!node.is_mapping()) return;
    place_ = node.place;
    named(record, "settings", choices_);
    made_.currency = record.text("currency").value_or("");
    named(record, "costs", costs_);
    made_.confidence = static_cast<double>(record.probability("confidence").value_or(made_.confidence));
    made_.indifference = static_cast<double>(record.probability("indifference").value_or(made_.indifference));
    made_.budget = record.count("budget").value_or(0);
    made_.refinements = record.count("refine").value_or(made_.refinements);
    if (const auto mention = record.reference("service")) service(*mention);
  }

  void named(const Record& record, std::string_view field, std::vector<Named>& into) {
    const Node* const all = record.find(field);
    if (all == nullptr) return;
    if (!all->is_mapping()) {
      reporter_.error(all->place, fmt::format("`{}` of the optimisation: a mapping from places is expected, not {}",
                                              field, describe(*all)));
      return;
    }
    for (const Entry& entry : all->entries) into.push_back({entry.key->text, entry.value});
  }

  void service(const Mention& mention) {
    std::vector<std::string> names;
    for (const models::Service& each : study_.platform.services) names.push_back(each.name);
    const auto found = std::find(names.begin(), names.end(), mention.name);
    if (found != names.end()) {
      made_.service = static_cast<std::size_t>(found - names.begin());
    } else if (!names.empty()) {
      reporter_.error(mention.place, fmt::format("there is no service {}", quote(mention.name)),
                      suggest(mention.name, names, "there are"));
    }
  }

  /// Of the command line: another one, or another one instead of the file's.
  void wished(const char* option, const Override& wish, std::vector<Named>& all) {
    const std::uint32_t file = context_.sources.add(option, std::nullopt, quote(wish.path + "=" + wish.value) + ": ");
    const Place place{file, 1, static_cast<std::uint32_t>(wish.path.size() + 2)};
    place_ = place;
    std::erase_if(all, [&](const Named& each) { return same_key(each.name, wish.path); });
    if (wish.value.starts_with('[')) {
      if (const Node* const list = read_yaml(wish.value, file, context_.sources.tree, reporter_))
        all.push_back({wish.path, list});
      return;
    }
    Node& scalar = context_.sources.tree.make(Node::Kind::scalar, place);
    scalar.text = wish.value;
    all.push_back({wish.path, &scalar});
  }

  void choice(const Named& each) {
    Choice made;
    if (each.node->is_scalar()) {
      if (auto between = parse_between(each.node->text, first_grid)) {
        made.axis = {each.name, std::move(between->values)};
        made.between = Choice::Between{std::move(between->grid), std::move(between->unit), between->by_ratio};
      }
    }
    if (!made.between) made.axis = read_axis(each.name, *each.node, context_);
    if (!made.axis.values.empty()) made_.choices.push_back(std::move(made));
  }

  void refuse_too_many() {
    double candidates = 1;
    for (const Choice& each : made_.choices) candidates *= static_cast<double>(each.axis.values.size());
    if (candidates <= static_cast<double>(models::most_candidates)) return;
    reporter_.error(
        place_,
        fmt::format("the optimisation has {:.6g} candidates, more than {}", candidates, models::most_candidates),
        "fewer values, or a `step`");
  }

  const Node& scenario_;
  const models::Study& study_;
  Context& context_;
  Reporter& reporter_;
  std::vector<Named> choices_, costs_;
  Optimise made_;
  Place place_;  ///< of what is said about it as a whole
};

}  // namespace

Optimise read_optimise(const Node& scenario, const models::Study& study, const OptimiseWishes& wishes,
                       Context& context) {
  return OptimiseReader(scenario, study, context).read(wishes);
}

}  // namespace nines::scenarios
