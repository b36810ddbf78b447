#include "cli/importance.h"

#include "cli/load.h"
#include "cli/measures.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/put_out.h"
#include "cli/run_options.h"

namespace nines::cli {
namespace {

using sweep::Importance;

/// The service named, or the last one, which builds upon the others.
std::size_t service_of(const models::Study& study, const std::string& name) {
  const auto& all = study.platform.services;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].name == name) return i;
  }
  return all.size() - 1;
}

}  // namespace

ExitCode importance_command(const Request& request) {
  check_outputs(request);
  auto scenario = load(request.files.front(), request);
  if (!scenario) return exit_bad_input;
  apply_options(request, scenario->study);  // seed and trials are always possible
  const std::string& service = request.sweep.service;
  const auto asked = measures_named({service.empty() ? "availability" : service + ".availability"}, scenario->study);
  if (!asked) return exit_bad_input;
  ProgressLine progress(!request.quiet && standard_error_is_terminal());
  Importance result = sweep::importance(scenario->study, service_of(scenario->study, asked->front().service),
                                        run_options(request, progress));
  progress.clear();
  result.scenario_file = scenario->file;
  result.scenario_hash = scenario->text_hash;
  put_out_result(request, result);
  return result.interrupted ? exit_interrupted : exit_ok;
}

}  // namespace nines::cli
