// Failure detectors: heartbeats beat by beat, and detection times drawn at once from their law. Processor time, the best of
// five rounds, for other work on the machine only slows a round down.
#include "models/detection/heartbeat_beats.h"
#include "sim/laws.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

namespace {

using namespace nines;
using namespace nines::models::detection;

template <class Work>
double best_seconds(Work work) {
  double best = 1e300;
  for (std::uint32_t round = 0; round < 5; ++round) {
    const std::clock_t from = std::clock();
    work(round);
    best = std::min(best, static_cast<double>(std::clock() - from) / CLOCKS_PER_SEC);
  }
  return best;
}

void measure(const char* name, const HeartbeatSettings& settings) {
  constexpr double beats = 3e6;
  const HeartbeatBeats behaviour(settings, {});
  const double beat_s = best_seconds([&](std::uint32_t round) {
    QualityRecord record;
    Sampler<QualityRecord> sampler(behaviour.layout(), record);
    sampler.run(behaviour, 1, round, beats * settings.period.count());
  });
  const LawPtr law = make_heartbeat(settings)->detection_time(FailsBy::dying);
  double sum_s = 0;
  constexpr std::uint32_t draws = 1'000'000;
  const double draw_s = best_seconds([&](std::uint32_t round) {
    for (std::uint32_t i = 0; i < draws; ++i) {
      MiniStream stream({.seed = 1, .trial = round, .occurrence = i});
      sum_s += law->sample(stream).count();
    }
  });
  fmt::print("{:<24} {:6.1f} million beats/s   {:5.1f} ns a draw at once (mean {:.3f} s)\n", name, beats / beat_s / 1e6,
             draw_s / draws * 1e9, sum_s / draws / 5);
}

}  // namespace

int main() {
  const Seconds second{1};
  const LawPtr delay = exponential_with_mean(Seconds{0.02});
  measure("timeout, no delay", {.period = second, .timeout = Seconds{3.5}, .loss = 0.01});
  measure("timeout, random delay", {.period = second, .timeout = Seconds{3.5}, .delay = delay, .loss = 0.01});
  measure("NFD-S, random delay",
          {.period = second, .method = Freshness::nfd_s, .timeout = second, .delay = delay, .loss = 0.01});
  measure("NFD-E, random delay",
          {.period = second, .method = Freshness::nfd_e, .timeout = second, .delay = delay, .loss = 0.01});
}
