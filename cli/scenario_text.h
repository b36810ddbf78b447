// A scenario that is read more than once: standard input can be read only once.
#pragma once

#include "cli/load.h"

#include <optional>
#include <string>

namespace nines::cli {

class ScenarioText {
 public:
  explicit ScenarioText(std::string file) : file_(std::move(file)) {
    if (is_standard_input(file_)) text_ = standard_input();
  }

  const std::string& file() const { return file_; }

  scenarios::LoadResult load(const std::vector<scenarios::Override>& overrides,
                             std::optional<std::size_t> trials) const {
    if (!text_) return scenarios::load_file(file_, overrides, trials);
    return scenarios::load_text(*text_, "<stdin>", overrides, std::filesystem::path("."), trials);
  }

  scenarios::SweepLoadResult load_sweep(const Request& request) const {
    const scenarios::SweepWishes& wishes = request.sweep.wishes;
    if (!text_) return scenarios::load_sweep_file(file_, request.overrides, wishes, request.trials);
    return scenarios::load_sweep(*text_, "<stdin>", ".", request.overrides, wishes, request.trials);
  }

 private:
  std::string file_;
  std::optional<std::string> text_;
};

}  // namespace nines::cli
