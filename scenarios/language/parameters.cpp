// `parameters:` and `$name`.
#include "scenarios/language/compose.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <unordered_map>

namespace nines::scenarios {

namespace {

// Parameters of parameters multiply, and a chain of them is followed by recursion.
constexpr std::size_t most_substituted_bytes = 16 << 20;
constexpr std::size_t longest_chain = 100;

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_name_part(char c) { return is_name_start(c) || (c >= '0' && c <= '9'); }

class Substitution {
 public:
  Substitution(const Node* parameters, Sources& sources) : sources_(sources) {
    if (parameters == nullptr) return;
    if (!parameters->is_mapping()) {
      sources_.reporter.error(
          parameters->place,
          fmt::format("`parameters` is a mapping from names to values, not {}", describe(*parameters)),
          "parameters: {mttf: 1000 h}");
      return;
    }
    for (const Entry& entry : parameters->entries) define(entry);
  }

  const Node* replaced(const Node* node) {
    if (node->is_scalar()) return node->text.find('$') == std::string::npos ? node : replaced_scalar(*node);
    if (node->entries.empty()) return node;
    if (node->shared) {
      if (const auto known = done_.find(node); known != done_.end()) return known->second;
    }
    const Node* result = replaced_entries(*node);
    if (node->shared) done_.emplace(node, result);
    return result;
  }

  void resolve_all() {
    for (auto& [name, parameter] : parameters_) resolve(name, parameter);
  }

  void warn_of_unused() const {
    for (const auto& [name, parameter] : parameters_) {
      if (!parameter.used)
        sources_.reporter.warning(parameter.place, fmt::format("the parameter {} is not used", quote(name)),
                                  fmt::format("write ${} where it is meant", name));
    }
  }

 private:
  enum class State { unresolved, resolving, resolved };
  struct Parameter {
    const Node* value = nullptr;
    Place place;
    State state = State::unresolved;
    bool used = false;
    bool broken = false;
  };

  void define(const Entry& entry) {
    const std::string& name = entry.key->text;
    bool good = is_name_start(name.front());
    for (const char c : name) good = good && is_name_part(c);
    if (!good) {
      sources_.reporter.error(entry.key->place, fmt::format("{} cannot be the name of a parameter", quote(name)),
                              "letters, digits and underscores, beginning with a letter");
    } else if (!entry.value->is_scalar()) {
      sources_.reporter.error(
          entry.value->place,
          fmt::format("the parameter {} is {}, not a single value", quote(name), describe(*entry.value)),
          "for whole sections use an anchor `&name` and an alias `*name`");
    } else {
      parameters_[name] = {entry.value, entry.key->place};
    }
  }

  /// A parameter's value may itself use parameters.
  void resolve(const std::string& name, Parameter& parameter) {
    if (parameter.state == State::resolved) return;
    parameter.state = State::resolving;
    chain_.push_back(name);
    const std::size_t errors_before = sources_.reporter.errors();
    parameter.value = replaced(parameter.value);
    parameter.broken = sources_.reporter.errors() != errors_before;
    chain_.pop_back();
    parameter.state = State::resolved;
  }

  const Node* replaced_entries(const Node& node) {
    std::vector<Entry> entries = node.entries;
    bool changed = false;
    for (Entry& entry : entries) {
      const Node* value = replaced(entry.value);
      changed = changed || value != entry.value;
      entry.value = value;
    }
    if (!changed) return &node;
    Node& copy = sources_.tree.copy(node);
    copy.entries = std::move(entries);
    return &copy;
  }

  const Node* replaced_scalar(const Node& node) {
    std::string text;
    std::size_t whole_uses = 0;
    bool plain_value = true;
    const std::string& from = node.text;
    for (std::size_t i = 0; i < from.size();) {
      if (from[i] != '$') {
        text += from[i++];
        continue;
      }
      if (from.compare(i, 2, "$$") == 0) {
        text += '$';
        i += 2;
        continue;
      }
      const std::size_t begin = i;
      const std::optional<std::string> name = name_at(from, i);
      if (!name) {
        text += from[i++];
        continue;
      }
      const Node* value = look_up(*name, node.place);
      if (value == nullptr) {
        sources_.reporter.silence(node.place);  // the unreplaced text would be an error again
        return &node;
      }
      if (begin == 0 && i == from.size()) ++whole_uses, plain_value = !value->quoted;
      text += value->text;
      substituted_bytes_ += value->text.size();
      if (substituted_bytes_ > most_substituted_bytes) {
        sources_.reporter.error(node.place, "the texts become too long when their parameters are put in", "");
        return &node;
      }
    }
    Node& copy = sources_.tree.copy(node);
    copy.text = std::move(text);
    if (whole_uses == 1) copy.quoted = !plain_value;
    return &copy;
  }

  /// The name after the `$` at `i`, which is moved behind it; none if no name follows.
  static std::optional<std::string> name_at(const std::string& from, std::size_t& i) {
    std::size_t begin = i + 1;
    const bool braced = begin < from.size() && from[begin] == '{';
    if (braced) ++begin;
    if (begin >= from.size() || !is_name_start(from[begin])) return std::nullopt;
    std::size_t end = begin;
    while (end < from.size() && is_name_part(from[end])) ++end;
    if (braced && (end >= from.size() || from[end] != '}')) return std::nullopt;
    i = braced ? end + 1 : end;
    return from.substr(begin, end - begin);
  }

  const Node* look_up(const std::string& name, Place place) {
    const auto found = parameters_.find(name);
    if (found == parameters_.end()) {
      std::vector<std::string> names;
      for (const auto& [known, parameter] : parameters_) names.push_back(known);
      sources_.reporter.error(place, fmt::format("there is no parameter {}", quote("$" + name)),
                              suggest(name, names, "parameters") + "; a dollar sign is written `$$`");
      return nullptr;
    }
    Parameter& parameter = found->second;
    parameter.used = true;
    if (parameter.state == State::resolving) {
      std::string shown;
      for (std::size_t i = 0; i < chain_.size(); ++i) {
        if (!shown.empty() || chain_[i] == name) shown += "$" + chain_[i] + " -> ";
      }
      sources_.reporter.error(place,
                              fmt::format("the parameters are made of each other in a circle: {}${}", shown, name), "");
      return nullptr;
    }
    if (chain_.size() >= longest_chain) {
      sources_.reporter.error(
          place, fmt::format("parameters are made of each other in a chain of more than {}", longest_chain), "");
      return nullptr;
    }
    resolve(name, parameter);
    return parameter.broken ? nullptr : parameter.value;
  }

  Sources& sources_;
  std::map<std::string, Parameter> parameters_;
  std::vector<std::string> chain_;
  std::size_t substituted_bytes_ = 0;
  std::unordered_map<const Node*, const Node*> done_;
};

}  // namespace

const Node* substitute_parameters(const Node* root, Sources& sources) {
  Substitution substitution(root->find("parameters"), sources);
  substitution.resolve_all();
  // The definitions themselves are done; they are left out so that they are not reported twice.
  std::vector<Entry> rest;
  const Entry* definitions = nullptr;
  for (const Entry& entry : root->entries) {
    if (same_key(entry.key->text, "parameters")) {
      definitions = &entry;
    } else {
      rest.push_back(entry);
    }
  }
  Node& without = sources.tree.copy(*root);
  without.entries = std::move(rest);
  without.shared = false;
  const Node* replaced = substitution.replaced(&without);
  substitution.warn_of_unused();
  if (definitions == nullptr) return replaced;
  Node& whole = sources.tree.copy(*replaced);
  whole.entries.push_back(*definitions);
  return &whole;
}

}  // namespace nines::scenarios
