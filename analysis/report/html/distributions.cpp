// Distributions: of a year's downtime, of the outages' lengths, of what is lost of data.
#include "analysis/plot/chart.h"
#include "analysis/report/html/sections.h"
#include "analysis/report/numbers.h"
#include "analysis/report/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::report {
namespace {

using plot::Chart;
using plot::Colour;
using plot::Sample;
using plot::Series;
using plot::Unit;

/// Limits of bars from `low` to `high`, of equal width on the axis.
std::vector<double> limits(double low, double high, std::size_t bars, bool logarithmic) {
  std::vector<double> edges;
  for (std::size_t i = 0; i <= bars; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(bars);
    edges.push_back(logarithmic ? low * std::pow(high / low, share) : low + (high - low) * share);
  }
  edges.back() = high;
  return edges;
}

/// The shares of ascending values that lie between neighbouring limits; the last bar holds the highest value, too.
std::vector<Sample> histogram(const std::vector<double>& values, const std::vector<double>& edges) {
  std::vector<Sample> samples;
  auto from = std::lower_bound(values.begin(), values.end(), edges.front());
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    const auto to = i + 2 == edges.size() ? values.end() : std::lower_bound(from, values.end(), edges[i + 1]);
    samples.push_back({edges[i], edges[i + 1], static_cast<double>(to - from) / static_cast<double>(values.size())});
    from = to;
  }
  return samples;
}

void add_downtime_rules(const ReportParts& parts, const std::string& service, Chart& chart) {
  for (const DowntimeQuantiles& quantiles : parts.result.downtime_quantiles) {
    if (quantiles.kind != SubjectKind::service || quantiles.subject != service) continue;
    for (const auto& [probability, seconds] : quantiles.seconds_per_year) {
      if (chart.x.logarithmic && seconds <= 0) continue;
      chart.at_x.push_back({seconds, fmt::format("{}: {}", percent_text(probability), duration_text(seconds))});
    }
  }
}

Chart downtime_chart(const ReportParts& parts, const ServiceProfile& profile) {
  const std::vector<double>& values = profile.downtime_s_per_year.values;
  const auto first = std::upper_bound(values.begin(), values.end(), 0.0);
  const auto without = static_cast<double>(first - values.begin()) / static_cast<double>(values.size());
  constexpr std::size_t bars = 32;
  Chart chart;
  chart.id = "downtime-" + plot::id_of(profile.service);
  chart.title = fmt::format("Downtime of {} in a year", profile.service);
  const double low = *first, high = values.back();
  const double tenth = *(first + (values.end() - first) / 10);
  chart.x = {"downtime in a year, of a mission", Unit::seconds, high > 30 * tenth, 0, 0};
  chart.y = {"share of the missions", Unit::share, false, 0, 0};
  const double from = chart.x.logarithmic ? low : (without > 0 ? 0 : low), to = high > from ? high : from * 1.01;
  chart.series = {{"missions", Series::Kind::bars, Colour::blue,
                   histogram({first, values.end()}, limits(from, to, bars, chart.x.logarithmic))}};
  for (Sample& sample : chart.series.front().samples) sample.y *= 1 - without;
  add_downtime_rules(parts, profile.service, chart);
  chart.caption = fmt::format(
      "{} simulated missions, each scaled to a year.{} The dashed lines are not exceeded in that share of the "
      "missions.",
      count_text(profile.downtime_s_per_year.count),
      without > 0 ? fmt::format(" In {} of them there was no downtime at all: they are not among the bars.",
                                percent_text(std::round(1000 * without) / 1000))
                  : "");
  return chart;
}

/// So many buckets in one that there are not too many bars.
std::size_t merged_buckets(std::size_t buckets) { return buckets <= 16 ? 1 : buckets <= 48 ? 2 : 4; }

Chart length_chart(const ServiceProfile& profile) {
  double outages = 0, downtime_s = 0;
  for (const ServiceProfile::Lengths& each : profile.lengths) outages += each.outages, downtime_s += each.downtime_s;
  Chart chart;
  chart.id = "lengths-" + plot::id_of(profile.service);
  chart.title = fmt::format("How long outages of {} last", profile.service);
  chart.x = {"length of an outage (logarithmic)", Unit::seconds, true, 0, 0};
  chart.y = {"share", Unit::share, false, 0, 0};
  Series counts{"of the outages", Series::Kind::bars, Colour::blue, {}};
  Series times{"of the downtime", Series::Kind::steps, Colour::orange, {}};
  const std::size_t merged = merged_buckets(profile.lengths.size());
  for (std::size_t i = 0; i < profile.lengths.size(); i += merged) {
    const std::size_t last = std::min(i + merged, profile.lengths.size()) - 1;
    Sample count{profile.lengths[i].from_s, profile.lengths[last].to_s}, time = count;
    for (std::size_t j = i; j <= last; ++j) {
      count.y += profile.lengths[j].outages / outages;
      time.y += downtime_s > 0 ? profile.lengths[j].downtime_s / downtime_s : 0;
    }
    counts.samples.push_back(count);
    times.samples.push_back(time);
  }
  chart.series = {std::move(counts), std::move(times)};
  chart.caption =
      fmt::format("{} outages in all trials. What the end of the mission cuts off counts with its length so far.",
                  count_text(static_cast<std::uint64_t>(outages)));
  return chart;
}

/// The share of the losses that a value is not exceeded in.
std::vector<Sample> cumulative(const Spread& spread) {
  constexpr std::size_t points = 100;
  std::vector<Sample> samples;
  for (std::size_t i = 0; i <= points; ++i) {
    const double share = static_cast<double>(i) / points;
    const double value = spread.quantile(share);
    // An axis of times of all orders of magnitude has no place for 0.
    samples.push_back({std::max(value, 1e-3), 0, share});
  }
  return samples;
}

bool varies(const Spread& spread) { return spread.values.front() < spread.values.back(); }

}  // namespace

std::vector<plot::Figure> downtime_figures(const ReportParts& parts) {
  std::vector<plot::Figure> figures;
  for (const std::string& service : featured(parts)) {
    const ServiceProfile* const profile = find_profile(parts.profiles, service);
    if (profile == nullptr || profile->downtime_s_per_year.values.empty()) continue;
    if (profile->downtime_s_per_year.values.back() > 0) figures.push_back(figure_of(downtime_chart(parts, *profile)));
  }
  return figures;
}

std::vector<plot::Figure> length_figures(const ReportParts& parts) {
  std::vector<plot::Figure> figures;
  for (const std::string& service : featured(parts)) {
    const ServiceProfile* const profile = find_profile(parts.profiles, service);
    if (profile != nullptr && !profile->lengths.empty()) figures.push_back(figure_of(length_chart(*profile)));
  }
  return figures;
}

std::vector<plot::Figure> data_figures(const ReportParts& parts) {
  std::vector<plot::Figure> figures;
  for (const ServiceProfile& profile : parts.profiles.services) {
    Chart chart;
    chart.id = "data-" + plot::id_of(profile.service);
    chart.title = fmt::format("Data of {}: what is lost, and how long the return takes", profile.service);
    chart.x = {"time (logarithmic)", Unit::seconds, true, 0, 0};
    chart.y = {"share of the losses, at most", Unit::share, false, 0, 1};
    std::string fixed;
    for (const ServiceProfile::Data& data : profile.data) {
      const std::string name(words_for(data.measure));
      if (!varies(data.seconds)) {
        fixed += fmt::format(" {}: always {}.", name, duration_text(data.seconds.values.front()));
        continue;
      }
      chart.series.push_back(
          {name, Series::Kind::line, plot::series_colour(chart.series.size()), cumulative(data.seconds)});
    }
    if (chart.series.empty()) continue;
    chart.caption = fmt::format("{} losses in all trials.{}", count_text(profile.data.front().seconds.count), fixed);
    figures.push_back(figure_of(chart));
  }
  return figures;
}

}  // namespace nines::report
