// The blocks of one run in a results store, for an answer from what is there alone.
#pragma once

#include "analysis/monte_carlo/block_store.h"
#include "analysis/store/database.h"

#include <cstddef>
#include <filesystem>
#include <mutex>
#include <stdexcept>
#include <string>

namespace nines::store {

/// A block that is needed is not in the file.
struct MissingBlock : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A run with it ends with what the file holds, or with MissingBlock. The file is not changed, and may be write-protected.
/// Blocks that an older program wrote are simulated again, and the last one if a longer run has all of that block.
class ReadBlocks final : public monte_carlo::BlockStore {
 public:
  /// Throws StoreError for what is no results store.
  ReadBlocks(const std::filesystem::path& file, std::string run);

  /// How many trials there are from the first on without a gap.
  std::size_t trials_without_gap() const;

  void begin(std::size_t, std::size_t) override {}
  bool find(const monte_carlo::Block& block, monte_carlo::Tally& tally) override;
  void keep(const monte_carlo::Block&, const monte_carlo::Tally&) override {}
  [[noreturn]] void differ(const monte_carlo::Block& block) override;

 private:
  Database database_;
  std::string run_;
  std::mutex mutex_;  ///< guards the database
};

}  // namespace nines::store
