// A hash that is the same everywhere: for identities of texts and for damage to files, not against malice.
#pragma once

#include <cstdint>
#include <string_view>

namespace nines {

/// FNV-1a, 64 bits (Fowler, Noll, Vo).
class Fnv1a {
 public:
  /// A byte, or a mark that no byte can be.
  void add(std::uint32_t unit) { hash_ = (hash_ ^ unit) * 1099511628211ull; }
  void add(std::string_view bytes) {
    for (const char c : bytes) add(std::uint32_t{static_cast<unsigned char>(c)});
  }
  std::uint64_t value() const { return hash_; }

 private:
  std::uint64_t hash_ = 14695981039346656037ull;
};

inline std::uint64_t fnv1a(std::string_view bytes) {
  Fnv1a hash;
  hash.add(bytes);
  return hash.value();
}

}  // namespace nines
