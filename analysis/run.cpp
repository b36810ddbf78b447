#include "analysis/run.h"

#include "analysis/compare/judge.h"
#include "analysis/exact.h"
#include "analysis/markov/explore.h"
#include "analysis/markov/export_prism.h"
#include "analysis/monte_carlo/intervals.h"
#include "analysis/monte_carlo/runner.h"
#include "analysis/profiles.h"
#include "analysis/report/numbers.h"
#include "analysis/report/wording.h"
#include "analysis/simulated.h"
#include "sim/state_space.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace nines {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

bool stopped(const RunOptions& options) { return options.stop != nullptr && *options.stop; }

/// "api.availability 99.98 .. 99.99 %".
std::string interval_in_words(const models::Study& study, const monte_carlo::TrialsProgress& now) {
  if (now.deciding.service >= study.platform.services.size()) return "";
  const report::EstimateText text = report::estimate_text(now.deciding.measure, now.current);
  return fmt::format("{}.{} {}", study.platform.services[now.deciding.service].name,
                     report::name_of(now.deciding.measure), text.interval.empty() ? text.value : text.interval);
}

Progress in_words(const models::Study& study, const monte_carlo::TrialsProgress& now, double elapsed_s) {
  Progress progress;
  progress.trials_done = now.done;
  progress.elapsed_s = elapsed_s;
  const double done = static_cast<double>(now.done);
  if (now.planned >= done && now.done > 0) {
    progress.trials_planned = static_cast<std::size_t>(now.planned);
    progress.remaining_s = now.elapsed_s * (now.planned - done) / done;
  }
  progress.interval = interval_in_words(study, now);
  return progress;
}

monte_carlo::Trials simulate(const models::Model& model, const models::Study& study, const RunOptions& options,
                             Clock::time_point start) {
  monte_carlo::TrialsOptions how{options.threads, {}, options.stop, options.blocks, options.trials_per_block};
  if (options.progress) {
    how.progress = [&](const monte_carlo::TrialsProgress& now) {
      options.progress(in_words(study, now, seconds_since(start)));
    };
  }
  return monte_carlo::run_trials(model, study, how);
}

/// So many states of the model as take about `bytes`, but at least a thousand.
std::size_t states_within(std::size_t bytes, const models::Model& model) {
  const Layout& layout = model.layout;
  const std::size_t numbers =
      1 + layout.timers() + layout.rates() + layout.rewards + layout.causes + layout.member_rewards.size();
  return std::max<std::size_t>(bytes / (layout.bytes + numbers * sizeof(double)), 1000);
}

/// Where the chain is all that is asked for.
std::size_t most_states(const models::Model& model, const RunOptions& options) {
  constexpr std::size_t alone = 1'000'000, bytes = std::size_t{1} << 31;
  return options.max_states > 0 ? options.max_states : std::min(alone, states_within(bytes, model));
}

/// The chain with its outages of members and its causes as counts that accumulate in PRISM's hours.
markov::Chain chain_in_hours(const models::Model& model, const RunOptions& options) {
  markov::Exploration found = markov::explore(model, most_states(model, options), options.stop);
  for (std::size_t reward = found.first_gone; reward < found.chain.reward.size(); ++reward) {
    for (double& per_second : found.chain.reward[reward]) per_second *= Hours(1) / Seconds(1);
  }
  return std::move(found.chain);
}

Progress solving_the_chain(const monte_carlo::Tally& tally, double elapsed_s) {
  Progress progress;
  progress.trials_done = tally.trials;
  progress.elapsed_s = elapsed_s;
  progress.interval = "now solving the Markov chain (--no-chain leaves it out)";
  return progress;
}

}  // namespace

std::size_t default_states_beside(const models::Model& model) {
  constexpr std::size_t most = 100'000, fewest = 10'000, most_with_services = 500'000, bytes = std::size_t{1} << 28;
  const std::size_t solved = std::clamp(most_with_services / (model.services.size() + 1), fewest, most);
  return std::min(solved, states_within(bytes, model));
}

RunResult run(const models::Study& study, const RunOptions& options) {
  const Clock::time_point start = Clock::now();
  const std::vector<Question> questions = questions_of(study);
  RunResult result = unanswered(study, questions);
  const auto model = models::build(study.platform);
  const monte_carlo::Trials trials = simulate(*model, study, options, start);
  add_simulated(*model, study, questions, trials.tally, result);
  if (options.profiles != nullptr) *options.profiles = profiles_of(*model, study, trials);
  result.threads = trials.threads;
  result.interrupted = trials.interrupted;
  result.precision_reached = trials.precision_reached;
  // The chain is the smaller part of the answer: who interrupts the trials does not want to wait for it.
  if (options.chain && stopped(options)) {
    result.chain_refused = "the run was interrupted before it was solved";
  } else if (options.chain) {
    const std::size_t states = options.max_states > 0 ? options.max_states : default_states_beside(*model);
    if (options.progress) options.progress(solving_the_chain(trials.tally, seconds_since(start)));
    add_exact(*model, study, questions, states, options.stop, result);
  }
  add_predictions(study, questions, options.stop, result);
  judge(result);
  result.elapsed_s = seconds_since(start);
  return result;
}

RunResult solve(const models::Study& study, const RunOptions& options) {
  const Clock::time_point start = Clock::now();
  const std::vector<Question> questions = questions_of(study);
  RunResult result = unanswered(study, questions);
  const auto model = models::build(study.platform);
  add_exact(*model, study, questions, most_states(*model, options), options.stop, result);
  judge(result);
  result.elapsed_s = seconds_since(start);
  return result;
}

RunResult predict_only(const models::Study& study, const RunOptions& options) {
  const std::vector<Question> questions = questions_of(study);
  RunResult result = unanswered(study, questions);
  add_predictions(study, questions, options.stop, result);
  judge(result);
  return result;
}

std::vector<std::string> export_prism(const models::Study& study, const std::string& prefix,
                                      const RunOptions& options) {
  const auto model = models::build(models::without_jobs(study.platform));
  const std::string refusal = models::why_not_markov(*model);
  if (!refusal.empty()) throw std::runtime_error(refusal);
  std::vector<std::string> files;
  try {
    for (const auto& path : markov::export_prism(chain_in_hours(*model, options), prefix))
      files.push_back(path.string());
  } catch (const StateSpaceTooLarge& error) {
    throw std::runtime_error(more_states_allowed(error));
  }
  return files;
}

}  // namespace nines
