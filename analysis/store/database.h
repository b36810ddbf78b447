// A thin header over SQLite: statements, transactions, and errors that name the file. The only file that sees sqlite3.h is
// database.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace nines::store {

/// The file is not what it should be, or may not be used: a mistake of the user's. The text names the file.
struct StoreError : std::runtime_error {
  using std::runtime_error::runtime_error;
};
/// The machine failed: a full disk, an error of a device. The text names the file.
struct StoreFailed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Database;

/// One SQL statement with its parameters ?1, ?2, ... A statement is stepped to its end or reset before it is used again.
class Statement {
 public:
  Statement(const Database& database, std::string_view sql);
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  /// The parameters in their order. Texts and bytes are copied.
  template <class... Values>
  Statement& bind(const Values&... values) {
    reset();
    int number = 0;
    (bind_one(++number, values), ...);
    return *this;
  }
  /// The columns of another statement's row as parameters, whatever their types.
  Statement& bind_row(const Statement& row);
  /// True if there is a row (or one more).
  bool step();
  /// For a statement without rows.
  void run();
  void reset();

  std::int64_t integer(int column) const;
  std::uint64_t count(int column) const { return static_cast<std::uint64_t>(integer(column)); }
  double real(int column) const;
  bool is_null(int column) const;
  std::string text(int column) const;  ///< of a text, or the bytes of a blob

 private:
  void bind_one(int number, std::int64_t value);
  void bind_one(int number, std::uint64_t value) { bind_one(number, static_cast<std::int64_t>(value)); }
  void bind_one(int number, int value) { bind_one(number, std::int64_t{value}); }
  void bind_one(int number, bool value) { bind_one(number, std::int64_t{value}); }
  void bind_one(int number, double value);
  void bind_one(int number, std::string_view text);
  void bind_one(int number, const std::string& text) { bind_one(number, std::string_view(text)); }
  void bind_one(int number, const char* text) { bind_one(number, std::string_view(text)); }
  void bind_one(int number, const struct Blob& blob);
  void bind_one(int number, std::nullopt_t);
  template <class Value>
  void bind_one(int number, const std::optional<Value>& value) {
    if (value) {
      bind_one(number, *value);
    } else {
      bind_one(number, std::nullopt);
    }
  }
  void check(int code) const;

  const Database& database_;
  sqlite3_stmt* statement_ = nullptr;
};

/// A parameter that is bytes, not text.
struct Blob {
  std::string_view bytes;
};

/// An open file. Not for several threads at once.
class Database {
 public:
  enum class Access {
    read,  ///< the file must be there
    write,  ///< the file must be there
    create  ///< it is made if it is not there
  };
  /// Waits so long for other processes that use the same file.
  static constexpr int busy_seconds = 60;

  Database(const std::filesystem::path& path, Access access);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  /// One or several statements without results.
  void execute(const std::string& sql) const;
  /// The first column of the first row.
  std::int64_t integer(const std::string& sql) const;
  std::string text(const std::string& sql) const;
  /// Whether the statement succeeded; false where another process has the file.
  bool try_execute(const std::string& sql) const;
  /// As the user named it.
  const std::string& name() const { return name_; }

 private:
  friend class Statement;
  [[noreturn]] void fail(int code) const;

  std::string name_;
  sqlite3* handle_ = nullptr;
};

/// Rolled back unless it is committed.
class Transaction {
 public:
  explicit Transaction(const Database& database);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  const Database& database_;
  bool open_ = true;
};

}  // namespace nines::store
