#include "analysis/optimise/refine.h"

#include "analysis/sweep/design.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::optimise {
namespace {

using models::Choice;
using models::Setting;
using Settings = std::vector<Setting>;

constexpr std::size_t most_together = 4;  // places: 3^4 combinations

/// Half-way, to four digits: a value that is typed again should be one that can be.
double half_way(double a, double b, bool by_ratio) {
  const double middle = by_ratio ? std::sqrt(a * b) : (a + b) / 2;
  return std::stod(fmt::format("{:.4g}", middle));
}

std::string text_of(double number, const std::string& unit) {
  return fmt::format("{:.9g}{}{}", number, unit.empty() ? "" : " ", unit);
}

/// The new values on both sides of `value`, which go into the grid.
std::vector<std::string> halves_beside(const std::string& value, Choice& choice) {
  std::vector<std::string>& values = choice.axis.values;
  std::vector<double>& grid = choice.between->grid;
  const auto at = static_cast<std::size_t>(std::find(values.begin(), values.end(), value) - values.begin());
  std::vector<std::string> made;
  const auto add = [&](std::size_t low) {
    const double middle = half_way(grid[low], grid[low + 1], choice.between->by_ratio);
    if (!(middle > grid[low] && middle < grid[low + 1])) return;  // four digits tell them apart no more
    made.push_back(text_of(middle, choice.between->unit));
    grid.insert(grid.begin() + static_cast<std::ptrdiff_t>(low) + 1, middle);
    values.insert(values.begin() + static_cast<std::ptrdiff_t>(low) + 1, made.back());
  };
  if (at + 1 < values.size()) add(at);
  if (at > 0 && at < values.size()) add(at - 1);
  return made;
}

}  // namespace

std::vector<Settings> grid_of(const std::vector<Choice>& choices) {
  models::Sweep sweep;
  for (const Choice& each : choices) sweep.axes.push_back(each.axis);
  std::vector<Settings> all;
  for (sweep::PlannedPoint& point : sweep::points_of(sweep, 0)) all.push_back(std::move(point.settings));
  return all;
}

std::vector<Settings> refined_around(const Settings& best, std::vector<Choice>& choices) {
  std::vector<Settings> made = {best};
  const auto places = std::count_if(choices.begin(), choices.end(), [](const Choice& each) { return each.between; });
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (!choices[i].between) continue;
    const std::size_t bases = static_cast<std::size_t>(places) > most_together ? 1 : made.size();
    for (const std::string& value : halves_beside(best[i].value, choices[i])) {
      for (std::size_t base = 0; base < bases; ++base) {
        Settings settings = made[base];
        settings[i].value = value;
        made.push_back(std::move(settings));
      }
    }
  }
  made.erase(made.begin());
  return made;
}

}  // namespace nines::optimise
