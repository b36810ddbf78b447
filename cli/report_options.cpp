#include "cli/report_options.h"

#include "cli/command_line.h"
#include "cli/command_shape.h"

#include <CLI/CLI.hpp>

namespace nines::cli {
namespace {

const CLI::Validator not_empty([](const std::string& text) { return text.empty() ? "its value is empty" : ""; }, "");

}  // namespace

const char* const ReportOptions::explain_footer =
    "Examples:\n"
    "  nines explain cluster.yaml --trial 7\n"
    "  nines explain cluster.yaml --worst --html worst.html                 the trial with the most downtime, drawn\n"
    "  nines explain cluster.yaml --typical --service pages --trace typical.json\n"
    "  nines explain scenarios/ai/llm-serving.yaml --worst --by served      that in which most requests were lost\n\n"
    "A trace opens in ui.perfetto.dev, or in a browser's about:tracing. The page opens offline.";

const char* const ReportOptions::report_footer =
    "Examples:\n"
    "  nines report cluster.yaml -o report.html\n"
    "  nines report cluster.yaml --precision 2% --set crews.technician.size=2 -o report.html\n"
    "  nines report cluster.yaml --format svg -o figure     each chart as a file, figure-*.svg\n"
    "  nines report runs.db -o kept.html     of a run that was kept, without simulating it again\n\n"
    "One file that can be mailed: it opens offline, fetches nothing and can be printed. Without --output it goes to\n"
    "standard output. PNG and PDF files are made by rsvg-convert (Debian: librsvg2-bin).";

void ReportOptions::add_to_explain(CLI::App& explain, TimelineRequest& timeline, std::optional<std::string>& trials) {
  explain.add_flag("--worst", timeline.worst, "the trial with the most downtime among the first --trials");
  explain.add_flag("--typical", timeline.typical, "the trial with the median downtime among them");
  explain.add_option("--trials", trials, "how many to look at (as many as the scenario says, at most 10000)")
      ->type_name("N");
  explain.add_option("--service", timeline.service, "whose downtime that is (the last service's)")
      ->type_name("NAME")
      ->check(not_empty);
  explain
      .add_option("--by", timeline.by,
                  "go by the requests of a balanced service that were lost (served), or served degraded, instead of by "
                  "downtime")
      ->check(CLI::IsMember({"downtime", "served", "degraded"}))
      ->type_name("MEASURE");
  explain.add_option("--html", timeline.html, "write the trial as a page: a timeline, and each outage in detail")
      ->type_name("FILE")
      ->check(not_empty);
  explain.add_option("--svg", timeline.svg, "write the timeline as a drawing")->type_name("FILE")->check(not_empty);
  explain.add_option("--trace", timeline.trace, "write the trial as a trace for Perfetto or Chrome")
      ->type_name("FILE")
      ->check(not_empty);
}

void ReportOptions::add_charts(CLI::App& command) {
  command
      .add_option(
          "--charts", charts_,
          "of a page: drawings alone (svg), or such that can be zoomed, too, in a page that is 800 KB larger (vega)")
      ->check(CLI::IsMember({"svg", "vega"}))
      ->type_name("CHARTS");
}

void ReportOptions::add_to_report(CLI::App& report, std::vector<std::string>& outputs) {
  report.add_option("--format", format_, "the page (html), or each of its charts as a file that begins with --output")
      ->check(CLI::IsMember({"html", "svg", "png", "pdf", "vega-lite"}))
      ->type_name("FORMAT");
  report.add_option("-o,--output", outputs, "the file (standard output); of charts: how the names of the files begin")
      ->type_name("FILE")
      ->expected(1);
  add_charts(report);
}

void ReportOptions::read_into(Request& request) const {
  const TimelineRequest& timeline = request.timeline;
  if (timeline.worst && timeline.typical)
    throw UsageError{"--worst and --typical contradict each other", "give the one that is to be seen"};
  if (timeline.picks() && request.asks_for_trial)
    throw UsageError{"--trial names one trial, --worst and --typical look for one", "leave one of them out"};
  if (request.command == "explain" && !timeline.picks()) {
    if (!timeline.service.empty())
      throw UsageError{"--service goes with --worst or --typical", "nines explain FILE --worst --service NAME"};
    if (!timeline.by.empty())
      throw UsageError{"--by goes with --worst or --typical", "nines explain FILE --worst --by served"};
    if (request.trials)
      throw UsageError{"--trials goes with --worst or --typical", "nines explain FILE --worst --trials 5000"};
  }
  if (charts_ == "svg") request.page_charts = PageCharts::svg;
  const std::string format = format_.value_or("html");
  request.report_format = format == "svg"         ? ReportFormat::svg
                          : format == "png"       ? ReportFormat::png
                          : format == "pdf"       ? ReportFormat::pdf
                          : format == "vega-lite" ? ReportFormat::vega_lite
                                                  : ReportFormat::html;
  if (request.report_format != ReportFormat::html && request.outputs.empty())
    throw UsageError{"--format " + format + " writes several files, and needs to know where",
                     "for example --output figures/"};
}

}  // namespace nines::cli
