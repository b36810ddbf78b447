// What whoever runs a study wants otherwise than its scenario says: the command line, or Python.
#pragma once

#include "models/study.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace nines::models {

struct StudyOptions {
  std::optional<std::size_t> trials;
  std::optional<double> precision;  ///< relative half-width, instead of the trials
  std::optional<std::uint64_t> seed;
};

/// Returns why that cannot be, or an empty string.
std::string apply(const StudyOptions& options, Study& study);

}  // namespace nines::models
