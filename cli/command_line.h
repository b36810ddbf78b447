// What the command line asks for. Only command_line.cpp and the files of options beside it know CLI11.
#pragma once

#include "cli/exit_code.h"
#include "cli/optimise_request.h"
#include "cli/report_request.h"
#include "cli/store_request.h"
#include "cli/sweep_request.h"
#include "scenarios/language/scenario.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace nines::cli {

enum class Format { table, json, csv, markdown, ndjson, html, svg };

/// Everything that any command can be told; each reads what concerns it.
struct Request {
  std::string command;  ///< "run", "check", "solve", ...
  std::vector<std::string> files;  ///< scenarios; "-" is standard input
  std::vector<scenarios::Override> overrides;
  std::optional<std::size_t> trials;
  std::optional<double> precision;  ///< relative half-width
  std::optional<std::uint64_t> seed;
  unsigned threads = 0;  ///< 0: one for each processor
  std::size_t max_states = 0;  ///< 0: not said
  bool chain = true;
  std::optional<Format> format;
  std::vector<std::string> outputs;
  bool strict = false;
  bool quiet = false;
  bool markdown = false;
  bool of_drills = false;  ///< of the reference pages, that of the language of drills
  bool force = false;
  std::size_t trial = 0;
  bool asks_for_trial = false;  ///< --trial was given
  std::string prism_prefix;  ///< empty: no export
  TimelineRequest timeline;  ///< of `explain`
  ReportFormat report_format = ReportFormat::html;
  PageCharts page_charts = PageCharts::vega;
  std::string topic;  ///< the shell of `completion`, the law of `laws`, the formula of `formula`, the command of `help`
  /// Of `formula`, by parameter, as they are written.
  std::map<std::string, std::optional<std::string>> formula_arguments;
  SweepRequest sweep;
  OptimiseRequest optimise;
  StoreRequest store;
};

/// Either a request, or what to print and the exit code (help, version, or a mistake).
struct ParsedCommandLine {
  std::optional<Request> request;
  std::string out, err;
  ExitCode exit_code = exit_ok;
};
ParsedCommandLine parse_command_line(int argc, const char* const* argv);

/// An option or argument of a command, as completion and the reference page need it.
struct OptionDescription {
  std::vector<std::string> long_names, short_names;  ///< without dashes; both empty: a positional argument
  std::string value_name;  ///< "FILE", "N"; empty: a flag
  std::vector<std::string> choices;
  std::size_t fewest_values = 0, most_values = 0;
  bool required = false;
  std::string description;
};

struct CommandDescription {
  std::string name, description, footer;
  std::vector<OptionDescription> options;
};
std::vector<CommandDescription> describe_commands();

/// The help of a command, or of nines as a whole.
std::string help_text(const std::string& command);

}  // namespace nines::cli
