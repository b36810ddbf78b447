// A service as a tree over independent units: k-of-n over nodes of any classes and weights, nested services,
// dependencies, failure domains that take down what is beneath them.
#pragma once

#include "analysis/closed_form/loss.h"
#include "analysis/closed_form/unit.h"

#include <cstddef>
#include <functional>
#include <optional>

namespace nines::closed_form {

/// What is to be assumed of one unit of a kind by itself (of a domain: of its own failures, not of those above it).
using UnitState = std::function<UpDown(UnitKind)>;

/// The service's state when every unit behaves as `unit` says, independently of all others. Parts of one service that
/// lie in a common domain go down together with it; the services themselves are taken as independent of each other.
/// Nothing where weights have no common step, or where the grid of weights would be too large.
std::optional<UpDown> service_state(const models::Platform& platform, std::size_t service, const UnitState& unit);

/// Each unit in its own long run: for service_state.
UnitState long_run_units(const models::Platform& platform);

}  // namespace nines::closed_form
