// What is in a results store, for `nines results` and others who look and do not write.
#pragma once

#include "analysis/store/database.h"
#include "analysis/store/store.h"
#include "analysis/store/sweeps.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace nines::store {

/// A measure of a run, in the words and units of the result document.
struct ListedMeasure {
  std::string kind, subject, measure, unit, trust;
  std::optional<double> simulated, low, high;
  std::optional<std::uint64_t> events;
  std::optional<double> chain, chain_long_run;
  /// Of all answers: "agrees", "disagrees", "not_comparable"; empty: there is none but the simulation.
  std::string verdict;
};

struct ListedRun {
  std::string id;  ///< 16 hex digits
  std::string title, file, scenario_hash;
  std::vector<std::pair<std::string, std::string>> settings;  ///< path and value, as of --set
  std::uint64_t seed = 0;
  double mission_s = 0;
  std::size_t trials_per_block = 0;
  std::size_t kept_trials = 0;   ///< in blocks
  std::size_t asked_trials = 0;  ///< by the longest run that was begun; 0: a precision was
  std::optional<std::size_t> trials;  ///< of the result; none: no run has come to its end yet
  bool complete = false;  ///< the result is not that of an interrupted run
  std::string nines;  ///< the version that began it
  std::vector<ListedMeasure> measures;
  std::size_t agree = 0, disagree = 0;  ///< comparable answers
  std::size_t met = 0, missed = 0, unresolved = 0;  ///< objectives

  /// "crews.field.size=3 mission=2 years"; empty without --set.
  std::string settings_text() const;
};

/// A store that is only read, while others may write to it.
class Catalogue {
 public:
  /// Throws StoreError for what is no results store.
  explicit Catalogue(const std::filesystem::path& path);

  /// Those that have each of the words in their id, title, file, settings or verdict, whatever the case; by title, settings
  /// and seed.
  std::vector<ListedRun> runs(const std::vector<std::string>& words = {}) const;
  /// The run whose id begins so. Throws StoreError if there is none, or more than one.
  ListedRun run(const std::string& id) const;
  /// Sweeps that have each of the words in what is said of them; by title and what is varied.
  std::vector<ListedSweep> sweeps(const std::vector<std::string>& words = {}) const;
  /// The sweep whose id begins so; nothing if it is none's. Throws StoreError if it is that of more than one sweep or run.
  std::optional<ListedSweep> find_sweep(const std::string& id) const;
  /// The runs of its points that were begun, in its order.
  std::vector<ListedRun> points_of(const ListedSweep& sweep) const;
  /// The result document, or the table, of the last run; empty where no run has come to its end.
  std::string document(const ListedRun& run) const;
  std::string report(const ListedRun& run) const;
  /// As it was read.
  ScenarioRecord scenario(const ListedRun& run) const;
  ScenarioRecord scenario(const ListedSweep& sweep) const;

  const std::string& name() const { return database_.name(); }

 private:
  void add_settings(ListedRun& run) const;
  void add_measures(ListedRun& run) const;
  void add_objectives(ListedRun& run) const;
  void add_sources(ScenarioRecord& record) const;

  Database database_;
};

/// Aligned, a row for each run, with the availability of the last service, which builds upon the others.
std::string table(const std::vector<ListedRun>& runs, const std::string& file, bool colour);
/// The same of sweeps; empty without any.
std::string table(const std::vector<ListedSweep>& sweeps, const std::string& file, bool colour);
/// A row for each run and measure, with a header row; a run without a result has one row.
std::string csv(const std::vector<ListedRun>& runs);
/// Format "nines-results", version 1, with the result documents: docs/reference/store.md.
std::string json(const Catalogue& catalogue, const std::vector<ListedSweep>& sweeps,
                 const std::vector<ListedRun>& runs);
/// One line for each run, each of them a member of `runs` of the document above.
std::string ndjson(const Catalogue& catalogue, const std::vector<ListedRun>& runs);

}  // namespace nines::store
