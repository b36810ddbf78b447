// Results of several machines, or of several days, in one file.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace nines::store {

struct MergeSummary {
  std::size_t blocks_added = 0, trials_added = 0;
  std::size_t blocks_known = 0;  ///< were there already, with the very same bytes
};

/// Why each of these files cannot be merged, one text for each that cannot.
std::vector<std::string> unusable_inputs(const std::vector<std::filesystem::path>& inputs);

/// Adds the inputs to `out`, which is made if it is not there. All of it happens or nothing. What comes out does not depend on
/// the order of the inputs, nor on what of them was merged before: of two results of a run the one of more trials stays.
/// Throws StoreError if an input is unusable, or if two files hold different sums of the same trials.
MergeSummary merge(const std::filesystem::path& out, const std::vector<std::filesystem::path>& inputs);

}  // namespace nines::store
