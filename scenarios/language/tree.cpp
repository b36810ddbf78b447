#include "scenarios/language/tree.h"

#include <algorithm>

namespace nines::scenarios {

namespace {
char spelled(char c) { return c == '_' ? ' ' : c; }
}  // namespace

bool same_key(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return spelled(x) == spelled(y); });
}

std::string canonical_key(std::string_view key) {
  std::string text(key);
  std::transform(text.begin(), text.end(), text.begin(), spelled);
  return text;
}

const Node* Node::find(std::string_view key) const {
  if (kind != Kind::mapping) return nullptr;
  for (const Entry& entry : entries) {
    if (same_key(entry.key->text, key)) return entry.value;
  }
  return nullptr;
}

std::string describe(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null: return "nothing";
    case Node::Kind::scalar: return node.text.empty() ? "an empty text" : quote(node.text);
    case Node::Kind::sequence: return "a list";
    case Node::Kind::mapping: return "a mapping";
  }
  return {};
}

Node& Tree::make(Node::Kind kind, Place place) {
  Node& node = nodes_.emplace_back();
  node.kind = kind;
  node.place = place;
  return node;
}

Node& Tree::copy(const Node& node) { return nodes_.emplace_back(node); }

}  // namespace nines::scenarios
