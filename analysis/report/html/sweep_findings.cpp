// What a sweep found, in sentences, and all its points in a table.
#include "analysis/report/differences.h"
#include "analysis/report/html/sweep_sections.h"
#include "analysis/report/html/swept_axis.h"
#include "analysis/report/numbers.h"
#include "analysis/report/text_table.h"
#include "analysis/sweep/elementary.h"
#include "analysis/sweep/indices.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::report {
namespace {

using page::Piece;
using page::Tone;
using sweep::AskedMeasure;
using sweep::Point;
using sweep::SweepResult;
using Outcome = ObjectiveResult::Outcome;

/// In parentheses, before what follows; empty where no axis is varied.
std::string in_brackets(const std::string& place) { return place.empty() ? "" : " (" + place + ")"; }

std::string known_text(const AskedMeasure& asked, const MeasureResult& answer, double value) {
  const int digits = std::max(4, digits_for(value, (answer.simulated.high - answer.simulated.low) / 2));
  return measure_text(asked.measure, value, digits);
}

/// The worst and the best of all points.
std::string extremes(const SweepResult& result, const AskedMeasure& asked) {
  const Point *lowest = nullptr, *highest = nullptr;
  double low = 0, high = 0;
  for (const Point& point : result.points) {
    const MeasureResult* const answer = answer_of(point.result, asked);
    const auto value = answer == nullptr ? std::nullopt : sweep::best_value(*answer);
    if (!value || !std::isfinite(*value)) continue;
    if (lowest == nullptr || *value < low) lowest = &point, low = *value;
    if (highest == nullptr || *value > high) highest = &point, high = *value;
  }
  if (lowest == nullptr) return fmt::format("{} is not known at any point. ", measure_title(asked));
  const std::string at_low = known_text(asked, *answer_of(lowest->result, asked), low);
  const std::string at_high = known_text(asked, *answer_of(highest->result, asked), high);
  if (at_low == at_high) return fmt::format("{} is {} at every point. ", measure_title(asked), at_low);
  const bool low_is_better = !less_is_worse(asked.measure);
  return fmt::format(
      "{} goes from {}{} at worst to {}{} at best. ", measure_title(asked), low_is_better ? at_high : at_low,
      in_brackets(place_of(result, low_is_better ? *highest : *lowest)), low_is_better ? at_low : at_high,
      in_brackets(place_of(result, low_is_better ? *lowest : *highest)));
}

std::string spread_at(const SweepResult& result, std::size_t first, const AskedMeasure& asked) {
  const auto spread = spread_of(result, result.points[first].combination, asked);
  if (!spread) return "";
  const int digits = digits_for(spread->mean, (spread->high - spread->low) / 2);
  const std::string simulating = spread->simulation_half_width
                                     ? fmt::format("simulating alone leaves +- {} open",
                                                   size_text(asked.measure, *spread->simulation_half_width, 2))
                                     : "simulating leaves nothing open, for the values are those of the chain";
  return fmt::format("{}{} is {} in the mean, and nine in ten draws of what is not known give {}; {}. ",
                     measure_title(asked), in_brackets(place_of(result, result.points[first])),
                     measure_text(asked.measure, spread->mean, digits),
                     range_text(asked.measure, spread->low, spread->high), simulating);
}

/// Of the first combination of the axes and of the last one; the charts have them all.
std::string spread_in_words(const SweepResult& result, const AskedMeasure& asked) {
  const std::vector<std::size_t> firsts = combinations_of(result);
  std::string text = spread_at(result, firsts.front(), asked);
  if (firsts.size() > 1) text += spread_at(result, firsts.back(), asked);
  return text.empty() ? measure_title(asked) + " is not known at every point. " : text;
}

std::string tornado_in_words(const SweepResult& result, const AskedMeasure& asked) {
  const auto effects = effects_of(result, asked);
  if (!effects || effects->effects.empty()) return measure_title(asked) + " is not known at every point. ";
  const sweep::Effect& most = effects->effects.front();
  const auto open =
      std::count_if(effects->effects.begin(), effects->effects.end(), [](const auto& each) { return !each.resolved; });
  std::string text = fmt::format("{} is {} as the scenario has it. ", measure_title(asked),
                                 measure_text(asked.measure, effects->base, 5));
  if (most.resolved) {
    const int digits = digits_for(std::max(most.low, most.high), std::abs(most.high - most.low));
    text += fmt::format("{} moves it most: {} with {}, {} with {}. ", printable(most.path),
                        measure_text(asked.measure, most.low, digits), short_setting(most.low_setting),
                        measure_text(asked.measure, most.high, digits), short_setting(most.high_setting));
  }
  if (open > 0)
    text += fmt::format("Of {} of {} inputs the effect is not resolved yet. ", open, effects->effects.size());
  return text;
}

std::string indices_in_words(const SweepResult& result, const AskedMeasure& asked) {
  const auto indices = indices_of(result, asked);
  if (!indices || indices->inputs.empty())
    return measure_title(asked) + " does not vary, or is not known at every point. ";
  const sweep::Index& most = indices->inputs.front();
  return fmt::format(
      "Of the spread of {} (standard deviation {}) most is due to {}: {:.0f} % of the variance in all, {:.0f} % "
      "alone. ",
      measure_name(asked), size_text(asked.measure, indices->deviation, 2), printable(most.path), 100 * most.total,
      100 * most.main);
}

std::string effects_in_words(const SweepResult& result, const AskedMeasure& asked) {
  const auto effects = sweep::elementary_effects_of(result, asked);
  if (!effects || effects->empty())
    return measure_title(asked) + " is not known at every point, or there are fewer than two walks. ";
  const sweep::ElementaryEffect& most = effects->front();
  return fmt::format("{} hangs most on {}: half of its range changes it by {} on average, over {} walks. ",
                     measure_title(asked), printable(most.path), size_text(asked.measure, most.size, 3), most.walks);
}

bool meets_all(const Point& point) {
  const auto& objectives = point.result.objectives;
  return std::all_of(objectives.begin(), objectives.end(),
                     [](const auto& each) { return each.outcome == Outcome::met; });
}

bool has_objectives(const SweepResult& result) {
  return !result.points.empty() && !result.points.front().result.objectives.empty();
}

Piece objectives_in_words(const SweepResult& result) {
  const auto met = std::count_if(result.points.begin(), result.points.end(), meets_all);
  if (met == std::ssize(result.points)) return {"All objectives are met at every point. ", Tone::good};
  if (met == 0) return {"At no point are all objectives met. ", Tone::bad};
  const auto first = std::find_if(result.points.begin(), result.points.end(), meets_all);
  const std::string place = place_of(result, *first);
  return {fmt::format("All objectives are met at {} of {} points{}. ", met, result.points.size(),
                      place.empty() ? "" : ", the first of which is " + place),
          Tone::plain};
}

std::string objectives_cell(const Point& point) {
  const auto& objectives = point.result.objectives;
  const auto missed = std::count_if(objectives.begin(), objectives.end(),
                                    [](const auto& each) { return each.outcome == Outcome::missed; });
  if (missed > 0) return fmt::format("{} of {} missed", missed, objectives.size());
  return meets_all(point) ? "met" : "not resolved yet";
}

/// Whether all points set the same places, so that each has a column of its own.
bool set_alike(const SweepResult& result) {
  const auto& first = result.points.front().settings;
  return std::all_of(result.points.begin(), result.points.end(), [&](const Point& point) {
    return std::equal(point.settings.begin(), point.settings.end(), first.begin(), first.end(),
                      [](const auto& a, const auto& b) { return a.path == b.path; });
  });
}

std::vector<std::string> settings_cells(const Point& point, bool alike) {
  std::vector<std::string> cells;
  std::string all;
  for (const models::Setting& setting : point.settings) {
    cells.push_back(printable(setting.value));
    all += (all.empty() ? "" : ", ") + printable(setting.path) + " = " + cells.back();
  }
  if (alike) return cells;
  return {all.empty() ? "as the scenario has it" : all};
}

void add_answer_cells(const Point& point, const AskedMeasure& asked, std::vector<std::string>& cells) {
  const MeasureResult* const answer = answer_of(point.result, asked);
  if (answer == nullptr) {
    cells.insert(cells.end(), 3, "-");
    return;
  }
  const EstimateText text = estimate_text(asked.measure, answer->simulated);
  cells.insert(cells.end(),
               {text.value, text.interval, answer->exact ? known_text(asked, *answer, answer->exact->value) : "-"});
}

plot::Table points_table(const SweepResult& result) {
  plot::Table table;
  const bool alike = set_alike(result) && !result.points.front().settings.empty();
  if (alike) {
    for (const models::Setting& setting : result.points.front().settings)
      table.header.push_back(printable(setting.path));
  } else {
    table.header.push_back("setting");
  }
  for (const AskedMeasure& asked : result.asked)
    table.header.insert(table.header.end(),
                        {measure_name(asked), percent_text(result.confidence) + " interval", "Markov chain"});
  if (has_objectives(result)) table.header.push_back("objectives");
  for (const Point& point : result.points) {
    std::vector<std::string> cells = settings_cells(point, alike);
    for (const AskedMeasure& asked : result.asked) add_answer_cells(point, asked, cells);
    if (has_objectives(result)) cells.push_back(objectives_cell(point));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

}  // namespace

void add_findings(const SweepResult& result, page::Page& page) {
  if (result.points.empty()) return page.paragraph("No point is done.", Tone::doubtful);
  std::vector<Piece> pieces;
  if (result.kind == SweepResult::Kind::points && result.sweep.uncertain.empty() && has_objectives(result))
    pieces.push_back(objectives_in_words(result));
  for (const AskedMeasure& asked : result.asked) {
    switch (result.kind) {
      case SweepResult::Kind::one_at_a_time: pieces.push_back({tornado_in_words(result, asked)}); break;
      case SweepResult::Kind::indices: pieces.push_back({indices_in_words(result, asked)}); break;
      case SweepResult::Kind::walks: pieces.push_back({effects_in_words(result, asked)}); break;
      case SweepResult::Kind::points:
        pieces.push_back({result.sweep.uncertain.empty() ? extremes(result, asked) : spread_in_words(result, asked)});
        break;
    }
  }
  page.lead(pieces);
}

void add_points(const SweepResult& result, page::Page& page) {
  if (result.points.empty()) return;
  constexpr std::size_t most_shown = 60;
  page.heading(2, "All points", "points");
  const bool folded = result.points.size() > most_shown;
  // What is folded is not printed, but that there is more is.
  if (folded) {
    page.paragraph(fmt::format("{} points with their settings and answers.", count_text(result.points.size())),
                   Tone::quiet);
    page.begin_folded("The points");
  }
  page.table(points_table(result));
  if (folded) page.end_folded();
}

}  // namespace nines::report
