#include "cli/load.h"

#include "analysis/report/text_table.h"
#include "cli/output.h"
#include "models/study_options.h"
#include "scenarios/language/drill.h"
#include "scenarios/language/limits.h"

#include <fmt/format.h>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>

namespace nines::cli {
namespace {

scenarios::LoadResult load_anything(const std::string& file, const Request& request) {
  if (!is_standard_input(file)) return scenarios::load_file(file, request.overrides, request.trials);
  return scenarios::load_text(standard_input(), "<stdin>", request.overrides, std::filesystem::path("."),
                              request.trials);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> settings_of(const scenarios::Scenario& scenario) {
  std::vector<std::pair<std::string, std::string>> settings;
  for (const scenarios::Override& wish : scenario.overrides) settings.emplace_back(wish.path, wish.value);
  return settings;
}

void check_spares_sources(const Request& request, const scenarios::Scenario& scenario) {
  std::vector<std::string> outputs = request.outputs;
  for (const std::string& file : {request.timeline.html, request.timeline.svg, request.timeline.trace}) {
    if (!file.empty()) outputs.push_back(file);
  }
  for (const scenarios::SourceText& source : scenario.sources) {
    const bool itself = &source == &scenario.sources.front();
    for (const std::string& output : outputs)
      check_spares(source.name, output, itself ? "the scenario itself" : "a part of the scenario");
  }
}

bool is_standard_input(const std::string& file) { return file == "-" || file == "/dev/stdin" || file == "/dev/fd/0"; }

std::string standard_input() {
  std::string text;
  std::string chunk(1 << 16, '\0');
  while (text.size() <= scenarios::most_file_bytes) {
    std::cin.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    if (std::cin.gcount() == 0) break;
    text.append(chunk, 0, static_cast<std::size_t>(std::cin.gcount()));
  }
  return text;
}

void print_diagnostics(const std::vector<scenarios::Diagnostic>& diagnostics, const std::string& file,
                       const Request& request) {
  std::size_t errors = 0;
  for (const scenarios::Diagnostic& diagnostic : diagnostics) {
    const bool error = diagnostic.severity == scenarios::Diagnostic::Severity::error;
    errors += error;
    if (error || !request.quiet) fmt::print(stderr, "{}", report::printable_lines(diagnostic.to_string()));
  }
  if (errors > 1) fmt::print(stderr, "{} errors in {}\n", errors, report::printable(file));
}

std::optional<scenarios::Scenario> load(const std::string& file, const Request& request) {
  scenarios::LoadResult loaded = load_anything(file, request);
  if (!loaded.scenario && !is_standard_input(file) && scenarios::is_drill(file)) {
    fmt::print(stderr, "nines: {0} is a drill, not a scenario\n  hint: nines drill {0}\n", report::printable(file));
    return std::nullopt;
  }
  print_diagnostics(loaded.diagnostics, file, request);
  if (loaded.scenario) check_spares_sources(request, *loaded.scenario);
  return std::move(loaded.scenario);
}

std::string apply_options(const Request& request, models::Study& study) {
  return models::apply({request.trials, request.precision, request.seed}, study);
}

}  // namespace nines::cli
