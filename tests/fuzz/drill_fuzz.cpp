// Any bytes at all must end in a drill or in diagnostics: no crash, no hang, no undefined behaviour. The scenarios that a
// drill may name are those beside the project's own drills.
#include "scenarios/language/drill.h"
#include "tests/fuzz/answer.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto result = nines::scenarios::load_drill_text(text, "fuzz", NINES_SOURCE_DIR "/scenarios/drills");
  nines::fuzz::require_an_answer(result.drill.has_value(), result.diagnostics);
  return 0;
}
