// One trial as a timeline: lanes for services, failure domains and units, as a page, as a drawing and as a trace.
#pragma once

#include "analysis/incidents/history.h"
#include "analysis/plot/lanes.h"
#include "models/study.h"

#include <cstddef>
#include <string>
#include <vector>

namespace nines::incidents {

/// A time in which at least one service is down.
struct Window {
  double from_s = 0, to_s = 0;
  bool ended = true;
  std::vector<std::size_t> outages;  ///< indices into History::services
  double length_s() const { return to_s - from_s; }
};

/// In their order.
std::vector<Window> windows_of(const History& history);

/// The whole mission. Outages lead to "#incident-N" if the N-th window is one of `shown` (ascending).
plot::Lanes overview(const models::Model& model, const History& history, const std::vector<Window>& windows,
                     const std::vector<std::size_t>& shown);
/// One window: what was being waited for, and which failure began it. Times count from its beginning; the axis is logarithmic
/// where some of it is over within a small part of the whole.
plot::Lanes detail(const models::Model& model, const History& history, const Window& window);

/// A page with the overview and the longest incidents in detail. `remark` says why this trial was chosen; may be empty.
std::string timeline_html(const models::Study& study, std::size_t trial, const std::string& remark);
/// The overview.
std::string timeline_svg(const models::Study& study, std::size_t trial);
/// In the Trace Event Format, which Perfetto and Chrome (about:tracing) show; causes are flows from failures to outages.
std::string trace_json(const models::Study& study, std::size_t trial);

}  // namespace nines::incidents
