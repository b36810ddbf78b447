// From values to places on a drawing, with ticks that a planner would choose: 1 min, 10 min, 1 h rather than 1000 s.
#pragma once

#include <string>
#include <vector>

namespace nines::plot {

/// What a value is, and so how it is written.
enum class Unit {
  number,
  count,
  share,
  seconds,
  unavailability,  ///< written as the availability; less of it is further up
};

/// "12 min", "99.98 %", "3 %".
std::string value_text(Unit unit, double value);

struct Axis {
  std::string label;
  Unit unit = Unit::number;
  bool logarithmic = false;
  double low = 0, high = 0;  ///< high <= low: from the data
};

struct Tick {
  double value = 0;
  std::string words;
};

class Scale {
 public:
  /// Stretches the axis to round values if it is linear and its range was not given. All of `values` are on it; a logarithmic axis
  /// needs positive ones.
  Scale(const Axis& axis, const std::vector<double>& values);

  /// From 0 to 1; what lies outside is put on the edge.
  double share(double value) const;
  /// At most about `most` of them.
  std::vector<Tick> ticks(std::size_t most) const;
  double low() const { return low_; }
  double high() const { return high_; }

 private:
  std::vector<Tick> linear_ticks(std::size_t most) const;
  std::vector<Tick> logarithmic_ticks(std::size_t most) const;

  Unit unit_;
  bool logarithmic_;
  double low_, high_;
};

}  // namespace nines::plot
