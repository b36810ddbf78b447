#include "cli/sweep_plan.h"

#include "analysis/sweep/plan.h"
#include "cli/measures.h"
#include "cli/run_options.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::cli {
namespace {

using sweep::SweepResult;

void say_that_nothing_is_varied() {
  bad_input("nothing is varied\n  hint: nines sweep FILE --vary nodes.web.count=1..4, or `sweep:` in the scenario");
}

SweepResult::Kind kind_of(const SweepRequest& request) {
  return request.tornado   ? SweepResult::Kind::one_at_a_time
         : request.morris  ? SweepResult::Kind::walks
         : request.indices ? SweepResult::Kind::indices
                           : SweepResult::Kind::points;
}

/// Empty if there are rows that can be compared.
std::string why_no_differences(const Request& request, const models::Sweep& sweep) {
  if (!request.sweep.against_row || sweep.uncertain.empty()) return "";
  return "--against compares rows, and with inputs that are not known for certain a row is many draws\n"
         "  hint: nines diff FILE --against PATH=VALUE compares two settings";
}

std::string why_impossible(const Request& request, const models::Sweep& sweep) {
  const std::string why = sweep::why_not(kind_of(request.sweep), sweep);
  return why.empty() ? why_no_differences(request, sweep) : why;
}

SweepResult frame_of(const scenarios::Scenario& scenario, const SweepRequest& request, models::Sweep sweep) {
  SweepResult frame;
  frame.kind = kind_of(request);
  frame.title = scenario.study.title;
  frame.scenario_file = scenario.file;
  frame.scenario_hash = scenario.text_hash;
  frame.sweep = std::move(sweep);
  frame.seed = scenario.study.seed;
  frame.confidence = scenario.study.confidence;
  return frame;
}

/// What is shown without --measure: of the last service, which builds upon the others, what it is for.
std::string standard_measure(const models::Study& study) {
  if (study.platform.services.empty()) return "availability";
  const models::Service& last = study.platform.services.back();
  if (last.storage) return "durability";
  const bool trains = std::any_of(study.platform.jobs.begin(), study.platform.jobs.end(),
                                  [&](const auto& job) { return job.service + 1 == study.platform.services.size(); });
  return trains ? "ettr" : last.balanced ? "served" : "availability";
}

}  // namespace

std::optional<PreparedSweep> prepare_sweep(const Request& request, const ScenarioText& text) {
  scenarios::SweepLoadResult read = text.load_sweep(request);
  print_diagnostics(read.diagnostics, text.file(), request);
  if (!read.scenario) return std::nullopt;
  if (read.sweep.axes.empty() && read.sweep.uncertain.empty()) return say_that_nothing_is_varied(), std::nullopt;
  models::Study& study = read.scenario->study;
  std::string impossible = apply_options(request, study);
  if (impossible.empty()) impossible = why_impossible(request, read.sweep);
  if (!impossible.empty()) return bad_input(impossible), std::nullopt;
  const auto asked = measures_named(
      request.sweep.measures.empty() ? std::vector{standard_measure(study)} : request.sweep.measures, study);
  if (!asked) return std::nullopt;
  SweepResult frame = frame_of(*read.scenario, request.sweep, std::move(read.sweep));
  frame.asked = *asked;
  auto loaded = load_points(sweep::plan(frame.kind, frame.sweep, study.seed), text, request);
  if (!loaded) return std::nullopt;
  for (sweep::ReadyPoint& point : loaded->points) sweep::ask_for(*asked, point.study);
  return PreparedSweep{std::move(*read.scenario), std::move(frame), std::move(*loaded)};
}

SweepResult framed(SweepResult frame, SweepResult found) {
  frame.points_planned = found.points_planned;
  frame.points = std::move(found.points);
  frame.elapsed_s = found.elapsed_s;
  frame.threads = found.threads;
  frame.interrupted = found.interrupted;
  return frame;
}

}  // namespace nines::cli
