// The strict tree that a file becomes: every node knows its line and column, aliases share nodes, nothing is guessed.
#pragma once

#include "scenarios/language/diagnostics.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace nines::scenarios {

struct Node;

/// An element of a list (`key` is null) or of a mapping.
struct Entry {
  const Node* key = nullptr;  ///< a scalar
  const Node* value = nullptr;
};

struct Node {
  enum class Kind : std::uint8_t { null, scalar, sequence, mapping };
  Kind kind = Kind::null;
  bool quoted = false;  ///< a scalar in quotes or a block: text, even if it reads like a number
  Place place;
  bool shared = false;         ///< some alias refers to it
  std::uint16_t height = 0;    ///< levels of nesting beneath it, through aliases
  std::uint64_t expanded = 1;  ///< nodes in this subtree if all aliases were written out
  std::string text;            ///< of a scalar
  std::vector<Entry> entries;  ///< of a sequence or mapping, in the order of the text

  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_mapping() const { return kind == Kind::mapping; }
  bool is_sequence() const { return kind == Kind::sequence; }

  /// The value of a key of a mapping, or null. A blank in a key may be written as an underscore.
  const Node* find(std::string_view key) const;
};

/// "a mapping", "a list", "the text `x`": what a node is, in a message.
std::string describe(const Node& node);

/// A key in its one spelling, with blanks: `time_to_failure` is `time to failure`.
std::string canonical_key(std::string_view key);
bool same_key(std::string_view a, std::string_view b);

/// Owns all nodes of a scenario and of what it includes.
class Tree {
 public:
  /// A scenario larger than this is refused: it is meant to be read by people, and a class has a count.
  static constexpr std::uint64_t most_nodes = 5'000'000;
  static constexpr int deepest = 64;

  Node& make(Node::Kind kind, Place place);
  Node& copy(const Node& node);
  /// Counts nodes as they are written or referred to, over all files; false once there are more than most_nodes.
  bool spend(std::uint64_t nodes) { return (spent_ += nodes) <= most_nodes; }

 private:
  std::deque<Node> nodes_;  // stable addresses
  std::uint64_t spent_ = 0;
};

}  // namespace nines::scenarios
