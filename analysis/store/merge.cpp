#include "analysis/store/merge.h"

#include "analysis/monte_carlo/tally_bytes.h"
#include "analysis/store/database.h"
#include "analysis/store/schema.h"
#include "analysis/store/store.h"

#include <fmt/format.h>
#include <tuple>

namespace nines::store {
namespace {

namespace fs = std::filesystem;

/// Copies one input into the output, within a transaction of the output.
class Merge {
 public:
  Merge(const Database& out, const Database& in, MergeSummary& summary) : out_(out), in_(in), summary_(summary) {}

  void all() {
    // Names of files may differ from machine to machine; the choice between them must not depend on the order.
    copy("SELECT * FROM scenarios",
         "INSERT INTO scenarios VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET file = min(file, excluded.file)");
    copy("SELECT * FROM texts", "INSERT INTO texts VALUES (?1, ?2) ON CONFLICT DO NOTHING");
    copy("SELECT * FROM sources",
         "INSERT INTO sources VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET name = min(name, excluded.name)");
    copy("SELECT * FROM overrides", "INSERT INTO overrides VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING");
    points();
    blocks();
    results();
  }

 private:
  void copy(const std::string& select, const std::string& insert) {
    Statement row(in_, select), into(out_, insert);
    while (row.step()) into.bind_row(row).run();
  }

  void points() {
    Statement row(in_, "SELECT point, nines FROM points");
    Statement there(out_, "SELECT nines FROM points WHERE point = ?1");
    while (row.step()) {
      if (!there.bind(row.text(0)).step() || there.text(0) == row.text(1)) continue;
      throw StoreError(
          fmt::format("cannot merge {} into {}: run {} was begun by nines {} in the one and by nines {} in "
                      "the other, and their trials may differ",
                      in_.name(), out_.name(), row.text(0), row.text(1), there.text(0)));
    }
    there.reset();
    copy("SELECT * FROM points",
         "INSERT INTO points VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO UPDATE "
         "SET asked_trials = max(asked_trials, excluded.asked_trials)");
  }

  void blocks() {
    Statement row(in_, "SELECT point, block, first, trials, tally FROM blocks");
    Statement there(out_, "SELECT trials, tally FROM blocks WHERE point = ?1 AND block = ?2");
    Statement into(out_, "INSERT OR REPLACE INTO blocks VALUES (?1, ?2, ?3, ?4, ?5)");
    while (row.step()) {
      const std::string tally = row.text(4);
      check(row, tally);
      const std::size_t trials = row.count(3);
      const bool known = there.bind(row.text(0), row.integer(1)).step();
      const std::size_t known_trials = known ? there.count(0) : 0;
      if (known && known_trials == trials && there.text(1) != tally) differ(row);
      there.reset();
      if (known && known_trials >= trials) {  // the last block of a run may be shorter than that of a longer one
        ++summary_.blocks_known;
        continue;
      }
      into.bind_row(row).run();
      ++summary_.blocks_added;
      summary_.trials_added += trials - known_trials;
    }
  }

  void check(const Statement& row, const std::string& tally) const {
    try {
      monte_carlo::check_tally_bytes(tally);
    } catch (const monte_carlo::BadTallyBytes& error) {
      throw StoreError(
          fmt::format("cannot merge {}: block {} of run {} is damaged: its bytes are not as they were written ({})",
                      in_.name(), row.integer(1), row.text(0), error.what()));
    }
  }

  [[noreturn]] void differ(const Statement& row) const {
    throw StoreError(
        fmt::format("cannot merge {} into {}: they hold different sums of block {} of run {}; they were "
                    "made by programs, or on machines, that compute otherwise",
                    in_.name(), out_.name(), row.integer(1), row.text(0)));
  }

  /// Of two results the one of more trials; of as many, one that does not depend on the order either.
  void results() {
    Statement row(in_, "SELECT point, trials, complete, document FROM results");
    Statement there(out_, "SELECT trials, complete, document FROM results WHERE point = ?1");
    while (row.step()) {
      const std::string point = row.text(0);
      const bool known = there.bind(point).step();
      const bool keeps = known && std::tuple(there.count(0), there.integer(1), there.text(2)) >=
                                      std::tuple(row.count(1), row.integer(2), row.text(3));
      there.reset();
      if (!keeps) replace_result(point);
    }
  }

  void replace_result(const std::string& point) {
    for (const char* const table : {"verdicts", "measures", "objectives", "results"}) {
      Statement(out_, fmt::format("DELETE FROM {} WHERE point = ?1", table)).bind(point).run();
    }
    const auto copy_of = [&](const char* table, const char* parameters) {
      Statement row(in_, fmt::format("SELECT * FROM {} WHERE point = ?1", table));
      Statement into(out_, fmt::format("INSERT INTO {} VALUES ({})", table, parameters));
      row.bind(point);
      while (row.step()) into.bind_row(row).run();
    };
    copy_of("results", "?1, ?2, ?3, ?4, ?5, ?6");
    copy_of("measures", "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14");
    copy_of("verdicts", "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9");
    copy_of("objectives", "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9");
  }

  const Database& out_;
  const Database& in_;
  MergeSummary& summary_;
};

}  // namespace

std::vector<std::string> unusable_inputs(const std::vector<fs::path>& inputs) {
  std::vector<std::string> reasons;
  for (const fs::path& input : inputs) {
    try {
      check_readable(Database(input, Database::Access::read));
    } catch (const StoreError& error) {
      reasons.emplace_back(error.what());
    }
  }
  return reasons;
}

MergeSummary merge(const fs::path& out, const std::vector<fs::path>& inputs) {
  for (const std::string& reason : unusable_inputs(inputs)) throw StoreError(reason);
  std::error_code ignored;
  const bool is_new = !fs::exists(out, ignored);
  MergeSummary summary;
  try {
    Store store(out);
    store.change([&](const Database& database) {
      for (const fs::path& input : inputs) {
        if (fs::equivalent(input, out, ignored)) continue;  // all of it is there
        Merge(database, Database(input, Database::Access::read), summary).all();
      }
    });
  } catch (...) {
    if (is_new) fs::remove(out, ignored);
    throw;
  }
  return summary;
}

}  // namespace nines::store
