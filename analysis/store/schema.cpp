#include "analysis/store/schema.h"

#include "analysis/report/report.h"

#include <fmt/format.h>
#include <array>

namespace nines::store {
namespace {

constexpr const char* version_1 = R"(
CREATE TABLE program (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE texts (
  hash TEXT NOT NULL PRIMARY KEY,
  text BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE scenarios (
  scenario TEXT NOT NULL PRIMARY KEY,
  title    TEXT NOT NULL,
  file     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sources (
  scenario TEXT NOT NULL REFERENCES scenarios,
  number   INTEGER NOT NULL,
  name     TEXT NOT NULL,
  text     TEXT NOT NULL REFERENCES texts,
  PRIMARY KEY (scenario, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE overrides (
  scenario TEXT NOT NULL REFERENCES scenarios,
  number   INTEGER NOT NULL,
  path     TEXT NOT NULL,
  value    TEXT NOT NULL,
  PRIMARY KEY (scenario, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE points (
  point        TEXT NOT NULL PRIMARY KEY,
  scenario     TEXT NOT NULL REFERENCES scenarios,
  seed         INTEGER NOT NULL,
  mission_s    REAL NOT NULL,
  block_trials INTEGER NOT NULL,
  asked_trials INTEGER NOT NULL,
  nines        TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE blocks (
  point  TEXT NOT NULL REFERENCES points,
  block  INTEGER NOT NULL,
  first  INTEGER NOT NULL,
  trials INTEGER NOT NULL,
  tally  BLOB NOT NULL,
  PRIMARY KEY (point, block)
) STRICT;

CREATE TABLE results (
  point    TEXT NOT NULL PRIMARY KEY REFERENCES points,
  trials   INTEGER NOT NULL,
  complete INTEGER NOT NULL,
  nines    TEXT NOT NULL,
  document TEXT NOT NULL,
  report   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE measures (
  point     TEXT NOT NULL REFERENCES results,
  number    INTEGER NOT NULL,
  kind      TEXT NOT NULL,
  subject   TEXT NOT NULL,
  measure   TEXT NOT NULL,
  unit      TEXT NOT NULL,
  simulated REAL,
  low       REAL,
  high      REAL,
  trials    INTEGER,
  events    INTEGER,
  trust     TEXT NOT NULL,
  chain          REAL,
  chain_long_run REAL,
  PRIMARY KEY (point, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE verdicts (
  point     TEXT NOT NULL REFERENCES results,
  number    INTEGER NOT NULL,
  answer    INTEGER NOT NULL,
  name      TEXT NOT NULL,
  value     REAL,
  agreement TEXT NOT NULL,
  deviation_sigma     REAL,
  relative_difference REAL,
  reason    TEXT NOT NULL,
  PRIMARY KEY (point, number, answer)
) STRICT, WITHOUT ROWID;

CREATE TABLE objectives (
  point   TEXT NOT NULL REFERENCES results,
  number  INTEGER NOT NULL,
  text    TEXT NOT NULL,
  service TEXT NOT NULL,
  measure TEXT NOT NULL,
  value   REAL,
  low     REAL,
  high    REAL,
  outcome TEXT NOT NULL,
  PRIMARY KEY (point, number)
) STRICT, WITHOUT ROWID;
)";

/// The step from each version to the next; version 0 is an empty file.
constexpr std::array<const char*, 1> steps = {version_1};
static_assert(steps.size() == schema_version);

bool is_empty(const Database& database) { return database.integer("SELECT count(*) FROM sqlite_schema") == 0; }

/// The version of the tables; throws if it is none that this program knows.
int version_of(const Database& database) {
  if (database.integer("PRAGMA application_id") != application_id) {
    throw StoreError(
        fmt::format("cannot use {}: it is no results store, but a database of another program", database.name()));
  }
  const std::int64_t version = database.integer("PRAGMA user_version");
  if (version < 1 || version > schema_version) {
    const std::string writer = database.text("SELECT value FROM program WHERE name = 'nines'");
    throw StoreError(fmt::format(
        "cannot use {}: its tables are of version {} (nines {}), and this nines {} knows versions 1 to {}; a newer "
        "nines reads it",
        database.name(), version, writer, report::version(), schema_version));
  }
  return static_cast<int>(version);
}

}  // namespace

void make_current(const Database& database) {
  if (!is_empty(database) && version_of(database) == schema_version) return;
  Transaction transaction(database);
  // Looked at again: another process may have made the tables while this one waited for its turn.
  const bool fresh = is_empty(database);
  const int version = fresh ? 0 : version_of(database);
  for (std::size_t step = static_cast<std::size_t>(version); step < steps.size(); ++step) database.execute(steps[step]);
  if (fresh) {
    database.execute(fmt::format("PRAGMA application_id = {}", application_id));
    Statement(database, "INSERT INTO program VALUES ('format', 'nines-store'), ('nines', ?1)")
        .bind(report::version())
        .run();
  }
  database.execute(fmt::format("PRAGMA user_version = {}", schema_version));
  transaction.commit();
}

void check_readable(const Database& database) {
  if (is_empty(database)) {
    throw StoreError(fmt::format("cannot read {}: it is empty; nines run FILE --results {} puts a run into it",
                                 database.name(), database.name()));
  }
  version_of(database);
}

}  // namespace nines::store
