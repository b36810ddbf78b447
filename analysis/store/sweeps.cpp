#include "analysis/store/sweeps.h"

#include "analysis/report/report.h"
#include "analysis/store/schema.h"
#include "sim/hash.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <tuple>

namespace nines::store {
namespace {

using Inputs = std::vector<std::pair<std::string, std::string>>;

/// No two lists have the same text.
std::string with_lengths(const Inputs& inputs) {
  std::string text = fmt::format("{}", inputs.size());
  for (const auto& [path, value] : inputs) text += fmt::format(" {}:{}={}:{}", path.size(), path, value.size(), value);
  return text;
}

void add_inputs(const Database& database, const SweepRecord& sweep) {
  Statement row(database, "INSERT INTO sweep_inputs VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING");
  std::size_t number = 0;
  for (const auto& [path, value] : sweep.vary) row.bind(sweep.id(), ++number, "values", path, value).run();
  for (const auto& [path, value] : sweep.uncertain) row.bind(sweep.id(), ++number, "law", path, value).run();
}

SweepRecord record_of(const Statement& row) {
  SweepRecord made;
  made.scenario.hash = row.text(1), made.scenario.title = row.text(14), made.scenario.file = row.text(15);
  made.kind = row.text(2);
  made.zip = row.integer(3) != 0;
  made.design = row.text(4);
  if (!row.is_null(5)) made.draws = row.count(5);
  made.seed = row.count(6);
  if (!row.is_null(7)) made.trials = row.count(7);
  if (!row.is_null(8)) made.precision = row.real(8);
  made.points = row.count(9);
  made.chain = row.integer(10) != 0;
  made.max_states = row.count(11);
  made.measures = row.text(12);
  return made;
}

void read_inputs(const Database& database, ListedSweep& sweep) {
  Statement row(database, "SELECT known, path, value FROM sweep_inputs WHERE sweep = ?1 ORDER BY number");
  row.bind(sweep.id);
  while (row.step()) {
    Inputs& inputs = row.text(0) == "values" ? sweep.asked.vary : sweep.asked.uncertain;
    inputs.emplace_back(row.text(1), row.text(2));
  }
  Statement set(database, "SELECT path, value FROM overrides WHERE scenario = ?1 ORDER BY number");
  set.bind(sweep.asked.scenario.hash);
  while (set.step()) sweep.asked.scenario.overrides.emplace_back(set.text(0), set.text(1));
}

/// A run of more trials has its point done, too.
void read_points(const Database& database, ListedSweep& sweep) {
  Statement row(database, R"(
    SELECT number, point, sweep_points.trials, results.complete AND results.trials >= sweep_points.trials
    FROM sweep_points LEFT JOIN results USING (point) WHERE sweep = ?1 ORDER BY number)");
  row.bind(sweep.id);
  while (row.step()) {
    sweep.points.push_back({row.count(0), row.text(1), row.count(2)});
    if (!row.is_null(3) && row.integer(3) != 0) sweep.done.push_back(row.text(1));
  }
}

bool before(const ListedSweep& a, const ListedSweep& b) {
  const auto key = [](const ListedSweep& each) {
    return std::tie(each.asked.scenario.title, each.asked.scenario.file, each.asked.vary, each.asked.uncertain,
                    each.asked.seed, each.id);
  };
  return key(a) < key(b);
}

}  // namespace

std::string SweepRecord::id() const {
  const std::string precise = precision ? fmt::format("{:016x}", std::bit_cast<std::uint64_t>(*precision)) : "-";
  const std::string text =
      fmt::format("sweep {} {} {} {} {} {} {} {} {}\n{}\n{}", scenario.hash, kind, zip, design, draws.value_or(0), seed,
                  trials.value_or(0), precise, points, with_lengths(vary), with_lengths(uncertain));
  return fmt::format("{:016x}", fnv1a(text));
}

void add_sweep(Store& store, const SweepRecord& sweep, const std::vector<SweepPoint>& points) {
  store.add(sweep.scenario);
  const std::string id = sweep.id();
  store.change([&](const Database& database) {
    Statement(database,
              "INSERT INTO sweeps VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT DO "
              "UPDATE SET chain = excluded.chain, max_states = excluded.max_states, measures = excluded.measures")
        .bind(id, sweep.scenario.hash, sweep.kind, sweep.zip, sweep.design, sweep.draws, sweep.seed, sweep.trials,
              sweep.precision, sweep.points, sweep.chain, sweep.max_states, sweep.measures, report::version())
        .run();
    add_inputs(database, sweep);
    Statement row(database,
                  "INSERT INTO sweep_points VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE "
                  "SET point = excluded.point, trials = excluded.trials");
    for (const SweepPoint& each : points) row.bind(id, each.number, each.point, each.trials).run();
  });
}

std::vector<ListedSweep> sweeps_in(const Database& database) {
  std::vector<ListedSweep> all;
  if (!has_sweeps(database)) return all;
  Statement row(database, R"(
    SELECT sweep, scenario, kind, zip, design, draws, seed, trials, precision, points, chain, max_states, measures, nines,
           title, file
    FROM sweeps JOIN scenarios USING (scenario))");
  while (row.step()) {
    ListedSweep sweep;
    sweep.id = row.text(0), sweep.nines = row.text(13);
    sweep.asked = record_of(row);
    read_inputs(database, sweep);
    read_points(database, sweep);
    all.push_back(std::move(sweep));
  }
  std::sort(all.begin(), all.end(), before);
  return all;
}

std::string ListedSweep::varied_text() const {
  std::string text;
  for (const Inputs* const inputs : {&asked.vary, &asked.uncertain}) {
    for (const auto& [path, value] : *inputs) text += fmt::format("{}{}={}", text.empty() ? "" : "; ", path, value);
  }
  return text.empty() ? "as the scenario says" : text;
}

std::string ListedSweep::words() const {
  std::string text = fmt::format("{}\n{}\n{}\n{}\n{}\nsweep", id, asked.scenario.title, asked.scenario.file,
                                 varied_text(), done.size() < asked.points ? "not finished" : "");
  for (const auto& [path, value] : asked.scenario.overrides) text += fmt::format("\n{}={}", path, value);
  return text;
}

}  // namespace nines::store
