#include "analysis/report/differences.h"

#include "analysis/report/numbers.h"
#include "analysis/report/wording.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace nines::report {

std::string size_text(models::Measure measure, double size, int digits) {
  if (is_availability(measure)) return significant(100 * size, digits) + " %";
  return measure_text(measure, size, digits);
}

std::string signed_text(models::Measure measure, double difference, int digits) {
  const double shown = is_availability(measure) ? -difference : difference;
  if (shown == 0) return "0";
  return (shown < 0 ? "-" : "+") + size_text(measure, std::abs(difference), digits);
}

std::string range_text(models::Measure measure, double low, double high) {
  if (is_availability(measure)) std::swap(low, high);  // they are held as unavailabilities
  const int digits = digits_for(std::abs(low + high) / 2, std::abs(high - low) / 2);
  std::string from = measure_text(measure, low, digits);
  const std::string to = measure_text(measure, high, digits);
  constexpr std::string_view percent = " %";
  if (from.ends_with(percent) && to.ends_with(percent)) from.resize(from.size() - percent.size());
  return from + " .. " + to;
}

}  // namespace nines::report
