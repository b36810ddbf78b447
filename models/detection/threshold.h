// An alarm on a metric: CPU load, latency, error rate as a noisy level that is sampled, a threshold, and for how many
// samples in a row it must be exceeded. Detection delay and false alarms follow from the same settings.
#pragma once

#include "models/detection/detector.h"

namespace nines::models::detection {

struct ThresholdSettings {
  Seconds interval{0};  ///< between samples
  double mean = 0;  ///< of the metric while all is well, in its own unit
  double deviation = 1;  ///< its standard deviation, before and after a failure
  /// Of two successive samples (AR(1)); for an Ornstein-Uhlenbeck level exp(-interval / correlation time).
  double correlation = 0;
  double threshold = 0;  ///< above the mean; exceeded means strictly above
  double failed_mean = 0;  ///< to which a failure moves the mean
  int samples = 1;  ///< in a row above the threshold raise the alarm
  int clear_samples = 1;  ///< in a row at or below it clear it
  double passes_when_grey = 0;  ///< share of the shift of the mean that a grey failure lacks
};

/// "For" of alerting rules: exceeded at one sample and at all that follow within `lasting`. A whole number, maybe a
/// huge one.
double samples_for(Seconds lasting, Seconds interval);

Problems validate(const ThresholdSettings& settings);

/// The metric is mean + deviation Z with Z(k+1) = correlation Z(k) + sqrt(1 - correlation^2) N(0, 1); a failure moves
/// the mean between two samples. Laws by a Markov chain on run length and level, levels at Gauss-Legendre nodes
/// (Nystroem's method; relative error about 1e-8). T_D is the time to the first alarm, for a level may fall below the
/// threshold again. Without correlation it is the time to the first run (Feller 1968, XIII.7).
DetectorPtr make_threshold(const ThresholdSettings& settings);

}  // namespace nines::models::detection
