#include "sim/state_image.h"

#include <algorithm>
#include <cstring>

namespace nines {

namespace {

// memcpy wants valid pointers even for nothing, and an empty vector has none.
void copy(void* to, const void* from, std::size_t bytes) {
  if (bytes > 0) std::memcpy(to, from, bytes);
}

template <class T>
std::size_t bytes_of(const std::vector<T>& values) {
  return values.size() * sizeof(T);
}

}  // namespace

void clear(const Layout& layout, StateImage& image) {
  std::fill(image.arena.begin(), image.arena.end(), 0);
  for (const FifoSpec& spec : layout.fifos) {
    const FifoHeader empty{0, 0};
    std::memcpy(image.bytes() + spec.offset, &empty, sizeof empty);
  }
  std::fill(image.phase.begin(), image.phase.end(), 0);
  std::fill(image.speed.begin(), image.speed.end(), 0.0);
  std::fill(image.rate.begin(), image.rate.end(), 0.0);
}

void to_key(const Layout& layout, StateImage& image, std::vector<std::byte>& key) {
  std::size_t size = layout.fixed_bytes + bytes_of(image.phase) + bytes_of(image.speed);
  for (const FifoSpec& spec : layout.fifos) size += sizeof(std::uint32_t) * (1 + image.fifo(spec).size());
  key.resize((size + 7) / 8 * 8);
  std::byte* at = key.data();
  const auto put = [&](const void* from, std::size_t bytes) {
    copy(at, from, bytes);
    at += bytes;
  };
  put(image.bytes(), layout.fixed_bytes);
  put(image.phase.data(), bytes_of(image.phase));
  put(image.speed.data(), bytes_of(image.speed));
  for (const FifoSpec& spec : layout.fifos) {
    const Fifo fifo = image.fifo(spec);
    const std::uint32_t entries = fifo.size();
    put(&entries, sizeof entries);
    for (std::uint32_t i = 0; i < entries; ++i) {
      const std::uint32_t entry = fifo[i];
      put(&entry, sizeof entry);
    }
  }
  std::fill(at, key.data() + key.size(), std::byte{0});
}

void from_key(const Layout& layout, const std::byte* key, StateImage& image) {
  const auto get = [&](void* to, std::size_t bytes) {
    copy(to, key, bytes);
    key += bytes;
  };
  get(image.bytes(), layout.fixed_bytes);
  get(image.phase.data(), bytes_of(image.phase));
  get(image.speed.data(), bytes_of(image.speed));
  for (const FifoSpec& spec : layout.fifos) {
    FifoHeader header{0, 0};
    get(&header.size, sizeof header.size);
    std::memcpy(image.bytes() + spec.offset, &header, sizeof header);
    get(image.bytes() + spec.offset + sizeof header, header.size * sizeof(std::uint32_t));
  }
}

}  // namespace nines
