// Lumping: of all states that differ only by an exchange of symmetric blocks (Layout::symmetries), one stands for all.
//
// Exchanging blocks is an automorphism of the chain, so the orbits are an exact (strong) lumping of it (Kemeny and Snell
// 1960, theorem 6.3.2). The representative has the blocks of each symmetry in ascending order of their content, inner
// symmetries sorted first, which makes it unique.
#pragma once

#include "sim/state_image.h"

#include <compare>
#include <cstdint>
#include <vector>

namespace nines {

class Symmetry {
 public:
  explicit Symmetry(const Layout& layout) : layout_(layout) {}

  /// Exchanges blocks so that the image becomes the representative of its orbit.
  void canonicalise(StateImage& image);

  /// How many clocks each rate and timer of a representative stands for: where several blocks of a symmetry are alike,
  /// those of the first stand for all and those of the others for none, because whichever block's clock ends, the same
  /// state follows.
  void multiplicities(StateImage& image, std::vector<std::uint32_t>& of_rates, std::vector<std::uint32_t>& of_timers);

 private:
  /// A place in a list that holds a name of a block. Two different blocks are never in the same place.
  struct Entry {
    std::uint32_t block, fifo, position, name;
  };

  void find_entries(StateImage& image, const SymmetricBlocks& blocks);
  std::strong_ordering compare(const StateImage& image, const SymmetricBlocks& blocks, std::uint32_t a,
                               std::uint32_t b) const;
  bool find_order(const StateImage& image, const SymmetricBlocks& blocks);
  void apply_order(StateImage& image, const SymmetricBlocks& blocks);

  const Layout& layout_;
  std::vector<Entry> entries_;  ///< by block, then fifo, then position
  std::vector<std::uint32_t> order_;  ///< place -> block that belongs there
  std::vector<std::uint32_t> place_of_;  ///< block -> place
  std::vector<std::byte> scratch_;
};

}  // namespace nines
