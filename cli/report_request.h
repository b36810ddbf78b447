// What the command line asks for of timelines and reports.
#pragma once

#include <cstdint>
#include <string>

namespace nines::cli {

/// `nines explain`: files to write, and how the trial is chosen.
struct TimelineRequest {
  std::string html, svg, trace;  ///< files; empty: not asked for
  std::string service;  ///< that --worst and --typical go by; empty: the last one
  std::string by;  ///< what they go by: downtime, served or degraded; empty: downtime
  bool worst = false, typical = false;
  bool to_file() const { return !html.empty() || !svg.empty() || !trace.empty(); }
  bool picks() const { return worst || typical; }
};

/// Of pages: drawings alone, or such that can be explored by means of Vega, which makes the page larger.
enum class PageCharts : std::uint8_t { svg, vega };

/// `nines report --format`.
enum class ReportFormat : std::uint8_t { html, svg, png, pdf, vega_lite };

}  // namespace nines::cli
