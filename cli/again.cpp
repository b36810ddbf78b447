#include "cli/again.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace nines::cli {

std::string quoted(const std::string& word) {
  const auto is_plain = [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte < 0x80 &&
           (std::isalnum(byte) != 0 || std::string_view("-_./=:,%+@").find(letter) != std::string_view::npos);
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return word;
  std::string text = "'";
  for (const char letter : word) text += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return text + "'";
}

std::string options_again(const Request& request) {
  std::string options;
  for (const scenarios::Override& each : request.overrides) options += " --set " + quoted(each.path + "=" + each.value);
  if (request.trials) options += fmt::format(" --trials {}", *request.trials);
  if (request.precision) options += fmt::format(" --precision {}", *request.precision);
  if (request.seed) options += fmt::format(" --seed {}", *request.seed);
  if (!request.chain) options += " --no-chain";
  if (request.page_charts == PageCharts::svg) options += " --charts svg";
  if (request.max_states > 0) options += fmt::format(" --max-states {}", request.max_states);
  return options;
}

page::Charts charts_of(const Request& request) {
  return request.page_charts == PageCharts::svg ? page::Charts::drawings : page::Charts::interactive;
}

}  // namespace nines::cli
