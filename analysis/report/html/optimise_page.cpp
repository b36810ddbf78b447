#include "analysis/report/html/optimise_page.h"

#include "analysis/plot/front.h"
#include "analysis/report/html/swept_axis.h"
#include "analysis/report/numbers.h"
#include "analysis/report/optimise_report.h"
#include "analysis/report/text_table.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::report {
namespace {

using optimise::OptimiseResult;
using optimise::Point;
using page::Tone;
using Answer = OptimiseResult::Answer;

std::string settings_in_words(const Point& point) {
  std::string words;
  for (const models::Setting& each : point.settings)
    words += fmt::format("{}{} = {}", words.empty() ? "" : ", ", printable(each.path), printable(each.value));
  return words.empty() ? "the scenario as it is" : words;
}

Tone tone_of(Answer answer) {
  switch (answer) {
    case Answer::found: return Tone::good;
    case Answer::none_meets: return Tone::bad;
    case Answer::cheaper_open:
    case Answer::maybe_meets:
    case Answer::nothing_yet: break;
  }
  return Tone::doubtful;
}

void add_answer(const OptimiseResult& result, page::Page& page) {
  const std::size_t shown = result.best != optimise::none ? result.best : result.closest;
  std::vector<page::Piece> lead;
  if (result.interrupted) lead.push_back({"Interrupted: this is the answer so far. ", Tone::doubtful});
  if (shown != optimise::none) {
    const Point& point = result.points[shown];
    lead.push_back(
        {fmt::format("{}: {}. ", result.best != optimise::none ? "Best" : "Closest", settings_in_words(point))});
    lead.push_back({fmt::format("It costs {}{}. ", amount_text(point.cost()), unit_of(result))});
  }
  lead.push_back({verdict(result), tone_of(result.answer)});
  page.lead(lead);
}

/// Candidates of which nothing went wrong have no place on a logarithmic axis.
bool has_place(const Point& point) { return point.nines_lost() > 0; }

/// Logarithmic where the dearest costs 25 times as much as the cheapest, or more.
plot::Axis cost_axis(const OptimiseResult& result, const std::vector<double>& costs) {
  constexpr double far_apart = 25, in_whole_units = 1000;
  plot::Axis axis{"cost per year" + (result.asked.currency.empty() ? "" : ", " + printable(result.asked.currency)),
                  plot::Unit::number, false, 0, 0};
  if (costs.empty()) return axis;
  const auto [least, most] = std::minmax_element(costs.begin(), costs.end());
  if (*least >= in_whole_units) axis.unit = plot::Unit::count;
  axis.logarithmic = *least > 0 && *most >= far_apart * *least;
  if (axis.logarithmic) axis.label += " (logarithmic)";
  return axis;
}

}  // namespace

plot::Figure front_figure(const OptimiseResult& result) {
  plot::Front front;
  front.id = "front";
  front.title = "Cost against the nines of " + printable(result.service);
  std::vector<double> lost, costs;
  std::size_t without_place = 0;
  for (std::size_t i = 0; i < result.points.size(); ++i) {
    const Point& point = result.points[i];
    if (!has_place(point)) {
      ++without_place;
      continue;
    }
    lost.push_back(point.nines_lost());
    costs.push_back(point.cost());
    const bool exact = point.exact_unavailability.has_value();
    front.candidates.push_back({point.cost(), point.nines_lost(), exact ? 0 : point.unavailability.low,
                                exact ? 0 : point.unavailability.high,
                                (i == result.best ? "the best: " : "") + settings_in_words(point), point.on_front});
  }
  front.cost = cost_axis(result, costs);
  front.value = measure_axis({result.service, models::Measure::availability}, lost);
  front.caption = "The line joins those that no other candidate beats in cost and in nines.";
  if (without_place > 0)
    front.caption += fmt::format(" {} of which no outage was seen are left out.", count_text(without_place));
  return figure_of(front);
}

std::string html(const OptimiseResult& result, const PageOrigin& origin) {
  const std::string& title = result.title.empty() ? result.scenario_file : result.title;
  page::Page page(title.empty() ? "Optimisation" : printable(title), origin.charts);
  add_answer(result, page);
  if (std::any_of(result.points.begin(), result.points.end(), has_place)) {
    page.begin_section();
    page.heading(2, "Cost against nines", "front");
    page.paragraph("What more nines would cost, and what fewer would save.", Tone::quiet);
    page.figure(front_figure(result));
    page.end_section();
  }
  page.heading(2, "The whole answer", "answer");
  page.code(table(result, {}));
  add_origin(origin,
             {fmt::format("nines {}, seed {}, {} candidates, {} trials", version(), result.seed,
                          count_text(result.points.size()), count_text(result.trials)),
              fmt::format("scenario {} with the hash {}", printable(result.scenario_file), result.scenario_hash)},
             page);
  return page.html(
      fmt::format("nines {}; seed {}; {} candidates", version(), result.seed, count_text(result.points.size())));
}

}  // namespace nines::report
