// What the command line asks of an optimisation.
#pragma once

#include "scenarios/language/optimise.h"

namespace nines::cli {

struct OptimiseRequest {
  scenarios::OptimiseWishes wishes;
};

}  // namespace nines::cli
