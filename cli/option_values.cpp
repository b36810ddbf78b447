#include "cli/option_values.h"

#include "cli/command_shape.h"
#include "cli/values.h"

#include <fmt/format.h>
#include <filesystem>

namespace nines::cli {

std::uint64_t number_of(const std::string& option, const std::string& text, std::uint64_t least, std::uint64_t most) {
  const auto value = whole_number(text);
  if (value && *value >= least && *value <= most) return *value;
  throw UsageError{fmt::format("{} must be a whole number from {} to {}, not '{}'", option, least, most, text),
                   "20000, 20_000 and 2e4 are the same number"};
}

scenarios::Override override_of(const std::string& option, const std::string& text, const std::string& example) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw UsageError{fmt::format("{} needs PATH=VALUE, not '{}'", option, text),
                     fmt::format("for example {} {}", option, example)};
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

std::vector<scenarios::Override> overrides_of(const std::string& option, const std::vector<std::string>& texts,
                                              const std::string& example) {
  std::vector<scenarios::Override> overrides;
  for (const std::string& text : texts) overrides.push_back(override_of(option, text, example));
  return overrides;
}

std::string prism_prefix(const std::vector<std::string>& words, const Request& request) {
  if (words.empty()) return "";
  if (words[0] != "prism")
    throw UsageError{fmt::format("--export knows no kind '{}'", words[0]), "--export prism PREFIX"};
  if (std::filesystem::path(words[1]).filename().empty())
    throw UsageError{"--export needs the beginning of the names of files, not a directory", "--export prism chain"};
  if (request.format || !request.outputs.empty()) {
    throw UsageError{"--export writes the chain, and no result for --format or --output",
                     "leave them out, and solve once more without --export for the result"};
  }
  return words[1];
}

Format format_named(const std::string& name) {
  if (name == "json") return Format::json;
  if (name == "csv") return Format::csv;
  if (name == "ndjson") return Format::ndjson;
  return name == "markdown" ? Format::markdown : Format::table;
}

}  // namespace nines::cli
