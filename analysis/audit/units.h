// The audit's numbers as text.
#pragma once

#include "analysis/audit/audit.h"
#include "analysis/report/numbers.h"

#include <string>
#include <vector>

namespace nines::audit {

std::string number_text(Unit unit, double value, int digits);
report::EstimateText measured_text(Unit unit, const Estimate& measured);

/// What it is a number of, in documents: "s", "unavailability".
std::string_view name_of(Unit unit);

/// One example as a line of a table.
struct Line {
  std::string example, printed, own, right, simulated, interval;
};
std::vector<Line> lines_of(const Finding& finding);
inline constexpr const char* headings[] = {"example", "printed", "its formula", "right", "simulated", "95 % interval"};

/// "N components ...; 500 trials of 1 y", or why nothing is simulated.
std::string simulation_text(const Finding& finding);

/// What the whole is about, for the head of text and page.
std::string introduction();

}  // namespace nines::audit
