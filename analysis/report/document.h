// What the JSON documents share: docs/reference/result.md promises it.
#pragma once

#include "analysis/result.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace nines::report {

using Json = nlohmann::ordered_json;

/// JSON knows no infinity: it is written as a string that most languages read as one.
Json number(double value);
/// null: there is none.
Json number(const std::optional<double>& value);
/// null: there is none.
Json estimate(const Estimate& estimate);
/// Indented; what is not UTF-8 is replaced.
std::string document_text(const Json& document);

}  // namespace nines::report
