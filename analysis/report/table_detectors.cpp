#include "analysis/report/numbers.h"
#include "analysis/report/table.h"
#include "analysis/report/wording.h"

#include <cmath>

namespace nines::report {
namespace {

using models::DetectorSummary;

Cell time_cell(Seconds time, bool exact) {
  if (!std::isfinite(time.count())) return Cell("no bound");
  return Cell((exact ? "" : "~") + duration_text(time.count()));
}

/// Every how often, how long, and the share of time.
std::vector<Cell> alarm_cells(const DetectorSummary& detector) {
  if (!(detector.mistake_recurrence < never)) return {Cell("never"), Cell(), Cell()};
  return {Cell(duration_text(detector.mistake_recurrence.count())),
          Cell(duration_text(detector.mistake_duration.count())),
          Cell(significant(100 * detector.suspected_share, 3) + " %" + (detector.takes_out ? "" : ", ignored"))};
}

}  // namespace

std::string detectors(const RunResult& result, const TableStyle& style) {
  if (result.detectors.empty()) return "";
  using enum Align;
  TextTable table({left, left, right, right, right, right, left});
  table.header({"detector", "fails by", "mean", "at most", "false alarm every", "lasts", "suspected"});
  std::string words;
  for (const DetectorSummary& detector : result.detectors) {
    std::vector<Cell> alarms = alarm_cells(detector);
    for (const DetectorSummary::Detection& each : detector.detection) {
      std::vector<Cell> row = {Cell(printable(detector.name)), Cell(std::string(name_of(each.fails_by))),
                               time_cell(each.mean, each.exact), time_cell(each.longest, true)};
      row.insert(row.end(), alarms.begin(), alarms.end());
      table.row(std::move(row));
      alarms = {Cell(), Cell(), Cell()};  // they do not depend on how the target fails
    }
    words += "  " + wrapped(printable(detector.name + ": " + detector.words), page_width, 4) + "\n";
  }
  return "\n" +
         coloured("Detectors, from a failure to its notice, and false alarms about each unit", Colour::bold,
                  style.colour) +
         "\n" + table.render(2, style.colour) + words;
}

}  // namespace nines::report
