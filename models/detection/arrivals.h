// Heartbeats as the watcher receives them: sent every period, each lost with a probability, each late by an independent
// delay (so that they may overtake each other).
#pragma once

#include "models/detection/pieces.h"

namespace nines::models::detection {

class Arrivals {
 public:
  /// `delay` may be null: none.
  Arrivals(Seconds period, LawPtr delay, double loss);

  double period_s() const { return period_s_; }
  double loss() const { return loss_; }
  double mean_delay_s() const { return delay_->mean().count(); }
  double delay_variance_s2() const { return delay_->variance_s2(); }
  bool is_fixed_delay() const { return delay_->variance_s2() == 0; }
  /// P(delay > t), and P(delay <= t).
  double later_than(double t_s) const { return delay_->survival(Seconds{t_s}); }
  double by(double t_s) const { return delay_->cdf(Seconds{t_s}); }
  /// A time that delays exceed with a probability below 1e-18.
  double longest_delay_s() const { return longest_delay_s_; }
  /// Delays between which the law is smooth and moderate: bounds of the support and quantiles; ascending.
  const std::vector<double>& delay_breaks_s() const { return delay_breaks_s_; }

  /// The last arrival of a sender that stops at a uniform instant, relative to that instant (mostly before it, so
  /// negative), moved by `by_s` and cut at 0: P(last arrival <= a | last beat sent at 0) = prod over k >= 0 of [loss +
  /// (1 - loss) F(a + k period)].
  Pieces last_arrival(double by_s) const;
  /// Arrivals per beat after which nothing arrives for longer than y:
  /// (1 - loss) E_D prod over j != 0 of (1 - (1 - loss) [F(D + y - j period) - F(D - j period)]).
  double gaps_longer_than(double y_s) const;
  /// P(nothing has arrived in the last y) at a uniform instant.
  double silent_share(double y_s) const;

 private:
  /// P(beat j does not arrive within (x, x + y]), beat 0 being sent at 0, over all j but `skipped`.
  double none_within(double x_s, double y_s, bool skip_own) const;
  Sides last_arrival_by(double x_s) const;
  std::vector<double> windows_breaks(double y_s, double low_s, double high_s) const;

  double period_s_;
  LawPtr delay_;
  double loss_;
  double longest_delay_s_;
  std::vector<double> delay_breaks_s_;
};

/// Integral over panels that end at `breaks`; 15-point Gauss-Legendre on each.
double integrate(const std::vector<double>& breaks, const std::function<double(double)>& integrand);

}  // namespace nines::models::detection
