// What is asked of a service over time, and members that are started and stopped to follow it.
#pragma once

#include "sim/law.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace nines::models {

/// Between two changes of what is asked.
struct LoadPiece {
  Seconds lasts{0};
  double load = 0;  ///< in the unit of NodeClass::capacity; 0: nothing is asked, as at night
};

/// How long each piece of a profile, which begins anew whenever it is over, is the present one in a mission.
std::vector<double> seconds_of_pieces(const std::vector<LoadPiece>& profile, Seconds mission);

struct Balanced;
/// What is asked in a mission, relative to the mean over the profile; 1 unless the mission ends in the middle of it, 0 if it
/// ends before anything is asked.
double relative_load(const Balanced& balanced, Seconds mission);

/// Of a mission, in numbers; 0 where the service does not say how many a load of 1 stands for.
double requests_per_year(const Balanced& balanced, Seconds mission);

/// As many members are on as the load wants. Who is switched on has to start first, and who is off does not age.
struct Autoscaling {
  std::size_t minimum = 1, maximum = 1;  ///< members that are on
  double target = 1;  ///< utilisation that it aims at: the load per capacity of those that are on
  LawPtr up_after;  ///< from the load that wants more members until they are switched on; null: at once
  LawPtr down_after;  ///< from the load that wants fewer until some are switched off, if it lasts; null: at once
  std::size_t start = 0;  ///< the failure mode that a start is, as add_autoscaling() made it
};

/// The least number n of members, spread evenly over `domains`, of which at least `wanted` are left without any one of the
/// domains. With one domain nothing can be held: `wanted` itself.
std::size_t with_one_domain_to_lose(std::size_t wanted, std::size_t domains);

}  // namespace nines::models
