#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/structure.h"
#include "analysis/closed_form/tree.h"

#include <algorithm>
#include <cmath>

namespace nines::closed_form {

using models::Measure;
using models::Platform;

namespace {

constexpr std::size_t most_common_causes = 12;  // all their combinations are gone through

/// Something that by the mission's end has failed all units of some kinds, or has not happened.
struct CommonCause {
  double probability = 0;
  std::vector<UnitKind> strikes;
};

bool strikes_all(const models::Shock& shock) { return shock.hit_probability == 1 && !shock.per_level; }

bool takes_unit_down(const models::FailureMode& mode) { return mode.takes_down == models::TakesDown::unit; }

/// log P(T > mission) of a mode; from the cdf, which is the accurate one of the two where failures are rare.
double log_survival(const models::FailureMode& mode, Seconds mission) {
  if (!mode.time_to_failure) return 0;
  const double failed = mode.time_to_failure->cdf(mission);
  return failed < 0.5 ? std::log1p(-failed) : std::log(mode.time_to_failure->survival(mission));
}

std::vector<CommonCause> common_causes(const Platform& platform, const std::vector<UnitKind>& kinds, Seconds mission) {
  std::vector<CommonCause> result;
  for (const UnitKind kind : kinds) {
    for (const models::FailureMode& mode : failure_modes(platform, kind)) {
      if (!(mode.beta > 0) || !takes_unit_down(mode)) continue;
      result.push_back({-std::expm1(mode.beta * log_survival(mode, mission)), {kind}});
    }
  }
  for (const models::Shock& shock : platform.shocks) {
    if (!strikes_all(shock)) continue;
    CommonCause cause{shock.interval->cdf(mission), {}};
    for (const auto& target : shock.targets) {
      const UnitKind kind{target.is_domain, target.index};
      if (takes_unit_down(failure_modes(platform, kind)[target.mode])) cause.strikes.push_back(kind);
    }
    result.push_back(cause);
  }
  return result;
}

/// By the mission's end, of causes of its own. Shocks that spare some units count as if they struck each by itself.
UpDown own_failure(const Platform& platform, UnitKind kind, Seconds mission) {
  double log_up = 0;
  const auto& modes = failure_modes(platform, kind);
  for (std::size_t i = 0; i < modes.size(); ++i) {
    if (!takes_unit_down(modes[i])) continue;
    log_up += (1 - modes[i].beta) * log_survival(modes[i], mission);
    for (const models::Shock& shock : platform.shocks) {
      if (strikes_all(shock)) continue;
      for (const auto& target : shock.targets) {
        if (UnitKind{target.is_domain, target.index} != kind || target.mode != i) continue;
        log_up -= shock.hit_probability * mission.count() / shock.interval->mean().count();
      }
    }
  }
  return {std::exp(log_up), -std::expm1(log_up), 0};
}

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure) {
  const Platform& platform = study.platform;
  const std::vector<UnitKind> kinds = relevant_kinds(platform, service);
  const std::vector<CommonCause> causes = common_causes(platform, kinds, study.mission);
  if (causes.size() > most_common_causes) return std::nullopt;
  double unreliability = 0;
  for (std::size_t happened = 0; happened < (std::size_t{1} << causes.size()); ++happened) {
    double probability = 1;
    std::vector<UnitKind> struck;
    for (std::size_t i = 0; i < causes.size(); ++i) {
      const bool does = (happened >> i) % 2 == 1;
      probability *= does ? causes[i].probability : 1 - causes[i].probability;
      if (does) struck.insert(struck.end(), causes[i].strikes.begin(), causes[i].strikes.end());
    }
    if (probability == 0) continue;
    const auto state = service_state(platform, service, [&](UnitKind kind) {
      if (std::find(struck.begin(), struck.end(), kind) != struck.end()) return UpDown{0, 1, 0};
      return own_failure(platform, kind, study.mission);
    });
    if (!state) return std::nullopt;
    unreliability += probability * state->down;
  }
  return unreliability;
}

}  // namespace

ClosedForm unreliability_static() {
  return {
      "unreliability without repair",
      {Measure::unreliability},
      "F(T) = the structure function's probability with unit unreliabilities F_i(T); summed over the combinations of "
      "common causes that have struck by T",
      "Barlow, Proschan 1975, ch. 2 (static structure); beta factor: Fleming 1975",
      false,
      {assume::never_repaired, assume::no_shared_units, assume::common_cause_certain, assume::own_outage_only,
       assume::domains_not_shared, assume::no_standby, assume::instantaneous_switchover, assume::perfect_coverage},
      &evaluate};
}

}  // namespace nines::closed_form
