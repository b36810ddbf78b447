#include "analysis/audit/units.h"

#include "analysis/audit/systems.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::audit {
namespace {

/// From the complement: "1 - 2.2e-44" where no decimals would tell it from 1.
std::string probability_text(double complement, int digits) {
  constexpr double near_one = 1e-4;
  if (complement > 0 && complement < near_one) return fmt::format("1 - {:.1e}", complement);
  return report::significant(1 - complement, digits);
}

std::string in_unit(double value, double unit, const char* name, int digits) {
  return report::significant(value / unit, digits) + " " + name;
}

/// A low end without the unit that the high end repeats: "2.1 .. 2.3 h".
std::string range(std::string low, const std::string& high) {
  const std::size_t space = high.rfind(' ');
  if (space != std::string::npos && low.ends_with(high.substr(space))) low.resize(low.size() - (high.size() - space));
  return low + " .. " + high;
}

bool is_complement(Unit unit) { return unit == Unit::availability || unit == Unit::probability; }

int digits_of(Unit unit, const Estimate& measured) {
  const bool near_one = unit == Unit::probability && measured.value < 0.5;
  const double value = unit == Unit::probability && !near_one ? 1 - measured.value : measured.value;
  return report::digits_for(value, (measured.high - measured.low) / 2);
}

}  // namespace

std::string number_text(Unit unit, double value, int digits) {
  switch (unit) {
    case Unit::bare: return report::significant(value, digits) + " (no unit)";
    case Unit::count: return report::significant(value, value == std::floor(value) ? 1 : digits);
    case Unit::availability: return report::availability_text(value, digits);
    case Unit::probability: return probability_text(value, digits);
    case Unit::seconds: return in_unit(value, 1, "s", digits);
    case Unit::minutes: return in_unit(value, 60, "min", digits);
    case Unit::hours: return in_unit(value, 3600, "h", digits);
    case Unit::downtime_per_year: return in_unit(value, 60, "min/y", digits);
    case Unit::per_year: return report::significant(value, digits) + " /y";
    case Unit::terabytes: return in_unit(value, 1e12, "TB", digits);
  }
  return "";
}

report::EstimateText measured_text(Unit unit, const Estimate& measured) {
  const int digits = digits_of(unit, measured);
  const auto text = [&](double value) { return number_text(unit, value, digits); };
  const bool swapped = is_complement(unit);
  return {text(measured.value),
          range(text(swapped ? measured.high : measured.low), text(swapped ? measured.low : measured.high))};
}

std::string_view name_of(Unit unit) {
  switch (unit) {
    case Unit::bare:
    case Unit::count: return "number";
    case Unit::availability: return "unavailability";
    case Unit::probability: return "probability";
    case Unit::seconds:
    case Unit::minutes:
    case Unit::hours: return "s";
    case Unit::downtime_per_year: return "s/year";
    case Unit::per_year: return "1/year";
    case Unit::terabytes: return "bytes";
  }
  return "";
}

std::vector<Line> lines_of(const Finding& finding) {
  const Formula& formula = finding.formula;
  std::vector<Line> lines;
  for (std::size_t i = 0; i < finding.answers.size(); ++i) {
    const Example& example = formula.examples[i];
    const Answer& answer = finding.answers[i];
    Line line{std::string(example.name),
              example.printed ? std::string(example.printed->text) : "-",
              number_text(formula.own_unit, answer.own, formula.digits),
              number_text(formula.right_unit, answer.right, formula.digits),
              "-",
              ""};
    if (answer.measured) {
      const report::EstimateText measured = measured_text(formula.right_unit, *answer.measured);
      line.simulated = measured.value;
      line.interval = measured.interval;
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string simulation_text(const Finding& finding) {
  const Formula& formula = finding.formula;
  if (!formula.simulation) return fmt::format("not yet: {}.", formula.not_simulated);
  std::vector<std::string> lengths;  // each once, in their order
  for (const Answer& answer : finding.answers) {
    const std::string length = fmt::format("{} trials of {}", answer.trials, report::duration_text(answer.mission_s));
    const bool known = std::find(lengths.begin(), lengths.end(), length) != lengths.end();
    if (answer.measured && !known) lengths.push_back(length);
  }
  if (lengths.empty()) return fmt::format("{}.", formula.simulation->system);
  return fmt::format("{} ({}).", formula.simulation->system, fmt::join(lengths, ", "));
}

std::string introduction() {
  return fmt::format(
      "Five articles describe how an AI platform is kept available: by replicas, detection, failover, backups and "
      "disaster recovery. What they describe is sound, and much of it is what operators do every day. Their "
      "formulas deserve a second look before a budget rests on them. Each is taken at its word here: what the article "
      "prints, what its own formula gives for the same numbers, what is right and within which limits, and what a "
      "simulation of that very system measures. Where the article gives no number the line says which one was "
      "chosen. Trials and seed ({}) are fixed, so that everybody gets the same numbers.",
      seed);
}

}  // namespace nines::audit
