// With fixed times each history is known by hand. Times are in hours.
#pragma once

#include "models/model.h"
#include "models/outage_phase.h"
#include "sim/laws.h"

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

  /// Runs the trial and returns the history. Not inline: it takes the compiler half a minute.
  std::vector<std::string> play(const models::Platform& platform, double mission_h);
};

}  // namespace nines::test
