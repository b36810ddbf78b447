// What the command line asks for of timelines and reports.
#pragma once

#include <cstdint>
#include <string>

namespace nines::cli {

/// `nines explain`: files to write, and how the trial is chosen.
struct TimelineRequest {
  std::string html, svg, trace;  ///< files; empty: not asked for
  std::string service;  ///< that --worst and --typical go by; empty: the last one
  bool worst = false, typical = false;
  bool to_file() const { return !html.empty() || !svg.empty() || !trace.empty(); }
  bool picks() const { return worst || typical; }
};

/// `nines report --format`.
enum class ReportFormat : std::uint8_t { html, svg, png, pdf, vega_lite };

}  // namespace nines::cli
