#include "analysis/closed_form/data_loss.h"

#include <algorithm>
#include <cmath>

namespace nines::closed_form {

double PeriodicBackups::mean_loss() const { return duration + interval / 2 + interval * unusable / (1 - unusable); }

double PeriodicBackups::loss_variance() const {
  const double usable = 1 - unusable;
  return interval * interval * (1.0 / 12 + unusable / (usable * usable));
}

double PeriodicBackups::probability_beyond(double x) const {
  if (x < duration) return 1;
  const double intervals = (x - duration) / interval, whole = std::floor(intervals);
  // K > whole, or K = whole and U beyond the rest.
  return std::pow(unusable, whole) * (unusable + (1 - unusable) * (1 - (intervals - whole)));
}

double PeriodicBackups::quantile(double p) const {
  // P(loss > B + k T) = q^k: the interval that the quantile lies in, then linearly within it.
  const double whole = unusable > 0 ? std::max(0.0, std::floor(std::log1p(-p) / std::log(unusable))) : 0;
  const double left = (1 - p) / std::pow(unusable, whole);  // in (q, 1]
  return duration + interval * (whole + std::min(1.0, (1 - left) / (1 - unusable)));
}

double BackupChain::mean_extra_intervals() const {
  const auto n = static_cast<double>(length);
  // extra(i): with i increments behind a readable full one, i less the length of the longest readable prefix.
  const auto extra = [&](double i) {
    double readable = 0, product = 1;
    for (double j = 1; j <= i; ++j) readable += product *= increment;
    return i - readable;
  };
  // Beyond the beginning of a chain whose full one is unreadable: the whole chain before, or what is readable of it.
  const double before = (full * extra(n - 1) + (1 - full) * n) / full;
  double sum = 0, readable = 0, product = 1;
  for (double i = 0; i < n; ++i) {
    if (i > 0) readable += product *= increment;
    sum += full * (i - readable) + (1 - full) * (i + 1 + before);
  }
  return sum / n;
}

double mean_loss_with_restarts(double interval, double duration, double mean_between_losses) {
  const double m = mean_between_losses;
  return m + interval * std::exp(-(interval + duration) / m) / std::expm1(-interval / m);
}

double all_unusable(double unusable, std::size_t backups, double beta) {
  return beta * unusable + (1 - beta) * std::pow((1 - beta) * unusable, static_cast<double>(backups));
}

double CorruptionKept::unrecoverable() const { return std::exp(-kept / mean_until_noticed); }

double CorruptionKept::mean_loss(double interval, double duration) const {
  const double not_ended = duration + mean_until_noticed * std::expm1(-duration / mean_until_noticed);
  return mean_until_noticed_in_time() + interval / 2 + not_ended;
}

double CorruptionKept::mean_until_noticed_in_time() const {
  return mean_until_noticed - kept / std::expm1(kept / mean_until_noticed);
}

}  // namespace nines::closed_form
