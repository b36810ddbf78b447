// Which sets of failed members lose something, where members lie in independent groups and any set of k of them is
// equally likely to have failed.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace nines::closed_form {

/// Probabilities that sum to 1, kept beside each other so that neither is found by subtraction.
struct LossOutcome {
  double loses = 0, survives = 1;
};

/// Counts, by the number of failed members, of the sets that lose something and of those that lose nothing. Each set
/// carries the weight p^failed (1 - p)^(members - failed), which keeps the numbers of large systems within a double
/// and drops out of every probability: all sets of k failed members weigh the same. All terms are positive: nothing is
/// subtracted, so that a probability of 1e-200 has as many good digits as one of 0.1.
class FailurePatterns {
 public:
  /// One group of `members` >= 1, of whose sets of a given number of failed ones such shares lose something, and nothing. Sets of more than `most_failed` are left out; 0 < typical_share < 1 is p, best near the
  /// share of members that will be asked about.
  FailurePatterns(std::size_t members, std::size_t most_failed, double typical_share,
                  const std::function<LossOutcome(std::size_t failed)>& outcome);

  /// The members of both, which lose something where either does.
  FailurePatterns operator+(const FailurePatterns& other) const;
  /// n >= 1 independent copies.
  FailurePatterns times(std::size_t n) const;

  /// Of `failed` members, any set of them equally likely.
  LossOutcome outcome(std::size_t failed) const;

 private:
  FailurePatterns() = default;
  std::vector<double> loses_, survives_;  // [j]: weight of the sets of j failed members
};

/// C(n, k) / C(m, k), for n <= m: the probability that k of m, drawn without replacement, are all among given n.
double share_of_subsets(std::size_t n, std::size_t m, std::size_t k);

/// C(n, k) as a double; exact up to 2^53, to a few 1e-16 for each of min(k, n - k) factors beyond; infinity if too large.
double binomial_coefficient(std::size_t n, std::size_t k);

}  // namespace nines::closed_form
