// From the tree of a file to the tree that is meant: merge keys, includes, overrides and parameters are carried out.
#pragma once

#include "scenarios/language/sources.h"

#include <vector>

namespace nines::scenarios {

/// Reads `text` (registered as `file`) and everything that it includes. Null when it cannot be read.
/// Carries out, in this order: merge keys (`<<`) of each file; includes; overrides; parameters (`$name`).
const Node* compose(std::string_view text, std::uint32_t file, const std::vector<Override>& overrides,
                    Sources& sources);

/// The key-by-key merge of two mappings: what is in `over` prevails. A law is replaced as a whole.
const Node* merge_under(const Node* over, const Node* under, Sources& sources);

/// `root` with the overrides carried out; what is wrong with them is reported in the file "--set".
const Node* apply_overrides(const Node* root, const std::vector<Override>& overrides, Sources& sources);

/// `root` with `$name` replaced by the parameters' values in every text.
const Node* substitute_parameters(const Node* root, Sources& sources);

}  // namespace nines::scenarios
