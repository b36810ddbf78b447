// What of a scenario is varied: settings that are chosen, and inputs that nobody knows for certain.
//
// Places and values are texts here, as in a file: what they mean is the business of the language that reads them.
#pragma once

#include "sim/law.h"

#include <cstddef>
#include <string>
#include <vector>

namespace nines::models {

/// Another value for one place of a scenario.
struct Setting {
  std::string path;   ///< "nodes.web.count"
  std::string value;  ///< "4"
};

/// A place, and the values that it takes one after the other.
struct Axis {
  std::string path;
  std::vector<std::string> values;
};

/// A place whose value is not known for certain: what is known of it is a law.
struct UncertainInput {
  enum class Kind {
    uniform,        ///< from `low` to `high`
    log_uniform,    ///< its logarithm is uniform
    triangular,     ///< most likely `mode`
    rate,           ///< after `events` in `exposure`: gamma(events + 1/2, exposure), by Jeffreys' prior
    mean_time,      ///< the inverse of such a rate
    probability,    ///< after `events` of `exposure` attempts: beta(events + 1/2, exposure - events + 1/2)
    law,            ///< any law of a time, in seconds
  };
  std::string path;
  std::string words;  ///< as written
  Kind kind = Kind::uniform;
  double low = 0, mode = 0, high = 0;
  double events = 0, exposure = 0;
  LawPtr law = nullptr;
  std::string unit = {};                  ///< that the numbers are in: "h", "%"; empty: none
  std::string before = {}, after = {};    ///< what stands around the number in the setting: "exponential "
};

enum class Design { sobol, latin_hypercube };

struct Sweep {
  std::vector<Axis> axes;  ///< all their combinations, the last one fastest
  bool zip = false;        ///< instead of that the first values of all, then the second ones, ...
  std::vector<UncertainInput> uncertain;
  Design design = Design::sobol;
  std::size_t draws = 64;  ///< of the uncertain inputs, at each combination
};

inline constexpr std::size_t most_points = 100'000;
inline constexpr std::size_t most_axes = 64;

}  // namespace nines::models
