// The sums of a block as bytes, to be kept and read back exactly: what is read merges to the same bytes of a result.
#pragma once

#include "analysis/monte_carlo/tally.h"

#include <stdexcept>
#include <string>
#include <string_view>

namespace nines::monte_carlo {

/// Bytes that are no tally, are not whole, or are one of another platform. The text says which.
struct BadTallyBytes : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The form, version 1, all numbers little-endian, whatever the machine: the eight characters "ninesTal"; the version as 4
/// bytes; the number of words as 8 bytes; the words in groups of eight, each group a byte whose bits say which of its
/// words are not 0, and then those words; last the FNV-1a hash of all bytes before, as 8 bytes. A word is a count, or a
/// double bit by bit; tally_bytes.cpp lists them in their order.
std::string tally_bytes(const Tally& tally);

/// Reads what tally_bytes wrote into `tally`, which has the shape of its model and study. Throws BadTallyBytes, whatever
/// the bytes; `tally` is undefined then.
void read_tally(std::string_view bytes, Tally& tally);

/// Whether the bytes are whole: their form, their version and their hash, but not what is in them. Throws BadTallyBytes.
void check_tally_bytes(std::string_view bytes);

}  // namespace nines::monte_carlo
