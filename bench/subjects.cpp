#include "bench/subjects.h"

#include "analysis/monte_carlo/observer.h"
#include "scenarios/language/scenario.h"
#include "sim/sampler.h"

#include <fmt/format.h>

#include <stdexcept>

namespace nines::bench {

namespace {

std::string pool_text(const Pool& pool, const std::string& fault) {
  const bool limited = pool.crew < pool.members;
  return fmt::format(
      "nines: 1\nmission: {} h\ntrials: 1000\nnodes:\n  member:\n    count: {}\n    failures:\n      fault: "
      "{{{}{}}}\n{}"
      "services:\n  work: {{needs: {} of member}}\n",
      pool.mission_s / 3600, pool.members, fault, limited ? ", crew: repairers" : "",
      limited ? fmt::format("crews:\n  repairers: {}\n", pool.crew) : "", pool.needed);
}

}  // namespace

std::string counted_pool_text(const Pool& pool) {
  return pool_text(pool, fmt::format("time to failure: exponential {} h, time to repair: exponential {} h", mean_life_h,
                                     mean_repair_h));
}

std::string individual_clocks_text(const Pool& pool) {
  return pool_text(pool,
                   fmt::format("time to failure: weibull {} h shape 1.5, time to repair: lognormal median 6 h sigma 1",
                               mean_life_h));
}

models::Study study_of(const std::string& text) {
  scenarios::LoadResult loaded = scenarios::load_text(text, "bench");
  if (loaded.scenario) return std::move(loaded.scenario->study);
  std::string why;
  for (const scenarios::Diagnostic& diagnostic : loaded.diagnostics) why += diagnostic.to_string() + "\n";
  throw std::runtime_error(why);
}

Subject::Subject(const std::string& text)
    : study_(study_of(text)),
      model_(models::build(study_.platform)),
      tally_(*model_, study_),
      runner_(*model_, study_) {}

std::uint64_t Subject::run_next() {
  const std::uint64_t before = tally_.events;
  runner_.run_trial(tally_.trials, tally_);
  return tally_.events - before;
}

double Subject::unavailability_of_members() const {
  const double time_s = study_.mission.count() * static_cast<double>(tally_.trials);
  return tally_.node_classes.front().downtime_s.sum / time_s;
}

std::size_t Subject::sampler_bytes() const {
  monte_carlo::ServiceObserver observer(model_->services.size());
  return Sampler<monte_carlo::ServiceObserver>(model_->layout, observer).bytes();
}

}  // namespace nines::bench
