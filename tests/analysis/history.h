// With fixed times each history is known by hand. Times are in hours.
#pragma once

#include "sim/laws.h"

#include <cmath>
#include <cstdint>
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

}  // namespace nines::test
