#include "analysis/closed_form/placement.h"

#include "analysis/closed_form/failure_patterns.h"

#include <algorithm>
#include <cmath>

namespace nines::closed_form {

double Placement::share_lost(std::size_t failed) const {
  if (failed <= tolerated) return 0;
  const std::size_t up = nodes - failed;
  const std::size_t least = members > up ? members - up : 0, most = std::min(members, failed);
  const auto mode = static_cast<std::size_t>(static_cast<double>(members + 1) * static_cast<double>(failed + 1) /
                                             static_cast<double>(nodes + 2));
  // Outward from the most likely number, so that nothing overflows or cancels.
  const std::size_t start = std::clamp(mode, least, most);
  double sum = 0, lost = 0;
  const auto add = [&](std::size_t count, double term) {
    sum += term;
    if (count > tolerated) lost += term;
  };
  const auto ratio = [&](std::size_t count) {  // of `count` + 1 to `count`
    return static_cast<double>(failed - count) * static_cast<double>(members - count) /
           (static_cast<double>(count + 1) * static_cast<double>(up + count + 1 - members));
  };
  double term = 1;
  for (std::size_t count = start; count <= most; ++count) {
    add(count, term);
    if (count < most) term *= ratio(count);
  }
  term = 1;
  for (std::size_t count = start; count > least; --count) add(count - 1, term /= ratio(count - 1));
  return lost / sum;
}

double Placement::random_loss(std::size_t failed, double chunks) const {
  return -std::expm1(chunks * std::log1p(-share_lost(failed)));
}

namespace {

LossOutcome one_division(const Placement& placement, std::size_t failed) {
  if (failed <= placement.tolerated) return {};
  const std::size_t groups = placement.nodes / placement.members, left = placement.nodes % placement.members;
  const double share = std::clamp(static_cast<double>(failed) / static_cast<double>(placement.nodes), 1e-3, 0.999);
  const FailurePatterns group(placement.members, failed, share, [&](std::size_t count) {
    return count > placement.tolerated ? LossOutcome{1, 0} : LossOutcome{0, 1};
  });
  const FailurePatterns all = group.times(groups);
  if (left == 0) return all.outcome(failed);
  return (all + FailurePatterns(left, failed, share, [](std::size_t) { return LossOutcome{}; })).outcome(failed);
}

}  // namespace

double Placement::partitioned_loss(std::size_t failed) const { return one_division(*this, failed).loses; }

double Placement::copyset_loss(std::size_t failed, std::size_t scatter_width) const {
  const auto divisions = static_cast<double>((scatter_width + members - 2) / (members - 1));
  const LossOutcome one = one_division(*this, failed);
  return one.loses < 0.5 ? -std::expm1(divisions * std::log1p(-one.loses)) : 1 - std::pow(one.survives, divisions);
}

}  // namespace nines::closed_form
