#include "analysis/store/store.h"

#include "analysis/report/report.h"
#include "analysis/report/wording.h"
#include "analysis/store/schema.h"
#include "sim/hash.h"

#include <fmt/format.h>
#include <bit>
#include <chrono>
#include <thread>

namespace nines::store {
namespace {

std::string hash_of(std::string_view bytes) { return fmt::format("{:016x}", fnv1a(bytes)); }

/// With a write-ahead log a process that is killed leaves whole blocks behind, and readers do not wait for writers. Another
/// process may be about to leave that mode, which SQLite does not wait for.
void write_ahead(const Database& database) {
  constexpr int tries = 200;
  constexpr std::chrono::milliseconds pause(50);
  for (int i = 0; i < tries; ++i) {
    if (database.try_execute("PRAGMA journal_mode = WAL")) break;
    std::this_thread::sleep_for(pause);
  }
  // After a kill nothing is lost; after a power cut the last blocks may be, and are simulated again.
  database.execute("PRAGMA synchronous = NORMAL");
}

}  // namespace

std::string PointRecord::id() const {
  return hash_of(
      fmt::format("{} {} {:016x} {}", scenario, seed, std::bit_cast<std::uint64_t>(mission_s), trials_per_block));
}

Store::Store(const std::filesystem::path& path) : database_(path, Database::Access::create) {
  // Before the file is changed in any way: is it one of ours?
  if (database_.integer("SELECT count(*) FROM sqlite_schema") > 0) check_readable(database_);
  write_ahead(database_);
  make_current(database_);
}

Store::~Store() {
  try {
    // Both fail while another process has the file open; the last one does it.
    database_.execute("PRAGMA busy_timeout = 2000");
    if (database_.try_execute("PRAGMA wal_checkpoint(TRUNCATE)")) database_.try_execute("PRAGMA journal_mode = DELETE");
  } catch (const std::exception&) {
    // What was committed is in the log, which the next one to open the file reads.
  }
}

void Store::add(const ScenarioRecord& scenario) {
  const std::lock_guard lock(mutex_);
  Transaction transaction(database_);
  Statement(database_, "INSERT INTO scenarios VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")
      .bind(scenario.hash, scenario.title, scenario.file)
      .run();
  Statement text(database_, "INSERT INTO texts VALUES (?1, ?2) ON CONFLICT DO NOTHING");
  Statement source(database_, "INSERT INTO sources VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING");
  Statement changed(database_, "INSERT INTO overrides VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING");
  std::size_t number = 0;
  for (const auto& [name, bytes] : scenario.sources) {
    const std::string hash = hash_of(bytes);
    text.bind(hash, Blob{bytes}).run();
    source.bind(scenario.hash, ++number, name, hash).run();
  }
  number = 0;
  for (const auto& [path, value] : scenario.overrides) changed.bind(scenario.hash, ++number, path, value).run();
  transaction.commit();
}

void Store::add(const PointRecord& point, std::size_t asked_trials) {
  const std::lock_guard lock(mutex_);
  Statement(database_,
            "INSERT INTO points VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO UPDATE "
            "SET asked_trials = max(asked_trials, excluded.asked_trials)")
      .bind(point.id(), point.scenario, point.seed, point.mission_s, point.trials_per_block, asked_trials,
            report::version())
      .run();
}

std::optional<std::string> Store::tally_of(const std::string& point, std::size_t block, std::size_t trials) {
  const std::lock_guard lock(mutex_);
  Statement statement(database_, "SELECT tally FROM blocks WHERE point = ?1 AND block = ?2 AND trials = ?3");
  if (!statement.bind(point, block, trials).step()) return std::nullopt;
  return statement.text(0);
}

void Store::add(const std::string& point, const std::vector<BlockRecord>& blocks) {
  const std::lock_guard lock(mutex_);
  Transaction transaction(database_);
  // The last block of a run may be shorter than the others; one of a run that goes further takes its place.
  Statement statement(database_,
                      "INSERT INTO blocks VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE "
                      "SET trials = excluded.trials, tally = excluded.tally WHERE excluded.trials > trials");
  for (const BlockRecord& block : blocks) {
    statement.bind(point, block.number, block.first, block.trials, Blob{block.tally}).run();
  }
  transaction.commit();
}

void Store::change(const std::function<void(const Database&)>& what) {
  const std::lock_guard lock(mutex_);
  Transaction transaction(database_);
  what(database_);
  transaction.commit();
}

std::optional<KeptRun> Store::longest_run(const std::string& scenario, std::uint64_t seed) {
  const std::lock_guard lock(mutex_);
  Statement statement(database_,
                      "SELECT point, results.trials, block_trials FROM points JOIN results USING (point) "
                      "WHERE scenario = ?1 AND seed = ?2 ORDER BY results.trials DESC, point LIMIT 1");
  if (!statement.bind(scenario, seed).step()) return std::nullopt;
  return KeptRun{statement.text(0), statement.count(1), statement.count(2)};
}

bool Store::knows_title(const std::string& title) {
  const std::lock_guard lock(mutex_);
  return Statement(database_, "SELECT 1 FROM scenarios JOIN points USING (scenario) WHERE title = ?1")
      .bind(title)
      .step();
}

}  // namespace nines::store
