// Assumptions on what a repair waits for: crews and spare parts.
#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/structure.h"

#include <fmt/format.h>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <set>

namespace nines::closed_form::check {

using models::Crew;
using models::FailureMode;
using models::Platform;
using models::Study;

namespace {

/// What the modes of units beneath the service point to with `pointer` (a crew or a spare pool).
std::set<std::size_t> wanted(const Study& study, std::size_t service,
                             std::optional<std::size_t> FailureMode::* pointer) {
  std::set<std::size_t> result;
  for (const UnitKind kind : relevant_kinds(study.platform, service)) {
    for (const std::size_t i : outage_modes(study.platform, kind)) {
      if (const auto index = failure_modes(study.platform, kind)[i].*pointer) result.insert(*index);
    }
  }
  return result;
}

/// Pools that parts or replacements of units beneath the service are taken from.
std::set<std::size_t> wanted_spares(const Study& study, std::size_t service) {
  std::set<std::size_t> result = wanted(study, service, &FailureMode::spares);
  for (const UnitKind kind : relevant_kinds(study.platform, service)) {
    for (const std::size_t i : outage_modes(study.platform, kind)) {
      if (const auto& replacement = failure_modes(study.platform, kind)[i].replacement)
        result.insert(replacement->spares);
    }
  }
  return result;
}

/// Repairs that may be asked of a crew at the same time.
std::size_t most_repairs_at_once(const Platform& platform, std::size_t crew) {
  std::size_t total = 0;
  for (const UnitKind kind : all_kinds(platform)) {
    const auto& modes = failure_modes(platform, kind);
    const auto served = static_cast<std::size_t>(
        std::count_if(modes.begin(), modes.end(), [crew](const FailureMode& mode) { return mode.crew == crew; }));
    // Modes that take nothing down, or run on while the unit is down, may be under repair together.
    const bool pausing = ages(platform, kind) != models::Ages::always &&
                         std::all_of(modes.begin(), modes.end(), [](const FailureMode& mode) {
                           return mode.takes_down == models::TakesDown::unit;
                         });
    total += members_of(platform, kind) * (pausing ? std::min<std::size_t>(served, 1) : served);
  }
  return total;
}

/// P(Poisson(load) >= stock): that a part asked for is not there, by Palm's theorem on the parts on order (Feeney,
/// Sherbrooke 1966).
double shortage(double load, std::size_t stock) {
  if (!(load > 0)) return 0;
  return stock == 0 ? 1 : boost::math::gamma_p(static_cast<double>(stock), load);
}

double parts_per_s(const Platform& platform, std::size_t spares) {
  double rate = 0;
  for (const UnitKind kind : all_kinds(platform)) {
    const auto& modes = failure_modes(platform, kind);
    for (std::size_t i = 0; i < modes.size(); ++i) {
      const bool replaces = modes[i].replacement && modes[i].replacement->spares == spares;
      const bool repairs = modes[i].spares == spares && !modes[i].replacement;  // as long as there is always one
      if (!replaces && !repairs) continue;
      rate +=
          static_cast<double>(members_of(platform, kind)) * failure_rate(platform, kind, i) * restarts_fail(modes[i]);
    }
  }
  return rate;
}

/// Then parts are not asked for at the times of a Poisson process.
Broken several_parts_each(const Study& study, std::size_t spares) {
  for (const UnitKind kind : all_kinds(study.platform)) {
    for (const FailureMode& mode : failure_modes(study.platform, kind)) {
      if (mode.spares != spares || !(mode.wrong_diagnosis > 0)) continue;
      return fmt::format("{}.{} needs one of {} after another while the diagnosis is wrong",
                         name_of(study.platform, kind), mode.name, study.platform.spares[spares].name);
    }
  }
  return std::nullopt;
}

}  // namespace

Broken crew_for_every_repair(const Study& study, std::size_t service) {
  for (const std::size_t index : wanted(study, service, &FailureMode::crew)) {
    const Crew& crew = study.platform.crews[index];
    const std::size_t most = most_repairs_at_once(study.platform, index);
    if (crew.size < most)
      return fmt::format("crew {} of {} may be asked for {} repairs at once", crew.name, crew.size, most);
  }
  return std::nullopt;
}

Broken one_repair_at_a_time(const Study& study, std::size_t service) {
  const auto pool = as_pool(study.platform, service);
  if (!pool || crew_size(study.platform, *pool) == 1) return std::nullopt;
  return fmt::format("{} can go on together", crew_size(study.platform, *pool));
}

Broken crew_not_shared(const Study& study, std::size_t service) {
  const auto crews = wanted(study, service, &FailureMode::crew);
  if (crews.size() > 1) return fmt::format("{} crews work for it", crews.size());
  return crews_work_for_no_other(study, service);
}

Broken crews_work_for_no_other(const Study& study, std::size_t service) {
  const auto kinds = relevant_kinds(study.platform, service);
  const auto crews = wanted(study, service, &FailureMode::crew);
  for (const UnitKind kind : all_kinds(study.platform)) {
    for (const FailureMode& mode : failure_modes(study.platform, kind)) {
      const bool own =
          std::find(kinds.begin(), kinds.end(), kind) != kinds.end() && mode.takes_down == models::TakesDown::unit;
      if (mode.crew && crews.contains(*mode.crew) && !own) {
        return fmt::format("crew {} also works for {}.{}", study.platform.crews[*mode.crew].name,
                           name_of(study.platform, kind), mode.name);
      }
    }
  }
  return std::nullopt;
}

Broken no_inspection(const Study& study, std::size_t service) {
  for (const std::size_t index : wanted(study, service, &FailureMode::crew)) {
    const Crew& crew = study.platform.crews[index];
    if (crew.order == models::CrewOrder::inspection) return fmt::format("crew {} inspects first", crew.name);
  }
  return std::nullopt;
}

Broken spares_at_hand(const Study& study, std::size_t service) {
  for (const std::size_t index : wanted_spares(study, service)) {
    if (Broken reason = several_parts_each(study, index)) return reason;
    const models::Spares& spares = study.platform.spares[index];
    if (!spares.replenishment) return fmt::format("{} are never ordered again", spares.name);
    const double on_order = parts_per_s(study.platform, index) * spares.replenishment->mean().count();
    const double missing = shortage(on_order, spares.stock);
    if (missing > negligible_shortage) {
      return fmt::format(
          "{}: of a stock of {}, {:.2g} are on order on average; a part is missing with probability {:.2g}",
          spares.name, spares.stock, on_order, missing);
    }
  }
  return std::nullopt;
}

}  // namespace nines::closed_form::check
