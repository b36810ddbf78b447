// A results store: scenarios, the blocks of trials that were simulated of them, and what runs found, in one file.
#pragma once

#include "analysis/result.h"
#include "analysis/store/database.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace nines::store {

/// A scenario as it was read, so that a run can be repeated from the store alone.
struct ScenarioRecord {
  std::string hash;  ///< over all below but the names and the title
  std::string title, file;
  std::vector<std::pair<std::string, std::string>> sources;  ///< each file's name, and its text; the scenario first
  std::vector<std::pair<std::string, std::string>> overrides;  ///< path and value, as of --set
};

/// Trials that can be added up: those of one scenario with one seed, in blocks of one size. Whatever else a study asks for
/// (how many trials, which precision) does not change a block, so that a run, another with more trials and a point of a sweep
/// share what they have in common.
struct PointRecord {
  std::string scenario;
  std::uint64_t seed = 1;
  double mission_s = 0;
  std::size_t trials_per_block = 1;

  /// 16 hex digits over all of that.
  std::string id() const;
};

/// A block with the bytes of its tally (analysis/monte_carlo/tally_bytes.h).
struct BlockRecord {
  std::size_t number = 0, first = 0, trials = 0;
  std::string tally;
};

/// What was finished of a scenario.
struct KeptRun {
  std::string point;
  std::size_t trials = 0, trials_per_block = 0;
};

/// An open store that is written to. May be used by several threads and, as a file, by several processes at once.
class Store {
 public:
  /// Makes the file if it is not there. Throws StoreError for what is no results store, StoreFailed if the machine fails.
  explicit Store(const std::filesystem::path& path);
  /// Leaves one portable file, without journals beside it, unless another process still uses it.
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  const std::string& name() const { return database_.name(); }

  void add(const ScenarioRecord& scenario);
  /// `asked_trials` of a run that has a number of trials, otherwise 0.
  void add(const PointRecord& point, std::size_t asked_trials);
  std::optional<std::string> tally_of(const std::string& point, std::size_t block, std::size_t trials);
  /// All of them or, if that fails, none.
  void add(const std::string& point, const std::vector<BlockRecord>& blocks);
  /// Takes the place of one of fewer trials, or of as many; one of more trials stays.
  void add(const std::string& point, const RunResult& result);

  /// Does `what` in one transaction.
  void change(const std::function<void(const Database&)>& what);

  /// The run of a scenario with most trials that has a result.
  std::optional<KeptRun> longest_run(const std::string& scenario, std::uint64_t seed);
  /// Whether there are runs of a scenario of this title.
  bool knows_title(const std::string& title);

 private:
  void add_measures(const std::string& point, const RunResult& result);
  void add_objectives(const std::string& point, const RunResult& result);

  std::mutex mutex_;
  Database database_;
};

}  // namespace nines::store
