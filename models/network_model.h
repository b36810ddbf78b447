// The network in the model: which groups link which places.
#pragma once

#include "sim/layout.h"

#include <cstdint>
#include <vector>

namespace nines::models {

/// The network between domains (models/network.h).
struct NetworkModel {
  struct Link {
    std::uint32_t group, place, other;
  };
  std::uint32_t places = 0;
  std::vector<std::uint32_t> domains;  ///< of each place: the instance that it is; none: a point
  std::vector<std::uint32_t> place_of_domain;  ///< the innermost place that an instance is or lies in, or none
  std::vector<Link> links;
  std::vector<std::uint32_t> services;  ///< that depend on who is connected
  Offset changed = none;  ///< std::uint32_t: a link or a place has in this event
  /// std::uint32_t for each place: the first of those that it is connected with, itself included.
  Offset component = none;
  Offset rank = none;  ///< scratch, std::uint32_t for each place
  Offset weight = none;  ///< scratch, double for each place
};

}  // namespace nines::models
