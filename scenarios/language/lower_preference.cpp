// Services that send their traffic to one of several others: primary and backup sites.
#include "scenarios/language/lowering.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::scenarios {

using models::Operand;

void Lowering::preference(const Record& record, models::Service& made) {
  made.preference.emplace();
  made.needed = 1;
  refuse_beside_preference(record);
  refuse_reach_beside_preference(record);
  preferred_services(record, made);
  notice_of_services(record, *made.preference);
  if (const Node* node = record.find("takeover"))
    made.switchover = switchover(*node, fmt::format("the takeover of {}", record.subject()));
}

void Lowering::preferred_services(const Record& record, models::Service& made) {
  const std::vector<Mention> names = record.references("prefers");
  for (const Mention& each : names) {
    const auto found = service_names_.find(each.name);
    if (!found) {
      std::vector<std::string> others = service_names_.list();
      std::erase(others, made.name);
      reporter_.error(each.place,
                      fmt::format("{} prefers {}, but there is no such service", record.subject(), quote(each.name)),
                      instead_of_service(each.name, others, "all", "prefer it"));
    } else if (std::any_of(made.operands.begin(), made.operands.end(),
                           [&](const Operand& other) { return other.index == *found; })) {
      reporter_.error(each.place, fmt::format("{} prefers {} twice", record.subject(), quote(each.name)),
                      "name each once, the most preferred first");
    } else {
      made.operands.push_back({Operand::Kind::service, *found, 1});
    }
  }
  if (names.size() == 1) {
    reporter_.error(
        record.place_of("prefers"),
        fmt::format("{} prefers one service to none other: there is nothing to switch to", record.subject()),
        fmt::format("name another one, or write `needs: all of {}`", names.front().name));
  } else if (names.size() > models::most_preferred) {
    reporter_.error(
        record.place_of("prefers"),
        fmt::format("{} prefers {} services, more than {}", record.subject(), names.size(), models::most_preferred),
        "let it prefer services that prefer others");
  }
}

/// Of the service in use; with a detector also its false alarms.
void Lowering::notice_of_services(const Record& record, models::Preference& made) {
  models::FailureMode as_of_failures;
  notice(record, as_of_failures);
  made.time_to_notice = as_of_failures.time_to_notice;
  made.detector = as_of_failures.detector;
  if (!made.detector || !watches_[*made.detector].mistakes) return;
  made.until_false_alarm = watches_[*made.detector].mistakes->until_next;
  made.false_alarm_lasts = watches_[*made.detector].mistakes->duration;
  study_.platform.detectors[*made.detector].takes_out = true;
}

void Lowering::refuse_beside_preference(const Record& record) {
  const auto refuse = [&](Place place, const std::string& message, const std::string& hint) {
    reporter_.error(place, message, hint);
  };
  if (record.has("needs")) {
    refuse(record.place_of("needs"), fmt::format("{} has both `needs` and `prefers`", record.subject()),
           "keep one of the two; what it needs besides the service in use goes into `depends on`");
  }
  if (record.has("standby")) {
    refuse(
        record.place_of("standby"),
        fmt::format("{} prefers whole services: there are no members of its own to keep in reserve", record.subject()),
        "give the services that it prefers their own `standby`");
  }
  if (record.has("leader")) {
    refuse(record.place_of("leader"),
           fmt::format("{} prefers whole services: they are no members that could elect a leader", record.subject()),
           "give the services that it prefers their own `leader`");
  }
  if (record.has("balanced")) {
    refuse(record.place_of("balanced"),
           fmt::format("{} prefers whole services: all requests go to the one in use", record.subject()),
           "let the services that it prefers be `balanced`");
  }
  const Node* takeover = record.find("takeover");
  if (takeover == nullptr || !takeover->is_mapping()) return;
  if (const Node* interrupts = takeover->find("interrupts")) {
    refuse(interrupts->place,
           fmt::format("{} prefers whole services: a switch between them always interrupts it", record.subject()),
           "leave out `interrupts`");
  }
  if (const Node* freezes = takeover->find("freezes")) {
    refuse(freezes->place,
           fmt::format("{} prefers whole services: what is in them goes on failing and being repaired during a switch",
                       record.subject()),
           "leave out `freezes`");
  }
}

void Lowering::refuse_without_preference(const Record& record) {
  if (!record.has("needs")) {
    reporter_.error(record.place(), fmt::format("{} needs the key `needs`", record.subject()),
                    "for example `needs: 2 of web`; or `prefers: [primary, backup]`");
  }
  for (const char* key : {"time to notice", "detected by", "fails by"}) {
    if (!record.has(key)) continue;
    reporter_.error(record.place_of(key),
                    fmt::format("{} has `{}`, but no `prefers`: it is its members' failures that are noticed",
                                record.subject(), key),
                    fmt::format("say `{}` of the failures of its nodes", key));
  }
}

}  // namespace nines::scenarios
