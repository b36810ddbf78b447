#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/binomial.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/structure.h"
#include "analysis/closed_form/switchover.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::closed_form {

using models::Measure;

namespace {

/// Where the service itself elects a leader among its units, and depends on nothing.
std::optional<Pool> voters(const models::Study& study, std::size_t service) {
  if (!study.platform.services[service].election) return std::nullopt;
  auto pool = as_pool(study.platform, service);
  if (!pool || pool->service != service || pool->kinds.size() != 1) return std::nullopt;
  return pool;
}

/// The number of rounds is geometric: each elects somebody with the same probability.
double election_s(const models::Election& election) {
  return election.round->mean().count() / (1 - election.split_vote);
}

/// Until the failure of a member is noticed, over its failure modes in proportion to their rates.
double notice_s(const models::Platform& platform, const Pool& pool) {
  const UnitKind kind = pool.kinds.front();
  double rates = 0, weighted_s = 0;
  for (const std::size_t mode : outage_modes(platform, kind)) {
    const double rate = failure_rate(platform, kind, mode);
    rates += rate;
    weighted_s += rate * mean_s(failure_modes(platform, kind)[mode].time_to_notice);
  }
  return rates > 0 ? weighted_s / rates : 0;
}

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure measure) {
  const auto pool = voters(study, service);
  if (!pool) return std::nullopt;
  const UnitRates& unit = pool->average;
  const BinomialFailures failures = binomial_failures(pool->units, pool->tolerated(), unit.down_odds);
  // Whoever leads is one that works. While more work than are needed its failure leaves a majority, which elects another
  // one; else any failure ends the majority, and the election comes when there is one again.
  const double majority_lost = failures.exactly * static_cast<double>(pool->needed) * unit.failures_per_s;
  const double leader_lost = unit.failures_per_s * std::max(0.0, 1 - failures.more_than - failures.exactly);
  const double round_s = election_s(*study.platform.services[service].election);
  const double down =
      failures.more_than + leader_lost * (notice_s(study.platform, *pool) + round_s) + majority_lost * round_s;
  return measure_of({down, leader_lost + majority_lost, std::nullopt}, measure);
}

/// To first order in the share of the time that is spent with elections, over all members: they may fail or come back meanwhile.
Broken short_elections(const models::Study& study, std::size_t service) {
  const auto pool = voters(study, service);
  if (!pool) return std::nullopt;
  const double leaderless_s = notice_s(study.platform, *pool) + election_s(*study.platform.services[service].election);
  const double error = static_cast<double>(pool->units) * pool->average.failures_per_s * leaderless_s;
  if (error <= negligible) return std::nullopt;
  return fmt::format(
      "within the {:.3g} s of one another member fails with a probability of {:.2g}, the error of that order",
      leaderless_s, error);
}

}  // namespace

ClosedForm elections() {
  return {
      "majority, and an election for each loss of the leader",
      {Measure::availability, Measure::downtime, Measure::outages, Measure::mtbf, Measure::mdt},
      "U = U_majority + lambda P(more than k are up) (notice + E) + f_majority E, E = mean round / (1 - split vote); "
      "U_majority and f_majority of k-of-n with independent repair",
      "Ongaro, Ousterhout 2014, section 5.2 (rounds until one is not split); renewal reward (Barlow, Proschan 1975, "
      "ch. 7)",
      true,
      {assume::exponential_failures,
       assume::repaired,
       assume::failures_continue,
       assume::crew_for_every_repair,
       assume::no_inspection,
       assume::spares_at_hand,
       assume::no_common_cause,
       assume::own_outage_only,
       assume::domains_never_fail,
       assume::long_mission,
       {"elections are short", &short_elections}},
      &evaluate,
      Knows::elections};
}

}  // namespace nines::closed_form
