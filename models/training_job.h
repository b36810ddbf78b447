// Training jobs as a scenario describes them: work that needs all of a service at once, goes on from checkpoints, and loses
// what it has done since the last one. Behaviour: job.h.
#pragma once

#include "sim/law.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nines::models {

/// A failure mode of a node class or of a domain level.
struct FailureReference {
  bool is_domain = false;
  std::size_t index = 0;  ///< DomainLevel or NodeClass
  std::size_t mode = 0;
};

/// Where checkpoints are kept: in the memory of the nodes or of their peers, on their disks, in a store elsewhere.
struct CheckpointTier {
  std::string name;
  std::size_t every = 1;  ///< each so many-th checkpoint goes there
  Seconds stall{0};  ///< all training stands still for it
  Seconds drain{0};  ///< from the end of the stall until it can be used; training goes on meanwhile
  LawPtr restore = nullptr;  ///< how long it takes to load one; null: no time
  std::size_t keeps = 2;  ///< so many that can be used are kept, the newest ones
  double bad = 0;  ///< probability that one turns out to be useless when it has been loaded
  std::vector<FailureReference> lost_by = {};  ///< such a failure takes what is on its node
  /// So many nodes hold copies for each other: only a whole group that has lost its own since the checkpoint was taken
  /// takes it away (Wang et al. 2023). 1: there is one copy of each part.
  std::size_t group = 1;
  std::size_t nodes = 0;  ///< of the job, that hold parts; a multiple of `group`
};

/// How far apart checkpoints are.
enum class CheckpointRule : std::uint8_t {
  fixed,
  adaptive,  ///< the optimum for the mean time between the interruptions seen so far in the trial, anew at each restart
};

struct Checkpoints {
  CheckpointRule rule = CheckpointRule::fixed;
  /// Of work at full speed, from the end of one to the start of the next; of `adaptive`: at first.
  Seconds interval = never;
  Seconds assumed_mtbf{0};  ///< `adaptive`: counts as the time until one interruption that was seen before the trial
  Seconds shortest{0};  ///< `adaptive`: no interval is shorter, so that each drain is over before the next begins
  std::vector<CheckpointTier> tiers;  ///< of several newest checkpoints the one of the first tier is taken

  /// The stall of a checkpoint, on average over the tiers' multiples.
  Seconds mean_stall() const;
};

/// Silent corruption of what is trained: noticed later, and rolled back past.
struct SilentCorruption {
  LawPtr interval;  ///< of time in which the job runs
  LawPtr until_found;  ///< null: at once
};

/// The job saves what it has, stands aside, and comes back. One that comes while it does not run is left out.
struct PlannedInterruption {
  LawPtr interval;
  LawPtr duration;  ///< null: no time, but that of the restart
};

struct TrainingJob {
  std::string name;
  std::size_t service = 0;  ///< it runs while this is up
  Seconds work = never;  ///< at full speed; then it ends, with a last checkpoint
  double gpus = 0;  ///< for hours of GPUs in the report; 0: not stated
  bool elastic = false;  ///< its speed follows the share of the service's capacity that is up
  LawPtr restart = nullptr;  ///< once a checkpoint has been loaded, until it makes progress again; null: no time
  std::optional<Checkpoints> checkpoints = std::nullopt;
  std::optional<SilentCorruption> corruption = std::nullopt;
  std::optional<PlannedInterruption> planned = std::nullopt;
};

/// Records of checkpoints of a tier beyond this many make no sense.
inline constexpr std::size_t most_checkpoints_kept = 1000;
/// Checkpoints are counted with 32 bits: a job may take no more of them in a mission.
inline constexpr double most_checkpoints = 4e9;
inline constexpr std::size_t largest_checkpoint_group = 16;

}  // namespace nines::models
