// Which parts of a platform the downtime of a service hangs on: importance measures of reliability theory.
//
// Of a part (a node class or a level of failure domains) two other platforms are looked at: one in which it never
// fails, and one in which one of its members has failed for good. All three run with the same random numbers, trial by
// trial. The unavailabilities Q, Q(perfect) and Q(failed) give Birnbaum's importance, Fussell and Vesely's, and the
// two worths (Rausand, Hoyland 2004, System Reliability Theory, chapter 5, for a part with a single member).
#pragma once

#include "analysis/run.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace nines::sweep {

/// A simulated value with its interval, and the chain's where there is one.
struct Compared {
  double simulated = 0, low = 0, high = 0;
  std::optional<double> exact;
  double value() const { return exact.value_or(simulated); }
};

struct PartImportance {
  SubjectKind kind = SubjectKind::node_class;
  std::string name;
  Compared gain;  ///< Q - Q(perfect)
  Compared loss;  ///< Q(failed) - Q; never by a chain: a fault that is there from the start is simulated
  double unavailability = 0;  ///< Q, as the gain was found

  double fussell_vesely() const;  ///< share of Q that goes if the part never fails
  double worth_reduction() const;  ///< Q / Q(perfect); infinite where nothing else takes the service down
  double worth_achievement() const;  ///< Q(failed) / Q
  double birnbaum() const;  ///< Q(failed) - Q(perfect)
};

struct Importance {
  std::string title, scenario_file, scenario_hash, service;
  Compared unavailability;
  std::vector<PartImportance> parts;  ///< by the gain, the largest first
  std::uint64_t seed = 0;
  std::size_t trials = 0;
  double mission_s = 0, confidence = 0.95;
  bool interrupted = false;
};

/// The platform in which this node class (or level of domains) never fails: neither by itself nor by shocks or changes.
models::Platform with_perfect(const models::Platform& platform, SubjectKind kind, std::size_t index);
/// The platform in which one member of it fails at once, and is never repaired.
models::Platform with_failed_member(const models::Platform& platform, SubjectKind kind, std::size_t index,
                                    Seconds mission);

/// Of every part that can fail, for the service with this index.
Importance importance(const models::Study& study, std::size_t service, const RunOptions& options);

}  // namespace nines::sweep
