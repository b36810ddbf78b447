#include "cli/report.h"

#include "analysis/report/text_table.h"
#include "analysis/run.h"
#include "cli/again.h"
#include "cli/kept_report.h"
#include "cli/kept_runs.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/rasterise.h"
#include "cli/run_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace nines::cli {
namespace {

/// The command that makes the same report; a store may have had trials already.
std::string command_of(Request request, const RunResult& result) {
  if (request.store.more) request.trials = result.trials;
  return "nines report " + cli::quoted(request.files.front()) + options_again(request) + " --output report.html";
}

report::ReportParts parts_of(const Request& request, const scenarios::Scenario& scenario, const RunResult& result,
                             const Profiles& profiles) {
  report::ReportParts parts{scenario.study, result, profiles, {}, command_of(request, result), charts_of(request)};
  for (const scenarios::SourceText& source : scenario.sources) parts.sources.emplace_back(source.name, source.text);
  return parts;
}

std::string ending_of(ReportFormat format) {
  switch (format) {
    case ReportFormat::png: return ".png";
    case ReportFormat::pdf: return ".pdf";
    case ReportFormat::vega_lite: return ".vl.json";
    case ReportFormat::svg:
    case ReportFormat::html: break;
  }
  return ".svg";
}

bool is_image(ReportFormat format) { return format == ReportFormat::png || format == ReportFormat::pdf; }

/// "figures/" begins names in that folder, "figures" those beside it.
std::string beginning(const std::string& output) {
  return output.ends_with('/') || std::filesystem::is_directory(output) ? (std::filesystem::path(output) / "").string()
                                                                        : output + "-";
}

/// Before the run: what would prevent the result from being written.
void check_output(const Request& request) {
  for (const std::string& output : request.outputs) {
    if (request.report_format == ReportFormat::html) {
      check_writable(output);
      check_ending(output, {".html", ".htm"});
    } else {
      check_writable(beginning(output) + "x");
    }
  }
  if (is_image(request.report_format) && !can_rasterise()) {
    throw BadOutputPath(
        "PNG and PDF files are made by rsvg-convert, which is not here; as root: apt-get install librsvg2-bin, "
        "or say --format svg");
  }
}

}  // namespace

void write_charts(const Request& request, const std::vector<plot::Figure>& figures) {
  const std::string begin = beginning(request.outputs.front());
  std::vector<std::string> names;
  for (const plot::Figure& figure : figures) {
    if (request.report_format == ReportFormat::vega_lite && figure.vega_lite.empty()) continue;
    std::string name = begin + figure.id;
    // Two services may have names that differ in other letters alone.
    for (int number = 2; std::find(names.begin(), names.end(), name) != names.end(); ++number)
      name = fmt::format("{}{}-{}", begin, figure.id, number);
    names.push_back(name);
    const std::string file = name + ending_of(request.report_format);
    switch (request.report_format) {
      case ReportFormat::vega_lite: write_file(file, figure.vega_lite); break;
      case ReportFormat::png:
      case ReportFormat::pdf:
        write_file(file, rasterised(figure.file_svg, ending_of(request.report_format).substr(1)));
        break;
      case ReportFormat::svg:
      case ReportFormat::html: write_file(file, figure.file_svg); break;
    }
    if (!request.quiet) fmt::print(stderr, "wrote {}\n", report::printable(file));
  }
}

void write_page(const Request& request, const std::string& page) {
  if (request.outputs.empty()) return write_standard_output(page);
  write_file(request.outputs.front(), page);
  if (!request.quiet) fmt::print(stderr, "wrote {}\n", report::printable(request.outputs.front()));
}

std::string page_of(const Request& request, const scenarios::Scenario& scenario, const RunResult& result,
                    const Profiles& profiles) {
  return report::html(parts_of(request, scenario, result, profiles));
}

void write_report(const Request& request, const scenarios::Scenario& scenario, const RunResult& result,
                  const Profiles& profiles) {
  const report::ReportParts parts = parts_of(request, scenario, result, profiles);
  if (request.report_format == ReportFormat::html) {
    write_page(request, report::html(parts));
  } else {
    write_charts(request, report::figures(parts));
  }
}

ExitCode report_command(const Request& request) {
  check_output(request);
  if (is_results_store(request.files.front())) return kept_report_command(request);
  if (!request.store.run.empty())
    return bad_input("--run goes with a results store\n  hint: nines report runs.db --run ID");
  auto scenario = load(request.files.front(), request);
  if (!scenario) return exit_bad_input;
  const std::string impossible = apply_options(request, scenario->study);
  if (!impossible.empty()) return bad_input(impossible);
  ProgressLine progress(!request.quiet && standard_error_is_terminal());
  Profiles profiles;
  RunOptions options = run_options(request, progress);
  options.profiles = &profiles;
  RunResult result = run(scenario->study, options);
  progress.clear();
  result.scenario_file = scenario->file;
  result.scenario_hash = scenario->text_hash;
  result.settings = settings_of(*scenario);
  write_report(request, *scenario, result, profiles);
  return result.interrupted || *options.stop ? exit_interrupted : exit_ok;
}

}  // namespace nines::cli
