// The options of sweeps and differences that no other command has. Beside command_line.cpp its source alone knows
// CLI11.
#pragma once

#include "cli/sweep_request.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace nines::cli {

/// The texts that CLI11 reads these options into; `request` checks them.
class SweepOptions {
 public:
  static const char* const sweep_footer;
  static const char* const diff_footer;
  static const char* const importance_footer;

  void add_to_sweep(CLI::App& sweep);
  void add_to_diff(CLI::App& diff);
  void add_to_importance(CLI::App& importance);
  /// Throws UsageError.
  SweepRequest request() const;

 private:
  void add_measures(CLI::App& command, const char* default_words);

  std::vector<std::string> vary_, uncertain_, measures_, against_;
  std::string service_;
  std::optional<std::string> design_, points_, against_row_;
  bool zip_ = false, tornado_ = false, indices_ = false, morris_ = false;
};

}  // namespace nines::cli
