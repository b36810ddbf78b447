// A section of the scenario, read by the table of fields: every access is checked, every mistake reported once.
#pragma once

#include "scenarios/language/fields.h"
#include "scenarios/language/quantities.h"
#include "scenarios/language/sources.h"
#include "sim/law.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace nines::scenarios {

/// What the lowering of one scenario shares.
struct Context {
  Sources& sources;
  Reporter& reporter;
  std::unordered_map<std::string, LawPtr> laws = {};  ///< by their short form: 50 000 classes mostly share a few laws
};

/// A name as it was written somewhere.
struct Mention {
  std::string name;
  Place place;
};

/// A view of a mapping as a section of the language. Construction reports unknown keys and missing fields; the getters
/// report values of a wrong type or out of range, and then return nothing. Absent fields give their default, if any.
class Record {
 public:
  /// `subject` is what messages call it: "the node class `web`".
  Record(const Node& node, const Section& section, std::string subject, Context& context);

  const std::string& subject() const { return subject_; }
  Place place() const { return node_.place; }
  bool is_mapping() const { return node_.is_mapping(); }
  Place place_of(std::string_view field) const;
  bool has(std::string_view field) const { return find(field) != nullptr; }
  const Node* find(std::string_view field) const;

  std::optional<std::string> text(std::string_view field) const;
  std::optional<bool> boolean(std::string_view field) const;
  std::optional<std::size_t> count(std::string_view field) const;
  std::optional<double> number(std::string_view field) const;
  std::optional<long double> probability(std::string_view field) const;
  std::optional<Seconds> duration(std::string_view field) const;
  std::optional<double> rate_per_second(std::string_view field) const;
  LawPtr law(std::string_view field) const;
  /// The position among choices().
  std::optional<std::size_t> choice(std::string_view field) const;
  std::optional<Mention> reference(std::string_view field) const;
  std::vector<Mention> references(std::string_view field) const;  ///< of a field that takes one or many
  /// The items of a field that takes one or many.
  std::vector<const Node*> items(std::string_view field) const;
  /// The named sections of a field; names that cannot be names are reported and left out.
  struct Named {
    Mention mention;
    const Node* node;
  };
  std::vector<Named> named(std::string_view field) const;
  /// "4" or "4 per rack".
  struct PlacedCount {
    std::size_t count = 1;
    std::optional<Mention> per;
  };
  std::optional<PlacedCount> placed_count(std::string_view field) const;

 private:
  const Field& field(std::string_view name, FieldType type) const;
  /// The value or, where it is absent, the default; null if there is neither or it is reported as not a scalar.
  struct Scalar {
    std::string_view text;
    bool quoted = false;
    Place place;
  };
  std::optional<Scalar> scalar(const Field& field) const;
  void report(Place place, const Field& field, const Problem& problem) const;
  bool in_range(const Field& field, long double written_value, Place place, std::string_view written) const;
  std::optional<std::size_t> choice_among(const Field& field, const Scalar& value) const;

  const Node& node_;
  const Section& section_;
  std::string subject_;
  Context& context_;
};

/// A whole number in the range of the field; reads also what YAML 1.2 reads as an integer (1e6, 0x10).
Parsed<std::size_t> parse_count(std::string_view text, const Field& field);

/// A law in its short form, as a mapping, or as a bare time. Null when it is reported.
LawPtr read_law(const Node& node, const std::string& subject, Context& context);

}  // namespace nines::scenarios
