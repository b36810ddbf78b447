// Detectors: how long failures stay unnoticed, and what false alarms take out.
#include "scenarios/language/detector_reader.h"
#include "scenarios/language/lowering.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace nines::scenarios {

namespace {

using models::detection::FailsBy;

bool gives_grey(const Section* fields, const Node& node) {
  return fields != nullptr && fields->find("passes when grey") != nullptr && node.find("passes when grey") != nullptr;
}

}  // namespace

void Lowering::detectors(const Record& scenario) {
  for (const auto& [mention, node] : scenario.named("detectors")) {
    detector_names_.add(mention.name);
    Watch watch;
    watch.node = node;
    watch.place = mention.place;
    watches_.push_back(std::move(watch));
    models::DetectorSummary summary;
    summary.name = mention.name;
    study_.platform.detectors.push_back(std::move(summary));
  }
  std::vector<std::size_t> under_way;
  for (std::size_t index = 0; index < watches_.size(); ++index) read_watch(index, under_way);
}

/// Reads a detector once, after those whose alarms it passes on; `under_way` are those that wait for this one.
void Lowering::read_watch(std::size_t index, std::vector<std::size_t>& under_way) {
  Watch& watch = watches_[index];
  if (watch.is_read) return;
  watch.is_read = true;
  under_way.push_back(index);
  const std::string subject = fmt::format("the detector {}", quote(detector_names_.list()[index]));
  const auto find = [&](const Mention& mention) -> models::detection::DetectorPtr {
    const auto other = resolve(mention, detector_names_, "detector", subject);
    if (!other) return nullptr;
    const auto first = std::find(under_way.begin(), under_way.end(), *other);
    if (first != under_way.end()) {
      std::string shown;
      for (auto each = first; each != under_way.end(); ++each) shown += detector_names_.list()[*each] + " -> ";
      reporter_.error(mention.place,
                      fmt::format("the detectors wait for each other's alarms in a circle: {}{}", shown, mention.name),
                      "one of them must watch the units themselves: a poll, a heartbeat");
      return nullptr;
    }
    read_watch(*other, under_way);
    watches_[*other].used = true;
    watch.after = other;
    return watches_[*other].detector;
  };
  const std::size_t errors_before = reporter_.errors();
  watch.detector = read_detector(*watch.node, subject, context_, find);
  under_way.pop_back();
  const Section* fields = section_of_detector(*watch.node);
  watch.knows_grey = watch.after ? watches_[*watch.after].knows_grey : gives_grey(fields, *watch.node);
  if (watch.detector == nullptr || reporter_.errors() != errors_before) return;
  const Record record(*watch.node, *fields, subject, context_);
  watch.takes_out = record.choice("false alarms") == 0;
  if (fields->find("runs on") != nullptr) watch.runs_on = record.references("runs on");
  if (fields->find("through") != nullptr) watch.through = record.references("through");
  if (reporter_.errors() != errors_before || !watch.takes_out) return;
  try {
    watch.mistakes = watch.detector->mistakes();
  } catch (const std::exception& error) {
    reporter_.error(watch.place, fmt::format("the false alarms of {}: {}", subject, error.what()));
  }
}

/// Whatever says how long a failure stays unnoticed.
void Lowering::notice(const Record& record, models::FailureMode& mode) {
  const bool has_law = record.has("time to notice");
  if (has_law) mode.time_to_notice = record.law("time to notice");
  const auto how = record.choice("fails by");
  if (!record.has("detected by")) {
    if (!record.has("fails by")) return;
    reporter_.error(
        record.place_of("fails by"), fmt::format("{} says how it fails, but no detector watches it", record.subject()),
        detector_names_.list().empty() ? "add `detected by: NAME`, the name of one of `detectors`"
                                       : fmt::format("add `detected by: {}`", detector_names_.list().front()));
    return;
  }
  const auto detector = resolve(record.reference("detected by"), detector_names_, "detector", record.subject());
  if (has_law) {
    reporter_.error(record.place_of("time to notice"),
                    fmt::format("{} has both `detected by` and `time to notice`", record.subject()),
                    "keep one of the two: the detector's settings give the time to notice");
  }
  if (!detector) return;
  Watch& watch = watches_[*detector];
  watch.used = true;
  if (!how || watch.detector == nullptr) return;
  const auto fails_by = static_cast<FailsBy>(*how);
  if (fails_by == FailsBy::grey && !watch.knows_grey) {
    reporter_.error(record.place_of("fails by"),
                    fmt::format("{} turns grey, but {} does not say how often a grey unit still looks healthy",
                                record.subject(), quote(detector_names_.list()[*detector])),
                    "add `passes when grey: 70 %` to the detector, or say `fails by: hanging` if nothing passes");
    return;
  }
  mode.detector = detector;
  mode.fails_by = fails_by;
  mode.time_to_notice = detection_time(*detector, fails_by, record.place_of("detected by"));
  mode.looks = watch.detector->looks_in_common(fails_by);
}

/// Computed once for each way to fail.
LawPtr Lowering::detection_time(std::size_t detector, FailsBy how, Place place) {
  Watch& watch = watches_[detector];
  LawPtr& law = watch.detection_time[static_cast<std::size_t>(how)];
  if (law != nullptr) return law;
  try {
    law = watch.detector->detection_time(how);
  } catch (const std::exception& error) {
    reporter_.error(place, fmt::format("the detector {}: {}", quote(detector_names_.list()[detector]), error.what()));
    return nullptr;
  }
  models::DetectorSummary& summary = study_.platform.detectors[detector];
  summary.detection.push_back(
      {how, law->mean(), Seconds{std::sqrt(law->variance_s2())}, law->quantile(1), watch.detector->is_exact(how)});
  return law;
}

/// Once all failures are known: what watches a class also suspects its healthy units.
void Lowering::false_alarms() {
  for (std::size_t i = 0; i < study_.platform.domains.size(); ++i)
    false_alarms_of(study_.platform.domains[i].name, level_places_[i], study_.platform.domains[i].failures);
  for (std::size_t i = 0; i < study_.platform.nodes.size(); ++i)
    false_alarms_of(study_.platform.nodes[i].name, node_places_[i], study_.platform.nodes[i].failures);
}

/// One failure mode for each detector, however many failures it detects and whoever passes on its alarms.
void Lowering::false_alarms_of(const std::string& owner, Place place, std::vector<models::FailureMode>& modes) {
  struct Alarming {
    std::size_t detector, told_by;
    const models::detection::Mistakes* mistakes;
  };
  std::vector<Alarming> alarming;
  for (const models::FailureMode& mode : modes) {
    if (!mode.detector || mode.takes_down == models::TakesDown::nothing || !watches_[*mode.detector].mistakes) continue;
    std::size_t first = *mode.detector;
    while (watches_[first].after) first = *watches_[first].after;
    study_.platform.detectors[*mode.detector].takes_out = true;
    const auto is_first = [&](const Alarming& other) { return other.detector == first; };
    const auto known = std::find_if(alarming.begin(), alarming.end(), is_first);
    if (known != alarming.end()) {
      if (*mode.detector == first) known->told_by = first;
      continue;
    }
    // Whoever passes them on has the very same laws.
    alarming.push_back({first, *mode.detector, &*watches_[*mode.detector].mistakes});
  }
  for (const auto& [detector, told_by, mistakes] : alarming) {
    models::FailureMode alarm;
    alarm.kind = models::ModeKind::false_alarm;
    alarm.name = "false alarm of " + detector_names_.list()[detector];
    alarm.time_to_failure = mistakes->until_next;
    alarm.time_to_repair = mistakes->duration;
    alarm.grows_with_load = false;
    alarm.detector = told_by;
    const auto same_name = [&](const models::FailureMode& other) { return other.name == alarm.name; };
    if (std::any_of(modes.begin(), modes.end(), same_name)) {
      reporter_.error(place,
                      fmt::format("{} has a failure {}, as the detector's own mistakes are called", quote(owner),
                                  quote(alarm.name)),
                      "rename it, or give the detector `false alarms: ignored`");
      return;
    }
    modes.push_back(std::move(alarm));
  }
}

/// What the report says of each, beside the laws of its detection times.
void Lowering::summarise_detectors() {
  if (reporter_.has_errors()) return;
  for (std::size_t i = 0; i < watches_.size(); ++i) {
    models::DetectorSummary& summary = study_.platform.detectors[i];
    const models::detection::Quality quality = watches_[i].detector->quality();
    summary.words = watches_[i].detector->describe();
    summary.mistake_recurrence = quality.mistake_recurrence;
    summary.mistake_duration = quality.mistake_duration;
    summary.suspected_share = quality.suspected_share;
    summary.mistakes_exact = !watches_[i].mistakes || watches_[i].mistakes->until_next_is_exact;
  }
}

}  // namespace nines::scenarios
