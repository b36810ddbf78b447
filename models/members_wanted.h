// How many members a load wants.
#pragma once

#include "models/platform.h"

#include <cstddef>

namespace nines::models {

/// Of a service whose members follow its load: how many are wanted on in a piece of its profile, each of this capacity, with
/// those held for the loss of one of so many domains where it is to survive that.
/// n = ceil(load / (capacity * target)), as the Kubernetes horizontal pod autoscaler (Kubernetes documentation, Horizontal
/// Pod Autoscaling, algorithm details).
std::size_t members_wanted(const Balanced& balanced, std::size_t piece, double capacity, std::size_t domains);

}  // namespace nines::models
