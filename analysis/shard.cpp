#include "analysis/shard.h"

#include "models/model.h"

namespace nines {

monte_carlo::ShardDone run_shard(const models::Study& study, const RunOptions& options,
                                 const monte_carlo::Shard& shard) {
  const auto model = models::build(study.platform);
  monte_carlo::TrialsOptions how{options.threads, {}, options.stop, options.blocks, options.trials_per_block};
  if (options.progress) {
    how.progress = [&](const monte_carlo::TrialsProgress& now) {
      const double done = static_cast<double>(now.done);
      Progress progress;
      progress.trials_done = now.done;
      progress.trials_planned = static_cast<std::size_t>(now.planned);
      progress.elapsed_s = now.elapsed_s;
      progress.remaining_s = done > 0 ? now.elapsed_s * (now.planned - done) / done : 0;
      options.progress(progress);
    };
  }
  return monte_carlo::run_shard(*model, study, shard, how);
}

}  // namespace nines
