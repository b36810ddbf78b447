// A scenario with its changes, and the questions that are asked of it.
#pragma once

#include "analysis/profiles.h"
#include "analysis/report/report.h"
#include "analysis/run.h"
#include "models/study_options.h"
#include "python/background.h"
#include "scenarios/language/scenario.h"
#include "scenarios/language/sweep.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace nines::python {

/// What the user did wrong, in the words of the command; nines.Error in Python.
struct UserError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

void require(bool condition, const std::string& message);

/// How a scenario is to be run.
struct Wishes {
  models::StudyOptions study;
  RunOptions run;
};

/// Throws UserError for numbers that cannot be.
Wishes wishes(std::optional<std::size_t> trials, std::optional<double> precision, std::optional<std::uint64_t> seed,
              unsigned threads, bool chain, std::size_t max_states);

/// The answers to one question, and what a report shows beside them.
struct Answer {
  report::Question question = report::Question::run;
  RunResult result;
  models::Study study;
  Profiles profiles;
  std::vector<scenarios::SourceText> sources;
};

/// Each change reads it anew, so that every check of the reader applies. Throws UserError for all that is wrong.
class Scenario {
 public:
  using Overrides = std::vector<scenarios::Override>;

  static Scenario from_file(const std::filesystem::path& file, Overrides overrides);
  static Scenario from_text(std::string text, const std::filesystem::path& name,
                            std::optional<std::filesystem::path> directory, Overrides overrides);
  Scenario changed(const Overrides& changes) const;

  Answer run(const Wishes& wishes, const ProgressCallback& progress) const;
  Answer solve(const Wishes& wishes, const ProgressCallback& progress) const;
  Answer predict() const;
  std::string explain(std::size_t trial, std::optional<std::uint64_t> seed) const;

  const scenarios::Scenario& loaded() const { return loaded_; }
  const std::string& warnings() const { return warnings_; }
  const Overrides& overrides() const { return overrides_; }

  /// As it is, with these options.
  models::Study study_for(const models::StudyOptions& options) const;
  /// With other settings besides; what is wrong with them is in the result.
  scenarios::LoadResult read(const Overrides& overrides, std::optional<std::size_t> trials) const;
  /// With what is varied.
  scenarios::SweepLoadResult read_sweep(const scenarios::SweepWishes& wishes, std::optional<std::size_t> trials) const;

 private:
  struct Source {
    std::filesystem::path name;
    std::optional<std::string> text;  ///< none: it is in the file
    std::optional<std::filesystem::path> directory;
  };

  Scenario(Source source, Overrides overrides);
  Answer ask(report::Question question, const Wishes& wishes, const ProgressCallback& progress,
             RunResult (*answer)(const models::Study&, const RunOptions&)) const;

  Source source_;
  Overrides overrides_;
  std::string warnings_;
  scenarios::Scenario loaded_;
};

/// The diagnostics of this severity as one text.
std::string lines_of(const std::vector<scenarios::Diagnostic>& diagnostics, scenarios::Diagnostic::Severity severity);

}  // namespace nines::python
