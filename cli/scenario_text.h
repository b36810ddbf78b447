// A scenario that is read more than once: standard input can be read only once. Or one that was read and kept.
#pragma once

#include "cli/load.h"
#include "scenarios/language/optimise.h"

#include <optional>
#include <string>

namespace nines::cli {

class ScenarioText {
 public:
  explicit ScenarioText(std::string file) : file_(std::move(file)) {
    if (is_standard_input(file_)) text_ = standard_input();
  }

  /// What was read before, and kept.
  explicit ScenarioText(std::vector<scenarios::SourceText> kept) : file_(kept.at(0).name), kept_(std::move(kept)) {}

  const std::string& file() const { return file_; }

  scenarios::LoadResult load(const std::vector<scenarios::Override>& overrides,
                             std::optional<std::size_t> trials) const {
    if (!kept_.empty()) {
      scenarios::SweepLoadResult loaded = scenarios::load_kept_sweep(kept_, overrides, {}, trials);
      return {std::move(loaded.scenario), std::move(loaded.diagnostics)};
    }
    if (!text_) return scenarios::load_file(file_, overrides, trials);
    return scenarios::load_text(*text_, "<stdin>", overrides, std::filesystem::path("."), trials);
  }

  scenarios::SweepLoadResult load_sweep(const Request& request) const {
    const scenarios::SweepWishes& wishes = request.sweep.wishes;
    if (!kept_.empty()) return scenarios::load_kept_sweep(kept_, request.overrides, wishes, request.trials);
    if (!text_) return scenarios::load_sweep_file(file_, request.overrides, wishes, request.trials);
    return scenarios::load_sweep(*text_, "<stdin>", ".", request.overrides, wishes, request.trials);
  }

  /// With these overrides, and what the request asks of an optimisation.
  scenarios::OptimiseLoadResult load_optimise(const std::vector<scenarios::Override>& overrides,
                                              const Request& request) const {
    const scenarios::OptimiseWishes& wishes = request.optimise.wishes;
    if (!text_) return scenarios::load_optimise_file(file_, overrides, wishes, request.trials);
    return scenarios::load_optimise(*text_, "<stdin>", ".", overrides, wishes, request.trials);
  }

 private:
  std::string file_;
  std::optional<std::string> text_;
  std::vector<scenarios::SourceText> kept_;
};

}  // namespace nines::cli
