// Synthetic trials with known truth, for the coverage of intervals.
#pragma once

#include "analysis/monte_carlo/moments.h"
#include "models/study.h"
#include "sim/random.h"
#include "sim/time.h"

#include <boost/random/binomial_distribution.hpp>
#include <boost/random/exponential_distribution.hpp>
#include <boost/random/geometric_distribution.hpp>
#include <boost/random/lognormal_distribution.hpp>
#include <boost/random/poisson_distribution.hpp>

#include <cmath>
#include <cstdint>

namespace nines::monte_carlo::synthetic {

inline constexpr double mission_s = year.count();
inline constexpr double mean_duration_s = 3600;

enum class Durations { fixed, exponential, lognormal_moderate, lognormal_heavy };

/// Clusters of outages come as a Poisson process; a cluster has 1 outage, or a geometric number with mean 2.5.
struct Regime {
  const char* name;
  std::size_t trials;
  double clusters_per_run;  ///< expected, over all trials
  Durations durations = Durations::exponential;
  bool clustered = false;

  double clusters_per_trial() const { return clusters_per_run / static_cast<double>(trials); }
  double outages_per_trial() const { return clusters_per_trial() * (clustered ? 2.5 : 1); }
  double truth(models::Measure measure) const {
    using models::Measure;
    switch (models::counterpart(measure)) {
      case Measure::availability: return outages_per_trial() * mean_duration_s / mission_s;
      case Measure::downtime: return outages_per_trial() * mean_duration_s;
      case Measure::outages: return outages_per_trial();
      case Measure::mtbf: return mission_s / outages_per_trial();
      case Measure::mdt: return mean_duration_s;
      case Measure::mttf: return mission_s / clusters_per_trial();
      case Measure::unreliability: return -std::expm1(-clusters_per_trial());
      default: return 0;
    }
  }
};

inline double draw_duration(Durations durations, MiniStream& stream) {
  const auto lognormal = [&](double sigma) {
    return mean_duration_s * boost::random::lognormal_distribution<>(-sigma * sigma / 2, sigma)(stream);
  };
  switch (durations) {
    case Durations::fixed: return mean_duration_s;
    case Durations::exponential: return boost::random::exponential_distribution<>(1 / mean_duration_s)(stream);
    case Durations::lognormal_moderate: return lognormal(1.0);
    case Durations::lognormal_heavy: return lognormal(1.5);
  }
  return 0;
}

/// One trial that has at least one cluster.
inline TrialRecord failing_trial(const Regime& regime, MiniStream& stream) {
  const double rate = regime.clusters_per_trial();
  const double first = -std::log1p(stream.uniform() * std::expm1(-rate)) / rate;  // in missions, given that it is < 1
  int clusters = 1 + boost::random::poisson_distribution<>(std::max(rate * (1 - first), 1e-12))(stream);
  TrialRecord trial;
  trial.time_at_risk_s = first * mission_s;
  trial.failed = true;
  for (; clusters > 0; --clusters) {
    const int outages = regime.clustered ? 1 + boost::random::geometric_distribution<>(0.4)(stream) : 1;
    trial.outages += static_cast<std::uint64_t>(outages);
    for (int i = 0; i < outages; ++i) trial.downtime_s += draw_duration(regime.durations, stream);
  }
  return trial;
}

/// Adds `trials` trials. Those without an outage are added in one go, so that rare regimes cost nothing.
inline void add_trials(Moments& moments, std::size_t trials, const Regime& regime, MiniStream& stream) {
  const double probability = -std::expm1(-regime.clusters_per_trial());
  const auto failing =
      static_cast<std::size_t>(boost::random::binomial_distribution<>(static_cast<int>(trials), probability)(stream));
  for (std::size_t i = 0; i < failing; ++i) moments.add(failing_trial(regime, stream));
  Moments quiet;
  quiet.trials = trials - failing;
  quiet.time_at_risk_s = mission_s * static_cast<double>(quiet.trials);
  quiet.time_at_risk_squared = mission_s * quiet.time_at_risk_s;
  moments.merge(quiet);
}

inline Moments run_of(const Regime& regime, std::uint32_t run, std::uint64_t seed) {
  MiniStream stream(DrawAddress{seed, run, 0, 0});
  Moments moments;
  add_trials(moments, regime.trials, regime, stream);
  return moments;
}

}  // namespace nines::monte_carlo::synthetic
