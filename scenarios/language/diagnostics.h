// Where diagnostics are collected, and how the nearest valid name is found.
#pragma once

#include "scenarios/language/scenario.h"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace nines::scenarios {

/// A place in the text of one of the files that were read.
struct Place {
  std::uint32_t file = 0;  ///< index into Reporter::files
  std::uint32_t line = 0;  ///< from 1; 0: the file as a whole
  std::uint32_t column = 0;
};

/// Thrown by Reporter::error when there are enough errors: what follows is not looked at. Without it, fifty thousand
/// misspelt names would each be compared with fifty thousand good ones.
struct TooManyErrors {};

/// Collects diagnostics. More than a screenful of errors helps nobody: after `limit` of them the reading ends.
class Reporter {
 public:
  static constexpr std::size_t limit = 100;

  /// Registers a file name and returns its index for Place::file. Messages about it begin with `preface`.
  std::uint32_t add_file(std::string name, std::string preface = {});
  const std::string& file_name(std::uint32_t file) const { return files_[file]; }

  void error(Place place, const std::string& message, std::string hint = {});
  void warning(Place place, const std::string& message, std::string hint = {});

  /// What follows from an error that is already reported at this place is not reported too.
  void silence(Place place);

  bool has_errors() const { return errors_ > 0; }
  std::size_t errors() const { return errors_; }
  /// All diagnostics in the order of the text; empties the collection.
  std::vector<Diagnostic> take();

 private:
  struct Entry {
    Place place;
    Diagnostic diagnostic;
  };
  void add(Place place, Diagnostic::Severity severity, const std::string& message, std::string hint);

  std::vector<std::string> files_, prefaces_;
  std::vector<Entry> entries_;
  std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> silenced_;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
  bool ended_early_ = false;
};

/// The candidate nearest to `name` by edit distance, if one is near enough to be meant; else empty.
std::string nearest(std::string_view name, const std::vector<std::string>& candidates);

/// "did you mean `x`? " where a candidate is near, followed by a list of (some of) what there is.
std::string suggest(std::string_view name, const std::vector<std::string>& candidates, std::string_view what_there_is);

/// What to write where a node class or a level is named as if it were a service; `form` is "1" or "all", `use` what to
/// do with it then: "make a service that needs `1 of rack`, and name that".
std::string service_instead(std::string_view form, std::string_view name, std::string_view use);

/// `text` made fit for a message: shortened, without line breaks or control characters.
std::string quote(std::string_view text);

/// "a, b and c".
std::string join_words(const std::vector<std::string>& words, std::string_view last = "and");

}  // namespace nines::scenarios
