#include "models/detection/inspection.h"

#include "models/detection/first_passage.h"
#include "sim/laws/kind.h"

#include <fmt/format.h>

namespace nines::models::detection {
namespace {

/// The time to detection by inspections at fixed times: over all failures that of `any_time`; of one that comes when so much of an
/// interval has passed, a draw of `from_start` less that.
class OnCalendar final : public Law {
 public:
  OnCalendar(LawPtr any_time, LawPtr from_start) : any_time_(std::move(any_time)), from_start_(std::move(from_start)) {}

  double cdf(Seconds t) const override { return any_time_->cdf(t); }
  double survival(Seconds t) const override { return any_time_->survival(t); }
  Seconds quantile(double p) const override { return any_time_->quantile(p); }
  Seconds upper_quantile(double q) const override { return any_time_->upper_quantile(q); }
  Seconds mean() const override { return any_time_->mean(); }
  double variance_s2() const override { return any_time_->variance_s2(); }
  Seconds sample(MiniStream& stream) const override { return any_time_->sample(stream); }
  /// A target under a false alarm is found at once.
  Seconds sample_residual(MiniStream& stream, Seconds age) const override {
    return std::max(Seconds{0}, from_start_->sample(stream) - age);
  }
  std::string describe() const override { return any_time_->describe(); }

 private:
  LawPtr any_time_, from_start_;
};

class Inspection final : public Detector {
 public:
  explicit Inspection(const InspectionSettings& settings) : settings_(settings) {}

  LawPtr detection_time(FailsBy how) const override {
    const double finds = settings_.finds * (how == FailsBy::grey ? 1 - settings_.passes_when_grey : 1);
    // A target under a false alarm is suspected already.
    const double alarmed = settings_.false_alarm;
    const double interval_s = settings_.interval.count();
    const auto law_from = [&](const Entry& unsuspected) {
      const std::vector<Entry> entries{unsuspected, {absorbed, alarmed, 0, 0}};
      return law_of(until(finds, settings_.duration.count()).pieces(entries), "detection by " + describe());
    };
    LawPtr any_time = law_from({0, 1 - alarmed, 0, interval_s});
    if (!settings_.together) return any_time;
    return std::make_shared<const OnCalendar>(std::move(any_time), law_from({0, 1 - alarmed, interval_s, 0}));
  }
  Seconds looks_together_every() const override { return settings_.together ? settings_.interval : Seconds{0}; }
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
