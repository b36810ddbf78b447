#include "analysis/closed_form/erasure_codes.h"

#include "analysis/closed_form/polynomial.h"

#include <algorithm>

namespace nines::closed_form {

namespace {

/// [excess][failed]: sets of failed fragments by how many of them the global parities have to mend. The last row holds those
/// where that is too many.
using Sets = std::vector<std::vector<double>>;

Sets product(const Sets& a, const Sets& b) {
  Sets both(a.size(), std::vector<double>(a.front().size(), 0.0));
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) add_product(both[std::min(i + j, a.size() - 1)], a[i], b[j]);
  }
  return both;
}

/// Of `members` fragments, the failed ones but for so many that are mended locally.
Sets of_part(std::size_t members, std::size_t mended_locally, const Sets& like) {
  Sets sets(like.size(), std::vector<double>(like.front().size(), 0.0));
  for (std::size_t failed = 0; failed <= std::min(members, like.front().size() - 1); ++failed) {
    const std::size_t excess = failed - std::min(failed, mended_locally);
    sets[std::min(excess, sets.size() - 1)][failed] = binomial_coefficient(members, failed);
  }
  return sets;
}

}  // namespace

std::vector<LossOutcome> LocalReconstructionCode::decodable() const {
  const std::size_t most = survives_some() + 1;
  Sets sets(global_parities + 2, std::vector<double>(most + 1, 0.0));
  sets = of_part(global_parities, 0, sets);
  for (std::size_t i = 0; i < local_parities; ++i) {
    const std::size_t in_group = data / local_parities + (i < data % local_parities ? 1 : 0);
    sets = product(sets, of_part(in_group + 1, 1, sets));
  }
  std::vector<LossOutcome> shares;
  for (std::size_t failed = 0; failed <= most; ++failed) {
    double survives = 0;
    for (std::size_t excess = 0; excess <= global_parities; ++excess) survives += sets[excess][failed];
    const double loses = sets.back()[failed];
    shares.push_back({loses / (loses + survives), survives / (loses + survives)});
  }
  return shares;
}

RedundancyGroup LocalReconstructionCode::group(double failures_per_s, double rebuilds_per_s,
                                               std::size_t rebuilds_at_once) const {
  RedundancyGroup group{fragments(), survives_some(), failures_per_s, rebuilds_per_s, rebuilds_at_once, 0, {}};
  const std::vector<LossOutcome> shares = decodable();
  for (std::size_t j = 0; j < group.tolerated; ++j) {
    const LossOutcome &now = shares[j], &next = shares[j + 1];
    group.next_failure.push_back({(next.loses - now.loses) / now.survives, next.survives / now.survives});
  }
  return group;
}

}  // namespace nines::closed_form
