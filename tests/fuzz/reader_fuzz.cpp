// Any bytes at all must end in a scenario or in diagnostics: no crash, no hang, no undefined behaviour.
#include "tests/fuzz/answer.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto result = nines::scenarios::load_text(text, "fuzz");
  nines::fuzz::require_an_answer(result.scenario.has_value(), result.diagnostics);
  return 0;
}
