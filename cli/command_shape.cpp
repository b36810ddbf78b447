#include "cli/command_shape.h"

#include "cli/values.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <filesystem>
#include <optional>

namespace nines::cli {
namespace {

std::string did_you_mean(const std::string& word, const std::vector<std::string>& words, const std::string& otherwise) {
  const std::string near = nearest(word, words);
  return near.empty() ? otherwise : fmt::format("did you mean '{}'?", near);
}

bool is_positional(const OptionDescription& option) { return option.long_names.empty() && option.short_names.empty(); }

/// Whether `name`, with its dashes, is one of the option's names.
bool is_called(const OptionDescription& option, const std::string& name) {
  const bool is_long = name.starts_with("--");
  const std::vector<std::string>& names = is_long ? option.long_names : option.short_names;
  return std::find(names.begin(), names.end(), name.substr(is_long ? 2 : 1)) != names.end();
}

/// The value that `name` needs is missing, or begins with a dash and so looks like an option.
UsageError missing_value(const OptionDescription& option, const std::string& name, const std::string* next) {
  UsageError error{fmt::format("{} needs a value: {} {}", name, name, option.value_name), ""};
  if (next != nullptr && option.value_name == "N") {
    error.hint = "a whole number that is not negative";
  } else if (next != nullptr && name.starts_with("--") && option.fewest_values == 1) {
    error.hint = fmt::format("a value that begins with a dash is written {}={}", name, *next);
  }
  return error;
}

/// Walks over the arguments of one command as CLI11 will.
class ShapeCheck {
 public:
  ShapeCheck(const CommandDescription& command, const std::vector<std::string>& arguments)
      : command_(command), arguments_(arguments) {}

  void check() {
    for (; position_ < arguments_.size(); ++position_) {
      const std::string& argument = arguments_[position_];
      if (argument == "--") {
        positionals_ += arguments_.size() - position_ - 1;
        break;
      }
      if (argument == "-h" || argument == "--help") return;
      if (argument.size() < 2 || argument[0] != '-') {
        ++positionals_;
      } else if (argument[1] == '-') {
        check_long(argument);
      } else {
        check_short(argument);
      }
    }
    check_positionals();
  }

 private:
  const OptionDescription& find(const std::string& name) const {
    for (const OptionDescription& option : command_.options) {
      if (is_called(option, name)) return option;
    }
    std::vector<std::string> names;
    for (const OptionDescription& option : command_.options) {
      for (const std::string& long_name : option.long_names) names.push_back("--" + long_name);
    }
    const std::string lists = fmt::format("nines help {} lists the options", command_.name);
    // A single letter is near to every other.
    throw UsageError{fmt::format("{} has no option '{}'", command_.name, name),
                     name.size() > 2 ? did_you_mean(name, names, lists) : lists};
  }

  void check_long(const std::string& argument) {
    const std::size_t equals = argument.find('=');
    const std::string name = argument.substr(0, equals);
    const bool attached = equals != std::string::npos;
    take_values(find(name), name, attached ? std::optional(argument.substr(equals + 1)) : std::nullopt);
  }

  /// "-qo result.json" is "-q -o result.json".
  void check_short(const std::string& argument) {
    for (std::size_t letter = 1; letter < argument.size(); ++letter) {
      const std::string name = std::string("-") + argument[letter];
      const OptionDescription& option = find(name);
      if (option.most_values == 0) continue;
      const std::string rest = argument.substr(letter + 1);
      take_values(option, name, rest.empty() ? std::nullopt : std::optional(rest));
      return;
    }
  }

  void take_values(const OptionDescription& option, const std::string& name,
                   const std::optional<std::string>& attached) {
    const bool is_repeatable = option.most_values != option.fewest_values;
    if (option.most_values > 0 && !is_repeatable && std::find(given_.begin(), given_.end(), &option) != given_.end())
      throw UsageError{fmt::format("{} is given twice", name), "give it once"};
    given_.push_back(&option);
    if (attached) check_choice(option, name, *attached);
    for (std::size_t value = attached ? 1 : 0; value < option.fewest_values; ++value) {
      ++position_;
      if (position_ >= arguments_.size()) throw missing_value(option, name, nullptr);
      const std::string& next = arguments_[position_];
      if (next.size() > 1 && next[0] == '-') throw missing_value(option, name, &next);
      check_choice(option, name, next);
    }
  }

  static void check_choice(const OptionDescription& option, const std::string& name, const std::string& value) {
    const std::vector<std::string>& choices = option.choices;
    if (choices.empty() || std::find(choices.begin(), choices.end(), value) != choices.end()) return;
    throw UsageError{fmt::format("{} takes {}, not '{}'", name, fmt::join(choices, ", "), value),
                     did_you_mean(value, choices, "")};
  }

  void check_positionals() const {
    std::size_t most = 0;
    std::string name;
    for (const OptionDescription& option : command_.options) {
      if (!is_positional(option)) continue;
      most = option.most_values;
      name = option.value_name;
      if (option.required && positionals_ == 0) {
        throw UsageError{fmt::format("{} needs a {}", command_.name, name),
                         fmt::format("nines {} {}", command_.name, name)};
      }
      if (option.required && positionals_ < option.fewest_values) {
        throw UsageError{fmt::format("{} needs {} {}s at least", command_.name, option.fewest_values, name),
                         "nines help " + command_.name};
      }
    }
    if (positionals_ <= most) return;
    if (most == 0) throw UsageError{fmt::format("{} takes options only", command_.name), "nines help " + command_.name};
    const std::string takes = most == 1 ? "one " + name : fmt::format("at most {} {}", most, name);
    throw UsageError{fmt::format("{} takes {}, not {}", command_.name, takes, positionals_),
                     "a value with spaces in it needs quotation marks"};
  }

  const CommandDescription& command_;
  const std::vector<std::string>& arguments_;
  std::size_t position_ = 1;  // after the command itself
  std::size_t positionals_ = 0;
  std::vector<const OptionDescription*> given_;
};

}  // namespace

void check_command_name(const std::vector<CommandDescription>& commands, const std::string& name) {
  std::vector<std::string> names;
  for (const CommandDescription& command : commands) names.push_back(command.name);
  if (std::find(names.begin(), names.end(), name) != names.end()) return;
  std::error_code ignored;
  const bool file = name.ends_with(".yaml") || name.ends_with(".yml") || std::filesystem::exists(name, ignored);
  throw UsageError{fmt::format("unknown command '{}'", name),
                   file ? fmt::format("did you mean 'nines run {}'?", name)
                        : did_you_mean(name, names, "nines --help lists the commands")};
}

void check_shape(const std::vector<CommandDescription>& commands, const std::vector<std::string>& arguments) {
  if (arguments.empty()) throw UsageError{"what shall be done?", "nines run FILE, or nines --help"};
  const std::string& first = arguments[0];
  if (first == "-h" || first == "--help" || first == "--version") return;
  if (first.size() > 1 && first[0] == '-') {
    throw UsageError{fmt::format("unknown option '{}'", first), "the command comes first: nines run FILE"};
  }
  check_command_name(commands, first);
  const auto command = std::find_if(commands.begin(), commands.end(),
                                    [&](const CommandDescription& description) { return description.name == first; });
  ShapeCheck(*command, arguments).check();
}

}  // namespace nines::cli
