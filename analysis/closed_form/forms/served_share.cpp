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

/// E max(0, 1 - R / load), R the number in rotation: what cannot be served for want of members.
double shortfall(std::size_t members, double load, double out_of_rotation) {
  const auto n = static_cast<double>(members);
  if (!(out_of_rotation > 0)) return std::max(0.0, 1 - n / load);
  const boost::math::binomial out(n, out_of_rotation);
  double sum = 0;
  for (double j = std::max(0.0, std::ceil(n - load)); j <= n; ++j) {
    const double term = pdf(out, j) * std::max(0.0, 1 - (n - j) / load);
    sum += term;
    if (j > n * out_of_rotation && term < 1e-18 * sum) break;
  }
  return sum;
}

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure) {
  const models::Service& spec = study.platform.services[service];
  if (!spec.balanced || spec.operands.size() != 1) return std::nullopt;
  const UnitKind kind{false, spec.operands.front().index};
  const std::size_t members = members_of(study.platform, kind);
  const Member each = member(study.platform, kind);
  if (members > most_members || std::isnan(each.out_of_rotation)) return std::nullopt;
  const double load = spec.balanced->load / study.platform.nodes[kind.index].capacity;
  const double failed = each.failed_in_rotation;
  return failed + (1 - failed) * shortfall(members, load, each.out_of_rotation);
}

}  // namespace

ClosedForm served_share() {
  return {"share served, independent members",
          {Measure::served},
          "lost = f + (1 - f) E max(0, 1 - R c / L), f = sum lambda T / (1 + sum lambda T) (T: mean time to notice), R "
          "binomial in rotation, c capacity, L load; to first order sum lambda T",
          "Ross 1996, Stochastic Processes, theorem 3.6.1 (renewal reward), for each member; the binomial law",
          true,
          {assume::repaired, assume::renewed, assume::failures_continue, assume::crew_for_every_repair,
           assume::no_inspection, assume::spares_at_hand, assume::no_common_cause, assume::own_outage_only,
           assume::domains_never_fail, assume::nothing_in_front, assume::long_mission},
          &evaluate};
}

}  // namespace nines::closed_form
