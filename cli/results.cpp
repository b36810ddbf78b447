#include "cli/results.h"

#include "analysis/report/numbers.h"
#include "analysis/report/text_table.h"
#include "analysis/store/catalogue.h"
#include "analysis/store/merge.h"
#include "cli/finish.h"
#include "cli/keeping.h"
#include "cli/output.h"
#include "cli/put_out.h"

#include <fmt/format.h>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>

namespace nines::cli {
namespace {

const FileForms forms_of_listings = {
    {".json", Format::json}, {".csv", Format::csv}, {".ndjson", Format::ndjson}, {".txt", Format::table}};

/// What is shown of a file.
struct Shown {
  std::vector<store::ListedSweep> sweeps;
  std::vector<store::ListedRun> runs;
};

/// Sweeps before the runs; where there are sweeps alone, nothing is said of runs.
std::string tables(const Shown& shown, const std::string& file, bool colour) {
  const std::string of_sweeps = store::table(shown.sweeps, file, colour);
  if (of_sweeps.empty()) return store::table(shown.runs, file, colour);
  return of_sweeps + (shown.runs.empty() ? "" : "\n" + store::table(shown.runs, file, colour));
}

std::string render(const store::Catalogue& catalogue, const Shown& shown, Format format, bool colour) {
  const std::vector<store::ListedRun>& runs = shown.runs;
  switch (format) {
    case Format::json: return store::json(catalogue, shown.sweeps, runs);
    case Format::csv: return store::csv(runs);
    case Format::ndjson: return store::ndjson(catalogue, runs);
    case Format::html:
    case Format::svg:
    case Format::markdown:
    case Format::table: return tables(shown, catalogue.name(), colour);
  }
  return "";
}

/// In the table points are shown with their sweep, unless they are asked for; programs get everything.
std::vector<store::ListedRun> without_points(std::vector<store::ListedRun> runs,
                                             const std::vector<store::ListedSweep>& sweeps) {
  std::set<std::string> points;
  for (const store::ListedSweep& sweep : sweeps) {
    for (const store::SweepPoint& point : sweep.points) points.insert(point.point);
  }
  std::erase_if(runs, [&](const store::ListedRun& run) { return points.contains(run.id); });
  return runs;
}

Shown all_of(const store::Catalogue& catalogue, const Request& request, Format format) {
  const std::vector<std::string>& filters = request.store.filters;
  Shown shown{catalogue.sweeps(filters), catalogue.runs(filters)};
  if (format == Format::table && !request.store.points)
    shown.runs = without_points(std::move(shown.runs), catalogue.sweeps());
  return shown;
}

/// The whole of one run: the very table or document that it printed.
std::string render_one(const store::Catalogue& catalogue, const store::ListedRun& run, Format format, bool colour) {
  const bool whole = run.trials && (format == Format::table || format == Format::json);
  if (!whole) return render(catalogue, {{}, {run}}, format, colour);
  return format == Format::json ? catalogue.document(run) : catalogue.report(run);
}

/// Of runs that could not be finished from the scenario that is kept with them.
std::string hint_to_finish(const std::vector<store::ListedRun>& runs, const std::string& file) {
  if (std::none_of(runs.begin(), runs.end(), can_be_finished)) return "";
  return fmt::format(
      "\nAll trials of a run are there that has no result yet, and its scenario cannot be read from {0}:\n"
      "nines run FILE --results {0}, with the same --trials, --set and --seed, gives its answer.\n",
      report::printable(file));
}

}  // namespace

ExitCode results_command(const Request& request) {
  const std::string& file = request.files.front();
  check_spares_store(request.outputs, file);
  check_outputs(request, forms_of_listings);
  const store::Catalogue catalogue(file);
  const auto text = [&](Format format, bool colour) {
    if (request.files.size() == 1) return render(catalogue, all_of(catalogue, request, format), format, colour);
    const std::string& id = request.files[1];
    if (const auto sweep = catalogue.find_sweep(id))
      return render(catalogue, {{*sweep}, catalogue.points_of(*sweep)}, format, colour);
    return render_one(catalogue, catalogue.run(id), format, colour);
  };
  put_out(request, text, forms_of_listings);
  return exit_ok;
}

ExitCode merge_command(const Request& request) {
  const std::string& out = request.files.front();
  const std::vector<std::filesystem::path> inputs(request.files.begin() + 1, request.files.end());
  const std::vector<std::string> reasons = store::unusable_inputs(inputs);
  for (const std::string& reason : reasons) fmt::print(stderr, "nines: {}\n", report::printable(reason));
  if (!reasons.empty()) return exit_bad_input;
  const store::MergeSummary summary = store::merge(out, inputs);
  finish_runs(out, request);
  if (request.quiet) return exit_ok;
  const store::Catalogue catalogue(out);
  const std::vector<store::ListedRun> runs = catalogue.runs();
  write_standard_output(
      fmt::format("{} trials in {} blocks are new, {} blocks were there already\n",
                  report::count_text(summary.trials_added), report::count_text(summary.blocks_added),
                  report::count_text(summary.blocks_known)) +
      tables({catalogue.sweeps(), without_points(runs, catalogue.sweeps())}, out, colour_on_standard_output()) +
      hint_to_finish(runs, out));
  return exit_ok;
}

}  // namespace nines::cli
