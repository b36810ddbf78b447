// What the command line asks of a results store.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace nines::cli {

/// --shard 2/8: every eighth block of trials, from number 2 on.
struct ShardRequest {
  std::size_t number = 0, count = 1;
};

struct StoreRequest {
  std::string results;              ///< the file; empty: none
  std::optional<std::size_t> more;  ///< trials besides those that are there
  std::optional<ShardRequest> shard;
  std::vector<std::string> filters;  ///< of `results`: words that a run must have, all of them
};

}  // namespace nines::cli
