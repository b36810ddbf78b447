// The colour of what is being waited for, the same in every figure.
#pragma once

#include "analysis/plot/palette.h"
#include "models/outage_phase.h"

namespace nines::report {

plot::Colour colour_of(models::OutagePhase phase);

}  // namespace nines::report
