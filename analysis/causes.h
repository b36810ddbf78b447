// What kind of thing is counted among the causes of outages: not all of them are failures.
#pragma once

#include "analysis/result.h"
#include "models/model.h"

#include <cstdint>

namespace nines {

CauseKind kind_of(const models::Model& model, std::uint32_t cause);

/// Whether it takes part in counts: that a release is awaited happens to nobody.
bool is_counted(const models::Model& model, std::uint32_t cause);

}  // namespace nines
