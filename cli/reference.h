// Short texts about laws and studies.
#pragma once

#include "models/study.h"

#include <optional>
#include <string>

namespace nines::cli {

/// Every law with its parameters, or the one law that is named; nothing if there is no such law.
std::optional<std::string> law_list(const std::string& only);

/// "4 services over 64 nodes in 3 classes, mission 1 y".
std::string summary_of(const models::Study& study);

}  // namespace nines::cli
