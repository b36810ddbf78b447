// What changes: the availability over the mission, and what is known of it with more and more trials.
#include "analysis/plot/chart.h"
#include "analysis/report/html/sections.h"
#include "analysis/report/numbers.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::report {
namespace {

using plot::Chart;
using plot::Colour;
using plot::Series;
using plot::Unit;

Chart mission_chart(const ReportParts& parts, const ServiceProfile& profile) {
  Chart chart;
  chart.id = "mission-" + plot::id_of(profile.service);
  chart.title = fmt::format("Availability of {} over the mission", profile.service);
  chart.x = {"time since the mission began", Unit::seconds, false, 0, parts.result.mission_s};
  chart.y = {"availability", Unit::unavailability, false, 0, 0};
  Series series{profile.service, Series::Kind::steps, Colour::blue, {}};
  for (const ServiceProfile::Part& part : profile.mission)
    series.samples.push_back({part.from_s, part.to_s, part.unavailability, part.low, part.high});
  chart.series = {std::move(series)};
  chart.caption = fmt::format("The mean of all trials in each part of the mission, with its {} interval.",
                              percent_text(parts.result.confidence));
  const MeasureResult* const measure = find_measure(parts.result, profile.service, models::Measure::availability);
  if (measure != nullptr && measure->exact && measure->exact->long_run > 0) {
    const double long_run = measure->exact->long_run;
    chart.at_y.push_back({long_run, "in the long run (chain): " + availability_text(long_run, 4)});
  }
  return chart;
}

bool is_known(const Estimate& estimate) {
  return estimate.trust == Estimate::Trust::good || estimate.trust == Estimate::Trust::few_events;
}

Chart convergence_chart(const ReportParts& parts, const ServiceProfile& profile) {
  Chart chart;
  chart.id = "convergence-" + plot::id_of(profile.service);
  chart.title = fmt::format("What is known of the availability of {}", profile.service);
  chart.x = {"trials (logarithmic)", Unit::count, true, 0, 0};
  chart.y = {"availability", Unit::unavailability, false, 0, 0};
  Series series{profile.service, Series::Kind::line, Colour::blue, {}};
  for (const ServiceProfile::Known& known : profile.convergence) {
    const Estimate& estimate = known.unavailability;
    if (!is_known(estimate)) continue;
    series.samples.push_back({static_cast<double>(known.trials), 0, estimate.value, estimate.low, estimate.high});
  }
  // The first intervals may be so wide that the last ones could not be seen beside them.
  const double half = (series.samples.back().high - series.samples.back().low) / 2;
  const auto wide = [&](const plot::Sample& each) { return each.high - each.low > 60 * half; };
  const auto first = std::find_if_not(series.samples.begin(), series.samples.end(), wide);
  if (first != series.samples.end()) series.samples.erase(series.samples.begin(), first);
  chart.series = {std::move(series)};
  const MeasureResult* const measure = find_measure(parts.result, profile.service, models::Measure::availability);
  if (measure != nullptr && measure->exact)
    chart.at_y.push_back({measure->exact->value, "Markov chain: " + availability_text(measure->exact->value, 4)});
  chart.caption = fmt::format("The estimate and its {} interval; half the width takes four times as many trials.",
                              percent_text(parts.result.confidence));
  return chart;
}

}  // namespace

std::vector<plot::Figure> mission_figures(const ReportParts& parts) {
  std::vector<plot::Figure> figures;
  for (const std::string& service : featured(parts)) {
    const ServiceProfile* const profile = find_profile(parts.profiles, service);
    if (profile == nullptr) continue;
    const bool any = std::any_of(profile->mission.begin(), profile->mission.end(),
                                 [](const ServiceProfile::Part& part) { return part.unavailability > 0; });
    if (any) figures.push_back(figure_of(mission_chart(parts, *profile)));
  }
  return figures;
}

std::vector<plot::Figure> convergence_figures(const ReportParts& parts) {
  std::vector<plot::Figure> figures;
  for (const std::string& service : featured(parts)) {
    const ServiceProfile* const profile = find_profile(parts.profiles, service);
    if (profile == nullptr) continue;
    const auto known = [](const ServiceProfile::Known& each) { return is_known(each.unavailability); };
    if (std::count_if(profile->convergence.begin(), profile->convergence.end(), known) > 1)
      figures.push_back(figure_of(convergence_chart(parts, *profile)));
  }
  return figures;
}

}  // namespace nines::report
