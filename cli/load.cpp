#include "cli/load.h"

#include "analysis/report/text_table.h"

#include <fmt/format.h>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <iterator>

namespace nines::cli {
namespace {

scenarios::LoadResult load_anything(const std::string& file, const Request& request) {
  if (file != "-") return scenarios::load_file(file, request.overrides);
  const std::string text{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
  return scenarios::load_text(text, "<stdin>", request.overrides, std::filesystem::path("."));
}

/// A diagnostic quotes the file, which may hold anything: each of its lines is made printable.
std::string printable_lines(const std::string& text) {
  std::string result;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    result += report::printable(text.substr(start, end - start)) + "\n";
    start = end + 1;
  }
  return result;
}

}  // namespace

std::optional<scenarios::Scenario> load(const std::string& file, const Request& request) {
  scenarios::LoadResult loaded = load_anything(file, request);
  std::size_t errors = 0;
  for (const scenarios::Diagnostic& diagnostic : loaded.diagnostics) {
    const bool error = diagnostic.severity == scenarios::Diagnostic::Severity::error;
    errors += error;
    if (error || !request.quiet) fmt::print(stderr, "{}", printable_lines(diagnostic.to_string()));
  }
  if (errors > 1) fmt::print(stderr, "{} errors in {}\n", errors, report::printable(file));
  return std::move(loaded.scenario);
}

std::string apply_options(const Request& request, models::Study& study) {
  if (request.seed) study.seed = *request.seed;
  if (request.trials) {
    study.trials = *request.trials;
    study.precision.clear();
  }
  if (request.precision) {
    study.trials = 0;
    for (models::Precision& precision : study.precision) precision.relative_half_width = *request.precision;
    if (study.precision.empty()) {
      if (study.platform.services.empty()) return "--precision has nothing to apply to: the scenario has no service";
      // Services come in topological order, so that the last one is what the others are for.
      study.precision.push_back(
          {*request.precision, models::Measure::availability, study.platform.services.size() - 1});
    }
  }
  return "";
}

}  // namespace nines::cli
