#include "cli/optimise_page.h"

#include "analysis/report/html/optimise_page.h"
#include "analysis/report/optimise_report.h"
#include "cli/again.h"

#include <fmt/format.h>

namespace nines::cli {
namespace {

/// The command that makes the same page.
std::string command_of(const Request& request) {
  const scenarios::OptimiseWishes& wishes = request.optimise.wishes;
  std::string command = "nines optimise " + quoted(request.files.front());
  for (const scenarios::Override& each : wishes.vary) command += " --vary " + quoted(each.path + "=" + each.value);
  for (const scenarios::Override& each : wishes.cost) command += " --cost " + quoted(each.path + "=" + each.value);
  if (wishes.confidence) command += fmt::format(" --confidence {}", *wishes.confidence);
  if (wishes.budget) command += fmt::format(" --budget {}", *wishes.budget);
  return command + options_again(request) + " --output best.html";
}

}  // namespace

std::string optimisation_as(Format format, bool colour, const Request& request, const scenarios::Scenario& scenario,
                            const optimise::OptimiseResult& result) {
  switch (format) {
    case Format::json: return report::json(result);
    case Format::csv: return report::csv(result);
    case Format::svg: return report::front_figure(result).file_svg;
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
