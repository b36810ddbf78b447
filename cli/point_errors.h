// What is wrong with some of the settings that a scenario is to be read with.
#pragma once

#include "cli/command_line.h"
#include "models/sweep.h"

#include <string>
#include <vector>

namespace nines::cli {

/// The overrides of the command line, and after them these settings.
std::vector<scenarios::Override> overrides_at(const std::vector<models::Setting>& settings, const Request& request);

/// What is wrong at some points. The same mistake at many of them is one mistake.
class PointErrors {
 public:
  void add(const std::vector<models::Setting>& settings, const std::vector<scenarios::Diagnostic>& diagnostics);
  bool any() const { return points_ > 0; }
  /// On standard error, each with the first point that has it.
  void print(std::size_t planned) const;

 private:
  struct Found {
    std::string text, place;
    std::size_t points;
  };
  std::vector<Found> found_;
  std::size_t points_ = 0;
};

}  // namespace nines::cli
