// The scenario language: from a YAML file to a validated study, or to the list of all that is wrong with it.
#pragma once

#include "models/study.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nines::scenarios {

/// One thing that is wrong (or doubtful) in a scenario, and what would be right.
struct Diagnostic {
  enum class Severity { error, warning };
  std::string file;  ///< as it was named; "--set" for an override
  int line = 0;      ///< from 1; 0: the file as a whole
  int column = 0;    ///< from 1, in characters
  Severity severity = Severity::error;
  std::string message;  ///< what is wrong and why
  std::string hint;     ///< what would be right; may be empty

  /// "file:line:column: error: message" and, on a second line, the hint.
  std::string to_string() const;
};

/// `--set crews.field.size=3`: another value for one place of the scenario. Lists are counted from 1.
struct Override {
  std::string path;
  std::string value;  ///< as it would be written, unquoted, in the file
};

/// A file as it was read.
struct SourceText {
  std::string name;
  std::string text;
};

struct Scenario {
  models::Study study;
  std::string file;  ///< as it was named
  /// 16 hex digits over all that was read: the file, its includes, its data files, the overrides.
  std::string text_hash;
  std::vector<SourceText> sources;  ///< as they were read: the scenario, its includes, its data files
  std::vector<Override> overrides;
};

struct LoadResult {
  std::optional<Scenario> scenario;     ///< only when there is no error; warnings do not prevent it
  std::vector<Diagnostic> diagnostics;  ///< in the order of the text
};

/// Reads a scenario. Never throws for what a file holds: whatever is wrong with it is a diagnostic. `trials` are those
/// that will be simulated instead of the scenario's: whether that is too much is judged, the study is left as it is.
LoadResult load_file(const std::filesystem::path& path, const std::vector<Override>& overrides = {},
                     std::optional<std::size_t> trials = std::nullopt);

/// The same for a text in memory, called `name` in diagnostics. Includes and CSV files are refused unless a directory
/// is given that they are relative to.
LoadResult load_text(std::string_view text, const std::string& name, const std::vector<Override>& overrides = {},
                     const std::optional<std::filesystem::path>& directory = std::nullopt,
                     std::optional<std::size_t> trials = std::nullopt);

/// The same for what was read before (Scenario::sources): no file is opened. An include or a data file that is not among
/// the sources is a diagnostic.
LoadResult load_kept(const std::vector<SourceText>& sources, const std::vector<Override>& overrides = {});

/// The JSON Schema (draft-07) of the language, for editors and independent validators.
std::string schema_json();

/// The reference page of the language, in Markdown.
std::string reference_markdown();

/// A commented scenario to start from; it is valid as it stands.
std::string starter_scenario();

}  // namespace nines::scenarios
