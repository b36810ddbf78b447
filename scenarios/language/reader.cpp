#include "scenarios/language/reader.h"

#include "scenarios/language/raw_text.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <istream>
#include <optional>
#include <streambuf>
#include <unordered_map>

namespace nines::scenarios {

namespace {

/// Thrown to leave the parser: the reason is already reported.
struct Refused {};

/// Builds the tree from the parser's events. yaml-cpp's own node type drops duplicate keys silently and follows cyclic
/// aliases; from the events we see them.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view text, std::uint32_t file, Tree& tree, Reporter& reporter)
      : text_(text), columns_(text), file_(file), tree_(tree), reporter_(reporter) {}

  const Node* root() const { return root_; }

  Place place(const YAML::Mark& mark) {
    const auto line = static_cast<std::size_t>(std::max(mark.line, 0));
    const auto byte = static_cast<std::size_t>(std::max(mark.column, 0));
    return {file_, static_cast<std::uint32_t>(line + 1), columns_.column(line, byte)};
  }

  /// Only the last scalar of a file can lack its closing quote.
  void refuse_unclosed_quote() {
    if (!last_scalar_ || !quote_is_unclosed(text_, static_cast<std::size_t>(last_scalar_->line),
                                            static_cast<std::size_t>(last_scalar_->column)))
      return;
    refuse(place(*last_scalar_), "the quote that begins here is never closed",
           "close it, or double a quote that is part of the text");
  }

  /// Where the last text in quotes began, if that is the last thing that was read and lies on an earlier line: a quote
  /// that is closed by the beginning of the next one makes nonsense of what follows.
  std::optional<Place> text_that_ends_late(const Place& at) {
    if (!last_scalar_ || !last_is_quoted_) return std::nullopt;
    const Place begin = place(*last_scalar_);
    return begin.line < at.line ? std::optional(begin) : std::nullopt;
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) {
      refuse(place(mark), "a second document begins here, but a scenario is a single document",
             "remove the `---` line, or put the second part into a file of its own and use `include:`");
    }
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Node& node = make(Node::Kind::null, mark, anchor);
    attach(node);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_tag(mark, tag);
    Node& node = make(Node::Kind::scalar, mark, anchor);
    node.text = value;
    node.quoted = tag == "!";  // how yaml-cpp marks what is not plain
    if (node.quoted) last_scalar_ = mark;
    last_is_quoted_ = node.quoted;
    attach(node);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Node* target = anchor < anchors_.size() ? anchors_[anchor] : nullptr;
    if (target == nullptr) refuse(place(mark), "this alias refers to an anchor that does not exist", "");
    for (const Open& open : open_) {
      if (open.node != target) continue;
      refuse(place(mark),
             fmt::format("this alias refers to the {} that contains it (begun at line {}), so it never ends",
                         target->is_mapping() ? "mapping" : "list", target->place.line),
             "let the alias refer to something beside it");
    }
    count(target->expanded, mark);
    refuse_depth(open_.size() + target->height, mark);
    target->shared = true;
    attach(*target);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Node::Kind::sequence, mark, tag, anchor);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Node::Kind::mapping, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override {
    refuse_duplicates(*open_.back().node);
    close();
  }

 private:
  struct Open {
    Node* node = nullptr;
    const Node* key = nullptr;  ///< of a mapping: the key whose value comes next
    bool expects_value = false;
  };

  [[noreturn]] void refuse(Place where, const std::string& message, std::string hint) {
    reporter_.error(where, message, std::move(hint));
    throw Refused{};
  }

  void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    reporter_.error(place(mark),
                    fmt::format("the tag {} is not allowed: a scenario has no types of its own", quote(tag)),
                    "remove the tag");
  }

  Node& make(Node::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    count(1, mark);
    Node& node = tree_.make(kind, place(mark));
    if (anchor != YAML::NullAnchor) {
      if (anchor >= anchors_.size()) anchors_.resize(anchor + 1, nullptr);
      anchors_[anchor] = &node;
    }
    return node;
  }

  void count(std::uint64_t nodes, const YAML::Mark& mark) {
    if (tree_.spend(nodes)) return;
    refuse(place(mark),
           fmt::format("with all aliases written out this scenario has more than {} values", Tree::most_nodes),
           "identical nodes are one class with a `count:`; aliases of aliases multiply");
  }

  void refuse_depth(std::size_t depth, const YAML::Mark& mark) {
    if (depth < static_cast<std::size_t>(Tree::deepest)) return;
    refuse(place(mark), fmt::format("values are nested more than {} deep", Tree::deepest), "");
  }

  void open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    refuse_tag(mark, tag);
    refuse_depth(open_.size(), mark);
    Node& node = make(kind, mark, anchor);
    open_.push_back({&node, nullptr, false});
  }

  void close() {
    Node& node = *open_.back().node;
    open_.pop_back();
    for (const Entry& entry : node.entries) {
      node.expanded += entry.value->expanded + (entry.key != nullptr ? 1 : 0);
      node.height = std::max<std::uint16_t>(node.height, static_cast<std::uint16_t>(entry.value->height + 1));
    }
    attach(node);
  }

  /// Puts a finished node where it belongs.
  void attach(Node& node) {
    if (open_.empty()) {
      root_ = &node;
      return;
    }
    Open& parent = open_.back();
    if (parent.node->is_sequence()) {
      parent.node->entries.push_back({nullptr, &node});
    } else if (!parent.expects_value) {
      parent.expects_value = true;
      parent.key = usable_key(node) ? &node : nullptr;
    } else {
      parent.expects_value = false;
      // Nothing is nowhere: the parser puts it at the next thing in the file. It belongs to its key.
      if (node.kind == Node::Kind::null && parent.key != nullptr) node.place = parent.key->place;
      if (parent.key != nullptr) parent.node->entries.push_back({parent.key, &node});
    }
  }

  bool usable_key(const Node& key) {
    if (key.is_scalar() && !key.text.empty()) return true;
    const bool missing = key.kind == Node::Kind::null || key.is_scalar();
    reporter_.error(key.place, missing ? "a key is missing" : fmt::format("{} cannot be a key", describe(key)),
                    "a key is a word or a few words, followed by `:`");
    return false;
  }

  void refuse_duplicates(Node& mapping) {
    std::unordered_map<std::string, std::uint32_t> first_line;
    std::vector<Entry> unique;
    for (const Entry& entry : mapping.entries) {
      const auto [first, is_new] = first_line.try_emplace(canonical_key(entry.key->text), entry.key->place.line);
      if (is_new) {
        unique.push_back(entry);
        continue;
      }
      reporter_.error(entry.key->place,
                      fmt::format("the key {} is there twice: first at line {}", quote(entry.key->text), first->second),
                      "keep one of the two, or give one another name");
    }
    mapping.entries.swap(unique);
  }

  std::string_view text_;
  Columns columns_;
  std::optional<YAML::Mark> last_scalar_;  // that is quoted
  bool last_is_quoted_ = false;  // the last scalar of any kind
  std::uint32_t file_;
  Tree& tree_;
  Reporter& reporter_;
  const Node* root_ = nullptr;
  std::vector<Open> open_;
  std::vector<Node*> anchors_;  // by yaml-cpp's number of the anchor
  int documents_ = 0;
};

/// A read-only stream over bytes in memory, without copying them.
class MemoryBuffer : public std::streambuf {
 public:
  explicit MemoryBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // std::streambuf has no const get area; nothing writes through it
    setg(begin, begin, begin + text.size());
  }
};

/// A remedy for the parser's commoner complaints.
std::string syntax_hint(const std::string& complaint, std::string_view line) {
  if (line.substr(0, line.find_first_not_of(" \t")).find('\t') != std::string_view::npos)
    return "indent with blanks, not with tabs";
  const auto says = [&](const char* words) { return complaint.find(words) != std::string::npos; };
  if (says("end of map not found") || says("illegal map value") || says("end of sequence not found")) {
    return "look at the indentation and at the `:` here and on the line before; a text with `: ` or ` #` in it needs "
           "quotes";
  }
  if (says("flow"))
    return "a bracket is not closed, or a comma is missing; within braces a text with a bracket or a comma needs "
           "quotes";
  if (says("anchor")) return "an anchor `&name` must be written before its alias `*name`";
  if (says("end of scalar") || says("EOF")) return "a quote is not closed";
  return "see docs/reference/language.md for how a scenario is written";
}

}  // namespace

const Node* read_yaml(std::string_view text, std::uint32_t file, Tree& tree, Reporter& reporter) {
  if (text.size() > most_file_bytes) {
    reporter.error({file, 0, 0}, fmt::format("the text is larger than {} MiB", most_file_bytes >> 20),
                   "identical nodes are one class with a `count:`");
    return nullptr;
  }
  if (!is_text(text, file, reporter)) return nullptr;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // a byte order mark would shift the first column
  MemoryBuffer buffer(text);
  std::istream stream(&buffer);
  TreeBuilder builder(text, file, tree, reporter);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
    builder.refuse_unclosed_quote();
  } catch (const Refused&) {
    return nullptr;
  } catch (const YAML::Exception& exception) {
    const Place at = builder.place(exception.mark);
    const auto begin = builder.text_that_ends_late(at);
    reporter.error(
        at, "not valid YAML: " + exception.msg,
        begin ? fmt::format("the quote that begins at line {}, column {} ends here: close it where it should end",
                            begin->line, begin->column)
              : syntax_hint(exception.msg, line_of(text, at.line - 1)));
    return nullptr;
  }
  if (builder.root() == nullptr || builder.root()->kind == Node::Kind::null) {
    reporter.error({file, 1, 1}, "there is nothing in this file", "`nines new` writes a scenario to start from");
    return nullptr;
  }
  return builder.root();
}

std::optional<std::string> read_bytes(const std::filesystem::path& path, std::string& why) {
  std::error_code failure;
  const std::filesystem::file_status status = std::filesystem::status(path, failure);
  if (status.type() == std::filesystem::file_type::not_found) {
    why = "there is no such file";
    return std::nullopt;
  }
  if (failure) {
    why = "it cannot be looked at: " + failure.message();
    return std::nullopt;
  }
  if (status.type() != std::filesystem::file_type::regular) {
    // A device or a pipe might never end.
    why = status.type() == std::filesystem::file_type::directory ? "it is a directory" : "it is not a regular file";
    return std::nullopt;
  }
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    why = fmt::format("it cannot be opened: {}", std::strerror(errno));
    return std::nullopt;
  }
  std::string bytes;
  std::string chunk(1 << 16, '\0');
  while (stream.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || stream.gcount() > 0) {
    bytes.append(chunk, 0, static_cast<std::size_t>(stream.gcount()));
    if (bytes.size() > most_file_bytes) {
      why = fmt::format("it is larger than {} MiB", most_file_bytes >> 20);
      return std::nullopt;
    }
  }
  return bytes;
}

}  // namespace nines::scenarios
