// The list of runs for people.
#include "analysis/report/numbers.h"
#include "analysis/report/text_table.h"
#include "analysis/report/wording.h"
#include "analysis/store/catalogue.h"

#include <fmt/format.h>
#include <algorithm>
#include <limits>
#include <set>

namespace nines::store {
namespace {

using report::Align;
using report::Cell;
using report::Colour;

constexpr std::size_t shortest_id = 8;

/// So much of the ids that they differ.
std::size_t id_length(const std::vector<ListedRun>& runs) {
  for (std::size_t length = shortest_id; length < 16; ++length) {
    std::set<std::string> beginnings;
    for (const ListedRun& run : runs) beginnings.insert(run.id.substr(0, length));
    if (beginnings.size() == runs.size()) return length;
  }
  return 16;
}

Estimate estimate_of(const ListedMeasure& measure) {
  using Trust = Estimate::Trust;
  Estimate estimate;
  const double missing = std::numeric_limits<double>::quiet_NaN();
  estimate.value = measure.simulated.value_or(missing);
  estimate.low = measure.low.value_or(missing);
  estimate.high = measure.high.value_or(missing);
  for (const Trust trust : {Trust::good, Trust::few_events, Trust::none_seen, Trust::cannot_fail}) {
    if (measure.trust == report::name_of(trust)) estimate.trust = trust;
  }
  return estimate;
}

/// Services come in topological order: the last one is what the others are for.
const ListedMeasure* last_availability(const ListedRun& run) {
  const auto found = std::find_if(run.measures.rbegin(), run.measures.rend(), [](const ListedMeasure& measure) {
    return measure.kind == "service" && measure.measure == "availability";
  });
  return found == run.measures.rend() ? nullptr : &*found;
}

std::string trials_text(const ListedRun& run) {
  const std::size_t done = run.trials.value_or(run.kept_trials);
  std::string text = report::count_text(done);
  if (run.complete || run.asked_trials <= done) return text;
  return fmt::format("{} of {}", text, report::count_text(run.asked_trials));
}

Cell objectives_cell(const ListedRun& run) {
  const std::size_t all = run.met + run.missed + run.unresolved;
  if (all == 0) return {"-"};
  if (run.missed > 0) return {fmt::format("{} of {} MISSED", run.missed, all), Colour::red};
  if (run.unresolved > 0) return {fmt::format("{} of {} unresolved", run.unresolved, all), Colour::yellow};
  return {all == 1 ? "met" : fmt::format("all {} met", all), Colour::green};
}

Cell verdict_cell(const ListedRun& run) {
  if (!run.trials) return {"not finished", Colour::yellow};
  if (run.disagree > 0) {
    return {fmt::format("{} of {} DISAGREE", run.disagree, run.agree + run.disagree), Colour::red};
  }
  const std::string interrupted = run.complete ? "" : ", interrupted";
  if (run.agree == 0) return {"nothing to compare" + interrupted};
  return {fmt::format("{} agree{}{}", run.agree, run.agree == 1 ? "s" : "", interrupted), Colour::green};
}

class Listing {
 public:
  explicit Listing(const std::vector<ListedRun>& runs)
      : length_(id_length(runs)),
        settings_(std::any_of(runs.begin(), runs.end(), [](const ListedRun& run) { return !run.settings.empty(); })),
        seeds_(std::any_of(runs.begin(), runs.end(), [&](const ListedRun& run) { return run.seed != runs[0].seed; })) {}

  std::vector<Align> columns() const {
    std::vector<Align> all(titles().size(), Align::left);
    const std::size_t trials = 2 + settings_ + seeds_;
    if (seeds_) all[trials - 1] = Align::right;
    all[trials] = all[trials + 2] = Align::right;  // and the availability
    return all;
  }

  std::vector<std::string> titles() const {
    std::vector<std::string> all = {"ID", "scenario"};
    if (settings_) all.push_back("settings");
    if (seeds_) all.push_back("seed");
    for (const char* const each : {"trials", "service", "availability", "interval", "objectives", "answers"}) {
      all.emplace_back(each);
    }
    return all;
  }

  std::vector<Cell> row(const ListedRun& run) const {
    std::vector<Cell> cells = {run.id.substr(0, length_), report::printable(run.title.empty() ? run.file : run.title)};
    if (settings_) cells.push_back(report::printable(run.settings_text()));
    if (seeds_) cells.push_back(std::to_string(run.seed));
    cells.push_back(trials_text(run));
    const ListedMeasure* const measure = last_availability(run);
    report::EstimateText text;
    if (measure != nullptr) text = report::estimate_text(models::Measure::availability, estimate_of(*measure));
    cells.push_back(measure == nullptr ? Cell("-") : Cell(report::printable(measure->subject)));
    cells.push_back(text.value.empty() ? "-" : text.value);
    cells.push_back(text.interval);
    cells.push_back(objectives_cell(run));
    cells.push_back(verdict_cell(run));
    return cells;
  }

 private:
  std::size_t length_;
  bool settings_, seeds_;
};

}  // namespace

std::string table(const std::vector<ListedRun>& runs, const std::string& file, bool colour) {
  const std::string name = report::printable(file);
  if (runs.empty()) return fmt::format("{}: no such runs\n", name);
  const Listing listing(runs);
  report::TextTable table(listing.columns());
  table.header(listing.titles());
  for (const ListedRun& run : runs) table.row(listing.row(run));
  return fmt::format("{}: {} {}\n\n", name, report::count_text(runs.size()), runs.size() == 1 ? "run" : "runs") +
         table.render(2, colour);
}

}  // namespace nines::store
