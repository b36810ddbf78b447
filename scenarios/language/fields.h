// The table of the language: every section and every field, once.
//
// Validation (record.h), the JSON Schema (schema.cpp), the reference page (reference.cpp) and `--set` (compose.cpp) are
// all made from it. A new field is a row here and the line of the lowering that asks for it.
#pragma once

#include "scenarios/language/limits.h"

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace nines::scenarios {

enum class FieldType {
  text,
  boolean,
  count,  ///< a whole number
  placed_count,  ///< a whole number, or "4 per rack"
  number,
  probability,  ///< "30 %", 0.3 or "3/10"
  duration,
  law,  ///< with "or never" in Field::of also this word
  choice,  ///< one of the words in Field::of
  reference,  ///< the name of something; Field::of says of what
  section,  ///< a mapping with the fields of section Field::of, or one of its short forms
  sections,  ///< a mapping from names to such
  parameters,  ///< a mapping from names to scalars
  files,  ///< names of files
  data,  ///< a list of durations
  anything,  ///< not read
};

struct Field {
  std::string name;
  FieldType type = FieldType::text;
  std::string of = {};  ///< what it means depends on the type
  bool required = false;
  bool many = false;  ///< a list of them is accepted as well as one
  /// What holds if the field is absent, as one would write it; empty: see the description.
  std::string default_text = {};
  std::string description = {};
  std::string example = {};
  double least = 0;  ///< range of a count, number or probability, or of a duration in seconds
  bool above_least = false;  ///< `least` itself is excluded
  double most = std::numeric_limits<double>::infinity();
};

/// A way to write a section in one line of text.
struct ShortForm {
  std::string pattern;  ///< a regular expression; {name}, {names}, {duration} ... stand for those of patterns.h
  std::string written;  ///< an example
  std::string meaning;
};

struct Section {
  std::string id;  ///< "node class": as it is called in messages
  std::string description;
  std::vector<Field> fields;
  std::vector<ShortForm> short_forms;
  std::vector<std::string> variants = {};  ///< it is one of these sections, whose key `kind` says which

  const Field* find(std::string_view key) const;
  std::vector<std::string> keys() const;
};

/// All sections; the first is the scenario as a whole. Those of the laws with scalar parameters come from law_kinds().
const std::vector<Section>& sections();
const Section& section(std::string_view id);
/// The section for a law by its kind, or null: scalar kinds and "mixture", "shifted", "bathtub", "empirical".
const Section* law_section(std::string_view kind);
std::vector<std::string> law_names();

/// The words for `kind` of a detector, in the order of the variants of the section "detector".
const std::vector<std::string>& detector_kinds();
/// The variant of a section that this kind chooses; the section itself where it has none, or none of this kind.
const Section* variant(const Section* section, std::string_view kind);

/// The words of a choice.
std::vector<std::string> choices(const Field& field);

inline constexpr double most_members = 1e8;  // nodes in all; beyond, counts no longer fit the engine's arrays
inline constexpr double most_links = 100'000;  // of one name; each change of a link looks at all of them
inline constexpr double most_load = 1e21;  // in all members' unit: 1e8 of the largest capacity, and as much overload
inline constexpr double most_load_exponent = 20;  // measured ones are below 4
inline constexpr double most_restarts = 100;  // each is a state of its own
inline constexpr double most_increments = 10'000;  // that build on one full backup: a restore looks at all of them
inline constexpr double most_replay = 1000;  // longer than that it took to write them, nobody would replay changes
inline constexpr double most_observed = 1e12;  // failures in the field; a double still counts them one by one
inline constexpr double longest_mission_years = 10'000;
inline constexpr double longest_time_s = 1e18;  // 3e10 years: longer than anything, far from overflow

}  // namespace nines::scenarios
