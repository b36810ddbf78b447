// Gives states numbers by their keys: the same key, the same number.
//
// A hash table with open addressing and linear probing over keys that lie one behind another in large chunks, so that a
// state costs its key and about thirty bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace nines {

class StateIndex {
 public:
  explicit StateIndex(std::size_t max_states);

  struct Found {
    std::uint32_t state;
    bool is_new;
  };
  /// The number of the state with this key, whose length is a multiple of 8. New keys get the next number.
  /// Throws StateSpaceTooLarge if that would be one state too many.
  Found intern(std::span<const std::byte> key);

  std::span<const std::byte> key(std::uint32_t state) const { return {keys_[state].at, keys_[state].size}; }
  std::size_t size() const { return keys_.size(); }

 private:
  struct Key {
    const std::byte* at;
    std::size_t size;
  };

  void grow();
  const std::byte* keep(std::span<const std::byte> key);

  std::size_t max_states_;
  std::vector<Key> keys_;
  std::vector<std::uint64_t> table_;  ///< upper half: the key's hash; lower half: state + 1, or 0 for a free place
  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::size_t free_in_chunk_ = 0;
  std::byte* free_ = nullptr;
};

}  // namespace nines
