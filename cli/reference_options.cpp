#include "cli/reference_options.h"

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

}  // namespace nines::cli
