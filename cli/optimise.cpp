#include "cli/optimise.h"

#include "analysis/optimise/optimise.h"
#include "analysis/optimise/refine.h"
#include "analysis/optimise/select.h"
#include "analysis/sweep/design.h"
#include "cli/optimise_page.h"
#include "cli/output.h"
#include "cli/point_errors.h"
#include "cli/progress.h"
#include "cli/put_out.h"
#include "cli/run_options.h"
#include "cli/sweep_page.h"

#include <fmt/format.h>

#include <utility>

namespace nines::cli {
namespace {

using models::Optimise;
using optimise::Candidate;

/// Empty if there is a question to answer.
std::string why_nothing_to_optimise(const Optimise& asked, const models::Study& study) {
  const char* const example = "\n  hint: `optimise` in the scenario, or ";
  std::string why;
  const auto add = [&](const std::string& message, const std::string& hint) {
    why += (why.empty() ? "" : "\nnines: ") + message + example + hint;
  };
  if (asked.choices.empty()) add("nothing may be chosen", "--vary nodes.web.count=1..4");
  if (asked.fixed.empty() && asked.losses.empty())
    add("nothing costs anything: every setting is the cheapest", "--cost nodes.web.count='2500 each'");
  else if (study.objectives.empty() && asked.losses.empty())
    add("there is neither an objective nor a cost of downtime: the worst setting is the best",
        "--cost 'downtime of SERVICE=5000 per h', or `objectives` in the scenario");
  return why;
}

std::size_t service_of(const Optimise& asked, const models::Study& study) {
  if (asked.service) return *asked.service;
  return study.objectives.empty() ? study.platform.services.size() - 1 : study.objectives.front().service;
}

/// Reads the scenario with these settings. Diagnostics of a bad one go to `errors`, if that is there.
std::optional<Candidate> candidate_at(const std::vector<models::Setting>& settings, const ScenarioText& text,
                                      const Request& request, scenarios::PointErrors* errors) {
  scenarios::OptimiseLoadResult loaded = text.load_optimise(overrides_at(settings, request), request);
  if (!loaded.scenario) {
    if (errors != nullptr) errors->add(settings, loaded.diagnostics);
    return std::nullopt;
  }
  models::Study& study = loaded.scenario->study;
  apply_options(request, study);
  const std::size_t service = service_of(loaded.optimise, study);
  return Candidate{settings,
                   std::move(study),
                   loaded.scenario->text_hash,
                   std::move(loaded.optimise.fixed),
                   std::move(loaded.optimise.losses),
                   service};
}

/// All candidates. If some are no valid scenarios, all that is wrong is printed, and there is no answer.
std::optional<std::vector<Candidate>> load_candidates(const Optimise& asked, const ScenarioText& text,
                                                      const Request& request) {
  std::vector<Candidate> made;
  scenarios::PointErrors errors;
  const auto grid = optimise::grid_of(asked.choices);
  for (const auto& settings : grid) {
    if (auto candidate = candidate_at(settings, text, request, &errors)) made.push_back(std::move(*candidate));
  }
  if (!errors.any()) return made;
  print(errors, grid.size());
  return std::nullopt;
}

std::string why_too_small(const Optimise& asked, std::size_t candidates) {
  if (asked.budget == 0 || asked.budget >= optimise::fewest_trials * candidates) return "";
  return fmt::format(
      "a budget of {} trials is too small for {} candidates: each needs {} at least\n  hint: --budget {}", asked.budget,
      candidates, optimise::fewest_trials, 10 * optimise::fewest_trials * candidates);
}

}  // namespace

bool choices_are_valid(const ScenarioText& text, const Request& request) {
  const scenarios::OptimiseLoadResult loaded = text.load_optimise(request.overrides, request);
  if (!loaded.scenario || loaded.optimise.choices.empty()) return true;  // what is wrong has been said
  models::Sweep each_value;
  for (const models::Choice& each : loaded.optimise.choices) each_value.axes.push_back(each.axis);
  const auto points = sweep::every_value_once(each_value);
  scenarios::PointErrors errors;
  for (const sweep::PlannedPoint& point : points) candidate_at(point.settings, text, request, &errors);
  if (errors.any()) print(errors, points.size());
  return !errors.any();
}

ExitCode optimise_command(const Request& request) {
  check_outputs(request, forms_of_sweeps());
  const ScenarioText text(request.files.front());
  scenarios::OptimiseLoadResult loaded = text.load_optimise(request.overrides, request);
  print_diagnostics(loaded.diagnostics, text.file(), request);
  if (!loaded.scenario) return exit_bad_input;
  check_spares_sources(request, *loaded.scenario);
  models::Study& study = loaded.scenario->study;
  const std::string impossible = apply_options(request, study);
  if (!impossible.empty()) return bad_input(impossible);
  const std::string nothing = why_nothing_to_optimise(loaded.optimise, study);
  if (!nothing.empty()) return bad_input(nothing);
  auto candidates = load_candidates(loaded.optimise, text, request);
  if (!candidates) return exit_bad_input;
  const std::string too_small = why_too_small(loaded.optimise, candidates->size());
  if (!too_small.empty()) return bad_input(too_small);

  ProgressLine progress(!request.quiet && standard_error_is_terminal());
  const auto make = [&](const std::vector<models::Setting>& settings) {
    return candidate_at(settings, text, request, nullptr);
  };
  optimise::OptimiseResult result =
      optimise::optimise(std::move(*candidates), loaded.optimise, make, run_options(request, progress));
  progress.clear();
  result.title = study.title;
  result.scenario_file = loaded.scenario->file;
  result.scenario_hash = loaded.scenario->text_hash;
  result.service = study.platform.services[service_of(loaded.optimise, study)].name;
  result.seed = study.seed;
  result.mission_s = study.mission.count();
  result.interval_confidence = study.confidence;
  const auto render = [&](Format format, bool colour) {
    return optimisation_as(format, colour, request, *loaded.scenario, result);
  };
  put_out(request, render, forms_of_sweeps());
  return result.interrupted ? exit_interrupted : exit_ok;
}

}  // namespace nines::cli
