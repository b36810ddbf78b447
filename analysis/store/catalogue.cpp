#include "analysis/store/catalogue.h"

#include "analysis/store/schema.h"

#include <fmt/format.h>
#include <algorithm>
#include <tuple>

namespace nines::store {
namespace {

std::optional<double> real(const Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.real(column);
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return text;
}

/// What a filter looks into.
std::string words_of(const ListedRun& run) {
  const char* const verdict = run.disagree > 0 ? "disagrees" : run.agree > 0 ? "agrees" : "";
  const char* const objectives = run.missed > 0       ? "missed"
                                 : run.unresolved > 0 ? "unresolved"
                                 : run.met > 0        ? "met"
                                                      : "";
  const char* const state = !run.trials ? "not finished" : run.complete ? "" : "interrupted";
  return lower(fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}", run.id, run.title, run.file, run.settings_text(), verdict,
                           objectives, state));
}

bool has_all(const ListedRun& run, const std::vector<std::string>& words) {
  const std::string text = words_of(run);
  return std::all_of(words.begin(), words.end(),
                     [&](const std::string& word) { return text.find(lower(word)) != std::string::npos; });
}

bool before(const ListedRun& a, const ListedRun& b) {
  return std::tie(a.title, a.file, a.settings, a.seed, a.id) < std::tie(b.title, b.file, b.settings, b.seed, b.id);
}

}  // namespace

std::string ListedRun::settings_text() const {
  std::string text;
  for (const auto& [path, value] : settings) {
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", path, value);
  }
  return text;
}

Catalogue::Catalogue(const std::filesystem::path& path) : database_(path, Database::Access::read) {
  check_readable(database_);
}

std::vector<ListedRun> Catalogue::runs(const std::vector<std::string>& words) const {
  std::vector<ListedRun> runs;
  Statement row(database_, R"(
    SELECT point, title, file, scenario, seed, mission_s, block_trials, asked_trials, points.nines,
           (SELECT coalesce(sum(blocks.trials), 0) FROM blocks WHERE blocks.point = points.point),
           results.trials, results.complete
    FROM points JOIN scenarios USING (scenario) LEFT JOIN results USING (point))");
  while (row.step()) {
    ListedRun run;
    run.id = row.text(0), run.title = row.text(1), run.file = row.text(2), run.scenario_hash = row.text(3);
    run.seed = row.count(4);
    run.mission_s = row.real(5);
    run.trials_per_block = row.count(6), run.asked_trials = row.count(7), run.kept_trials = row.count(9);
    run.nines = row.text(8);
    if (!row.is_null(10)) run.trials = row.count(10);
    run.complete = row.integer(11) != 0;
    add_settings(run);
    add_measures(run);
    add_objectives(run);
    if (has_all(run, words)) runs.push_back(std::move(run));
  }
  std::sort(runs.begin(), runs.end(), before);
  return runs;
}

void Catalogue::add_settings(ListedRun& run) const {
  Statement row(database_, "SELECT path, value FROM overrides WHERE scenario = ?1 ORDER BY number");
  row.bind(run.scenario_hash);
  while (row.step()) run.settings.emplace_back(row.text(0), row.text(1));
}

void Catalogue::add_measures(ListedRun& run) const {
  Statement row(database_, R"(
    SELECT kind, subject, measure, unit, trust, simulated, low, high, events, chain, chain_long_run,
           (SELECT count(*) FROM verdicts WHERE point = m.point AND number = m.number),
           (SELECT count(*) FROM verdicts WHERE point = m.point AND number = m.number AND agreement = 'agrees'),
           (SELECT count(*) FROM verdicts WHERE point = m.point AND number = m.number AND agreement = 'disagrees')
    FROM measures AS m WHERE point = ?1 ORDER BY number)");
  row.bind(run.id);
  while (row.step()) {
    const std::size_t answers = row.count(11), agree = row.count(12), disagree = row.count(13);
    ListedMeasure measure{row.text(0),  row.text(1),  row.text(2),  row.text(3),  row.text(4),   real(row, 5),
                          real(row, 6), real(row, 7), std::nullopt, real(row, 9), real(row, 10), ""};
    if (!row.is_null(8)) measure.events = row.count(8);
    if (answers > 0) measure.verdict = disagree > 0 ? "disagrees" : agree > 0 ? "agrees" : "not_comparable";
    run.measures.push_back(std::move(measure));
    run.agree += agree;
    run.disagree += disagree;
  }
}

void Catalogue::add_objectives(ListedRun& run) const {
  Statement row(database_, "SELECT outcome FROM objectives WHERE point = ?1");
  row.bind(run.id);
  while (row.step()) {
    const std::string outcome = row.text(0);
    ++(outcome == "met" ? run.met : outcome == "missed" ? run.missed : run.unresolved);
  }
}

ListedRun Catalogue::run(const std::string& id) const {
  std::vector<ListedRun> found;
  for (ListedRun& each : runs()) {
    if (!id.empty() && each.id.starts_with(lower(id))) found.push_back(std::move(each));
  }
  if (found.empty()) {
    throw StoreError(fmt::format("{} holds no run '{}'; nines results {} lists them", name(), id, name()));
  }
  if (found.size() > 1) {
    throw StoreError(fmt::format("{} holds {} runs whose ID begins with '{}': {}, {}...; give more of it", name(),
                                 found.size(), id, found[0].id, found[1].id));
  }
  return std::move(found.front());
}

std::string Catalogue::document(const ListedRun& run) const {
  Statement row(database_, "SELECT document FROM results WHERE point = ?1");
  return row.bind(run.id).step() ? row.text(0) : "";
}

ScenarioRecord Catalogue::scenario(const ListedRun& run) const {
  ScenarioRecord record{run.scenario_hash, run.title, run.file, {}, run.settings};
  Statement row(database_,
                "SELECT name, texts.text FROM sources JOIN texts ON texts.hash = sources.text WHERE scenario = ?1 "
                "ORDER BY number");
  row.bind(run.scenario_hash);
  while (row.step()) record.sources.emplace_back(row.text(0), row.text(1));
  return record;
}

std::string Catalogue::report(const ListedRun& run) const {
  Statement row(database_, "SELECT report FROM results WHERE point = ?1");
  return row.bind(run.id).step() ? row.text(0) : "";
}

}  // namespace nines::store
