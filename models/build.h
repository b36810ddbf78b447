// The steps of build(), in their order. Internal to models.
#pragma once

#include "models/model.h"

namespace nines::models {

/// Individual clocks and domain instances beyond this many do not fit into memory sensibly.
inline constexpr std::size_t most_individuals = 5'000'000;

/// Unit classes: failure modes, whether members are counted, roles, local states.
void build_classes(Model& model);
/// Domain instances, groups, shocks and their clocks, in depth-first order, so that sibling domains occupy blocks of equal shape.
void lay_out(Model& model);
/// Crews and spares, with their waiting lines.
void build_crews_and_spares(Model& model);
/// Services, what they count and who depends on them.
void build_services(Model& model);

}  // namespace nines::models
