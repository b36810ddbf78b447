#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/serving.h"
#include "analysis/closed_form/unit.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nines::closed_form {

using models::Measure;

namespace {

/// For how long in the mission a change from the piece before to this one is not followed yet, if that takes `delay_s`.
double behind_s(const Scaled& scaled, std::size_t piece, double delay_s) {
  const double lasts_s = scaled.lasts_s[piece], seconds = scaled.seconds[piece];
  const double times = std::floor(seconds / lasts_s), rest_s = seconds - times * lasts_s;
  const double first = piece == 0 ? 1 : 0;  // the mission begins with as many as are wanted
  return std::max(0.0, times - first) * std::min(delay_s, lasts_s) + (times < first ? 0 : std::min(delay_s, rest_s));
}

double members_before(const Scaled& scaled, std::size_t piece) {
  return scaled.members[piece == 0 ? scaled.members.size() - 1 : piece - 1];
}

std::optional<double> mean_on(const models::Study& study, std::size_t service, Measure) {
  const auto scaled = scaled_service(study, service);
  if (!scaled) return std::nullopt;
  double sum = 0;
  for (std::size_t i = 0; i < scaled->members.size(); ++i) {
    const double before = members_before(*scaled, i), now = scaled->members[i];
    const double late_s = before < now ? scaled->decides_s : scaled->stays_s;
    sum += scaled->seconds[i] * now + behind_s(*scaled, i, late_s) * (before - now);
  }
  return sum / std::accumulate(scaled->seconds.begin(), scaled->seconds.end(), 0.0);
}

/// What is asked beyond what so many members can bear.
double beyond(const Scaled& scaled, std::size_t piece, double members) {
  return std::max(0.0, scaled.load[piece] - members * scaled.capacity);
}

std::optional<double> lost_while_starting(const models::Study& study, std::size_t service, Measure) {
  const auto scaled = scaled_service(study, service);
  if (!scaled) return std::nullopt;
  double asked = 0, lost = 0;
  for (std::size_t i = 0; i < scaled->members.size(); ++i) {
    const double before = members_before(*scaled, i), always = beyond(*scaled, i, scaled->members[i]);
    asked += scaled->seconds[i] * scaled->load[i];
    lost += scaled->seconds[i] * always;
    if (before < scaled->members[i])
      lost += behind_s(*scaled, i, scaled->decides_s + scaled->starts_s) * (beyond(*scaled, i, before) - always);
  }
  return lost / asked;
}

}  // namespace

ClosedForm members_on() {
  return {"members that the load wants",
          {Measure::replicas},
          "mean over the mission of n = ceil(L / (c u)), with those held for the loss of a domain, within minimum and "
          "maximum (L load, c capacity, u target utilisation); each change of n follows its load by the delay",
          "Kubernetes documentation, Horizontal Pod Autoscaling, algorithm details",
          false,
          {assume::loads_last, assume::enough_members, assume::domains_never_fail},
          &mean_on,
          Knows::autoscaling};
}

ClosedForm start_loss() {
  return {"lost while members start",
          {Measure::served},
          "sum over the steps up of (time to decide + time to start) max(0, L - c n), with n the members before the "
          "step, relative to all that is asked",
          "fluid balance: what is asked beyond what those that are on can bear",
          false,
          {assume::members_do_not_fail, assume::fixed_starts, assume::loads_last, assume::enough_members,
           assume::domains_never_fail, assume::nothing_in_front},
          &lost_while_starting,
          Knows::autoscaling};
}

}  // namespace nines::closed_form
