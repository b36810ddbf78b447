// Which failures a local reconstruction code survives.
#pragma once

#include "analysis/closed_form/durability.h"

#include <cstddef>
#include <vector>

namespace nines::closed_form {

/// LRC (k, l, r) as of Azure (Huang et al. 2012): k data fragments in l local groups (as equal as may be) with one local parity
/// each, and r global parities over all data. It is maximally recoverable: a set of failures can be decoded if and only
/// if, after each local parity that is left has mended one fragment of its group, no more fragments are missing than
/// global parities are left (Huang et al. 2012, section 2; Gopalan et al. 2014).
struct LocalReconstructionCode {
  std::size_t data = 0;  ///< k
  std::size_t local_parities = 1;  ///< l, from 1 to k
  std::size_t global_parities = 0;  ///< r

  std::size_t fragments() const { return data + local_parities + global_parities; }
  /// Any r + 1 failures are survived, and some sets of up to l + r.
  std::size_t survives_some() const { return local_parities + global_parities; }

  /// [j], j = 0 .. l + r + 1: of all sets of j failed fragments, the shares that cannot, and can, be decoded. By counting
  /// the sets, in whole numbers (exact below 2^53 sets).
  std::vector<LossOutcome> decodable() const;

  /// The chain of Huang et al. (2012, section 3): from j failures the next one is survived with probability decodable[j+1] /
  /// decodable[j]. That is exact if all sets of j that can be decoded are equally likely, which rebuilds disturb a little.
  RedundancyGroup group(double failures_per_s, double rebuilds_per_s, std::size_t rebuilds_at_once) const;
};

}  // namespace nines::closed_form
