// What is wrong at some points of a sweep. The same mistake at many of them is one mistake.
#pragma once

#include "models/sweep.h"
#include "scenarios/language/scenario.h"

#include <cstddef>
#include <string>
#include <vector>

namespace nines::scenarios {

class PointErrors {
 public:
  /// The errors among what was found where these settings hold.
  void add(const std::vector<models::Setting>& settings, const std::vector<Diagnostic>& diagnostics);

  bool any() const { return points_ > 0; }

  /// Each mistake once, with the first point that has it, and how many points are wrong of all that were planned.
  std::string text(std::size_t planned) const;

 private:
  struct Found {
    std::string text, place;
    std::size_t points;
  };

  std::vector<Found> found_;
  std::size_t points_ = 0;
};

}  // namespace nines::scenarios
