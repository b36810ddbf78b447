#include "models/detection/detector.h"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace nines::models::detection {

void require(const std::string& kind, const Problems& problems) {
  if (problems.empty()) return;
  std::string words = kind + ":";
  for (const Problem& problem : problems) {
    words += fmt::format(" {}: {} ({});", problem.setting, problem.message, problem.hint);
  }
  words.pop_back();
  throw std::invalid_argument(words);
}

void check_positive(Problems& problems, const char* setting, Seconds value) {
  if (value.count() > 0 && std::isfinite(value.count())) return;
  problems.push_back(
      {setting, fmt::format("{} s is no length of time that can pass", value.count()), "give a time above 0 s"});
}

void check_not_negative(Problems& problems, const char* setting, Seconds value) {
  if (value.count() >= 0 && std::isfinite(value.count())) return;
  problems.push_back(
      {setting, fmt::format("{} s is not a length of time", value.count()), "give a time of 0 s or more"});
}

void check_probability(Problems& problems, const char* setting, double value) {
  if (value >= 0 && value <= 1) return;
  problems.push_back(
      {setting, fmt::format("{} is not a probability", value), "give a number from 0 to 1, or a percentage"});
}

void check_below_one(Problems& problems, const char* setting, double value) {
  if (value >= 0 && value < 1) return;
  problems.push_back({setting, fmt::format("{:g} % is not below 100 %: then a check would tell nothing", 100 * value),
                      "give a probability from 0 % to less than 100 %"});
}

void check_count(Problems& problems, const char* setting, int value, int least, int most) {
  if (value >= least && value <= most) return;
  problems.push_back(
      {setting, fmt::format("{} is not between {} and {}", value, least, most), "give a number in this range"});
}

Quality quality_of(const Law& detection, std::optional<std::pair<Seconds, Seconds>> good_and_mistake) {
  Quality quality;
  quality.mean_detection_time = detection.mean();
  quality.longest_detection_time = detection.quantile(1);
  quality.detection_deviation = Seconds{std::sqrt(detection.variance_s2())};
  if (good_and_mistake && good_and_mistake->first < longest_good_period) {
    const auto [good, mistake] = *good_and_mistake;
    quality.mistake_recurrence = good + mistake;
    quality.mistake_duration = mistake;
    quality.suspected_share = mistake / (good + mistake);
  }
  return quality;
}

}  // namespace nines::models::detection
