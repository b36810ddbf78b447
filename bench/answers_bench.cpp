// How long a whole run takes to answer to 1 %: every textbook scenario, its simulation until the interval of the last
// service's unavailability is within 1 %, its Markov chain, its closed forms and the verdict.
//
// A rare outage needs many trials; who has not answered after `patience_s` is stopped, and its row says so.
#include "analysis/run.h"
#include "scenarios/language/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>
#include <vector>

namespace nines::bench {
namespace {

constexpr double relative_half_width = 0.01;
constexpr double patience_s = 20;

/// Sets `stop` after a while, unless it is destroyed before that.
class Alarm {
 public:
  Alarm(std::atomic<bool>& stop, double after_s)
      : thread_([this, &stop, after_s](const std::stop_token& over) {
          std::unique_lock lock(mutex_);
          const auto patience = std::chrono::duration<double>(after_s);
          if (!wake_.wait_for(lock, over, patience, [&] { return over.stop_requested(); })) stop = true;
        }) {}

 private:
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

void row(const std::filesystem::path& file) {
  const scenarios::LoadResult loaded = scenarios::load_file(file);
  if (!loaded.scenario || loaded.scenario->study.platform.services.empty()) return;
  models::Study study = loaded.scenario->study;
  study.trials = 0;
  study.precision = {{relative_half_width, models::Measure::availability, study.platform.services.size() - 1}};
  std::atomic<bool> stop = false;
  RunOptions options;
  options.stop = &stop;
  RunResult result;
  {
    const Alarm alarm(stop, patience_s);
    result = run(study, options);
  }
  const char* remark = result.interrupted ? "stopped" : !result.precision_reached ? "not to 1 %" : "";
  fmt::print("{:<34} {:>8.2f} s {:>12} {}\n", file.stem().string(), result.elapsed_s, result.trials, remark);
}

}  // namespace
}  // namespace nines::bench

int main() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(NINES_SOURCE_DIR "/scenarios/textbook")) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  fmt::print("{:<34} {:>10} {:>12}\n", "to 1 %, with chain and closed forms", "time", "trials");
  for (const auto& file : files) nines::bench::row(file);
}
