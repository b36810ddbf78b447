// nines sweep --results: what a sweep leaves in a results store, takes from it, and how it is read back from there.
#pragma once

#include "analysis/store/catalogue.h"
#include "analysis/store/point_blocks.h"
#include "analysis/store/sweeps.h"
#include "cli/progress.h"
#include "cli/sweep_plan.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nines::cli {

/// A sweep whose points are kept.
class KeptSweep final : public sweep::PointKeeper {
 public:
  /// Opens the store that the request names, and says there which points the sweep has. Throws store::StoreError.
  KeptSweep(const Request& request, const PreparedSweep& prepared, std::vector<std::size_t> block_sizes = {});

  void begin(const sweep::ReadyPoint& point, RunOptions& options) override;
  void finish(const RunResult& result) override;

  /// "kept in study.db as sweep 0123abcd; 3 of the 5 points were there", on standard error.
  void say(const sweep::SweepResult& result) const;

 private:
  const PreparedSweep& prepared_;
  const std::vector<std::size_t> block_sizes_;  ///< trials in a block of each point; 0, or empty: as its study asks
  store::Store store_;
  std::string id_;
  std::unique_ptr<store::PointBlocks> blocks_;  ///< of the point under way, like the next
  std::vector<std::pair<std::string, std::string>> settings_;
  std::size_t found_ = 0;  ///< points that needed no simulation
};

/// --more: how many trials each point shall have, and in blocks of which size they are.
struct MoreOfSweep {
  std::size_t trials = 0;
  std::vector<std::size_t> block_sizes;
};

/// Of the longest sweep in the store that is done and has the same points. Throws store::StoreError if there is none.
MoreOfSweep more_of_sweep(const Request& request, const PreparedSweep& prepared);

/// --shard: every N-th point of the sweep, which answers nothing yet.
ExitCode sweep_shard_command(const Request& request, const PreparedSweep& prepared, const RunOptions& options,
                             ProgressLine& progress);

/// A sweep from what is kept of it, as if it had been asked for and run again.
struct SweepReadBack {
  Request asked;                 ///< that it answers, with the scenario's own name
  scenarios::Scenario scenario;  ///< as it is where nothing is varied
  sweep::SweepResult result;
};

/// Nothing but a block of each point is simulated, and that to compare. Points that are not done are left out, as of a
/// sweep that was interrupted. Throws store::StoreError, also where this program reads the scenario otherwise than the one
/// that kept it. The request says how (threads, chain), not what.
SweepReadBack kept_sweep(const store::Catalogue& catalogue, const store::ListedSweep& sweep, const Request& request,
                         const RunOptions& options);

}  // namespace nines::cli
