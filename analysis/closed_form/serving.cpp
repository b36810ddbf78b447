// Members that follow a load: what closed forms need to know of them, and the assumptions that they make.
#include "analysis/closed_form/serving.h"

#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/structure.h"
#include "models/members_wanted.h"

#include <fmt/format.h>
#include <boost/math/distributions/binomial.hpp>

#include <algorithm>
#include <cmath>

namespace nines::closed_form {

using models::Study;

std::optional<Scaled> scaled_service(const Study& study, std::size_t service) {
  const models::Service& spec = study.platform.services[service];
  if (!spec.balanced || !spec.balanced->autoscaling || spec.operands.size() != 1) return std::nullopt;
  const models::Balanced& balanced = *spec.balanced;
  const models::NodeClass& nodes = study.platform.nodes[spec.operands.front().index];
  const models::FailureMode& start = nodes.failures[balanced.autoscaling->start];
  Scaled made;
  made.capacity = nodes.capacity;
  made.decides_s = mean_s(balanced.autoscaling->up_after);
  made.stays_s = mean_s(balanced.autoscaling->down_after);
  made.starts_s = mean_s(start.time_to_repair) + mean_s(start.time_to_return);
  made.seconds = {study.mission.count()};
  made.lasts_s = {study.mission.count()};
  if (!balanced.profile.empty()) {
    made.seconds = models::seconds_of_pieces(balanced.profile, study.mission);
    for (std::size_t i = 0; i < made.seconds.size(); ++i) {
      if (i == 0) made.lasts_s.clear();
      made.lasts_s.push_back(balanced.profile[i].lasts.count());
    }
  }
  const std::size_t domains = balanced.survives ? study.platform.instances(*balanced.survives) : 1;
  for (std::size_t piece = 0; piece < balanced.pieces(); ++piece) {
    made.load.push_back(balanced.load_of(piece));
    made.members.push_back(static_cast<double>(models::members_wanted(balanced, piece, nodes.capacity, domains)));
  }
  return made;
}

namespace check {

Broken always_on(const Study& study, std::size_t service) {
  const auto kinds = relevant_kinds(study.platform, service);
  for (const models::Service& other : study.platform.services) {
    if (!other.balanced || !other.balanced->autoscaling) continue;
    for (const models::Operand& operand : other.operands) {
      if (std::find(kinds.begin(), kinds.end(), UnitKind{false, operand.index}) == kinds.end()) continue;
      return fmt::format("{} switches {} on and off", other.name, study.platform.nodes[operand.index].name);
    }
  }
  return std::nullopt;
}

Broken loads_last(const Study& study, std::size_t service) {
  const auto scaled = scaled_service(study, service);
  if (!scaled || scaled->members.size() < 2) return std::nullopt;
  const double shortest_s = *std::min_element(scaled->lasts_s.begin(), scaled->lasts_s.end());
  const double longest_s = std::max(scaled->decides_s + scaled->starts_s, scaled->stays_s);
  if (longest_s <= shortest_s) return std::nullopt;
  return fmt::format("a load lasts for {:.3g} s only, and it takes {:.3g} s until members have followed", shortest_s,
                     longest_s);
}

Broken fixed_starts(const Study& study, std::size_t service) {
  const models::Service& spec = study.platform.services[service];
  if (!spec.balanced || !spec.balanced->autoscaling) return std::nullopt;
  const models::Autoscaling& scaled = *spec.balanced->autoscaling;
  const models::FailureMode& start = study.platform.nodes[spec.operands.front().index].failures[scaled.start];
  for (const LawPtr& law : {scaled.up_after, start.time_to_repair, start.time_to_return}) {
    if (law && law->variance_s2() > 0)
      return fmt::format("those that begin at once are not there at once: {}", law->describe());
  }
  return std::nullopt;
}

Broken enough_members(const Study& study, std::size_t service) {
  const auto scaled = scaled_service(study, service);
  if (!scaled) return std::nullopt;
  const UnitKind kind{false, study.platform.services[service].operands.front().index};
  const double most = *std::max_element(scaled->members.begin(), scaled->members.end());
  const double unavailability = unit_rates(study.platform, kind).unavailability();
  const auto members = static_cast<double>(members_of(study.platform, kind));
  if (!(unavailability > 0)) return std::nullopt;
  const double too_few = cdf(complement(boost::math::binomial(members, unavailability), members - most));
  // The number of members that are on hardly varies from trial to trial: far less than the usual negligible error is seen.
  constexpr double never_seen = 1e-9;
  if (too_few <= never_seen) return std::nullopt;
  return fmt::format("at the peak fewer than the {:.0f} that are wanted work, with a probability of {:.2g}", most,
                     too_few);
}

Broken members_do_not_fail(const Study& study, std::size_t service) {
  const auto scaled = scaled_service(study, service);
  if (!scaled) return std::nullopt;
  const UnitKind kind{false, study.platform.services[service].operands.front().index};
  const double per_year = unit_rates(study.platform, kind).failures_per_s * year.count();
  if (!(per_year > 0)) return std::nullopt;
  return fmt::format("each fails {:.2g} times a year of service, and another one takes {:.3g} s to start", per_year,
                     scaled->starts_s);
}

}  // namespace check
}  // namespace nines::closed_form
