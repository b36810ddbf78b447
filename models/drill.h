// A drill: faults that are injected into a platform at given times, and what is expected of it then.
#pragma once

#include "models/study.h"

#include <cstdint>
#include <string>
#include <vector>

namespace nines::models {

/// "api served >= 99 % after 10:06", "web.crash noticed within 10 s in 95 % of trials".
struct Expectation {
  enum class Quantity : std::uint8_t {
    // Of a service; the first three within a window.
    served,  ///< share of the requests that is served; of a service that is not balanced: of the time that it is up
    up,  ///< share of the time
    down,  ///< time
    back,  ///< from the first fault until it is up for good; 0 if it never went down
    switched,  ///< from the first fault until its first takeover, election or move of traffic is done
    loses,  ///< how long the data that it loses took to write; never ends: all of them are lost
    // Of a fault:
    noticed,
    repaired,
  };
  /// Times of a trial: between two given ones; until the first fault; from then until all services are as they were; after
  /// that.
  enum class Window : std::uint8_t { between, before, during, after };
  enum class Often : std::uint8_t { in_each_trial, in_share_of_trials, on_average };

  std::string text;  ///< as it was written
  Quantity quantity = Quantity::served;
  std::size_t service = 0;
  std::vector<std::size_t> faults;  ///< indices into Platform::injected; of several the last to be noticed or repaired
  bool at_least = true;  ///< the direction as written
  double bound = 0;  ///< of `served` and `up`: what may be missing; else seconds
  Window window = Window::between;
  Seconds from{0}, to{never};
  Often often = Often::in_each_trial;
  double share_of_trials = 0;

  bool is_share() const { return quantity == Quantity::served || quantity == Quantity::up; }
  bool is_of_fault() const { return quantity == Quantity::noticed || quantity == Quantity::repaired; }
};

struct Drill {
  std::string title, description;
  /// The scenario's, with the faults in its platform, the drill's length as its mission, and the drill's trials and seed.
  Study study;
  Seconds clock_starts{0};  ///< the time of day at which the drill begins
  bool other_failures = false;  ///< whether anything else fails, as the scenario says
  std::vector<Expectation> expectations;
};

}  // namespace nines::models
