#include "analysis/report/numbers.h"
#include "analysis/report/table.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace nines::report {

namespace {

/// To three digits, without an exponent.
std::string requests_text(double requests) {
  constexpr double least_counted = 1e15;
  if (!(requests < least_counted) || requests < 1) return significant(requests, 3);
  const double step = std::pow(10, std::max(0.0, std::floor(std::log10(requests)) - 2));
  return count_text(static_cast<std::uint64_t>(std::round(requests / step) * step));
}

}  // namespace

std::string request_counts(const RunResult& result, const TableStyle& style) {
  if (result.requests.empty()) return "";
  using enum Align;
  TextTable table({left, left, right, left});
  table.header({"service", "", "per year", percent_text(result.confidence) + " interval"});
  const auto add = [&](const std::string& service, const char* what, const Estimate& estimate) {
    const bool none = estimate.trust == Estimate::Trust::none_seen;
    table.row({Cell(service), Cell(what), Cell(none ? "none seen" : requests_text(estimate.value)),
               Cell(none ? "< " + requests_text(estimate.high)
                         : requests_text(estimate.low) + " .. " + requests_text(estimate.high))});
  };
  for (const RequestCount& each : result.requests) {
    table.row({Cell(printable(each.service)), Cell("asked"), Cell(requests_text(each.asked_per_year)), Cell()});
    add("", "lost", each.lost_per_year);
    if (each.degraded_per_year) add("", "served degraded", *each.degraded_per_year);
  }
  return "\n" + coloured("Requests", Colour::bold, style.colour) + "\n" + table.render(2, style.colour);
}

}  // namespace nines::report
