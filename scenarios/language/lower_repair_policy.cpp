// What is tried before a person is called, and what that person has to find out first.
#include "scenarios/language/detector_reader.h"
#include "scenarios/language/lowering.h"

#include <fmt/format.h>

namespace nines::scenarios {

void Lowering::policy(const Record& record, models::FailureMode& mode) {
  restarts(record, mode);
  replacement(record, mode);
  mode.time_to_call = record.law("time to call");
  diagnosis(record, mode);
}

void Lowering::restarts(const Record& record, models::FailureMode& mode) {
  const Node* node = record.find("restarts");
  if (node == nullptr) return;
  const Record fields(*node, section("restarts"), fmt::format("the restarting of {}", record.subject()), context_);
  models::Restarts made;
  made.up_to = fields.count("up to").value_or(1);
  made.takes = fields.law("takes");
  if (const auto succeed = fields.probability("succeed")) made.succeed = static_cast<double>(*succeed);
  made.back_off = fields.law("back-off");
  if (const auto factor = fields.number("back-off factor")) made.back_off_factor = *factor;
  if (const auto at_most = fields.duration("back-off at most")) made.back_off_at_most = *at_most;
  refuse_impossible_back_off(fields, made);
  warn_of_needless_back_off(fields, made);
  warn_of_late_restarts(record, mode);
  if (made.takes) mode.restarts = std::move(made);
}

void Lowering::refuse_impossible_back_off(const Record& fields, const models::Restarts& made) {
  for (const char* field : {"back-off factor", "back-off at most"}) {
    if (fields.has("back-off") || !fields.has(field)) continue;
    reporter_.error(fields.place_of(field), fmt::format("{} has `{}`, but no back-off", fields.subject(), field),
                    fmt::format("add `back-off: 10 s`, the first pause, or leave out `{}`", field));
  }
  if (fields.has("back-off") && !fields.has("up to")) {
    reporter_.error(
        fields.place_of("back-off"),
        fmt::format("{} has a back-off, the pause between two restarts, but there is only one", fields.subject()),
        "add `up to: 3`, or leave out `back-off`");
  }
  if (made.back_off && made.back_off_at_most < made.back_off->mean()) {
    reporter_.error(fields.place_of("back-off at most"),
                    fmt::format("{} pauses for {} at first, which is more than it does at most", fields.subject(),
                                made.back_off->describe()),
                    "raise `back-off at most`, or lower `back-off`");
  }
  const Seconds first_pause = made.back_off ? made.back_off->mean() : Seconds{0};
  if (made.up_to > 1 && first_pause.count() * made.back_off_scale(made.up_to - 1) > longest_time_s) {
    reporter_.error(fields.place_of("back-off factor"),
                    fmt::format("{}: pauses that grow {}-fold would be longer than 3e10 years", fields.subject(),
                                made.back_off_factor),
                    "add `back-off at most: 5 min`, or take a smaller factor or fewer restarts");
  }
}

void Lowering::warn_of_needless_back_off(const Record& fields, const models::Restarts& made) {
  if (fields.has("up to") && fields.has("back-off") && made.up_to == 1) {
    reporter_.warning(
        fields.place_of("back-off"),
        fmt::format("{} has a back-off, the pause between two restarts, but there is only one", fields.subject()),
        "raise `up to`, or leave out `back-off`");
  } else if (made.back_off && fields.has("back-off at most") && made.back_off_factor == 1) {
    reporter_.warning(fields.place_of("back-off at most"),
                      fmt::format("{} has pauses that do not grow, so there is nothing to bound", fields.subject()),
                      "add `back-off factor: 2`, or leave out `back-off at most`");
  }
}

/// A detector that is people is a call already, and restarts are there to spare it.
void Lowering::warn_of_late_restarts(const Record& record, const models::FailureMode& mode) {
  if (!mode.detector) return;
  const Section* kind = section_of_detector(*watches_[*mode.detector].node);
  if (kind == nullptr || kind->id != "people detector") return;
  reporter_.warning(record.place_of("restarts"),
                    fmt::format("{} is restarted only once {} have been reached, who notice it", record.subject(),
                                quote(detector_names_.list()[*mode.detector])),
                    "let it be detected by what alarms them, and say `time to call` for how long they take to answer");
}

void Lowering::replacement(const Record& record, models::FailureMode& mode) {
  const Node* node = record.find("replacement");
  if (node == nullptr) return;
  const Record fields(*node, section("replacement"), fmt::format("the replacement of {}", record.subject()), context_);
  const LawPtr takes = fields.law("takes");
  const auto mention = fields.reference("from");
  const auto spares = resolve(mention, spares_names_, "spares pool", fields.subject());
  if (mode.restarts && mode.restarts->succeed >= 1) {
    reporter_.error(node->place, fmt::format("{} is never replaced: the first restart always works", record.subject()),
                    "leave out `replacement`, or lower `succeed` of the restarts");
  }
  if (mode.restores == models::Restores::as_bad_as_old) {
    reporter_.error(node->place,
                    fmt::format("{} is repaired as bad as old, but what replaces it is not as old", record.subject()),
                    "leave out `replacement` or `repair restores`");
  }
  if (!spares) return;
  spares_used_[*spares] = true;
  if (study_.platform.spares[*spares].stock == 0) {
    reporter_.error(mention->place,
                    fmt::format("{} takes from {} what is on the shelf, but the stock of {} is 0: there never is any",
                                fields.subject(), quote(mention->name), quote(mention->name)),
                    fmt::format("raise the stock of {}", quote(mention->name)));
  }
  if (takes) mode.replacement = models::Replacement{*spares, takes};
}

void Lowering::diagnosis(const Record& record, models::FailureMode& mode) {
  mode.diagnosis = record.law("diagnosis");
  if (const auto wrong = record.probability("wrong diagnosis")) mode.wrong_diagnosis = static_cast<double>(*wrong);
}

}  // namespace nines::scenarios
