// Bytes to tree: YAML, read strictly.
#pragma once

#include "scenarios/language/limits.h"
#include "scenarios/language/tree.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace nines::scenarios {

/// Reads one YAML document into `tree`. Null when the text is not such a document; why is reported.
///
/// Stricter than YAML: duplicate keys, keys that are not plain scalars, tags, several documents, cyclic aliases,
/// aliases that multiply beyond Tree::most_nodes, nesting beyond Tree::deepest, bytes that are not UTF-8 text.
const Node* read_yaml(std::string_view text, std::uint32_t file, Tree& tree, Reporter& reporter);

/// The bytes of a regular file of at most most_file_bytes; else an explanation in `why`.
std::optional<std::string> read_bytes(const std::filesystem::path& path, std::string& why);

}  // namespace nines::scenarios
