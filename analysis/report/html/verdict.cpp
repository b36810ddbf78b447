// What is to be seen first: whether the objectives are met, and the numbers of the service that the others are for.
#include "analysis/report/html/sections.h"
#include "analysis/report/numbers.h"
#include "analysis/report/table.h"
#include "analysis/report/text_table.h"
#include "analysis/report/wording.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::report {
namespace {

using models::Measure;
using page::Piece;
using page::Tone;
using Outcome = ObjectiveResult::Outcome;

Tone tone_of(Outcome outcome) {
  return outcome == Outcome::met ? Tone::good : outcome == Outcome::missed ? Tone::bad : Tone::doubtful;
}

std::size_t count_of(const RunResult& result, Outcome outcome) {
  return static_cast<std::size_t>(
      std::count_if(result.objectives.begin(), result.objectives.end(),
                    [&](const ObjectiveResult& objective) { return objective.outcome == outcome; }));
}

Piece objectives_in_words(const RunResult& result) {
  const std::size_t all = result.objectives.size();
  const std::size_t missed = count_of(result, Outcome::missed), open = count_of(result, Outcome::unresolved);
  if (all == 0) return {"The scenario states no objective. ", Tone::quiet};
  if (missed > 0) {
    return {all == 1 ? "The objective is missed. "
                     : fmt::format("{} of {} objectives {} missed. ", missed, all, missed == 1 ? "is" : "are"),
            Tone::bad};
  }
  if (open > 0) {
    return {all == 1 ? "Whether the objective is met is not resolved yet. "
                     : fmt::format("{} of {} objectives {} not resolved yet, the others are met. ", open, all,
                                   open == 1 ? "is" : "are"),
            Tone::doubtful};
  }
  if (all == 1) return {"The objective is met. ", Tone::good};
  return {all == 2 ? "Both objectives are met. " : fmt::format("All {} objectives are met. ", all), Tone::good};
}

std::string availability_in_words(const RunResult& result, const std::string& service) {
  const MeasureResult* const measure = find_measure(result, service, Measure::availability);
  if (measure == nullptr) return "";
  const Estimate& estimate = measure->simulated;
  const EstimateText text = estimate_text(Measure::availability, estimate);
  switch (estimate.trust) {
    case Estimate::Trust::none_seen:
      return fmt::format("No outage of {} was seen in {} simulated missions: its availability is {}. ", service,
                         count_text(estimate.trials), text.interval);
    case Estimate::Trust::cannot_fail: return fmt::format("Nothing in the platform takes {} down. ", service);
    case Estimate::Trust::not_available: return "";
    case Estimate::Trust::few_events:
    case Estimate::Trust::good: break;
  }
  std::string words = fmt::format("Service {} is available {} of the time ({} interval {})", service, text.value,
                                  percent_text(result.confidence), text.interval);
  const MeasureResult* const downtime = find_measure(result, service, Measure::downtime);
  if (downtime != nullptr) words += fmt::format(": {} of downtime in a year", duration_text(downtime->simulated.value));
  return words + (estimate.trust == Estimate::Trust::few_events ? ", known from a few events only. " : ". ");
}

/// "Of the time of the job llama 91.3 % (95 % interval ...) is effective training time: "; nothing of services without a job.
std::string job_in_words(const RunResult& result, const std::string& service) {
  const auto job =
      std::find_if(result.jobs.begin(), result.jobs.end(), [&](const JobUse& each) { return each.service == service; });
  const MeasureResult* const ettr = find_measure(result, service, Measure::ettr);
  if (job == result.jobs.end() || ettr == nullptr) return "";
  const EstimateText text = estimate_text(Measure::ettr, ettr->simulated);
  std::string words =
      fmt::format("Of the time of the job {} that runs on it, {} is effective training time ({} interval {})", job->job,
                  text.value, percent_text(result.confidence), text.interval);
  const auto loss =
      std::find_if(job->losses.begin(), job->losses.end(), [](const auto& each) { return each.share > 0; });
  if (loss != job->losses.end()) {
    words += fmt::format("; the largest part of the rest, {:.2g} %, goes to {}", 100 * loss->share,
                         words_for_job_time(loss->cause));
  }
  return words + ". ";
}

/// "all 13 comparable answers agree with the simulation, ..."
Piece answers_in_words(const RunResult& result) {
  std::string words = summary(result, {});
  const std::string begin = "Verdict: ";
  words = words.substr(std::min(words.size(), words.find(begin) + begin.size()));
  while (words.ends_with('\n')) words.pop_back();
  if (!words.empty()) words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
  const bool disagrees = words.find("DISAGREE") != std::string::npos;
  return {words, disagrees ? Tone::bad : Tone::plain};
}

void add_tile(const RunResult& result, const std::string& service, Measure measure, std::vector<page::Tile>& tiles) {
  const MeasureResult* const found = find_measure(result, service, measure);
  if (found == nullptr || found->simulated.trust == Estimate::Trust::not_available) return;
  const EstimateText text = estimate_text(measure, found->simulated);
  tiles.push_back({std::string(words_for(measure)), text.value,
                   text.interval.empty() ? "" : percent_text(result.confidence) + " interval " + text.interval});
}

void add_objectives(const RunResult& result, page::Page& page) {
  if (result.objectives.empty()) return;
  page::RichTable table;
  table.header = {"objective", "outcome", "simulated", "why"};
  for (const ObjectiveResult& objective : result.objectives) {
    const bool missed = objective.outcome == Outcome::missed;
    table.rows.push_back({{{{objective.objective.text}},
                           {{missed ? "MISSED" : std::string(name_of(objective.outcome)), tone_of(objective.outcome)}},
                           {{objective_value(objective)}},
                           {{objective.outcome == Outcome::met ? "" : objective.reason}}}});
  }
  page.heading(2, "Objectives", "objectives");
  page.table(table);
}

}  // namespace

void add_verdict(const ReportParts& parts, page::Page& page) {
  const RunResult& result = parts.result;
  std::vector<Piece> lead;
  if (result.interrupted) lead.push_back({"Interrupted: this is the answer so far. ", Tone::doubtful});
  if (!result.precision_reached && !result.interrupted)
    lead.push_back({"The precision asked for was not reached. ", Tone::doubtful});
  lead.push_back(objectives_in_words(result));
  const std::vector<std::string> services = featured(parts);
  if (!services.empty())
    lead.push_back({availability_in_words(result, services.back()) + job_in_words(result, services.back())});
  lead.push_back(answers_in_words(result));
  page.lead(lead);
  std::vector<page::Tile> tiles;
  if (!services.empty()) {
    for (const Measure measure :
         {Measure::availability, Measure::downtime, Measure::outages, Measure::mdt, Measure::rpo, Measure::rto,
          Measure::durability, Measure::ettr, Measure::mtbi, Measure::finish_time})
      add_tile(result, services.back(), measure, tiles);
  }
  if (!tiles.empty()) {
    page.paragraph("Service " + services.back(), Tone::quiet);
    page.tiles(tiles);
  }
  if (!parts.study.description.empty()) page.paragraph(parts.study.description);
  add_objectives(result, page);
}

}  // namespace nines::report
