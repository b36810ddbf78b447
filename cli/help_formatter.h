// How help looks, and what CLI11 knows of an option's value. For command_line.cpp alone: it sees CLI11.
#pragma once

#include "analysis/report/text_table.h"

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace nines::cli {

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

}  // namespace nines::cli
