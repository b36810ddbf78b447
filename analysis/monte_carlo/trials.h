// Single trials, and blocks of them on one thread.
#pragma once

#include "analysis/monte_carlo/tally.h"
#include "models/model.h"
#include "models/study.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace nines::monte_carlo {

/// Where the draws of a trial live: a seed and a 32-bit number.
struct TrialAddress {
  std::uint64_t seed = 0;
  std::uint32_t trial = 0;
};

/// Trial numbers count from 0. Beyond 2^32 of them a draw's address has no room, and the seed is replaced by one that
/// is itself drawn.
TrialAddress address_of(std::uint64_t seed, std::size_t trial);

/// A member's or a service's trial from the integral of what was up: `whole` is the value of the reward when all is up.
/// What is missing by less than rounding (1e-13 of the whole) counts as nothing, so that it is no event.
double missing_share_s(double integral, double whole, double mission_s);

/// The series that a measure of a service's data is read from.
std::uint32_t series_of(const models::Model& model, std::size_t service, models::Measure measure);

/// The sums that a measure of a service is read from.
const Moments& moments_of(const models::Model& model, const Tally& tally, std::size_t service, models::Measure measure);

/// Runs blocks of trials, one after another, on one thread.
class TrialRunner {
 public:
  /// Model and study must outlive the runner. Once `stop` says true no further trial begins, and a long one is given up.
  TrialRunner(const models::Model& model, const models::Study& study, std::function<bool()> stop = {});
  ~TrialRunner();

  /// Runs a block, trials first, first + 1, ..., and adds them to `tally`, until all are done or `stop` says so.
  void run(std::size_t first, std::size_t count, Tally& tally);

  /// Runs one trial and adds it to `tally`. If it is given up the answer is false and the tally is empty, for the causes
  /// of its outages are in there already; trials long enough for that are alone in their blocks.
  bool run_trial(std::size_t trial, Tally& tally);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace nines::monte_carlo
