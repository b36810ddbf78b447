// How help is laid out, what it ends with, and what CLI11 knows of an option's value. For command_line.cpp alone: it sees CLI11.
#pragma once

#include "analysis/report/text_table.h"
#include "cli/command_line.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace nines::cli {

inline const char* const general_footer = R"(Examples:
  nines new cluster.yaml                       write a commented scenario to start from
  nines check cluster.yaml                     every mistake at once, with line and column
  nines run cluster.yaml                       simulate, solve, predict, compare
  nines run cluster.yaml --set parameters.life='5 years' --precision 5%
  nines run cluster.yaml --strict --quiet --output result.json     as a regression test
  nines report cluster.yaml -o report.html     the same as a page with charts
  nines explain cluster.yaml --worst           what happened in the worst trial, in words
  nines sweep cluster.yaml --vary crews.technician.size=1..3   one setting after another
  nines diff cluster.yaml --against spares.servers.stock=4     whether it makes a difference
  nines drill scenarios/drills/game-day.yaml   inject faults at given times, and see what follows
  nines run cluster.yaml --results runs.db     keep the result, and the trials to go on from
  nines formula daly --mtbf 24h --checkpoint 5min      one formula, without a scenario
  nines audit                                  formulas of the literature, and what is right

Exit codes:
    0  done
    1  with --strict: an answer disagrees with the simulation, or an objective or expectation is missed
    2  the command line, the scenario or the drill is wrong, or has no Markov chain to solve or export
    3  an error of nines itself or of the machine: out of memory, a full disk
  130  interrupted (Ctrl-C), after printing the answer so far

`nines help COMMAND` says more about a command.)";

inline std::vector<std::string> choices_in(const std::string& type) {
  const std::size_t open = type.find('{'), close = type.find('}');
  if (open == std::string::npos || close == std::string::npos) return {};
  return CLI::detail::split(type.substr(open + 1, close - open - 1), ',');
}

/// The name of the value in "FORMAT:{table,json,csv}", as CLI11 writes a type with its choices.
inline std::string value_name_in(const std::string& type) { return type.substr(0, type.find(':')); }

/// Help without CLI11's repetitions ("FILE FILE REQUIRED"), and with lines that end before the terminal does.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_option_opts(const CLI::Option* option) const override {
    const std::string name = value_name_in(option->get_type_name());
    return option->get_positional() || option->get_items_expected_max() == 0 ? "" : " " + name;
  }
  std::string make_option_desc(const CLI::Option* option) const override {
    std::string text = option->get_description();
    const std::vector<std::string> choices = choices_in(option->get_type_name());
    if (!choices.empty() && !option->get_positional()) text += ": " + CLI::detail::join(choices, ", ");
    constexpr std::size_t width = 76;
    return report::wrapped(text, width, 0);
  }
};

inline OptionDescription describe(const CLI::Option& option) {
  OptionDescription result;
  result.long_names = option.get_lnames();
  result.short_names = option.get_snames();
  result.description = option.get_description();
  result.required = option.get_required();
  result.fewest_values = static_cast<std::size_t>(option.get_items_expected_min());
  result.most_values = static_cast<std::size_t>(option.get_items_expected_max());
  if (result.most_values > 0) {
    result.value_name = value_name_in(option.get_type_name());
    result.choices = choices_in(option.get_type_name());
  }
  return result;
}

inline std::vector<CommandDescription> describe(const CLI::App& app) {
  std::vector<CommandDescription> commands;
  for (const CLI::App* sub : app.get_subcommands({})) {
    CommandDescription command{sub->get_name(), sub->get_description(), sub->get_footer(), {}};
    for (const CLI::Option* option : sub->get_options()) command.options.push_back(describe(*option));
    commands.push_back(std::move(command));
  }
  return commands;
}

}  // namespace nines::cli
