#include "cli/importance.h"

#include "analysis/report/importance_report.h"
#include "cli/interrupt.h"
#include "cli/load.h"
#include "cli/measures.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/put_out.h"

#include <fmt/format.h>

#include <cstdio>

namespace nines::cli {
namespace {

using sweep::Importance;

std::string render(const Importance& result, Format format, bool colour) {
  switch (format) {
    case Format::json: return report::json(result);
    case Format::csv: return report::csv(result);
    case Format::markdown:
    case Format::html:
    case Format::ndjson:
    case Format::table: return report::table(result, {colour});
  }
  return "";
}

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
  std::string why;
  const auto asked = measure_named(service.empty() ? "availability" : service + ".availability", scenario->study, why);
  if (!asked) {
    fmt::print(stderr, "nines: {}\n", why);
    return exit_bad_input;
  }
  Importance result;
  {
    ProgressLine progress(!request.quiet && standard_error_is_terminal());
    RunOptions options;
    options.threads = request.threads;
    options.chain = request.chain;
    options.max_states = request.max_states;
    options.progress = [&progress](const Progress& now) { progress.show(now); };
    options.stop = &catch_interrupts();
    result = sweep::importance(scenario->study, service_of(scenario->study, asked->service), options);
  }
  result.scenario_file = scenario->file;
  result.scenario_hash = scenario->text_hash;
  put_out(request, [&](Format format, bool colour) { return render(result, format, colour); });
  return result.interrupted ? exit_interrupted : exit_ok;
}

}  // namespace nines::cli
