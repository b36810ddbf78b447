#include "cli/sweep_page.h"

#include "analysis/report/html/sweep_page.h"
#include "analysis/report/sweep_report.h"
#include "cli/again.h"

#include <fmt/format.h>

namespace nines::cli {
namespace {

/// The command that makes the same report.
std::string command_of(const Request& request) {
  const SweepRequest& sweep = request.sweep;
  std::string command = "nines sweep " + quoted(request.files.front());
  for (const scenarios::Override& each : sweep.wishes.vary)
    command += " --vary " + quoted(each.path + "=" + each.value);
  for (const scenarios::Override& each : sweep.wishes.uncertain)
    command += " --uncertain " + quoted(each.path + "=" + each.value);
  if (sweep.wishes.zip) command += " --zip";
  if (sweep.wishes.design)
    command += *sweep.wishes.design == models::Design::sobol ? " --design sobol" : " --design latin-hypercube";
  if (sweep.wishes.draws) command += fmt::format(" --points {}", *sweep.wishes.draws);
  if (sweep.tornado) command += " --tornado";
  if (sweep.indices) command += " --indices";
  if (sweep.morris) command += " --morris";
  for (const std::string& measure : sweep.measures) command += " --measure " + quoted(measure);
  return command + options_again(request) + " --output sweep.html";
}

}  // namespace

const FileForms& forms_of_sweeps() {
  static const FileForms forms = [] {
    FileForms all = forms_of_runs();
    all.emplace_back(".svg", Format::svg);
    return all;
  }();
  return forms;
}

std::string sweep_as(Format format, bool colour, const Request& request, const scenarios::Scenario& scenario,
                     const sweep::SweepResult& result) {
  switch (format) {
    case Format::json: return report::json(result);
    case Format::csv: return report::csv(result);
    case Format::svg: return report::drawing(result);
    case Format::html: {
      report::PageOrigin origin{{}, command_of(request), charts_of(request)};
      for (const scenarios::SourceText& source : scenario.sources)
        origin.sources.emplace_back(source.name, source.text);
      return report::html(result, origin);
    }
    case Format::markdown:
    case Format::ndjson:
    case Format::table: break;
  }
  return report::table(result, {colour});
}

}  // namespace nines::cli
