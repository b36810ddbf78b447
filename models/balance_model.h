// The load balancer's side of a service as the model holds it (models/balance.h, models/scaling.h).
#pragma once

#include "models/platform.h"
#include "sim/layout.h"

#include <cstdint>
#include <vector>

namespace nines::models {

struct BalanceModel {
  enum Purpose : std::uint16_t { load_changes, scales_up, scales_down };
  const Balanced* spec = nullptr;
  std::uint32_t service = 0;
  std::vector<double> capacities;  ///< of one member of each operand
  double capacity = 0;  ///< of all members
  Offset in_rotation = 0;  ///< std::uint32_t for each operand: members that are believed to work
  Offset strain = none;  ///< double; none: failures do not grow with the load
  std::vector<std::uint32_t> strained;  ///< unit classes whose failures do
  std::uint32_t unserved_reward = 0;  ///< the requests that are lost, relative to the mean of the load
  std::uint32_t shed_reward = 0;  ///< of these, what is beyond the capacity in rotation
  std::uint32_t degraded_reward = none;  ///< likewise, of those that are served degraded
  // Of a load that changes, or that members follow:
  Offset state = none;  ///< BalanceState
  std::vector<LawPtr> lengths;  ///< of the pieces of the profile
  std::vector<std::uint32_t> timers;  ///< one for each piece
  // Of members that follow the load:
  std::uint32_t scaled = none;  ///< their unit class
  std::uint32_t start = 0;  ///< its failure mode
  std::uint32_t up_timer = none, down_timer = none, coin = 0;
  std::uint32_t on_reward = none;  ///< members that are on
  std::vector<std::uint32_t> wanted;  ///< members, by piece of the profile
  std::vector<std::uint16_t> off, starting, on;  ///< local states: works; is starting; is believed to serve
  std::vector<std::uint32_t> place;  ///< of each group of the class: in which of the domains it is
  Offset on_in_place = none;  ///< scratch, std::uint32_t for each place
  std::uint32_t places = 0;
};

struct BalanceState {
  std::uint32_t piece;  ///< of the profile
  std::uint32_t target;  ///< members that are to be on
  std::uint32_t starting;
  std::uint32_t down_to;  ///< while fewer are wanted: the largest number that was wanted meanwhile
};

}  // namespace nines::models
