#include "models/detection/threshold.h"

#include "models/detection/beat_player.h"
#include "models/detection/level_chain.h"
#include "models/detection/pieces.h"
#include "models/detection/threshold_beats.h"
#include "sim/laws/kind.h"

#include <fmt/format.h>

#include <cmath>

namespace nines::models::detection {
namespace {

class Threshold final : public Detector {
 public:
  explicit Threshold(const ThresholdSettings& settings)
      : settings_(settings),
        healthy_(settings.correlation, standard(settings.mean), standard(failed_mean(FailsBy::dying)),
                 standard(failed_mean(FailsBy::grey)), settings.samples, settings.clear_samples) {}

  LawPtr detection_time(FailsBy how) const override {
    const LevelChain::Passage passage = healthy_.first_alarm(standard(failed_mean(how)));
    Pieces pieces = steps(passage, 0, settings_.interval.count());
    pieces.add(0, passage.at_once);
    return law_of(pieces, "detection by " + describe());
  }
  LawPtr recovery_time(FailsBy how) const override {
    const LevelChain::Passage passage = healthy_.clearing_after(standard(failed_mean(how)));
    return law_of(steps(passage, 0, settings_.interval.count()), "recovery seen by " + describe());
  }
  std::optional<Mistakes> mistakes() const override {
    if (!(mean_good() < longest_good_period)) return std::nullopt;
    return Mistakes{law_of(steps(healthy_.next_alarm(), settings_.interval.count(), 0), "until the next false alarm"),
                    law_of(steps(healthy_.clearing(), settings_.interval.count(), 0), "false alarm")};
  }
  Quality quality() const override {
    const LawPtr detection = detection_time(FailsBy::dying);
    const Seconds mistake = settings_.interval * (healthy_.alarmed_share() / healthy_.alarms_per_sample());
    return quality_of(*detection, std::pair{mean_good(), mistake});
  }
  bool is_exact(FailsBy) const override { return true; }
  std::string describe() const override {
    return fmt::format("threshold({:g} sigma, {} samples in a row, every {})", standard(settings_.mean),
                       settings_.samples, laws::in_words(settings_.interval));
  }
  std::shared_ptr<const BeatPlayer> beats() const override {
    const double runs = settings_.samples + settings_.clear_samples;
    const Seconds settled = (50 / (1 - settings_.correlation) + 2 * runs) * settings_.interval;
    return std::make_shared<PlayerOf<ThresholdBeats>>(settings_, settled, settings_.interval, true);
  }

 private:
  Seconds mean_good() const {
    return settings_.interval * ((1 - healthy_.alarmed_share()) / healthy_.alarms_per_sample());
  }
  /// The threshold in deviations above a mean.
  double standard(double mean) const { return (settings_.threshold - mean) / settings_.deviation; }
  double failed_mean(FailsBy how) const {
    const double missing = how == FailsBy::grey ? settings_.passes_when_grey : 0;
    return settings_.failed_mean + (settings_.mean - settings_.failed_mean) * missing;
  }
  Pieces steps(const LevelChain::Passage& passage, double first_s, double width_s) const {
    const double interval_s = settings_.interval.count();
    Pieces pieces;
    double at_s = first_s;
    for (const double mass : passage.at_sample) {
      pieces.pieces.push_back({at_s, at_s + width_s, mass});
      at_s += interval_s;
    }
    pieces.tail = {passage.left, at_s + width_s / 2 + (passage.more_samples - 1) * interval_s};
    return pieces;
  }

  ThresholdSettings settings_;
  LevelChain healthy_;
};

}  // namespace

double samples_for(Seconds lasting, Seconds interval) {
  return 1 + std::ceil(lasting / interval * (1 - 1e-12));  // 4.9 s are 49 times 0.1 s, whatever the rounding
}

Problems validate(const ThresholdSettings& settings) {
  Problems problems;
  check_positive(problems, "interval", settings.interval);
  check_count(problems, "samples", settings.samples, 1, 50);
  check_count(problems, "clear_samples", settings.clear_samples, 1, 50);
  check_below_one(problems, "passes_when_grey", settings.passes_when_grey);
  if (!(settings.deviation > 0 && std::isfinite(settings.deviation))) {
    problems.push_back(
        {"deviation", fmt::format("{:g} is not above 0", settings.deviation), "how much does the metric vary?"});
    return problems;
  }
  if (!(settings.correlation >= 0 && settings.correlation <= 0.99)) {
    problems.push_back({"correlation", fmt::format("{:g} is not between 0 and 0.99", settings.correlation),
                        "sample less often if successive samples hardly differ"});
  }
  if (!(settings.failed_mean > settings.mean)) {
    problems.push_back({"failed_mean", "a failure that does not raise the metric cannot be seen by its being high",
                        "give the mean after a failure; for a metric that falls, turn the signs of all three round"});
  }
  for (const double mean : {settings.mean, settings.failed_mean}) {
    const double off = (settings.threshold - mean) / settings.deviation;
    if (!(std::abs(off) <= 30)) {
      problems.push_back({"threshold",
                          fmt::format("the threshold is {:g} standard deviations from a mean of {:g}", off, mean),
                          "beyond 30 no noise matters: use a poll instead"});
    }
  }
  return problems;
}

DetectorPtr make_threshold(const ThresholdSettings& settings) {
  require("threshold", validate(settings));
  return std::make_shared<const Threshold>(settings);
}

}  // namespace nines::models::detection
