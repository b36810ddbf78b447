// A storage system as a scenario describes it: data in stripes over many disks, with redundancy that is rebuilt. (The data
// of a service, which are backed up and restored, are another thing: data_set.h.) Behaviour: storage.h and rebuild.h.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace nines::models {

/// How the data of a stripe become fragments, each on a disk of its own.
///
/// What is lost is only counted: `survives[j]` is the probability that the data can still be read when j of the fragments
/// are gone, each set of j equally likely. Of codes that are maximum distance separable it is 1 up to the parity, and then 0.
struct RedundancyScheme {
  std::string words;  ///< "10+4"
  std::size_t fragments = 1;  ///< of a stripe
  std::size_t data_fragments = 1;  ///< so many of them would hold the data without redundancy
  std::vector<double> survives;  ///< [lost fragments, from 0 to all]
  std::vector<double> reads;  ///< [lost fragments, from 1]: fragments read to rebuild one, the mean over all of them

  /// The most fragments that may be gone with a chance that the data can be read.
  std::size_t most_lost() const;
  /// So many may be gone for certain.
  std::size_t tolerated() const;
};

RedundancyScheme replication(std::size_t copies);
/// Reed-Solomon, or any other code of which any `data` fragments are enough (Reed, Solomon 1960).
RedundancyScheme reed_solomon(std::size_t data, std::size_t parity);
/// A local reconstruction code (Huang et al. 2012, "Erasure coding in Windows Azure Storage", section 2): `data` fragments in
/// `groups` local groups with one parity each, and `global` parities. What can be decoded at all is decoded (maximally
/// recoverable): each group makes up for one loss of its own, the global parities for so many further ones.
RedundancyScheme local_reconstruction(std::size_t data, std::size_t groups, std::size_t global);
/// `copies` of all that another scheme makes, each copy on disks of its own: the data are there while one copy can be read.
RedundancyScheme copies_of(std::size_t copies, const RedundancyScheme& inner);

/// Where the fragments of a stripe go.
struct FragmentPlacement {
  enum class Kind {
    random,  ///< each stripe on disks of its own choice
    groups,  ///< so many placement groups of random disks, each with its share of the stripes
    copysets,  ///< each disk is in the same number of groups (Cidon et al. 2013, "Copysets")
  };
  Kind kind = Kind::random;
  std::size_t groups = 0;  ///< with Kind::groups
  std::size_t groups_each = 1;  ///< with Kind::copysets: of each disk; 1: the disks are partitioned
  std::optional<std::size_t> level;  ///< at most one fragment of a stripe in an instance of this domain level
};

/// How lost fragments are made again, on other disks, from those that are left.
struct Rebuild {
  struct Limit {
    std::size_t level = 0;
    double bytes_per_second = 0;  ///< through each instance of this domain level
  };
  double disk_bytes_per_second = 0;  ///< that each disk reads and writes for it
  double bytes_per_second = 0;  ///< read and written in all; 0: no limit
  std::vector<Limit> limits;
  bool most_endangered_first = true;  ///< else all stripes alike
};

/// Sectors that cannot be read, which nobody knows until they are read.
struct LatentErrors {
  double per_disk_per_second = 0;  ///< that come up on each disk
  double scrub_s = 0;  ///< from one reading of all that is on a disk to the next; each finds what has come up since
};

struct StorageSystem {
  std::size_t nodes = 0;  ///< index into Platform::nodes: the disks
  RedundancyScheme scheme;
  FragmentPlacement placement;
  double bytes = 0;  ///< that users store, without redundancy
  double fragment_bytes = 0;  ///< of a stripe on one disk; 0: not stated
  double disk_bytes = 0;  ///< what a disk holds; 0: not stated, there is room for whatever is to be rebuilt
  std::optional<Rebuild> rebuild;  ///< none: what was on a disk is there again when the disk is repaired
  std::optional<LatentErrors> errors;
  std::size_t readable_with = 0;  ///< fragments that must be in reach; 0: as few as the data can be made from

  /// Groups of stripes that share their disks; stripes, where each is on disks of its own. `disks`: in all.
  double groups(double disks) const;
  /// Stripes in all; 1 for each group where the size of a fragment is not stated.
  double stripes(double disks) const;
};

/// More are not counted: the numbers at each level have 32 bits.
inline constexpr double most_stripes = 4e9;
inline constexpr std::size_t most_fragments = 255;

}  // namespace nines::models
