// With fixed times each history is known by hand. Times are in hours.
#pragma once

#include "models/behaviour.h"
#include "sim/laws.h"
#include "sim/sampler.h"

#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace nines::test {

inline LawPtr fixed_h(double time) { return fixed_time(Hours(time)); }

/// When a service went down and came back, in hours, to a thousandth; +: came back.
struct History {
  static constexpr bool traced = false;
  std::uint32_t service = 0;
  std::vector<std::string> changes;
  std::vector<std::uint32_t> causes;  ///< of its outages

  void condition(std::uint32_t number, bool up, double now_s, std::uint32_t cause) {
    if (number != service || now_s == 0) return;
    const double thousandths = std::round(now_s / 3.6);
    std::string text = std::to_string(thousandths / 1000);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    changes.push_back((up ? "+" : "-") + text);
    if (!up) causes.push_back(cause);
  }
};

/// What became of a platform's last service in one trial.
struct Played {
  std::map<models::OutagePhase, double> phase_h;  ///< to a thousandth
  std::map<std::string, std::uint32_t> counts;  ///< of each cause, by its name
  std::vector<std::string> causes;  ///< of its outages

  /// Runs the trial and returns the history.
  std::vector<std::string> play(const models::Platform& platform, double mission_h) {
    const auto model = models::build(platform);
    History history;
    history.service = static_cast<std::uint32_t>(model->services.size() - 1);
    Sampler<History> sampler(model->layout, history);
    sampler.run(models::Behaviour(*model), 1, 0, mission_h * 3600);
    for (std::size_t i = 0; i < models::outage_phases; ++i) {
      const auto reward = model->services.back().phase_reward + static_cast<std::uint32_t>(i);
      phase_h[static_cast<models::OutagePhase>(i)] = std::round(sampler.reward_integral(reward) / 3.6) / 1000;
    }
    counts.clear();
    for (std::uint32_t i = 0; i < model->causes.size(); ++i) counts[model->causes[i].name] = sampler.count(i);
    causes.clear();
    for (const std::uint32_t cause : history.causes) causes.push_back(model->causes[cause].name);
    return history.changes;
  }
};

}  // namespace nines::test
