// How many of n independent units are down.
#pragma once

#include <cstddef>

namespace nines::closed_form {

struct BinomialFailures {
  double more_than = 0;  ///< P(more than m are down)
  double exactly = 0;    ///< P(exactly m are down)
};

/// For n units with the given odds (unavailability / availability; may be infinite) of being down. Summed outward from
/// the most likely number and normalised by the sum, so nothing cancels and nothing overflows, for any n.
BinomialFailures binomial_failures(std::size_t n, std::size_t m, double down_odds);

}  // namespace nines::closed_form
