// SWIM: the members of a group probe each other (Das, Gupta, Motivala 2002, "SWIM: scalable weakly-consistent
// infection-style process group membership protocol", DSN'02).
#pragma once

#include "models/detection/detector.h"

namespace nines::models::detection {

struct SwimSettings {
  int members = 2;  ///< of the group, the watched one included
  Seconds period{0};  ///< protocol period: in each, every member pings one other that it draws at random
  int indirect = 3;  ///< k: members that are asked to ping when a ping is not answered
  double loss = 0;  ///< of each message: 2 for a ping and its answer, 4 by way of another member
  int suspicion_periods = 0;  ///< periods for which a suspected member may still prove itself alive
  double passes_when_grey = 0;  ///< probability that a grey member answers a ping
};

Problems validate(const SwimSettings& settings);

/// What is drawn at a period's start is known at its end. T_D = U(0, period) + G periods + suspicion, G geometric with
/// 1 - (1 - 1 / (n - 1))^(n - 1): every one of the n - 1 others draws among n - 1. Exact for this protocol, false
/// suspicion included. (Das et al. print 1 - (1 - q / n)^(n - 1), with draws among n.)
DetectorPtr make_swim(const SwimSettings& settings);

/// P(at least one of n - 1 members finds it), each pinging it with 1 / (n - 1) and then finding it with `found`.
double swim_found_in_a_period(int members, double found = 1);
/// Das et al. 2002, section 3.1: for large groups, mean periods to the first detection = 1 / (1 - e^-q), q the share of
/// members that are alive (times the probability that a ping finds it).
double swim_asymptotic_periods(double share);

/// P(neither the ping nor any of the indirect ones is answered) by a member that answers with `answers`.
double swim_unanswered(const SwimSettings& settings, double answers);

}  // namespace nines::models::detection
