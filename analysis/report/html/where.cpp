// Where the nines go: by what begins outages, and by what is being waited for.
#include "analysis/plot/chart.h"
#include "analysis/report/html/sections.h"
#include "analysis/report/numbers.h"
#include "analysis/report/phase_colours.h"
#include "analysis/report/wording.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::report {
namespace {

using plot::Bars;
using plot::Unit;

constexpr std::size_t most_bars = 12;

std::vector<CauseShare> causes_of(const RunResult& result, const std::string& service) {
  std::vector<CauseShare> causes;
  std::copy_if(result.causes.begin(), result.causes.end(), std::back_inserter(causes),
               [&](const CauseShare& cause) { return cause.service == service; });
  std::stable_sort(causes.begin(), causes.end(), [](const CauseShare& a, const CauseShare& b) {
    return a.downtime_s_per_year > b.downtime_s_per_year;
  });
  if (causes.size() <= most_bars + 1) return causes;
  CauseShare rest{service, fmt::format("{} others", causes.size() - most_bars), 0, 0, 0};
  for (std::size_t i = most_bars; i < causes.size(); ++i) {
    rest.downtime_s_per_year += causes[i].downtime_s_per_year;
    rest.outages_per_year += causes[i].outages_per_year;
    rest.share_of_downtime += causes[i].share_of_downtime;
  }
  causes.resize(most_bars);
  causes.push_back(rest);
  return causes;
}

Bars bars_of_causes(const std::string& service, const std::vector<CauseShare>& causes) {
  Bars bars;
  bars.id = "causes-" + plot::id_of(service);
  bars.title = fmt::format("Where the downtime of {} goes: what began the outage", service);
  bars.x = {"share of the downtime", Unit::share, false, 0, 0};
  bars.what = "outage begun by";
  bars.parts = {{"share", plot::Colour::blue}};
  bars.more = {"downtime", "outages"};
  for (const CauseShare& cause : causes) {
    bars.rows.push_back(
        {cause.cause,
         {cause.share_of_downtime},
         fmt::format("{:.1f} %", 100 * cause.share_of_downtime),
         {duration_text(cause.downtime_s_per_year) + "/y", significant(cause.outages_per_year, 3) + " /y"}});
  }
  return bars;
}

/// What the outages of one service consist of, as a row of bars.
Bars::Row phases_of(const RunResult& result, const std::string& service) {
  Bars::Row row;
  row.label = service;
  row.values.assign(models::outage_phases, 0);
  double all = 0;
  for (const PhaseShare& phase : result.phases) {
    if (phase.service != service) continue;
    row.values[static_cast<std::size_t>(phase.phase)] = phase.downtime_s_per_year.value_or(0);
    all += phase.downtime_s_per_year.value_or(0);
  }
  row.note = duration_text(all) + "/y";
  return row;
}

/// Without the phases that none of them has.
void keep_used_phases(Bars& bars) {
  for (std::size_t phase = models::outage_phases; phase-- > 0;) {
    const bool used =
        std::any_of(bars.rows.begin(), bars.rows.end(), [&](const Bars::Row& row) { return row.values[phase] > 0; });
    if (used) continue;
    const auto at = static_cast<std::ptrdiff_t>(phase);
    bars.parts.erase(bars.parts.begin() + at);
    for (Bars::Row& row : bars.rows) row.values.erase(row.values.begin() + at);
  }
}

}  // namespace

std::vector<plot::Figure> cause_figures(const ReportParts& parts) {
  std::vector<plot::Figure> figures;
  for (const std::string& service : featured(parts)) {
    const std::vector<CauseShare> causes = causes_of(parts.result, service);
    if (!causes.empty()) figures.push_back(figure_of(bars_of_causes(service, causes)));
  }
  return figures;
}

std::vector<plot::Figure> phase_figures(const ReportParts& parts) {
  constexpr std::size_t most_services = 10;
  Bars bars;
  bars.id = "phases";
  bars.title = "What is being waited for while a service is down";
  bars.x = {"downtime in a year", Unit::seconds, false, 0, 0};
  bars.what = "service";
  for (std::size_t phase = 0; phase < models::outage_phases; ++phase) {
    const auto each = static_cast<models::OutagePhase>(phase);
    bars.parts.push_back({std::string(words_for(each)), colour_of(each)});
  }
  const auto& services = parts.study.platform.services;
  const std::size_t first = services.size() > most_services ? services.size() - most_services : 0;
  for (std::size_t i = first; i < services.size(); ++i) {
    Bars::Row row = phases_of(parts.result, services[i].name);
    if (std::any_of(row.values.begin(), row.values.end(), [](double value) { return value > 0; }))
      bars.rows.push_back(std::move(row));
  }
  if (bars.rows.empty()) return {};
  keep_used_phases(bars);
  return {figure_of(bars)};
}

namespace {

Bars bars_of_job(const JobUse& job, const char* id, const char* title, const char* what) {
  Bars bars;
  bars.id = id + plot::id_of(job.job);
  bars.title = fmt::format(fmt::runtime(title), job.job);
  bars.x = {"share of the time", Unit::share, false, 0, 0};
  bars.what = what;
  bars.parts = {{"share", plot::Colour::teal}};
  bars.more = {"time"};
  if (job.gpus > 0) bars.more.push_back("GPU-hours");
  return bars;
}

void add_job_time(const JobUse& job, const std::string& name, double share, double time_s, Bars& bars) {
  constexpr double hour_s = 3600;
  Bars::Row row{
      std::string(words_for_job_time(name)), {share}, fmt::format("{:.2f} %", 100 * share), {duration_text(time_s)}};
  if (job.gpus > 0) row.more.push_back(significant(job.gpus * time_s / hour_s, 4));
  bars.rows.push_back(std::move(row));
}

Bars phases_of(const JobUse& job) {
  Bars bars = bars_of_job(job, "job-", "Where the time of the job {} went", "time spent on");
  for (const JobUse::Part& part : job.parts) {
    if (part.share > 0) add_job_time(job, part.name, part.share, part.time_s.value, bars);
  }
  return bars;
}

Bars losses_of(const JobUse& job) {
  Bars bars = bars_of_job(job, "job-losses-", "What the job {} lost time by", "time lost by");
  double share = 0, time_s = 0;
  for (std::size_t i = 0; i < job.losses.size(); ++i) {
    const JobUse::Loss& loss = job.losses[i];
    if (i < most_bars || job.losses.size() == most_bars + 1) {
      add_job_time(job, loss.cause, loss.share, loss.time_s.value, bars);
    } else {
      share += loss.share;
      time_s += loss.time_s.value;
    }
  }
  if (share > 0) add_job_time(job, fmt::format("{} others", job.losses.size() - most_bars), share, time_s, bars);
  return bars;
}

}  // namespace

std::vector<plot::Figure> job_figures(const ReportParts& parts) {
  std::vector<plot::Figure> figures;
  for (const JobUse& job : parts.result.jobs) {
    figures.push_back(figure_of(phases_of(job)));
    if (!job.losses.empty()) figures.push_back(figure_of(losses_of(job)));
  }
  return figures;
}

}  // namespace nines::report
