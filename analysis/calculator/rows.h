// The rows of the table of formulas, by subject.
#pragma once

#include "analysis/calculator/calculator.h"

namespace nines::calculator {

std::vector<Formula> checkpointing_formulas();
std::vector<Formula> durability_formulas();
std::vector<Formula> placement_formulas();
std::vector<Formula> redundancy_formulas();

inline std::vector<Fault> no_faults(const Arguments& /*arguments*/) { return {}; }
/// Unless `smaller` is less than `larger`.
void must_be_less(std::vector<Fault>& faults, const Arguments& arguments, const char* smaller, const char* larger);
/// Unless `smaller` is at most `larger`.
void must_not_exceed(std::vector<Fault>& faults, const Arguments& arguments, const char* smaller, const char* larger);

inline constexpr double year_s = 365.0 * 86400, day_s = 86400;

}  // namespace nines::calculator
