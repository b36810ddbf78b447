#include "cli/reference_options.h"

#include "analysis/calculator/calculator.h"

#include <CLI/CLI.hpp>

namespace nines::cli {
namespace {

CLI::App* command(CLI::App& app, const std::string& name, const std::string& description, const std::string& footer) {
  CLI::App* sub = app.add_subcommand(name, description);
  sub->footer(footer);
  return sub;
}

}  // namespace

void add_reference_commands(CLI::App& app, Request& request) {
  CLI::App* laws =
      command(app, "laws", "list the probability laws with their parameters", "Example:\n  nines laws weibull");
  laws->add_option("LAW", request.topic, "only this law")->type_name("LAW");

  CLI::App* schema = command(app, "schema", "print the language of scenarios and drills as a JSON Schema, for editors",
                             "Example:\n  nines schema --output nines.schema.json");
  schema->add_flag("--markdown", request.markdown, "print the reference page instead");
  schema->add_flag("--drill", request.of_drills, "with --markdown, that of the language of drills");
  schema->add_option("-o,--output", request.outputs, "write to a file")->type_name("FILE")->expected(1);

  CLI::App* completion = command(app, "completion", "print a completion script for a shell",
                                 "Examples:\n"
                                 "  nines completion bash >/etc/bash_completion.d/nines\n"
                                 "  nines completion zsh >\"${fpath[1]}/_nines\"\n"
                                 "  nines completion fish >~/.config/fish/completions/nines.fish");
  completion->add_option("SHELL", request.topic, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}))
      ->type_name("SHELL");

  CLI::App* help = command(app, "help", "say how to use a command", "Example:\n  nines help run");
  help->add_option("COMMAND", request.topic, "the command")->type_name("COMMAND");
  help->add_flag("--markdown", request.markdown, "print the reference page of all commands");
  help->add_option("-o,--output", request.outputs, "write to a file")->type_name("FILE")->expected(1);
}

namespace {

const char* value_name(calculator::Unit unit) {
  switch (unit) {
    case calculator::Unit::time: return "TIME";
    case calculator::Unit::rate: return "RATE";
    case calculator::Unit::bytes: return "BYTES";
    case calculator::Unit::probability: return "SHARE";
    default: return "N";
  }
}

}  // namespace

CLI::App& add_formula_command(CLI::App& app, Request& request, std::optional<std::string>& format) {
  CLI::App* formula =
      command(app, "formula", "evaluate one formula of the literature, without a scenario",
              "Examples:\n"
              "  nines formula                list them\n"
              "  nines formula daly           say what one needs\n"
              "  nines formula daly --mtbf 24h --checkpoint 5min\n"
              "  nines formula mttdl --members 20 --tolerated 3 --mttf '1e6 h' --rebuild '6.5 d' --format json\n\n"
              "docs/reference/formulas.md has all of them.");
  std::string names;
  for (const calculator::Formula& each : calculator::formulas())
    names += (names.empty() ? "" : ",") + std::string(each.name);
  // The names in the type are for completion; a wrong one is told with the nearest, which CLI11 would not know.
  formula->add_option("FORMULA", request.topic, "which formula")->type_name("FORMULA:{" + names + "}");
  for (const calculator::Parameter& parameter : calculator::parameters()) {
    const std::string name(parameter.name);
    formula->add_option("--" + name, request.formula_arguments[name], std::string(parameter.meaning))
        ->type_name(value_name(parameter.unit));
  }
  formula->add_flag("--markdown", request.markdown, "print the reference page of all formulas");
  formula->add_option("--format", format, "form of the result (table, unless --output says otherwise)")
      ->check(CLI::IsMember({"table", "json"}))
      ->type_name("FORMAT");
  return *formula;
}

}  // namespace nines::cli
