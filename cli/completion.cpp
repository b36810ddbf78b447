#include "cli/completion.h"

#include <fmt/format.h>
#include <algorithm>

namespace nines::cli {
namespace {

std::string joined(const std::vector<std::string>& words, const std::string& separator) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : separator) + word;
  return text;
}

std::vector<std::string> names_of(const std::vector<CommandDescription>& commands) {
  std::vector<std::string> names;
  for (const CommandDescription& command : commands) names.push_back(command.name);
  return names;
}

/// "--output" and "-o".
std::vector<std::string> dashed(const OptionDescription& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.long_names) names.push_back("--" + name);
  for (const std::string& name : option.short_names) names.push_back("-" + name);
  return names;
}

bool is_positional(const OptionDescription& option) { return option.long_names.empty() && option.short_names.empty(); }

/// What may stand for the value; for an argument that is a command, the commands.
std::vector<std::string> choices_of(const OptionDescription& option, const std::vector<CommandDescription>& commands) {
  return option.value_name == "COMMAND" ? names_of(commands) : option.choices;
}

std::string escaped(const std::string& text, const std::string& specials) {
  std::string result;
  for (const char c : text) {
    if (specials.find(c) != std::string::npos) result += '\\';
    result += c;
  }
  return result;
}

/// A text between single quotes, as the Bourne shell family reads it.
std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

std::string bash_values(const OptionDescription& option, const std::vector<CommandDescription>& commands) {
  const std::vector<std::string> choices = choices_of(option, commands);
  if (!choices.empty()) return fmt::format("COMPREPLY=($(compgen -W '{}' -- \"$word\"))", joined(choices, " "));
  if (option.value_name == "FILE") return "compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$word\"))";
  return "COMPREPLY=()";
}

std::string bash_script(const std::vector<CommandDescription>& commands) {
  std::string script =
      "# bash completion for nines; made by `nines completion bash`.\n"
      "_nines() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
      "  COMPREPLY=()\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n";
  script += fmt::format("    COMPREPLY=($(compgen -W '{} --help --version' -- \"$word\"))\n",
                        joined(names_of(commands), " "));
  script += "    return\n  fi\n  case $command in\n";
  for (const CommandDescription& command : commands) {
    script += fmt::format("    {})\n      case $previous in\n", command.name);
    std::vector<std::string> options;
    std::string positional;
    for (const OptionDescription& option : command.options) {
      const std::vector<std::string> names = dashed(option);
      options.insert(options.end(), names.begin(), names.end());
      if (is_positional(option)) {
        positional = bash_values(option, commands);
      } else if (!option.value_name.empty()) {
        script += fmt::format("        {}) {}; return ;;\n", joined(names, "|"), bash_values(option, commands));
      }
    }
    script += fmt::format(
        "      esac\n"
        "      case $word in\n"
        "        -*) COMPREPLY=($(compgen -W '{}' -- \"$word\")) ;;\n"
        "        *) {} ;;\n"
        "      esac ;;\n",
        joined(options, " "), positional.empty() ? ":" : positional);
  }
  return script + "  esac\n}\ncomplete -F _nines nines\n";
}

std::string zsh_action(const OptionDescription& option, const std::vector<CommandDescription>& commands) {
  const std::vector<std::string> choices = choices_of(option, commands);
  if (!choices.empty()) return fmt::format("({})", joined(choices, " "));
  return option.value_name == "FILE" ? "_files" : " ";
}

std::string zsh_script(const std::vector<CommandDescription>& commands) {
  std::string script =
      "#compdef nines\n"
      "# zsh completion for nines; made by `nines completion zsh`.\n"
      "_nines() {\n"
      "  if (( CURRENT == 2 )); then\n"
      "    local -a commands=(\n";
  for (const CommandDescription& command : commands) {
    script += fmt::format("      {}\n", quoted(command.name + ":" + escaped(command.description, ":\\")));
  }
  script +=
      "    )\n    _describe command commands\n    return\n  fi\n  local command=$words[2]\n"
      "  shift words\n  (( CURRENT-- ))\n  case $command in\n";
  for (const CommandDescription& command : commands) {
    script += fmt::format("    {})\n      _arguments", command.name);
    for (const OptionDescription& option : command.options) {
      const std::string description = escaped(option.description, "[]:\\");
      if (is_positional(option)) {
        script += fmt::format(" \\\n        {}",
                              quoted(fmt::format("*:{}:{}", option.value_name, zsh_action(option, commands))));
      }
      for (const std::string& name : dashed(option)) {
        const std::string value =
            option.value_name.empty() ? "" : fmt::format(":{}:{}", option.value_name, zsh_action(option, commands));
        script += fmt::format(" \\\n        {}", quoted(fmt::format("*{}[{}]{}", name, description, value)));
      }
    }
    script += " ;;\n";
  }
  return script + "  esac\n}\nif [ \"$funcstack[1]\" = _nines ]; then _nines \"$@\"; else compdef _nines nines; fi\n";
}

std::string fish_quoted(const std::string& text) { return "'" + escaped(text, "'\\") + "'"; }

std::string fish_script(const std::vector<CommandDescription>& commands) {
  const std::string all = joined(names_of(commands), " ");
  std::string script =
      "# fish completion for nines; made by `nines completion fish`.\n"
      "complete -c nines -f\n";
  for (const CommandDescription& command : commands) {
    script += fmt::format("complete -c nines -n 'not __fish_seen_subcommand_from {}' -a {} -d {}\n", all, command.name,
                          fish_quoted(command.description));
    const std::string here = fmt::format("complete -c nines -n '__fish_seen_subcommand_from {}'", command.name);
    for (const OptionDescription& option : command.options) {
      const std::vector<std::string> choices = choices_of(option, commands);
      std::string line = here;
      for (const std::string& name : option.long_names) line += " -l " + name;
      for (const std::string& name : option.short_names) line += " -s " + name;
      if (!choices.empty()) {
        line += " -a " + fish_quoted(joined(choices, " "));
      } else if (option.value_name == "FILE") {
        line += " -F";
      }
      // -x: a value, and no file; -r: a value, which -F makes a file.
      if (!option.value_name.empty() && !is_positional(option)) line += option.value_name == "FILE" ? " -r" : " -x";
      script += line + " -d " + fish_quoted(option.description) + "\n";
    }
  }
  return script;
}

}  // namespace

std::string completion_script(const std::string& shell, const std::vector<CommandDescription>& commands) {
  if (shell == "zsh") return zsh_script(commands);
  if (shell == "fish") return fish_script(commands);
  return bash_script(commands);
}

std::string command_reference(const std::vector<CommandDescription>& commands, const std::string& general_help) {
  std::string page = fmt::format(
      "# The nines command\n\n<!-- Made by `make docs` from the command's own tables; do not edit. -->\n\n```\n{}```\n",
      general_help);
  for (const CommandDescription& command : commands) {
    std::string usage = "nines " + command.name;
    std::string rows;
    for (const OptionDescription& option : command.options) {
      std::string name = joined(dashed(option), ", ");
      if (is_positional(option)) usage += " " + option.value_name;
      if (!option.value_name.empty()) name += (name.empty() ? "" : " ") + option.value_name;
      std::string description = option.description;
      if (!option.choices.empty()) description += ": " + joined(option.choices, ", ");
      rows += fmt::format("| `{}` | {} |\n", name, escaped(description, "|"));
    }
    page += fmt::format("\n## {}\n\n{}{}.\n\n`{}`\n\n| option | |\n|---|---|\n{}", command.name,
                        static_cast<char>(std::toupper(command.description[0])), command.description.substr(1), usage,
                        rows);
    if (!command.footer.empty()) page += fmt::format("\n```\n{}\n```\n", command.footer);
  }
  return page;
}

}  // namespace nines::cli
