// Which settings are looked at next to a good one, where any value may be chosen.
#pragma once

#include "models/optimise.h"

#include <vector>

namespace nines::optimise {

/// All combinations of the choices' values.
std::vector<std::vector<models::Setting>> grid_of(const std::vector<models::Choice>& choices);

/// Of what may have any value: a value half-way to each neighbour of the best one on the grid, which becomes part of the
/// grid. All combinations of these and the best value (of more than four such places: one place at a time); whole numbers
/// and lists stay as they are in the best. Empty if there is nothing to refine.
std::vector<std::vector<models::Setting>> refined_around(const std::vector<models::Setting>& best,
                                                         std::vector<models::Choice>& choices);

}  // namespace nines::optimise
