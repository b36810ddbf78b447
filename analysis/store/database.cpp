#include "analysis/store/database.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <cstring>

namespace nines::store {
namespace {

namespace fs = std::filesystem;

/// In words that say what to do, where SQLite's own do not.
std::string reason_of(int code, const char* message, int system_error) {
  switch (code) {
    case SQLITE_IOERR:
      return system_error == 0 ? message : fmt::format("{} ({})", message, std::strerror(system_error));
    case SQLITE_NOTADB: return "it is no results store: not a file of SQLite at all";
    case SQLITE_CORRUPT: return fmt::format("the file is damaged ({})", message);
    case SQLITE_READONLY: return "it is write-protected";
    case SQLITE_PERM:
    case SQLITE_AUTH: return "permission denied";
    case SQLITE_CANTOPEN: return "it cannot be opened: may this user read it, and write into its directory?";
    case SQLITE_FULL: return "the disk is full";
    case SQLITE_BUSY: return fmt::format("another process has kept it locked for {} seconds", Database::busy_seconds);
    default: return message;
  }
}

bool is_the_machines(int code) {
  return code == SQLITE_FULL || code == SQLITE_IOERR || code == SQLITE_NOMEM || code == SQLITE_INTERNAL;
}

/// What SQLite only calls "unable to open database file".
void check_path(const std::string& name, Database::Access access) {
  if (name.empty()) throw StoreError("the name of a results store is empty");
  const fs::path path(name);
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) throw StoreError(fmt::format("cannot open {}: it is a directory", name));
  if (fs::exists(path, ignored)) {
    if (fs::is_regular_file(path, ignored)) return;
    throw StoreError(fmt::format("cannot open {}: it is not an ordinary file", name));
  }
  if (access != Database::Access::create) throw StoreError(fmt::format("cannot open {}: there is no such file", name));
  const fs::path directory = path.has_parent_path() ? path.parent_path() : fs::path(".");
  if (fs::is_directory(directory, ignored)) return;
  throw StoreError(fmt::format("cannot write {}: there is no directory {}", name, directory.string()));
}

int flags_of(Database::Access access) {
  switch (access) {
    case Database::Access::read: return SQLITE_OPEN_READONLY;
    case Database::Access::write: return SQLITE_OPEN_READWRITE;
    case Database::Access::create: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  }
  return 0;
}

}  // namespace

Database::Database(const fs::path& path, Access access) : name_(path.string()) {
  check_path(name_, access);
  // A name that begins with a colon or with "file:" means something else to SQLite, one with a directory never does.
  const std::string named = path.is_absolute() ? name_ : "./" + name_;
  const int code = sqlite3_open_v2(named.c_str(), &handle_, flags_of(access), nullptr);
  try {
    if (code != SQLITE_OK) fail(code);
    sqlite3_busy_timeout(handle_, busy_seconds * 1000);
    execute("PRAGMA foreign_keys = ON");
    integer("SELECT count(*) FROM sqlite_schema");  // the first that reads the file: is it a database?
  } catch (...) {
    sqlite3_close(handle_);
    throw;
  }
}

Database::~Database() { sqlite3_close(handle_); }

void Database::fail(int code) const {
  const int primary = code & 0xff;
  const bool is_open = handle_ != nullptr;
  const std::string reason = reason_of(primary, is_open ? sqlite3_errmsg(handle_) : sqlite3_errstr(code),
                                       is_open ? sqlite3_system_errno(handle_) : 0);
  const std::string text = fmt::format("cannot use {}: {}", name_, reason);
  if (is_the_machines(primary)) throw StoreFailed(text);
  throw StoreError(text);
}

void Database::execute(const std::string& sql) const {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

bool Database::try_execute(const std::string& sql) const {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code == SQLITE_OK) return true;
  const int primary = code & 0xff;
  if (primary != SQLITE_BUSY && primary != SQLITE_LOCKED) fail(code);
  return false;
}

std::int64_t Database::integer(const std::string& sql) const {
  Statement statement(*this, sql);
  return statement.step() ? statement.integer(0) : 0;
}

std::string Database::text(const std::string& sql) const {
  Statement statement(*this, sql);
  return statement.step() ? statement.text(0) : std::string();
}

Statement::Statement(const Database& database, std::string_view sql) : database_(database) {
  check(sqlite3_prepare_v2(database.handle_, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr));
}

Statement::~Statement() { sqlite3_finalize(statement_); }

void Statement::check(int code) const {
  if (code != SQLITE_OK) database_.fail(code);
}

Statement& Statement::bind_row(const Statement& row) {
  reset();
  for (int column = 0; column < sqlite3_column_count(row.statement_); ++column) {
    check(sqlite3_bind_value(statement_, column + 1, sqlite3_column_value(row.statement_, column)));
  }
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) {
    sqlite3_reset(statement_);
    database_.fail(code);
  }
  sqlite3_reset(statement_);
  return false;
}

void Statement::run() {
  while (step()) {
  }
}

void Statement::reset() { sqlite3_reset(statement_); }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }
double Statement::real(int column) const { return sqlite3_column_double(statement_, column); }
bool Statement::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

std::string Statement::text(int column) const {
  const void* const bytes = sqlite3_column_blob(statement_, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return bytes == nullptr ? std::string() : std::string(static_cast<const char*>(bytes), size);
}

void Statement::bind_one(int number, std::int64_t value) { check(sqlite3_bind_int64(statement_, number, value)); }
void Statement::bind_one(int number, double value) { check(sqlite3_bind_double(statement_, number, value)); }
void Statement::bind_one(int number, std::nullopt_t) { check(sqlite3_bind_null(statement_, number)); }

void Statement::bind_one(int number, std::string_view text) {
  // SQLite takes a null pointer for NULL, and an empty view may have one.
  const char* const data = text.empty() ? "" : text.data();
  check(sqlite3_bind_text64(statement_, number, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind_one(int number, const Blob& blob) {
  const char* const data = blob.bytes.empty() ? "" : blob.bytes.data();
  check(sqlite3_bind_blob64(statement_, number, data, blob.bytes.size(), SQLITE_TRANSIENT));
}

Transaction::Transaction(const Database& database) : database_(database) {
  // IMMEDIATE: two writers wait for each other here, and never find each other's locks in the middle.
  database.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    database_.execute("ROLLBACK");
  } catch (const std::exception&) {
    // SQLite has rolled it back itself: after a full disk, say.
  }
}

void Transaction::commit() {
  database_.execute("COMMIT");
  open_ = false;
}

}  // namespace nines::store
