#include "analysis/store/read_blocks.h"

#include "analysis/store/kept_tally.h"
#include "analysis/store/schema.h"

#include <fmt/format.h>

namespace nines::store {

ReadBlocks::ReadBlocks(const std::filesystem::path& file, std::string run)
    : database_(file, Database::Access::read), run_(std::move(run)) {
  check_readable(database_);
}

std::size_t ReadBlocks::trials_without_gap() const {
  Statement row(database_, "SELECT first, trials FROM blocks WHERE point = ?1 ORDER BY block");
  row.bind(run_);
  std::size_t trials = 0;
  while (row.step() && row.count(0) == trials) trials += row.count(1);
  return trials;
}

bool ReadBlocks::find(const monte_carlo::Block& block, monte_carlo::Tally& tally) {
  std::string bytes;
  {
    const std::lock_guard lock(mutex_);
    Statement row(database_, "SELECT tally, trials FROM blocks WHERE point = ?1 AND block = ?2 AND trials >= ?3");
    if (!row.bind(run_, block.number, block.trials).step())
      throw MissingBlock(fmt::format("{} does not hold block {} of run {}", database_.name(), block.number, run_));
    if (row.count(1) > block.trials) return false;
    bytes = row.text(0);
  }
  return read_kept_tally(bytes, {database_.name(), run_}, block, tally);
}

void ReadBlocks::differ(const monte_carlo::Block& block) { kept_tally_differs({database_.name(), run_}, block); }

}  // namespace nines::store
