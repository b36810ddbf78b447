// --measure: which measure of which service.
#pragma once

#include "analysis/sweep/sweep_result.h"
#include "models/study.h"

#include <optional>
#include <string>

namespace nines::cli {

/// "api.availability", or "availability" for the last service, which builds upon the others. If there is none: why,
/// and what there is.
std::optional<sweep::AskedMeasure> measure_named(const std::string& text, const models::Study& study, std::string& why);

}  // namespace nines::cli
