// Services that spread their load over their members, and the way of a member back into rotation.
#include "scenarios/language/lowering.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace nines::scenarios {

using models::Operand;

/// "3.2" in the unit of the members' capacity, or "64 %" of all of it; so many times as much.
std::optional<double> Lowering::load(std::string_view text, Place place, const std::string& subject, double capacity,
                                     double scale, bool may_be_zero) const {
  Words words(trim(text));
  const Parsed<long double> amount = words.number();
  const auto refuse = [&](const std::string& message) {
    reporter_.error(place, fmt::format("the load of {}: {}", subject, message),
                    "`load: 3.2` in the unit of the members' capacity, or `load: 64 %` of the capacity of all");
    return std::nullopt;
  };
  if (const auto* problem = std::get_if<Problem>(&amount)) return refuse(problem->message);
  double load = static_cast<double>(std::get<long double>(amount));
  const bool percent = words.take("%");
  if (!words.at_end()) return refuse(fmt::format("{} is not understood", quote(words.rest())));
  if (percent) load *= capacity / 100;
  load *= scale;
  if (!(load > 0) && !(may_be_zero && load == 0)) return refuse("without any requests there is nothing to serve");
  if (!(load <= most_load)) return refuse(fmt::format("{} is more than {:g}", quote(text), most_load));
  warn_of_overload(load, place, subject, capacity);
  return load;
}

void Lowering::warn_of_overload(double load, Place place, const std::string& subject, double capacity) const {
  if (load <= capacity * (1 + 1e-9) || !counts_known_) return;
  reporter_.warning(place,
                    fmt::format("the load of {} is {:.4g}, but all members together can serve no more than {:.4g}: "
                                "the rest is lost even when nothing fails",
                                subject, load, capacity),
                    "lower the load, or raise `count` or `capacity`");
}

/// The load or, of a demand, its mean; none if it is not understood.
std::optional<double> Lowering::load_or_demand(const Record& fields, const std::string& of, double capacity,
                                               models::Balanced& made) const {
  const Node* over_time = fields.find("demand");
  if (over_time == nullptr && !fields.has("load") && fields.is_mapping()) {
    reporter_.error(fields.place(), fmt::format("{} needs the key `load` (or `demand`)", fields.subject()),
                    "for example `load: 64 %`");
  } else if (over_time != nullptr && fields.has("load")) {
    reporter_.error(fields.place_of("load"), fmt::format("{} has both `load` and `demand`", fields.subject()),
                    "keep one: `load` is what is asked all the time");
  } else if (over_time != nullptr) {
    if (demand(*over_time, of, capacity, made)) return made.load;
  } else if (const auto text = fields.text("load")) {
    return load(*text, fields.place_of("load"), of, capacity);
  }
  return std::nullopt;
}

void Lowering::balanced(const Record& record, models::Service& made) {
  const Node* node = record.find("balanced");
  if (node == nullptr) return;
  const std::string subject = fmt::format("the load balancing of {}", record.subject());
  for (const Operand& operand : made.operands) {
    if (operand.kind == Operand::Kind::nodes) continue;
    reporter_.error(node->place, fmt::format("{} is among nodes, but it counts other services or domains", subject),
                    "let `needs` name node classes; a service may `depend on` another one");
    return;
  }
  for (const char* other : {"standby", "takeover", "leader"}) {
    if (!record.has(other)) continue;
    reporter_.error(record.place_of(other),
                    fmt::format("{} has both `balanced` and `{}`: a balancer itself takes out whoever has failed, and "
                                "all members share the load",
                                record.subject(), other),
                    "keep one of the two, or make two services");
    return;
  }
  double capacity = 0;
  for (const Operand& operand : made.operands)
    capacity += study_.platform.nodes[operand.index].capacity * units(operand);
  models::Balanced balanced;
  std::optional<double> asked;
  if (node->is_scalar()) {
    asked = load(node->text, node->place, record.subject(), capacity);
  } else {
    const Record fields(*node, section("load balancing"), subject, context_);
    asked = load_or_demand(fields, record.subject(), capacity, balanced);
    if (const auto exponent = fields.number("load exponent")) balanced.exponent = *exponent;
    if (const auto above = fields.probability("degraded above")) balanced.degraded_above = static_cast<double>(*above);
    constexpr double seconds_per[] = {1, 60, 3600, 86400};
    if (const auto per = fields.choice("requests")) balanced.requests_per_second = 1 / seconds_per[*per];
    if (asked) balanced.load = *asked;
    if (asked) survives(fields, made, balanced);
    autoscaling(fields, made, balanced);
  }
  if (!asked) return;
  balanced.load = *asked;
  made.balanced = balanced;
  for (const Operand& operand : made.operands) return_as_detected(study_.platform.nodes[operand.index], node->place);
}

/// Members of a balanced service are put back when their detector trusts them again.
void Lowering::return_as_detected(models::NodeClass& nodes, Place place) {
  for (models::FailureMode& mode : nodes.failures) {
    if (mode.kind != models::ModeKind::failure) continue;
    if (!mode.detector || mode.time_to_return || mode.takes_down != models::TakesDown::unit || !mode.time_to_repair)
      continue;
    Watch& watch = watches_[*mode.detector];
    LawPtr& law = watch.recovery_time[static_cast<std::size_t>(mode.fails_by)];
    if (law == nullptr && watch.detector != nullptr) {
      try {
        law = watch.detector->recovery_time(mode.fails_by);
      } catch (const std::exception& error) {
        reporter_.error(place, fmt::format("the time to return that the detector {} gives: {}",
                                           quote(detector_names_.list()[*mode.detector]), error.what()));
        return;
      }
    }
    if (law == nullptr || law->mean().count() <= 0) continue;
    mode.time_to_return = law;
    mode.returns_as_detected = true;
  }
}

/// A time to return is that of a node which has been out of rotation by itself.
void Lowering::check_return(const Record& record, bool is_domain, const models::FailureMode& mode) {
  if (!record.has("time to return")) return;
  const auto refuse = [&](const std::string& why, const std::string& hint) {
    reporter_.error(record.place_of("time to return"),
                    fmt::format("{} has a time to return, but {}", record.subject(), why), hint);
  };
  if (is_domain) return refuse("only nodes are put back into rotation", "give the domain a `restart` time");
  if (mode.takes_down == models::TakesDown::nothing) return refuse("takes down nothing", "leave it out");
  if (mode.takes_down == models::TakesDown::domain) {
    return refuse("takes down a whole domain, which is back when it is repaired", "give the domain a `restart` time");
  }
  if (!mode.time_to_repair && record.find("time to repair") != nullptr && !reporter_.has_errors())
    refuse("is never repaired", "leave it out, or give a time to repair");
}

}  // namespace nines::scenarios
