// Internal to metric thresholds: runs of an AR(1) level above a threshold, as a Markov chain on run length and
// discretised level.
#pragma once

#include <cstddef>
#include <vector>

namespace nines::models::detection {

class LevelChain {
 public:
  /// Thresholds in standard deviations above the mean: in health, and after the failures that will be asked for (levels
  /// are cut there).
  LevelChain(double correlation, double healthy, double failed, double failed_grey, int samples, int clear_samples);

  /// Probability to be through at the first, second, ... sample; what is `left` after the last is geometric with a mean
  /// of `more_samples`.
  struct Passage {
    double at_once = 0;
    std::vector<double> at_sample;
    double left = 0;
    double more_samples = 0;
  };

  double alarms_per_sample() const { return alarms_per_sample_; }
  double alarmed_share() const { return alarmed_share_; }
  /// From the long run in health, the threshold being `threshold` deviations away from the next sample on.
  Passage first_alarm(double threshold) const;
  /// From the long run of an alarmed target that had failed, to clearing in health.
  Passage clearing_after(double threshold) const;
  /// From the clearing of a false alarm to the next; from a false alarm to its clearing.
  Passage next_alarm() const;
  Passage clearing() const;

 private:
  using Levels = std::vector<double>;  ///< probability by node
  using Runs = std::vector<Levels>;  ///< by length of the run so far
  struct LongRun {
    Levels raised, cleared;  ///< by the last sample
    double alarmed_share;
  };

  void place_nodes(std::vector<double> cuts);
  void fill_kernel();
  void find_long_run();
  /// One sample: runs of the counted side grow, others start again; returns what has completed a run.
  Levels step(Runs& runs, double threshold, bool counts_above) const;
  /// Steps both until the alarmed share is steady, to within `tolerance` of itself.
  LongRun settle(Runs& trusted, Runs& alarmed, double threshold, double tolerance) const;
  Passage pass(Runs runs, double threshold, bool counts_above) const;

  double correlation_, healthy_;
  std::size_t samples_, clear_samples_;
  std::vector<double> nodes_, weights_;
  std::vector<double> kernel_;  ///< from node i to node j: i * nodes + j
  Runs trusted_, alarmed_;  ///< the long run in health, just after a sample
  Levels raised_, cleared_;  ///< levels when an alarm is raised, or cleared; sums are 1
  double alarms_per_sample_ = 0, alarmed_share_ = 0;
};

}  // namespace nines::models::detection
