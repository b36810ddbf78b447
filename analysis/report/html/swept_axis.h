// What is varied, as the axis of a chart: settings are texts, and places on an axis are numbers.
#pragma once

#include "analysis/plot/scale.h"
#include "analysis/sweep/sweep_result.h"
#include "models/sweep.h"

#include <string>
#include <vector>

namespace nines::report {

/// Texts that are all numbers with the same kind of unit lie where their numbers do ("1 s", "5 min"); others lie side by side, by name.
struct SweptAxis {
  plot::Axis axis;
  std::vector<double> places;  ///< one for each value
};
SweptAxis swept_axis(const std::string& path, const std::vector<std::string>& values);

/// The axis of a measure's values; logarithmic where they lie far apart.
plot::Axis measure_axis(const sweep::AskedMeasure& asked, const std::vector<double>& values);
/// "availability of work"; at the beginning of a sentence "Availability of work".
std::string measure_name(const sweep::AskedMeasure& asked);
std::string measure_title(const sweep::AskedMeasure& asked);
/// Quantiles have more digits than people need: "508.255658 h" becomes "508.3 h"; the table of all points has them all.
std::string short_setting(const std::string& setting);
/// Of times between failures.
bool less_is_worse(models::Measure measure);

}  // namespace nines::report
