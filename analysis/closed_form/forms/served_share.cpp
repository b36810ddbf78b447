#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/unit.h"

#include <boost/math/distributions/binomial.hpp>

#include <cmath>

namespace nines::closed_form {

using models::Measure;

namespace {

constexpr std::size_t most_members = 1'000'000;  // a sum over them takes milliseconds

/// A member in the long run.
struct Member {
  double out_of_rotation = 0;
  double failed_in_rotation = 0;  ///< given that it is in rotation
};

/// Modes that pause each other make one alternating renewal process, modes that run on are independent of each other.
Member member(const models::Platform& platform, UnitKind kind) {
  double unnoticed = 0, down = 0, log_unnoticed = 0, log_down = 0;
  const auto& modes = failure_modes(platform, kind);
  for (std::size_t i = 0; i < modes.size(); ++i) {
    if (modes[i].takes_down != models::TakesDown::unit) continue;
    const double rate = failure_rate(platform, kind, i);
    if (!(rate > 0)) continue;
    const double late = modes[i].time_to_notice ? rate * modes[i].time_to_notice->mean().count() : 0;
    const double whole = rate * mean_repair_s(modes[i]);
    unnoticed += late;
    down += whole;
    log_unnoticed += std::log1p(late);
    log_down += std::log1p(whole);
  }
  if (ages(platform, kind) == models::Ages::always)
    return {-std::expm1(log_unnoticed - log_down), -std::expm1(-log_unnoticed)};
  return {(down - unnoticed) / (1 + down), unnoticed / (1 + unnoticed)};
}

/// E g(R), with R the number in rotation out of so many, for a g that is 0 from `none_from` on.
template <class Function>
double mean_over_rotation(std::size_t members, double out_of_rotation, double none_from, Function g) {
  const auto n = static_cast<double>(members);
  if (!(out_of_rotation > 0)) return g(n);
  const boost::math::binomial out(n, out_of_rotation);
  double sum = 0;
  for (double j = std::max(0.0, std::ceil(n - none_from)); j <= n; ++j) {
    const double term = pdf(out, j) * g(n - j);
    sum += term;
    if (j > n * out_of_rotation && term < 1e-18 * sum) break;
  }
  return sum;
}

/// A balanced service of one class, whose members are always on, and the mean over its requests of g(load, member) in units of one member's capacity.
template <class Function>
std::optional<double> mean_over_requests(const models::Study& study, std::size_t service, Function g) {
  const models::Service& spec = study.platform.services[service];
  if (!spec.balanced || spec.balanced->autoscaling || spec.operands.size() != 1) return std::nullopt;
  const UnitKind kind{false, spec.operands.front().index};
  const Member each = member(study.platform, kind);
  if (members_of(study.platform, kind) > most_members || std::isnan(each.out_of_rotation)) return std::nullopt;
  const double capacity = study.platform.nodes[kind.index].capacity;
  const models::Balanced& balanced = *spec.balanced;
  if (balanced.profile.empty()) return g(balanced.load / capacity, each, members_of(study.platform, kind));
  const std::vector<double> seconds = models::seconds_of_pieces(balanced.profile, study.mission);
  double asked = 0, sum = 0;
  for (std::size_t i = 0; i < seconds.size(); ++i) {
    const double load = balanced.profile[i].load / capacity;
    if (!(load > 0)) continue;
    asked += seconds[i] * load;
    sum += seconds[i] * load * g(load, each, members_of(study.platform, kind));
  }
  return sum / asked;
}

std::optional<double> lost(const models::Study& study, std::size_t service, Measure) {
  return mean_over_requests(study, service, [](double load, const Member& each, std::size_t members) {
    const double failed = each.failed_in_rotation;
    const double short_of = mean_over_rotation(members, each.out_of_rotation, load,
                                               [&](double rotating) { return std::max(0.0, 1 - rotating / load); });
    return failed + (1 - failed) * short_of;
  });
}

std::optional<double> degraded(const models::Study& study, std::size_t service, Measure) {
  const auto& balanced = study.platform.services[service].balanced;
  if (!balanced || !balanced->degraded_above) return std::nullopt;
  return mean_over_requests(study, service, [&](double load, const Member& each, std::size_t members) {
    return (1 - each.failed_in_rotation) *
           mean_over_rotation(members, each.out_of_rotation, load / *balanced->degraded_above, [&](double rotating) {
             const bool is_degraded = load > *balanced->degraded_above * rotating * (1 + 1e-12);
             return is_degraded ? std::min(1.0, rotating / load) : 0.0;
           });
  });
}

}  // namespace

ClosedForm served_share() {
  return {"share served, independent members",
          {Measure::served},
          "lost = f + (1 - f) E max(0, 1 - R c / L), f = sum lambda T / (1 + sum lambda T) (T: mean time to notice), R "
          "binomial in rotation, c capacity, L load (mean over the requests); to first order sum lambda T",
          "Ross 1996, Stochastic Processes, theorem 3.6.1 (renewal reward), for each member; the binomial law",
          true,
          {assume::repaired, assume::renewed, assume::failures_continue, assume::crew_for_every_repair,
           assume::no_inspection, assume::spares_at_hand, assume::no_common_cause, assume::own_outage_only,
           assume::domains_never_fail, assume::nothing_in_front, assume::long_mission},
          &lost};
}

ClosedForm degraded_share() {
  return {"share served degraded, independent members",
          {Measure::degraded},
          "(1 - f) E [min(1, R c / L); L > d R c], mean over the requests; d the load above which service is degraded, "
          "the others as for the share served",
          "Ross 1996, Stochastic Processes, theorem 3.6.1 (renewal reward), for each member; the binomial law",
          true,
          {assume::repaired, assume::renewed, assume::failures_continue, assume::crew_for_every_repair,
           assume::no_inspection, assume::spares_at_hand, assume::no_common_cause, assume::own_outage_only,
           assume::domains_never_fail, assume::nothing_in_front, assume::long_mission},
          &degraded};
}

}  // namespace nines::closed_form
