#include "models/detection/arrivals.h"

#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>
#include <cmath>

namespace nines::models::detection {

double integrate(const std::vector<double>& breaks, const std::function<double(double)>& integrand) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < breaks.size(); ++i) {
    if (breaks[i] < breaks[i + 1]) {
      sum += boost::math::quadrature::gauss<double, 15>::integrate(integrand, breaks[i], breaks[i + 1]);
    }
  }
  return sum;
}

Arrivals::Arrivals(Seconds period, LawPtr delay, double loss)
    : period_s_(period.count()), delay_(delay ? std::move(delay) : no_time()), loss_(loss) {
  longest_delay_s_ = delay_->upper_quantile(1e-18).count();
  if (is_fixed_delay()) {
    delay_breaks_s_ = {delay_->mean().count()};
    return;
  }
  for (const double p : {0.0, 1e-6, 1e-3, 0.05, 0.3, 0.6}) delay_breaks_s_.push_back(delay_->quantile(p).count());
  for (const double q : {0.15, 0.03, 3e-3, 1e-4, 1e-6, 1e-9, 1e-13, 1e-18}) {
    delay_breaks_s_.push_back(delay_->upper_quantile(q).count());
  }
}

Sides Arrivals::last_arrival_by(double x_s) const {
  // The sender stops U after its last beat, U uniform: P(A - U <= x) = 1 / period * integral of P(A <= a) over [x, x +
  // period].
  std::vector<double> breaks{x_s, x_s + period_s_};
  for (const double delay_s : delay_breaks_s_) {
    double at_s = delay_s - std::floor((delay_s - x_s) / period_s_) * period_s_;
    if (at_s > x_s && at_s < x_s + period_s_) breaks.push_back(at_s);
  }
  std::sort(breaks.begin(), breaks.end());
  double above = 0;
  double below = 0;
  const auto log_by = [&](double a_s) {  // ln P(A <= a)
    double sum = 0;
    for (double at_s = a_s; at_s <= longest_delay_s_; at_s += period_s_) {
      const double late = (1 - loss_) * later_than(at_s);
      sum += late < 1 ? std::log1p(-late) : -std::numeric_limits<double>::infinity();
      if (sum < -80) break;
    }
    return sum;
  };
  below = integrate(breaks, [&](double a_s) { return std::exp(log_by(a_s)); });
  above = integrate(breaks, [&](double a_s) { return -std::expm1(log_by(a_s)); });
  return {std::min(1.0, below / period_s_), std::min(1.0, above / period_s_)};
}

Pieces Arrivals::last_arrival(double by_s) const {
  // Where the distribution has kinks: when a beat's delay is at one of its breaks. Losses beyond 1e-16 are all one.
  const double low_s = -by_s;
  const double beats = loss_ > 0 ? std::ceil(std::log(1e-16) / std::log(loss_)) : 0;
  const double from_s = std::max(low_s, delay_breaks_s_.front() - (beats + 1) * period_s_);
  const double to_s = longest_delay_s_;
  std::vector<double> breaks;
  for (const double delay_s : delay_breaks_s_) {
    for (double at_s = delay_s; at_s >= from_s; at_s -= period_s_) breaks.push_back(at_s);
  }
  breaks.insert(breaks.end(), {from_s, to_s});
  std::erase_if(breaks, [&](double at_s) { return at_s < from_s || at_s > to_s; });
  std::sort(breaks.begin(), breaks.end());
  if (breaks.size() < 2 || from_s >= to_s) {
    Pieces at_once;
    at_once.add(0, 1);
    return at_once;
  }
  Pieces moved;
  moved.add(tabulate([&](double x_s) { return last_arrival_by(x_s); }, breaks), 1, by_s);
  return moved;
}

double Arrivals::none_within(double x_s, double y_s, bool skip_own) const {
  double product = 1;
  const double first = std::ceil((x_s - longest_delay_s_) / period_s_);
  const double last = std::floor((x_s + y_s) / period_s_);
  for (double j = first; j <= last; ++j) {
    if (skip_own && j == 0) continue;
    const double from_s = x_s - j * period_s_;
    const double to_s = from_s + y_s;
    const double within = later_than(from_s) < 0.5 ? later_than(from_s) - later_than(to_s) : by(to_s) - by(from_s);
    product *= 1 - (1 - loss_) * within;
    if (product < 1e-300) break;
  }
  return product;
}

std::vector<double> Arrivals::windows_breaks(double y_s, double low_s, double high_s) const {
  std::vector<double> breaks{low_s, high_s};
  for (const double delay_s : delay_breaks_s_) {
    for (const double edge_s :
         {delay_s, delay_s - y_s}) {  // x - j period, or x + y - j period, at a break of the delay
      double at_s = edge_s + std::ceil((low_s - edge_s) / period_s_) * period_s_;
      for (; at_s < high_s; at_s += period_s_) breaks.push_back(at_s);
    }
  }
  std::sort(breaks.begin(), breaks.end());
  return breaks;
}

double Arrivals::gaps_longer_than(double y_s) const {
  if (is_fixed_delay()) return (1 - loss_) * std::pow(loss_, std::floor(y_s / period_s_ * (1 + 1e-12)));
  // Against the delay's distribution: in p below the median and in the survival above it, where each is precise.
  std::vector<double> times = windows_breaks(y_s, delay_breaks_s_.front(), longest_delay_s_);
  times.insert(times.end(), delay_breaks_s_.begin(), delay_breaks_s_.end());
  const double median_s = delay_->quantile(0.5).count();
  times.push_back(median_s);
  std::sort(times.begin(), times.end());
  std::vector<double> low{};
  std::vector<double> high{};
  for (const double t_s : times) {
    if (t_s <= median_s) low.push_back(by(t_s));
    if (t_s >= median_s) high.push_back(later_than(t_s));
  }
  std::sort(high.begin(), high.end());
  std::sort(low.begin(), low.end());
  const double below = integrate(low, [&](double p) { return none_within(delay_->quantile(p).count(), y_s, true); });
  const double above =
      integrate(high, [&](double q) { return none_within(delay_->upper_quantile(q).count(), y_s, true); });
  return (1 - loss_) * (below + above);
}

double Arrivals::silent_share(double y_s) const {
  return integrate(windows_breaks(y_s, 0, period_s_), [&](double x_s) { return none_within(x_s, y_s, false); }) /
         period_s_;
}

}  // namespace nines::models::detection
