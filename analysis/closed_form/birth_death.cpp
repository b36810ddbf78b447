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

LossProcess until_down(const FailureProcess& process, double all_fail_per_s) {
  const auto tolerated = static_cast<std::ptrdiff_t>(process.tolerated);
  LossProcess until{{process.fail_per_s.begin(), process.fail_per_s.begin() + tolerated},
                    process.repair_per_s,
                    std::vector<double>(process.tolerated + 1, all_fail_per_s)};
  until.lose_per_s.back() += process.fail_per_s[process.tolerated];
  return until;
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

double mean_time_to_loss_s(const LossProcess& process) {
  const std::size_t most = process.fail_per_s.size();
  double total = 0;
  double reaches = 1;         // probability that j is reached before the loss
  double time = 0, lost = 0;  // t[j-1] and c[j-1]
  for (std::size_t j = 0; j <= most; ++j) {
    const double fails = j < most ? process.fail_per_s[j] : 0;
    const double repair = j > 0 ? process.repair_per_s[j] : 0;
    const double leaves = process.lose_per_s[j] + repair * lost;
    const double rate = fails + leaves;
    if (!(rate > 0)) return std::numeric_limits<double>::infinity();
    time = (1 + repair * time) / rate;
    lost = leaves / rate;
    total += reaches * time;
    reaches *= fails / rate;
  }
  return total;
}

double leading_mean_time_to_loss_s(const LossProcess& process) {
  double rate = 0, share = 1;  // share: of the time that j have failed
  for (std::size_t j = 0; j < process.lose_per_s.size(); ++j) {
    if (j > 0) share *= process.fail_per_s[j - 1] / process.repair_per_s[j];
    rate += share * process.lose_per_s[j];
  }
  return 1 / rate;
}

double mean_time_to_failure_s(const FailureProcess& process) {
  return mean_time_to_loss_s(until_down(process, process.all_fail_per_s));
}

double leading_mean_time_to_failure_s(const FailureProcess& process) {
  return leading_mean_time_to_loss_s(until_down(process, 0));
}

}  // namespace nines::closed_form
