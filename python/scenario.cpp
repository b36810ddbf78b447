#include "python/scenario.h"

#include "scenarios/language/limits.h"

#include <pybind11/pybind11.h>

#include <fmt/format.h>

#include <utility>

namespace nines::python {

namespace py = pybind11;
using report::Question;
using Severity = scenarios::Diagnostic::Severity;

std::string lines_of(const std::vector<scenarios::Diagnostic>& diagnostics, Severity severity) {
  std::string text;
  for (const auto& each : diagnostics) {
    if (each.severity == severity) text += (text.empty() ? "" : "\n") + each.to_string();
  }
  return text;
}

void require(bool condition, const std::string& message) {
  if (!condition) throw UserError(message);
}

Wishes wishes(std::optional<std::size_t> trials, std::optional<double> precision, std::optional<std::uint64_t> seed,
              unsigned threads, bool chain, std::size_t max_states) {
  require(!trials || !precision, "trials and precision contradict each other: give the one that shall end the run");
  require(!trials || (*trials >= 1 && *trials <= scenarios::most_trials),
          fmt::format("trials must be from 1 to {}", scenarios::most_trials));
  require(!precision || (*precision > 0 && *precision < 1),
          "precision must be between 0 and 1: half the interval's width over the value, 0.02 for 2 %");
  require(!seed || *seed <= scenarios::most_seed, fmt::format("seed must be at most {}", scenarios::most_seed));
  Wishes made;
  made.study = {trials, precision, seed};
  made.run.threads = threads;
  made.run.chain = chain;
  made.run.max_states = max_states;
  return made;
}

Scenario::Scenario(Source source, Overrides overrides) : source_(std::move(source)), overrides_(std::move(overrides)) {
  scenarios::LoadResult found = read({}, std::nullopt);
  if (!found.scenario) throw UserError(lines_of(found.diagnostics, Severity::error));
  warnings_ = lines_of(found.diagnostics, Severity::warning);
  loaded_ = std::move(*found.scenario);
}

Scenario Scenario::from_file(const std::filesystem::path& file, Overrides overrides) {
  return {Source{file, std::nullopt, std::nullopt}, std::move(overrides)};
}

Scenario Scenario::from_text(std::string text, const std::filesystem::path& name,
                             std::optional<std::filesystem::path> directory, Overrides overrides) {
  return {Source{name, std::move(text), std::move(directory)}, std::move(overrides)};
}

Scenario Scenario::changed(const Overrides& changes) const {
  Overrides all = overrides_;
  all.insert(all.end(), changes.begin(), changes.end());
  return {source_, std::move(all)};
}

scenarios::LoadResult Scenario::read(const Overrides& overrides, std::optional<std::size_t> trials) const {
  Overrides all = overrides_;
  all.insert(all.end(), overrides.begin(), overrides.end());
  if (!source_.text) return scenarios::load_file(source_.name, all, trials);
  return scenarios::load_text(*source_.text, source_.name.string(), all, source_.directory, trials);
}

scenarios::SweepLoadResult Scenario::read_sweep(const scenarios::SweepWishes& wishes,
                                                std::optional<std::size_t> trials) const {
  if (!source_.text) return scenarios::load_sweep_file(source_.name, overrides_, wishes, trials);
  return scenarios::load_sweep(*source_.text, source_.name.string(), source_.directory.value_or("."), overrides_,
                               wishes, trials);
}

models::Study Scenario::study_for(const models::StudyOptions& options) const {
  models::Study study = loaded_.study;
  if (options.trials) {
    // Whether so many are too much for what the scenario holds is judged by its reader.
    scenarios::LoadResult found = read({}, options.trials);
    if (!found.scenario) throw UserError(lines_of(found.diagnostics, Severity::error));
    study = std::move(found.scenario->study);
  }
  const std::string impossible = models::apply(options, study);
  require(impossible.empty(), impossible);
  return study;
}

Answer Scenario::ask(Question question, const Wishes& wishes, const ProgressCallback& progress,
                     RunResult (*answer)(const models::Study&, const RunOptions&)) const {
  Answer made{question, {}, study_for(wishes.study), {}, loaded_.sources};
  RunOptions options = wishes.run;
  if (question == Question::run) options.profiles = &made.profiles;
  made.result = answered<RunResult>(options, progress,
                                    [&](const RunOptions& completed) { return answer(made.study, completed); });
  made.result.scenario_file = loaded_.file;
  made.result.scenario_hash = loaded_.text_hash;
  for (const scenarios::Override& wish : loaded_.overrides) made.result.settings.emplace_back(wish.path, wish.value);
  return made;
}

Answer Scenario::run(const Wishes& wishes, const ProgressCallback& progress) const {
  return ask(Question::run, wishes, progress, nines::run);
}

Answer Scenario::solve(const Wishes& wishes, const ProgressCallback& progress) const {
  Answer solved = ask(Question::solve, wishes, progress, nines::solve);
  const auto& refused = solved.result.chain_refused;
  if (refused && !solved.result.interrupted) throw UserError("no Markov chain: " + *refused);
  return solved;
}

Answer Scenario::predict() const { return ask(Question::predict, {}, {}, predict_only); }

std::string Scenario::explain(std::size_t trial, std::optional<std::uint64_t> seed) const {
  const models::Study study = study_for(wishes({}, {}, seed, 0, false, 0).study);
  const py::gil_scoped_release released;
  return nines::explain(study, trial);
}

}  // namespace nines::python
