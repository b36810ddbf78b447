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

namespace nines::cli {
namespace {

const FileForms forms_of_listings = {
    {".json", Format::json}, {".csv", Format::csv}, {".ndjson", Format::ndjson}, {".txt", Format::table}};

std::string render(const store::Catalogue& catalogue, const std::vector<store::ListedRun>& runs, Format format,
                   bool colour) {
  switch (format) {
    case Format::json: return store::json(catalogue, runs);
    case Format::csv: return store::csv(runs);
    case Format::ndjson: return store::ndjson(catalogue, runs);
    case Format::html:
    case Format::markdown:
    case Format::table: return store::table(runs, catalogue.name(), colour);
  }
  return "";
}

/// The whole of one run: the very table or document that it printed.
std::string render_one(const store::Catalogue& catalogue, const store::ListedRun& run, Format format, bool colour) {
  const bool whole = run.trials && (format == Format::table || format == Format::json);
  if (!whole) return render(catalogue, {run}, format, colour);
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
    if (request.files.size() > 1) return render_one(catalogue, catalogue.run(request.files[1]), format, colour);
    return render(catalogue, catalogue.runs(request.store.filters), format, colour);
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
  write_standard_output(fmt::format("{} trials in {} blocks are new, {} blocks were there already\n",
                                    report::count_text(summary.trials_added), report::count_text(summary.blocks_added),
                                    report::count_text(summary.blocks_known)) +
                        store::table(runs, out, colour_on_standard_output()) + hint_to_finish(runs, out));
  return exit_ok;
}

}  // namespace nines::cli
