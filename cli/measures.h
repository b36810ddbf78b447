// --measure: which measure of which service.
#pragma once

#include "analysis/sweep/sweep_result.h"
#include "models/study.h"

#include <optional>
#include <string>
#include <vector>

namespace nines::cli {

/// "api.availability", or "availability" for the last service, which builds upon the others. Nothing if there is a mistake:
/// every one has been said then, with what there is.
std::optional<std::vector<sweep::AskedMeasure>> measures_named(const std::vector<std::string>& texts,
                                                               const models::Study& study);

}  // namespace nines::cli
