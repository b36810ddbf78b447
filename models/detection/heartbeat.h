// Heartbeats: the target sends one every period, the watcher suspects it when none is fresh enough.
#pragma once

#include "models/detection/detector.h"

namespace nines::models::detection {

enum class Freshness {
  timeout,  ///< suspect `timeout` after the last arrival, of whichever beat
  nfd_s,    ///< synchronised clocks: suspect `timeout` after the time at which the first missing beat was to be sent
  nfd_e,  ///< suspect `timeout` after the expected arrival of the next beat, estimated from the last `window` delays
};

struct HeartbeatSettings {
  Seconds period{0};
  Freshness method = Freshness::timeout;
  Seconds timeout{0};  ///< of the method: tau after the last arrival; delta of NFD-S; alpha of NFD-E
  LawPtr delay = nullptr;  ///< of a beat on its way; null: none
  double loss = 0;  ///< probability that a beat never arrives
  double passes_when_grey = 0;  ///< probability that a grey target sends a beat
  int window = 32;  ///< NFD-E: delays averaged
};

/// The timeout after the last arrival that means "`missed` beats in a row": the next one is overdue by `grace`, half a
/// period by default.
Seconds timeout_of_missed(int missed, Seconds period, std::optional<Seconds> grace = std::nullopt);

/// VRRP as keepalived has it (RFC 5798, section 6.1): a backup takes over 3 advertisement intervals + skew after the
/// last advertisement, skew = (256 - priority) / 256 intervals. T_D = U(2 a + skew, 3 a + skew).
HeartbeatSettings vrrp(Seconds advertisement_interval, int priority);
/// A lease in a store, as Patroni holds it in etcd: renewed every `renew_every`, free `time_to_live` after the last
/// renewal. T_D = U(time_to_live - renew_every, time_to_live).
HeartbeatSettings lease(Seconds time_to_live, Seconds renew_every);

Problems validate(const HeartbeatSettings& settings);

/// T_D = max(0, last arrival + tau - failure) for `timeout` (quadrature); for NFD-S max(0, period + delta - U - K
/// period), K beats lost or later than period + delta just before the failure, geometric (exact). NFD-E as NFD-S with
/// delta = E D + alpha, as Chen et al. 2002, section 6, have it for NFD-U: exact for an infinite window, else off by
/// about sd(D) / sqrt(window) in time. Grey: exact without delay or with a fixed one (runs of missing beats); else with
/// the mean delay, an approximation. Quality: NFD-S: Chen et al. 2002, proposition 3 and theorem 5; `timeout`: rate and
/// share of gaps between arrivals (Palm calculus). Throws std::invalid_argument if validate() finds problems.
DetectorPtr make_heartbeat(const HeartbeatSettings& settings);

/// E T_MR, E T_M and 1 - P_A of NFD-S (Chen et al. 2002): q0 = (1 - loss) P(D < delta + eta), u(x) = prod over j =
/// 0..ceil(delta / eta) of [loss + (1 - loss) P(D > delta + x - j eta)], p_s = q0 u(0), E T_MR = eta / p_s, E T_M =
/// int_0^eta u / p_s.
struct NfdQuality {
  double mistake_recurrence_s, mistake_duration_s, suspected_share;
};
NfdQuality nfd_s_quality(Seconds period, Seconds shift, const LawPtr& delay, double loss);

}  // namespace nines::models::detection
