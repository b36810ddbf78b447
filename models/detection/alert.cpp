#include "models/detection/alert.h"

#include "models/detection/pieces.h"
#include "sim/laws/kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::models::detection {
namespace {

/// One level, told once: acknowledged after `law` with the probability 1 - fails.
struct Telling {
  LawPtr law;
  double fails;
};

Telling telling_of(const AlertLevel& level) {
  double all_fail = 1;
  std::vector<double> breaks_s;
  for (const Channel& channel : level.channels) {
    all_fail *= channel.fails;
    for (const double p : {0.0, 1e-6, 0.01, 0.3, 0.7}) breaks_s.push_back(channel.delay->quantile(p).count());
    for (const double q : {0.01, 1e-4, 1e-8, 1e-13}) breaks_s.push_back(channel.delay->upper_quantile(q).count());
  }
  std::sort(breaks_s.begin(), breaks_s.end());
  if (breaks_s.front() == breaks_s.back()) breaks_s.push_back(std::nextafter(breaks_s.back(), never.count()));
  const auto first_arrival = [&](double t_s) {
    double none = 1;
    for (const Channel& channel : level.channels) {
      none *= channel.fails + (1 - channel.fails) * channel.delay->survival(Seconds{t_s});
    }
    const double above = std::max(0.0, none - all_fail) / (1 - all_fail);
    return Sides{1 - above, above};
  };
  const LawPtr arrival = law_of(tabulate(first_arrival, breaks_s), "first message");
  return {sum_of(arrival, level.acknowledgement), all_fail};
}

class Alerted final : public Detector {
 public:
  Alerted(DetectorPtr detector, const AlertSettings& settings)
      : detector_(std::move(detector)), acknowledgement_(time_to_acknowledge(settings)) {}

  LawPtr detection_time(FailsBy how) const override { return sum_of(detector_->detection_time(how), acknowledgement_); }
  LawPtr recovery_time(FailsBy how) const override { return detector_->recovery_time(how); }
  std::optional<Mistakes> mistakes() const override { return detector_->mistakes(); }
  Quality quality() const override {
    Quality quality = detector_->quality();
    const double variance = std::pow(quality.detection_deviation.count(), 2) + acknowledgement_->variance_s2();
    quality.mean_detection_time += acknowledgement_->mean();
    quality.longest_detection_time += acknowledgement_->quantile(1);
    quality.detection_deviation = Seconds{std::sqrt(variance)};
    return quality;
  }
  bool is_exact(FailsBy) const override { return false; }
  std::string describe() const override { return detector_->describe() + ", then people"; }

 private:
  DetectorPtr detector_;
  LawPtr acknowledgement_;
};

}  // namespace

Problems validate(const AlertSettings& settings) {
  Problems problems;
  check_positive(problems, "escalate_after", settings.escalate_after);
  if (settings.levels.empty()) problems.push_back({"levels", "nobody is told", "give at least one level"});
  for (const AlertLevel& level : settings.levels) {
    if (level.channels.empty()) problems.push_back({"channels", "a level has no channel", "give at least one"});
    if (!level.acknowledgement)
      problems.push_back({"acknowledgement", "there is no law", "how long until somebody reacts?"});
    double all_fail = 1;
    for (const Channel& channel : level.channels) {
      check_probability(problems, "fails", channel.fails);
      if (!channel.delay) problems.push_back({"delay", "a channel has no law", "how long is a message under way?"});
      all_fail *= channel.fails;
    }
    if (!level.channels.empty() && all_fail >= 1)
      problems.push_back({"fails", "no channel ever works", "give a probability below 1"});
  }
  return problems;
}

LawPtr time_to_acknowledge(const AlertSettings& settings) {
  require("alert", validate(settings));
  std::vector<Telling> tellings;
  for (const AlertLevel& level : settings.levels) tellings.push_back(telling_of(level));
  const double every_s = settings.escalate_after.count();
  const auto survival = [&](double t_s) {
    double none = 1;
    for (std::size_t i = 0; static_cast<double>(i) * every_s <= t_s && none > 1e-16; ++i) {
      const Telling& told = tellings[std::min(i, tellings.size() - 1)];
      none *= told.fails + (1 - told.fails) * told.law->survival(Seconds{t_s - static_cast<double>(i) * every_s});
    }
    return none;
  };
  std::vector<double> breaks_s{0};
  const double shortest_s = tellings.front().law->quantile(0.5).count();
  const double stride_s = std::min(every_s, std::max(shortest_s, every_s / 64));
  while (survival(breaks_s.back()) > 1e-12 && breaks_s.size() < 20'000)
    breaks_s.push_back(static_cast<double>(breaks_s.size()) * stride_s);
  const LawPtr answer =
      law_of(tabulate(
                 [&](double t_s) {
                   const double above = survival(t_s);
                   return Sides{1 - above, above};
                 },
                 breaks_s),
             fmt::format("acknowledgement, escalated after {}", laws::in_words(settings.escalate_after)));
  return settings.reaction ? sum_of(settings.reaction, answer) : answer;
}

LawPtr wait_for_working_hours(Hours hours_a_day, int days_a_week) {
  Problems problems;
  check_count(problems, "days_a_week", days_a_week, 1, 7);
  if (!(hours_a_day.count() > 0 && hours_a_day.count() <= 24)) {
    problems.push_back(
        {"hours_a_day", fmt::format("{} hours are not in a day", hours_a_day.count()), "give more than 0, at most 24"});
  }
  require("working hours", problems);
  const double night_s = Seconds{Hours{24} - hours_a_day}.count();
  const double weekend_s = night_s + (7 - days_a_week) * 86400.0;
  Pieces wait;
  wait.add(0, days_a_week * Seconds{hours_a_day}.count());
  if (night_s > 0) wait.pieces.push_back({0, night_s, (days_a_week - 1) * night_s});
  if (weekend_s > 0) wait.pieces.push_back({0, weekend_s, weekend_s});
  return law_of(wait, fmt::format("until working hours ({:g} h on {} days a week)", hours_a_day.count(), days_a_week));
}

DetectorPtr with_alert(DetectorPtr detector, const AlertSettings& settings) {
  return std::make_shared<const Alerted>(std::move(detector), settings);
}

}  // namespace nines::models::detection
