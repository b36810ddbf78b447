// The options that only `nines optimise` has. Beside command_line.cpp its source alone knows CLI11.
#pragma once

#include "cli/optimise_request.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace nines::cli {

/// The texts that CLI11 reads these options into; `request` checks them.
class OptimiseOptions {
 public:
  static const char* const footer;

  void add_to(CLI::App& optimise);
  /// Throws UsageError.
  OptimiseRequest request() const;

 private:
  std::vector<std::string> vary_, cost_;
  std::optional<std::string> confidence_, budget_;
};

}  // namespace nines::cli
