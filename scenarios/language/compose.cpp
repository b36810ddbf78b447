#include "scenarios/language/compose.h"

#include "scenarios/language/reader.h"

#include <fmt/format.h>

#include <unordered_map>
#include <unordered_set>

namespace nines::scenarios {

namespace {

constexpr std::size_t most_included = 100;

/// Carries out the merge keys of one file (https://yaml.org/type/merge.html).
class Merger {
 public:
  explicit Merger(Sources& sources) : sources_(sources) {}

  /// The node with all merge keys beneath it carried out; the very same node if there are none.
  const Node* merged(const Node* node) {
    if (node->entries.empty()) return node;
    if (node->shared) {
      if (const auto known = done_.find(node); known != done_.end()) return known->second;
    }
    const Node* result = compute(*node);
    if (node->shared) done_.emplace(node, result);
    return result;
  }

 private:
  const Node* compute(const Node& node) {
    std::vector<Entry> entries;
    entries.reserve(node.entries.size());
    const Node* merge_value = nullptr;
    bool changed = false;
    for (const Entry& entry : node.entries) {
      if (node.is_mapping() && entry.key->text == "<<" && !entry.key->quoted) {
        merge_value = entry.value;
        changed = true;
        continue;
      }
      const Node* value = merged(entry.value);
      changed = changed || value != entry.value;
      entries.push_back({entry.key, value});
    }
    if (!changed) return &node;
    if (merge_value != nullptr) add_merged(*merge_value, entries);
    Node& copy = sources_.tree.copy(node);
    copy.entries = std::move(entries);
    return &copy;
  }

  /// Keys of the node itself prevail; of several merged mappings the earlier one does.
  void add_merged(const Node& value, std::vector<Entry>& entries) {
    std::unordered_set<std::string> present;
    for (const Entry& entry : entries) present.insert(canonical_key(entry.key->text));
    const auto add = [&](const Node& source) {
      if (!source.is_mapping()) {
        sources_.reporter.error(source.place, fmt::format("`<<` merges mappings, not {}", describe(source)),
                                "write `<<: *name`, or a list of such aliases");
        return;
      }
      for (const Entry& entry : merged(&source)->entries) {
        if (present.insert(canonical_key(entry.key->text)).second) entries.push_back(entry);
      }
    };
    if (!value.is_sequence()) return add(value);
    for (const Entry& item : value.entries) add(*item.value);
  }

  Sources& sources_;
  std::unordered_map<const Node*, const Node*> done_;
};

/// Reads a file and, beneath it, what it includes.
class Includer {
 public:
  explicit Includer(Sources& sources) : sources_(sources) {}

  const Node* read(std::string_view text, std::uint32_t file) {
    const Node* root = read_yaml(text, file, sources_.tree, sources_.reporter);
    if (root == nullptr) return nullptr;
    root = Merger(sources_).merged(root);
    const Node* list = root->find("include");
    return list == nullptr ? root : merge_under(root, included(*list), sources_);
  }

  void begin(const std::filesystem::path& path) { chain_.push_back(path); }

 private:
  const Node* included(const Node& list) {
    std::vector<const Node*> names;
    if (list.is_sequence()) {
      for (const Entry& item : list.entries) names.push_back(item.value);
    } else {
      names.push_back(&list);
    }
    const Node* all = nullptr;
    for (const Node* name : names) {
      const Node* one = include(*name);
      if (one != nullptr) all = all == nullptr ? one : merge_under(one, all, sources_);
    }
    return all;
  }

  const Node* include(const Node& name) {
    if (!name.is_scalar() || name.text.empty()) {
      sources_.reporter.error(name.place, fmt::format("`include` takes the name of a file, not {}", describe(name)),
                              "include: hardware.yaml");
      return nullptr;
    }
    if (++included_ > most_included) {
      sources_.reporter.error(name.place, fmt::format("more than {} files are included", most_included), "");
      return nullptr;
    }
    const auto& directory = sources_.directory(name.place.file);
    if (directory && in_cycle(name, *directory / name.text)) return nullptr;
    const auto opened = sources_.open(name.place, name.text, "the included file");
    if (!opened) return nullptr;
    const std::uint32_t file = sources_.add(opened->path.string(), opened->path.parent_path());
    chain_.push_back(opened->path);
    const Node* root = read(opened->bytes, file);
    chain_.pop_back();
    if (root != nullptr && !root->is_mapping()) {
      sources_.reporter.error(
          root->place, fmt::format("an included file is a mapping of keys, like a scenario, not {}", describe(*root)),
          "");
      return nullptr;
    }
    return root;
  }

  bool in_cycle(const Node& name, const std::filesystem::path& path) {
    std::error_code failure;
    for (std::size_t i = 0; i < chain_.size(); ++i) {
      if (!std::filesystem::equivalent(chain_[i], path, failure)) continue;
      std::string shown;
      for (std::size_t k = i; k < chain_.size(); ++k) shown += chain_[k].filename().string() + " -> ";
      sources_.reporter.error(
          name.place, fmt::format("the files include each other in a circle: {}{}", shown, path.filename().string()),
          "move what both need into a third file");
      return true;
    }
    return false;
  }

  Sources& sources_;
  std::vector<std::filesystem::path> chain_;
  std::size_t included_ = 0;
};

}  // namespace

const Node* merge_under(const Node* over, const Node* under, Sources& sources) {
  if (under == nullptr || !over->is_mapping() || !under->is_mapping()) return over;
  if (over->find("law") != nullptr || under->find("law") != nullptr) return over;
  const Node *kind = over->find("kind"), *kind_under = under->find("kind");
  const bool both_say = kind != nullptr && kind_under != nullptr && kind->is_scalar() && kind_under->is_scalar();
  if (both_say && !same_key(kind->text, kind_under->text)) return over;  // settings of another kind are not meant
  std::unordered_map<std::string, std::size_t> position;
  std::vector<Entry> entries = over->entries;
  for (std::size_t i = 0; i < entries.size(); ++i) position.emplace(canonical_key(entries[i].key->text), i);
  for (const Entry& entry : under->entries) {
    const auto [found, is_new] = position.emplace(canonical_key(entry.key->text), entries.size());
    if (is_new) {
      entries.push_back(entry);
    } else {
      entries[found->second].value = merge_under(entries[found->second].value, entry.value, sources);
    }
  }
  Node& merged = sources.tree.copy(*over);
  merged.shared = false;
  merged.entries = std::move(entries);
  return &merged;
}

const Node* compose(std::string_view text, std::uint32_t file, const std::vector<Override>& overrides,
                    Sources& sources) {
  Includer includer(sources);
  if (const auto& directory = sources.directory(file))
    includer.begin(*directory / std::filesystem::path(sources.reporter.file_name(file)).filename());
  sources.keep(sources.reporter.file_name(file), text);
  const Node* root = includer.read(text, file);
  if (root == nullptr) return nullptr;
  if (!root->is_mapping()) {
    sources.reporter.error(root->place, fmt::format("a scenario is a mapping of keys, not {}", describe(*root)),
                           "begin with `nines: 1`; `nines new` writes a scenario to start from");
    return nullptr;
  }
  root = apply_overrides(root, overrides, sources);
  return substitute_parameters(root, sources);
}

}  // namespace nines::scenarios
