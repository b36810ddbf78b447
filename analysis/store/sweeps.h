// Sweeps in a results store: which points each consists of, and what was asked, so that it can be gone on with.
//
// A point of a sweep is a run like any other (store.h): what is kept here is which of them belong together.
#pragma once

#include "analysis/store/store.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace nines::store {

/// What was asked of a sweep, as it was asked: with the scenario that is kept the same sweep can be planned from it.
struct SweepRecord {
  ScenarioRecord scenario;  ///< as it is where nothing is varied
  std::string kind;         ///< "points", "one_at_a_time", "indices"
  std::vector<std::pair<std::string, std::string>> vary, uncertain;  ///< path and values, of the command line
  bool zip = false;
  std::string design;  ///< "sobol", "latin_hypercube"; empty: as the scenario says
  std::optional<std::size_t> draws, trials;
  std::optional<double> precision;
  std::uint64_t seed = 1;
  std::size_t points = 0;
  // These do not make it another sweep:
  bool chain = true;
  std::size_t max_states = 0;
  std::string measures;  ///< that it is looked at by, a line each

  /// 16 hex digits over what makes it the sweep that it is.
  std::string id() const;
};

/// One of its points: a run.
struct SweepPoint {
  std::size_t number = 0;  ///< from 0, as in documents
  std::string point;       ///< PointRecord::id()
  std::size_t trials = 0;  ///< that are asked of it; 0: a precision is
};

/// Keeps it, with its scenario, in one transaction. One that is there is left as it is, but for how it is looked at.
void add_sweep(Store& store, const SweepRecord& sweep, const std::vector<SweepPoint>& points);

struct ListedSweep {
  std::string id, nines;
  SweepRecord asked;                ///< its scenario without the sources
  std::vector<SweepPoint> points;
  std::vector<std::string> done;    ///< of its points, those whose run has come to its end
  /// "nodes.web.count=1..4 parameters.life=..."
  std::string varied_text() const;
  /// With each of its points, and what of the scenario is set; for a filter.
  std::string words() const;
};

/// All of them, by title and what is varied. A file of an older version has none.
std::vector<ListedSweep> sweeps_in(const Database& database);

}  // namespace nines::store
