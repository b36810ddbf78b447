#include "cli/timeline.h"

#include "analysis/incidents/pick.h"
#include "analysis/incidents/timeline.h"
#include "analysis/report/numbers.h"
#include "analysis/report/text_table.h"
#include "analysis/run.h"
#include "cli/interrupt.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/run_options.h"
#include "cli/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace nines::cli {

using incidents::PickBy;

namespace {

void check_outputs(const Request& request) {
  const TimelineRequest& timeline = request.timeline;
  const std::pair<const std::string&, const char*> files[] = {
      {timeline.html, ".html"}, {timeline.svg, ".svg"}, {timeline.trace, ".json"}};
  for (const auto& [file, ending] : files) {
    if (file.empty()) continue;
    check_writable(file);
    check_ending(file, {ending});
  }
}

/// Nothing if there is no such service, which is then said.
std::optional<std::size_t> service_of(const Request& request, const models::Study& study) {
  const auto& services = study.platform.services;
  const std::string& name = request.timeline.service;
  if (services.empty()) {
    bad_input("--worst and --typical go by the downtime of a service, and the scenario has none");
    return std::nullopt;
  }
  if (name.empty()) return services.size() - 1;
  std::vector<std::string> names;
  for (const models::Service& service : services) names.push_back(service.name);
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  const std::string near = nearest(name, names);
  bad_input(report::printable(fmt::format("--service: there is no service '{}'{}", name,
                                          near.empty() ? "" : fmt::format("; did you mean '{}'?", near))));
  return std::nullopt;
}

PickBy by_of(const Request& request) {
  if (request.timeline.by == "served") return PickBy::lost_requests;
  return request.timeline.by == "degraded" ? PickBy::degraded_requests : PickBy::downtime;
}

/// False, and said, where a service has no such thing.
bool can_be_picked_by(const models::Study& study, std::size_t service, PickBy by) {
  const models::Measure measure = by == PickBy::lost_requests       ? models::Measure::served
                                  : by == PickBy::degraded_requests ? models::Measure::degraded
                                                                    : models::Measure::downtime;
  if (models::has_measure(study.platform, service, measure)) return true;
  const std::string& name = study.platform.services[service].name;
  bad_input(report::printable(
      by == PickBy::lost_requests
          ? fmt::format("--by served goes by lost requests, but the service '{}' is not `balanced`", name)
          : fmt::format("--by degraded: the service '{}' is not `balanced` with `degraded above`", name)));
  return false;
}

std::string remark_on(const incidents::Picked& picked, const Request& request, const models::Study& study,
                      const std::string& service) {
  const char* most = request.timeline.worst ? "most" : "median";
  const std::string looked_at = report::count_text(picked.looked_at);
  const PickBy by = by_of(request);
  if (by == PickBy::downtime) {
    return fmt::format("Trial {} has the {} downtime of {} among the first {}: {}. ", picked.trial, most, service,
                       looked_at, report::duration_text(picked.time_s));
  }
  return fmt::format("Trial {} has the {} requests {} of {} among the first {}: {} %. ", picked.trial, most,
                     by == PickBy::lost_requests ? "lost" : "served degraded", service, looked_at,
                     report::significant(100 * (picked.time_s / study.mission.count()), 3));
}

/// How many are looked at.
std::size_t trials_of(const Request& request, const models::Study& study) {
  constexpr std::size_t where_a_precision_decides = 1000, most = 10'000;
  if (request.trials) return *request.trials;
  return study.trials > 0 ? std::min(study.trials, most) : where_a_precision_decides;
}

void write(const std::string& file, const std::string& text) {
  write_file(file, text);
  fmt::print(stderr, "wrote {}\n", report::printable(file));
}

void put_out(const Request& request, const models::Study& study, std::size_t trial, const std::string& remark) {
  const TimelineRequest& timeline = request.timeline;
  if (!timeline.html.empty()) write(timeline.html, incidents::timeline_html(study, trial, remark));
  if (!timeline.svg.empty()) write(timeline.svg, incidents::timeline_svg(study, trial));
  if (!timeline.trace.empty()) write(timeline.trace, incidents::trace_json(study, trial));
  const std::string words = report::printable(remark);
  if (timeline.to_file()) {
    if (!remark.empty()) fmt::print(stderr, "{}\n", words);
  } else {
    write_standard_output((remark.empty() ? "" : words + "\n\n") + explain(study, trial));
  }
}

}  // namespace

ExitCode explain_command(const Request& request) {
  check_outputs(request);
  auto scenario = load(request.files.front(), request);
  if (!scenario) return exit_bad_input;
  const std::string impossible = apply_options(request, scenario->study);
  if (!impossible.empty()) return bad_input(impossible);
  const models::Study& study = scenario->study;
  if (!request.timeline.picks()) {
    put_out(request, study, request.trial, "");
    return exit_ok;
  }
  const std::optional<std::size_t> service = service_of(request, study);
  if (!service || !can_be_picked_by(study, *service, by_of(request))) return exit_bad_input;
  const std::atomic<bool>& stop = catch_interrupts();
  const incidents::Picked picked =
      incidents::pick(study, request.timeline.worst ? incidents::Pick::worst : incidents::Pick::typical, by_of(request),
                      *service, trials_of(request, study), &stop);
  if (picked.looked_at > 0)
    put_out(request, study, picked.trial, remark_on(picked, request, study, study.platform.services[*service].name));
  return stop ? exit_interrupted : exit_ok;
}

}  // namespace nines::cli
