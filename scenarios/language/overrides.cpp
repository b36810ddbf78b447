// `--set path=value`.
#include "scenarios/language/compose.h"
#include "scenarios/language/fields.h"
#include "scenarios/language/quantities.h"
#include "scenarios/language/reader.h"

#include <fmt/format.h>

#include <charconv>

namespace nines::scenarios {

namespace {

std::vector<std::string> split_path(const std::string& path) {
  std::vector<std::string> steps;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    steps.push_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return steps;
}

/// What the table says about a value on the way along a path.
struct Expected {
  const Section* within = nullptr;  ///< the value is such a section
  const Section* named = nullptr;   ///< the value is a mapping from names to such sections
};

Expected step_into(const Expected& at, std::string_view key) {
  if (at.named != nullptr) return {at.named, nullptr};
  const Field* field = at.within == nullptr ? nullptr : at.within->find(key);
  if (field == nullptr) return {};
  if (field->type == FieldType::section) return {&section(field->of), nullptr};
  if (field->type == FieldType::sections) return {nullptr, &section(field->of)};
  return {};
}

/// One override. Nodes are shared through aliases, so those along the path are copied, never changed.
class Setter {
 public:
  Setter(const Override& wish, std::uint32_t file, Sources& sources)
      : wish_(wish),
        steps_(split_path(wish.path)),
        sources_(sources),
        value_place_{file, 1, static_cast<std::uint32_t>(wish.path.size() + 2)},
        path_place_{file, 1, 1} {}

  const Node* apply(const Node* root) {
    if (!make_value()) return root;
    root_ = root;
    return set(root, 0, {&section("scenario"), nullptr});
  }

 private:
  /// The value as the file would have it: a scalar, or a list or mapping in brackets.
  bool make_value() {
    const std::string& text = wish_.value;
    if (text.starts_with('[') || text.starts_with('{')) {
      value_ = read_yaml(text, value_place_.file, sources_.tree, sources_.reporter);
      return value_ != nullptr;
    }
    Node& scalar = sources_.tree.make(Node::Kind::scalar, value_place_);
    scalar.text = text;
    value_ = &scalar;
    return true;
  }

  std::string until(std::size_t step) const {
    std::string path;
    for (std::size_t i = 0; i < step; ++i) path += (i > 0 ? "." : "") + steps_[i];
    return path.empty() ? "the scenario" : quote(path);
  }

  const Node* set(const Node* node, std::size_t step, Expected expected) {
    const Node* kind = expected.within == nullptr ? nullptr : node->find("kind");
    if (kind != nullptr && kind->is_scalar()) expected.within = variant(expected.within, trim(kind->text));
    const std::string& key = steps_[step];
    const bool last = step + 1 == steps_.size();
    for (std::size_t i = 0; i < node->entries.size(); ++i) {
      const bool here = node->is_mapping() ? same_key(node->entries[i].key->text, key) : key == std::to_string(i + 1);
      if (!here) continue;
      const Expected inner = node->is_sequence() ? expected : step_into(expected, key);
      const Node* old = node->entries[i].value;
      const Node* changed = last ? replacement(old, inner) : set(old, step + 1, inner);
      return with_entry(*node, i, {node->entries[i].key, changed});
    }
    if (last && node->is_mapping() && may_be_added(expected, key)) {
      Node& name = sources_.tree.make(Node::Kind::scalar, path_place_);
      name.text = key;
      return with_entry(*node, node->entries.size(), {&name, value_});
    }
    refuse(*node, step, expected);
    return node;
  }

  /// A field that the section has but the file does not name: its default is overridden.
  static bool may_be_added(const Expected& expected, const std::string& key) {
    const Field* field = expected.within == nullptr ? nullptr : expected.within->find(key);
    return field != nullptr && field->type != FieldType::sections && field->type != FieldType::files;
  }

  const Node* replacement(const Node* old, const Expected& inner) {
    const bool needs_keys = inner.named != nullptr || (inner.within != nullptr && inner.within->short_forms.empty());
    if (!old->is_mapping() || !needs_keys || value_->is_mapping()) return value_;
    sources_.reporter.error(path_place_, fmt::format("{} is a mapping, not a single value", quote(wish_.path)),
                            keys_hint(*old));
    return old;
  }

  const Node* with_entry(const Node& node, std::size_t i, Entry entry) {
    Node& copy = sources_.tree.copy(node);
    copy.shared = false;
    if (i == copy.entries.size()) {
      copy.entries.push_back(entry);
    } else {
      copy.entries[i] = entry;
    }
    return &copy;
  }

  std::string keys_hint(const Node& node) const {
    std::vector<std::string> keys;
    for (const Entry& entry : node.entries) keys.push_back(entry.key->text);
    return suggest("", keys, "set one of its keys");
  }

  void refuse(const Node& node, std::size_t step, const Expected& expected) {
    const std::string& key = steps_[step];
    if (node.is_sequence()) {
      sources_.reporter.error(
          path_place_,
          fmt::format("{} is a list of {}: {} is none of its positions", until(step), node.entries.size(), quote(key)),
          "positions are counted from 1");
      return;
    }
    if (!node.is_mapping()) {
      sources_.reporter.error(path_place_,
                              fmt::format("{} is {}: there is nothing in it to set", until(step), describe(node)),
                              fmt::format("set {} itself", until(step)));
      return;
    }
    std::string elsewhere = step == 0 ? path_that_ends_in(wish_.path) : "";
    if (!elsewhere.empty()) {
      sources_.reporter.error(path_place_, fmt::format("there is no {} in {}", quote(key), until(step)),
                              fmt::format("did you mean `{}`?", elsewhere));
      return;
    }
    std::vector<std::string> keys;
    for (const Entry& entry : node.entries) keys.push_back(entry.key->text);
    if (expected.within != nullptr) {
      for (const std::string& known : expected.within->keys()) {
        if (node.find(known) == nullptr && may_be_added(expected, known)) keys.push_back(known);
      }
    }
    sources_.reporter.error(path_place_, fmt::format("there is no {} in {}", quote(key), until(step)),
                            suggest(key, keys, "there are"));
  }

  /// The shortest path to a place in the scenario whose last steps are these: `nodes.web.count` for `web.count`.
  std::string path_that_ends_in(const std::string& path) const {
    const std::string ending = "." + canonical_key(path);
    std::vector<std::pair<std::string, const Node*>> level = {{"", root_}};
    std::size_t looked_at = 0;
    constexpr std::size_t most_looked_at = 100'000;  // aliases multiply
    while (!level.empty()) {
      std::vector<std::pair<std::string, const Node*>> next;
      for (const auto& [prefix, node] : level) {
        for (std::size_t i = 0; i < node->entries.size(); ++i) {
          if (++looked_at > most_looked_at) return "";
          const Entry& entry = node->entries[i];
          const std::string step = entry.key == nullptr ? std::to_string(i + 1) : entry.key->text;
          const std::string here = prefix.empty() ? step : prefix + "." + step;
          if (canonical_key(here).ends_with(ending)) return here;
          next.emplace_back(here, entry.value);
        }
      }
      level = std::move(next);
    }
    return "";
  }

  const Override& wish_;
  std::vector<std::string> steps_;
  Sources& sources_;
  Place value_place_, path_place_;
  const Node* value_ = nullptr;
  const Node* root_ = nullptr;
};

}  // namespace

const Node* apply_overrides(const Node* root, const std::vector<Override>& overrides, Sources& sources) {
  for (const Override& wish : overrides) {
    const std::uint32_t file = sources.add("--set", std::nullopt, quote(wish.path + "=" + wish.value) + ": ");
    sources.hash(wish.path);
    sources.hash(wish.value);
    root = Setter(wish, file, sources).apply(root);
  }
  return root;
}

}  // namespace nines::scenarios
