#include "analysis/monte_carlo/stopping.h"

#include "analysis/monte_carlo/intervals.h"

#include <algorithm>
#include <cmath>

namespace nines::monte_carlo {

std::size_t next_checkpoint(std::size_t blocks_done) {
  return blocks_done + std::max<std::size_t>(1, (blocks_done + 3) / 4);
}

StoppingDecision decide(std::span<const Estimate> current, std::span<const models::Precision> targets) {
  StoppingDecision decision{true, 0, 0};
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const double target = std::min(targets[i].relative_half_width, loosest_target);
    const double width = relative_half_width(current[i]);
    decision.reached = decision.reached && width <= target && current[i].trust == Estimate::Trust::good;
    // Widths shrink with the square root of the number of trials.
    const double needed = static_cast<double>(current[i].trials) * (width / target) * (width / target);
    if (needed > decision.trials_needed) {
      decision.deciding = i;
      decision.trials_needed = needed;
    }
  }
  return decision;
}

}  // namespace nines::monte_carlo
