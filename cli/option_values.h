// Values of options, or a mistake in words.
#pragma once

#include "cli/command_line.h"

#include <cstdint>
#include <string>
#include <vector>

namespace nines::cli {

/// Throws UsageError unless the text is a whole number in this range.
std::uint64_t number_of(const std::string& option, const std::string& text, std::uint64_t least, std::uint64_t most);

/// The parts of PATH=VALUE. Throws UsageError, with an example of this option.
scenarios::Override override_of(const std::string& option, const std::string& text, const std::string& example);
std::vector<scenarios::Override> overrides_of(const std::string& option, const std::vector<std::string>& texts,
                                              const std::string& example);

/// PREFIX of `--export prism PREFIX`, given as two words or not at all. Throws UsageError for another kind, and beside options
/// that ask for a result, which an export does not write.
std::string prism_prefix(const std::vector<std::string>& words, const Request& request);

Format format_named(const std::string& name);

}  // namespace nines::cli
