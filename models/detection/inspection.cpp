#include "models/detection/inspection.h"

#include "models/detection/first_passage.h"
#include "sim/laws/kind.h"

#include <fmt/format.h>

namespace nines::models::detection {
namespace {

class Inspection final : public Detector {
 public:
  explicit Inspection(const InspectionSettings& settings) : settings_(settings) {}

  LawPtr detection_time(FailsBy how) const override {
    const double finds = settings_.finds * (how == FailsBy::grey ? 1 - settings_.passes_when_grey : 1);
    // A target under a false alarm is suspected already.
    const double alarmed = settings_.false_alarm;
    const double interval_s = settings_.interval.count();
    std::vector<Entry> entries{{0, 1 - alarmed, 0, interval_s}, {absorbed, alarmed, 0, 0}};
    return law_of(until(finds, settings_.duration.count()).pieces(entries), "detection by " + describe());
  }
  std::optional<CommonLooks> looks_in_common(FailsBy how) const override {
    if (!settings_.together) return std::nullopt;
    const double finds = settings_.finds * (how == FailsBy::grey ? 1 - settings_.passes_when_grey : 1);
    const std::vector<Entry> entries{{0, 1, settings_.interval.count(), 0}};
    return CommonLooks{settings_.interval,
                       law_of(until(finds, settings_.duration.count()).pieces(entries), "detection by " + describe())};
  }
  LawPtr recovery_time(FailsBy) const override {
    const double interval_s = settings_.interval.count();
    return law_of(until(1 - settings_.false_alarm, settings_.duration.count()).pieces({{0, 1, 0, interval_s}}),
                  "recovery seen by " + describe());
  }
  std::optional<Mistakes> mistakes() const override {
    if (!(settings_.interval / settings_.false_alarm < longest_good_period)) return std::nullopt;
    const double interval_s = settings_.interval.count();
    return Mistakes{
        law_of(until(settings_.false_alarm, 0).pieces({{0, 1, interval_s, 0}}), "until the next false alarm"),
        law_of(until(1 - settings_.false_alarm, 0).pieces({{0, 1, interval_s, 0}}), "false alarm")};
  }
  Quality quality() const override {
    const LawPtr detection = detection_time(FailsBy::dying);
    if (!(settings_.false_alarm > 0)) return quality_of(*detection, std::nullopt);
    return quality_of(*detection, std::pair{settings_.interval / settings_.false_alarm,
                                            settings_.interval / (1 - settings_.false_alarm)});
  }
  bool is_exact(FailsBy) const override { return true; }
  std::string describe() const override {
    return fmt::format("inspection(every {}, lasting {}, finds {:g})", laws::in_words(settings_.interval),
                       laws::in_words(settings_.duration), settings_.finds);
  }

 private:
  /// From the start of an inspection to the report of the first that says so.
  FirstPassage until(double says_so, double duration_s) const {
    return {1, {{0, absorbed, says_so, duration_s}, {0, 0, 1 - says_so, settings_.interval.count()}}};
  }

  InspectionSettings settings_;
};

}  // namespace

Problems validate(const InspectionSettings& settings) {
  Problems problems;
  check_positive(problems, "interval", settings.interval);
  check_not_negative(problems, "duration", settings.duration);
  check_below_one(problems, "false_alarm", settings.false_alarm);
  check_below_one(problems, "passes_when_grey", settings.passes_when_grey);
  if (!(settings.finds > 0 && settings.finds <= 1)) {
    problems.push_back({"finds",
                        fmt::format("{:g} is not a probability above 0: failures would never be found", settings.finds),
                        "give a number above 0, at most 1"});
  }
  if (settings.duration > settings.interval) {
    problems.push_back({"duration",
                        fmt::format("an inspection that takes {} cannot begin every {}",
                                    laws::in_words(settings.duration), laws::in_words(settings.interval)),
                        "lengthen the interval"});
  }
  return problems;
}

DetectorPtr make_inspection(const InspectionSettings& settings) {
  require("inspection", validate(settings));
  return std::make_shared<const Inspection>(settings);
}

}  // namespace nines::models::detection
