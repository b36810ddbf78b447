#include "analysis/closed_form/birth_death.h"

#include <algorithm>
#include <limits>

namespace nines::closed_form {

namespace {

/// p[j], up to a factor.
std::vector<double> unnormalised(const FailureProcess& process) {
  constexpr double too_large = 1e250;
  const std::size_t units = process.units();
  std::vector<double> p(units + 1, 0.0);
  p[0] = 1;
  double struck = 0;  // sum of p over the states that the common cause strikes from
  for (std::size_t j = 0; j < units; ++j) {
    const bool failing = j <= process.tolerated || !process.failures_stop_when_down;
    if (failing) struck += p[j];
    const double flow = (failing ? process.fail_per_s[j] * p[j] : 0) + process.all_fail_per_s * struck;
    p[j + 1] = flow / process.repair_per_s[j + 1];
    if (p[j + 1] > too_large) {
      // What was scaled down to 0 lies at the beginning: p rises to one peak.
      for (std::size_t i = j + 2; i > 0 && p[i - 1] > 0; --i) p[i - 1] /= too_large;
      struck /= too_large;
    }
  }
  return p;
}

}  // namespace

LongRun steady_state(const FailureProcess& process) {
  const std::size_t units = process.units();
  if (!(process.fail_per_s[0] + process.all_fail_per_s > 0)) return {0, 0, 0.0};
  const auto& repair = process.repair_per_s;
  if (std::any_of(repair.begin() + 1, repair.end(), [](double rate) { return !(rate > 0); })) return {1, 0, 1.0};

  const std::vector<double> p = unnormalised(process);
  double up = 0, down = 0, missing = 0;
  for (std::size_t j = 0; j <= units; ++j) {
    (j <= process.tolerated ? up : down) += p[j];
    if (j > process.reserve) missing += static_cast<double>(j - process.reserve) * p[j];
  }
  const double outages = p[process.tolerated] * process.fail_per_s[process.tolerated] + process.all_fail_per_s * up;
  const auto serving = static_cast<double>(units - process.reserve);
  return {down / (up + down), outages / (up + down), missing / (serving * (up + down))};
}

double mean_time_to_failure_s(const FailureProcess& process) {
  double total = 0;
  double reaches = 1;         // probability that j is reached before the common cause strikes
  double time = 0, lost = 0;  // t[j-1] and c[j-1]
  for (std::size_t j = 0; j <= process.tolerated; ++j) {
    const double repair = j > 0 ? process.repair_per_s[j] : 0;
    const double leaves = process.all_fail_per_s + repair * lost;
    const double rate = process.fail_per_s[j] + leaves;
    if (!(rate > 0)) return std::numeric_limits<double>::infinity();
    time = (1 + repair * time) / rate;
    lost = leaves / rate;
    total += reaches * time;
    reaches *= process.fail_per_s[j] / rate;
  }
  return total;
}

double leading_mean_time_to_failure_s(const FailureProcess& process) {
  double result = 1 / process.fail_per_s[0];
  for (std::size_t j = 1; j <= process.tolerated; ++j) result *= process.repair_per_s[j] / process.fail_per_s[j];
  return result;
}

}  // namespace nines::closed_form
