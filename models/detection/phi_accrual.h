// The phi accrual failure detector (Hayashibara, Defago, Yared, Katayama 2004, SRDS'04): suspicion grows with the time
// since the last heartbeat, measured against what the last intervals between heartbeats make likely.
#pragma once

#include "models/detection/detector.h"

namespace nines::models::detection {

enum class PhiForm {
  normal,  ///< phi = -log10 P(N(mean, deviation) > t), the paper's
  /// Akka's approximation of the normal one: y = (t - mean) / deviation, e = exp(-y (1.5976 + 0.070566 y^2))
  logistic,
  exponential,  ///< Cassandra's: phi = t / (mean ln 10)
};

/// Phi when the last heartbeat arrived `since` ago.
double phi(PhiForm form, Seconds since, Seconds mean, Seconds deviation);
/// The time since the last arrival at which phi reaches the threshold.
Seconds time_to_phi(PhiForm form, double threshold, Seconds mean, Seconds deviation);

struct PhiSettings {
  Seconds period{0};
  PhiForm form = PhiForm::normal;
  double threshold = 8;
  int window = 1000;  ///< intervals remembered
  Seconds min_deviation{0};  ///< the deviation is taken to be at least this
  Seconds acceptable_pause{0};  ///< added to the mean (Akka's acceptable-heartbeat-pause)
  LawPtr delay = nullptr;  ///< of a heartbeat on its way; null: none
  double loss = 0;
  double passes_when_grey = 0;
};

Problems validate(const PhiSettings& settings);

/// A timeout after the last arrival that itself varies with the number of lost heartbeats in the window; laws are
/// mixtures over that number. An approximation: what the delays in the window add to the sample variance is taken at
/// its mean, and the window is taken to be independent of the heartbeats under way at the failure. Without loss and
/// with a fixed delay or a long window it is exact.
DetectorPtr make_phi_accrual(const PhiSettings& settings);

}  // namespace nines::models::detection
