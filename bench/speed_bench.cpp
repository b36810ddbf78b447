// The speed of nines as ratios to hand-written loops, measured in turns in one run.
//
// Each row is the median over `rounds` rounds of (events per second of nines) / (events per second of the yardstick), both
// run back to back within a round, so that a machine whose speed drifts does not matter.
#include "analysis/run.h"
#include "bench/subjects.h"
#include "bench/yardsticks.h"
#include "sim/laws.h"

#include <fmt/format.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <variant>

namespace nines::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int rounds = 9;
constexpr double turn_s = 0.15;
constexpr double life_s = mean_life_h * 3600, repair_s = mean_repair_h * 3600;

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// Events per second of a function that runs one trial and returns its events.
template <class Trial>
double events_per_second(Trial trial) {
  const auto start = Clock::now();
  std::uint64_t events = 0;
  double elapsed = 0;
  while (elapsed < turn_s) {
    events += trial();
    elapsed = std::chrono::duration<double>(Clock::now() - start).count();
  }
  return static_cast<double>(events) / elapsed;
}

/// About `events` events in a trial, but at least one life on average.
double mission_s(double members, double events) { return std::max(events / (2 * members), 0.1) * (life_s + repair_s); }

template <class Yardstick>
void row(const std::string& name, const std::string& text, Yardstick yardstick) {
  Subject subject(text);
  std::uint32_t trial = 0;
  std::vector<double> ratios, speeds;
  for (int round = 0; round < rounds; ++round) {
    const double reference = events_per_second([&] { return yardstick(trial++).events; });
    const double speed = events_per_second([&] { return subject.run_next(); });
    speeds.push_back(speed / 1e6);
    ratios.push_back(speed / reference);
  }
  const double members = static_cast<double>(subject.model().classes.front().members);
  fmt::print("{:<44} {:>8.2f} {:>8.2f} {:>12.1f}\n", name, median(speeds), median(ratios),
             static_cast<double>(subject.sampler_bytes()) / members);
}

void counted(std::uint32_t members, std::uint32_t crew) {
  const Pool pool{members, members - members / 10, crew, mission_s(members, 2e5)};
  const BirthDeathLoop loop(pool, 1 / life_s, 1 / repair_s);
  row(fmt::format("counted pool, N = {}, crew of {}", members, crew), counted_pool_text(pool),
      [&](std::uint32_t trial) { return loop.run(1, trial); });
}

LawPtr law(const char* kind, const std::map<std::string, double>& parameters) {
  return std::get<LawPtr>(make_law(kind, parameters));
}

void individual(std::uint32_t members) {
  const Pool pool{members, members - members / 10, members, mission_s(members, std::max(2e5, 4.0 * members))};
  IndexedHeapLoop loop(pool, law("weibull", {{"mean", life_s}, {"shape", 1.5}}),
                       law("lognormal", {{"median", 6 * 3600.0}, {"sigma", 1}}));
  row(fmt::format("Weibull and lognormal clocks, N = {}", members), individual_clocks_text(pool),
      [&](std::uint32_t trial) { return loop.run(1, trial); });
}

void two_threads() {
  models::Study study = study_of(counted_pool_text({1000, 900, 1000, mission_s(1000, 2e4)}));
  study.trials = 1500;
  std::vector<double> ratios;
  for (int round = 0; round < rounds; ++round) {
    RunOptions options;
    options.chain = false;
    options.threads = 1;
    const double one = run(study, options).elapsed_s;
    options.threads = 2;
    ratios.push_back(one / run(study, options).elapsed_s);
  }
  fmt::print("\ntwo threads against one, whole runs of {} trials: {:.2f} times as fast\n", study.trials,
             median(ratios));
}

/// Does it in a process of its own, whose peak of memory is then known.
template <class Work>
void measure_apart(const std::string& name, Work work) {
  std::fflush(stdout);
  const auto start = Clock::now();
  const pid_t child = fork();
  if (child == 0) {
    work();
    _exit(0);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  const double elapsed = std::chrono::duration<double>(Clock::now() - start).count();
  fmt::print("{}: {:.2f} s, {:.0f} MB at most{}\n", name, elapsed, static_cast<double>(usage.ru_maxrss) / 1024,
             status == 0 ? "" : " (failed)");
}

void load_a_million() {
  for (const bool individuals : {false, true}) {
    const Pool pool{1'000'000, 900'000, 1'000'000, 3600.0 * 24};
    measure_apart(
        fmt::format("loading a million members {}", individuals ? "with clocks of their own" : "kept as counts"), [&] {
          const models::Study study = study_of(individuals ? individual_clocks_text(pool) : counted_pool_text(pool));
          models::build(study.platform);
        });
  }
}

int main_program() {
  load_a_million();
  fmt::print("\n{:<44} {:>8} {:>8} {:>12}\n", "", "M ev./s", "ratio", "B a member");
  for (const std::uint32_t members : {10u, 1000u, 1'000'000u}) counted(members, members);
  for (const std::uint32_t members : {10u, 1000u, 1'000'000u}) counted(members, std::max(1u, members / 80));
  for (const std::uint32_t members : {10u, 1000u, 100'000u}) individual(members);
  two_threads();
  return 0;
}

}  // namespace
}  // namespace nines::bench

int main() { return nines::bench::main_program(); }
