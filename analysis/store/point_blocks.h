// The blocks of one run in a results store.
#pragma once

#include "analysis/monte_carlo/block_store.h"
#include "analysis/store/store.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <vector>

namespace nines::store {

/// What a run is told of with RunOptions::blocks. Blocks are written in batches, a few times a second, so that little is lost
/// by a kill and little time by writing.
class PointBlocks : public monte_carlo::BlockStore {
 public:
  /// `store` must outlive it. Nothing is written before the run begins.
  PointBlocks(Store& store, ScenarioRecord scenario, std::uint64_t seed, double mission_s)
      : store_(store), scenario_(std::move(scenario)), point_{scenario_.hash, seed, mission_s, 0} {}
  /// Writes what is left, if it can.
  ~PointBlocks() override;

  void begin(std::size_t trials_per_block, std::size_t trials) override;
  bool find(const monte_carlo::Block& block, monte_carlo::Tally& tally) override;
  void keep(const monte_carlo::Block& block, const monte_carlo::Tally& tally) override;
  [[noreturn]] void differ(const monte_carlo::Block& block) override;

  /// After the run: writes what is left.
  void flush();
  /// The same, and the result.
  void finish(const RunResult& result);
  /// After the run has begun.
  const std::string& id() const { return id_; }
  /// Trials that needed no simulation, for they were in the store.
  std::size_t found_trials() const { return found_trials_; }

 private:
  using Clock = std::chrono::steady_clock;
  void write_waiting();

  Store& store_;
  ScenarioRecord scenario_;
  PointRecord point_;
  std::string id_;
  std::atomic<std::size_t> found_trials_{0};
  std::mutex mutex_;  ///< guards all below
  std::vector<BlockRecord> waiting_;
  std::size_t waiting_bytes_ = 0;
  Clock::time_point written_ = Clock::now();
};

}  // namespace nines::store
