#include "analysis/report/numbers.h"
#include "analysis/report/table.h"
#include "analysis/report/wording.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>

namespace nines::report {

namespace {

using enum Align;

/// The time as in a mission, with its interval, and what that is in hours of GPUs.
std::vector<Cell> time_cells(const JobUse& job, const Estimate& time_s) {
  constexpr double hour_s = 3600;
  const EstimateText text = estimate_text(models::Measure::mdt, time_s);  // a time
  return {Cell(text.value), Cell(text.interval),
          job.gpus > 0 ? Cell(significant(job.gpus * time_s.value / hour_s, 4)) : Cell()};
}

std::string percent(double share) { return fmt::format("{:.2f} %", 100 * share); }

std::string phase_table(const JobUse& job, const std::string& interval, const TableStyle& style) {
  constexpr double full_width = 20;
  TextTable table({left, right, left, right, left, right});
  table.header({"time spent on", "share", "", "time", interval, job.gpus > 0 ? "GPU-hours" : ""});
  for (const JobUse::Part& part : job.parts) {
    if (!(part.share > 0)) continue;
    const auto bar = static_cast<std::size_t>(std::lround(full_width * std::clamp(part.share, 0.0, 1.0)));
    std::vector<Cell> row{Cell(std::string(words_for_job_time(part.name))), Cell(percent(part.share)),
                          Cell(std::string(bar, '#'))};
    for (Cell& cell : time_cells(job, part.time_s)) row.push_back(std::move(cell));
    table.row(std::move(row));
  }
  return table.render(2, style.colour);
}

void add_loss(const JobUse& job, const JobUse::Loss& loss, TextTable& table) {
  std::vector<Cell> row{Cell(printable(std::string(words_for_job_time(loss.cause)))), Cell(percent(loss.share))};
  for (Cell& cell : time_cells(job, loss.time_s)) row.push_back(std::move(cell));
  row.emplace_back(loss.interruptions_per_day > 0 ? significant(loss.interruptions_per_day, 3) : "");
  table.row(std::move(row));
}

/// By cause; beyond so many the rest is summed up in one row.
std::string loss_table(const JobUse& job, const std::string& interval, const TableStyle& style) {
  constexpr std::size_t most = 12;
  TextTable table({left, right, right, left, right, right});
  table.header({"time lost by", "share", "time", interval, job.gpus > 0 ? "GPU-hours" : "", "interruptions a day"});
  const std::size_t shown = job.losses.size() == most + 1 ? most + 1 : std::min(job.losses.size(), most);
  for (std::size_t i = 0; i < shown; ++i) add_loss(job, job.losses[i], table);
  JobUse::Loss rest{fmt::format("{} others", job.losses.size() - shown), 0, {}, 0};
  for (std::size_t i = shown; i < job.losses.size(); ++i) {
    rest.share += job.losses[i].share;
    rest.time_s.value += job.losses[i].time_s.value;
    rest.interruptions_per_day += job.losses[i].interruptions_per_day;
  }
  if (shown < job.losses.size()) {
    table.row({Cell(rest.cause), Cell(percent(rest.share)), Cell(duration_text(rest.time_s.value, 3)), Cell(),
               time_cells(job, rest.time_s).back(), Cell(significant(rest.interruptions_per_day, 3))});
  }
  return table.render(2, style.colour);
}

std::string counts(const JobUse& job) {
  const std::string planned =
      job.planned_per_day > 0 ? fmt::format(", and {} planned", significant(job.planned_per_day, 3)) : "";
  const std::string manual = job.manual_per_day > 0
                                 ? fmt::format("{} manual interventions", significant(job.manual_per_day, 3))
                                 : "no manual interventions";
  return fmt::format("  {} interruptions a day{}; {} restarts, {}\n", significant(job.interruptions_per_day, 3),
                     planned, significant(job.restarts_per_day, 3), manual);
}

}  // namespace

std::string job_use(const RunResult& result, const TableStyle& style) {
  const std::string interval = percent_text(result.confidence) + " interval";
  std::string text;
  for (const JobUse& job : result.jobs) {
    text += "\n" +
            coloured(fmt::format("Where the time of the job {} went, {} on average", printable(job.job),
                                 duration_text(job.elapsed_s)),
                     Colour::bold, style.colour) +
            "\n" + phase_table(job, interval, style) + counts(job);
    if (!job.losses.empty()) text += "\n" + loss_table(job, interval, style);
  }
  return text;
}

}  // namespace nines::report
