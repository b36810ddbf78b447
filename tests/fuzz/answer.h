// What every reader owes to any input.
#pragma once

#include "scenarios/language/scenario.h"

#include <cstdlib>
#include <vector>

namespace nines::fuzz {

/// Ends the program unless there is a result, or an error with a text, and not both.
inline void require_an_answer(bool has_result, const std::vector<scenarios::Diagnostic>& diagnostics) {
  bool has_error = false;
  for (const auto& diagnostic : diagnostics) {
    has_error = has_error || diagnostic.severity == scenarios::Diagnostic::Severity::error;
    if (diagnostic.message.empty() || diagnostic.to_string().empty()) std::abort();
  }
  if (has_result == has_error) std::abort();
}

}  // namespace nines::fuzz
