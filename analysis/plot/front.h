// Cost against what one gets for it: candidates with their intervals, and the front of those that no other one beats in both.
#pragma once

#include "analysis/plot/figure.h"
#include "analysis/plot/scale.h"

#include <string>
#include <vector>

namespace nines::plot {

struct Front {
  struct Candidate {
    double cost = 0;
    double value = 0, low = 0, high = 0;  ///< with its interval, if high > low
    std::string label;
    bool on_front = false;
  };
  std::string id, title, caption;
  Axis cost, value;
  std::vector<Candidate> candidates;
};

Scale cost_scale(const Front& front);
Scale value_scale(const Front& front);
/// "99.98 % .. 99.99 %"; empty if there is none.
std::string interval_of(const Front& front, const Front::Candidate& candidate);

Figure figure_of(const Front& front);

}  // namespace nines::plot
