#include "analysis/closed_form/durability.h"

#include "analysis/closed_form/binomial.h"

#include <algorithm>
#include <cmath>

namespace nines::closed_form {

LossProcess RedundancyGroup::process() const {
  LossProcess process;
  for (std::size_t j = 0; j <= tolerated; ++j) {
    const double fails = static_cast<double>(members - j) * failures_per_s;
    process.repair_per_s.push_back(static_cast<double>(std::min(j, rebuilds_at_once)) * rebuilds_per_s);
    if (j == tolerated) {
      process.lose_per_s.push_back(fails);
      break;
    }
    LossOutcome next = next_failure.empty() ? LossOutcome{} : next_failure[j];
    if (j + 1 == tolerated) {
      next.loses += next.survives * read_error;
      next.survives *= 1 - read_error;
    }
    process.fail_per_s.push_back(fails * next.survives);
    process.lose_per_s.push_back(fails * next.loses);
  }
  return process;
}

double mean_time_to_data_loss_s(const RedundancyGroup& group) { return mean_time_to_loss_s(group.process()); }

double leading_mean_time_to_data_loss_s(const RedundancyGroup& group) {
  return leading_mean_time_to_loss_s(group.process());
}

RedundancyGroup two_level(const RedundancyGroup& inner, RedundancyGroup outer) {
  outer.failures_per_s = 1 / mean_time_to_data_loss_s(inner);
  return outer;
}

double probability_of_data_loss(double mttdl_s, double time_s, double groups) {
  return -std::expm1(-groups * time_s / mttdl_s);
}

double unrecoverable_read_error(double bits, double per_bit) { return -std::expm1(bits * std::log1p(-per_bit)); }

double latent_error(double disks, double errors_per_s, double scrub_period_s) {
  return -std::expm1(-disks * errors_per_s * scrub_period_s / 2);
}

WindowDurability window_durability(std::size_t data, std::size_t parity, double failures_per_s, double window_s,
                                   double time_s) {
  const double hazard = failures_per_s * window_s;
  const double q = binomial_failures(data + parity, parity, std::expm1(hazard)).more_than;
  return {-std::expm1(-hazard), q, -std::expm1(time_s / window_s * std::log1p(-q))};
}

double normalised_magnitude_of_data_loss(double mttdl_s, double time_s, double groups, double bytes_per_loss,
                                         double usable_bytes) {
  return groups * time_s / mttdl_s * (bytes_per_loss / usable_bytes);
}

}  // namespace nines::closed_form
