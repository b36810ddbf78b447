// Where a result goes, and in which form: for commands whose results are tables and documents.
#pragma once

#include "analysis/report/importance_report.h"
#include "analysis/report/sweep_report.h"
#include "cli/command_line.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace nines::cli {

/// The forms in which a command writes files, by the endings of their names.
using FileForms = std::vector<std::pair<std::string, Format>>;
/// .json, .csv and .txt.
const FileForms& forms_of_results();
/// These, and pages.
const FileForms& forms_of_runs();

/// Whether one of the files that the request names is to have this form.
bool asks_for(const Request& request, Format format, const FileForms& forms);

/// Before anything is computed: throws BadOutputPath for what would prevent the result from being written, or take the
/// place of one of the files that it is computed from.
void check_outputs(const Request& request, const FileForms& forms = forms_of_results());

/// Writes what `render` makes to the files that the request names, and prints it unless only files are wanted.
void put_out(const Request& request, const std::function<std::string(Format format, bool colour)>& render,
             const FileForms& forms = forms_of_results());

/// The same for a result that analysis/report makes a table and both documents of.
template <class Result>
void put_out_result(const Request& request, const Result& result) {
  put_out(request, [&](Format format, bool colour) {
    if (format == Format::json) return report::json(result);
    if (format == Format::csv) return report::csv(result);
    return report::table(result, {colour});
  });
}

}  // namespace nines::cli
