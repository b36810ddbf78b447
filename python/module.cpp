// The Python module: scenarios are loaded and changed, and every question of the command is asked, with the GIL released.
// Results cross as the documents that programs read anyway (docs/reference/result.md); nines/ makes data frames of them.
#include "analysis/report/report.h"
#include "analysis/run.h"
#include "models/model.h"
#include "python/background.h"
#include "python/plots.h"
#include "scenarios/language/limits.h"
#include "scenarios/language/scenario.h"

#include <pybind11/functional.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace nines::python {
namespace {

namespace py = pybind11;
using report::Question;
using scenarios::Override;

/// What the user did wrong, in the words of the command; nines.Error in Python.
struct UserError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::string lines_of(const std::vector<scenarios::Diagnostic>& diagnostics, scenarios::Diagnostic::Severity severity) {
  std::string text;
  for (const auto& each : diagnostics) {
    if (each.severity == severity) text += (text.empty() ? "" : "\n") + each.to_string();
  }
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

/// The answers to one question.
struct Result {
  RunResult result;
  Question question = Question::run;

  std::string table() const { return report::table(result, question, {}); }
};

struct Wishes {
  models::StudyOptions study;
  RunOptions run;
};

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

/// A scenario with its changes. Each change reads it anew, so that every check of the reader applies.
class Scenario {
 public:
  static Scenario from_file(const std::filesystem::path& file, std::vector<Override> overrides) {
    return {Source{file, std::nullopt, std::nullopt}, std::move(overrides)};
  }
  static Scenario from_text(std::string text, const std::filesystem::path& name,
                            std::optional<std::filesystem::path> directory, std::vector<Override> overrides) {
    return {Source{name, std::move(text), std::move(directory)}, std::move(overrides)};
  }

  Scenario changed(const std::vector<Override>& changes) const {
    std::vector<Override> all = overrides_;
    all.insert(all.end(), changes.begin(), changes.end());
    return {source_, std::move(all)};
  }

  Result run(const Wishes& wishes, const ProgressCallback& progress) const {
    const models::Study study = study_for(wishes.study);
    return ask(Question::run, wishes.run, progress,
               [&](const RunOptions& options) { return nines::run(study, options); });
  }
  Result solve(const Wishes& wishes, const ProgressCallback& progress) const {
    Result solved = ask(Question::solve, wishes.run, progress,
                        [&](const RunOptions& options) { return nines::solve(loaded_.study, options); });
    if (solved.result.chain_refused) throw UserError("no Markov chain: " + *solved.result.chain_refused);
    return solved;
  }
  Result predict() const {
    return ask(Question::predict, {}, {},
               [&](const RunOptions& options) { return predict_only(loaded_.study, options); });
  }
  std::string explain(std::size_t trial, std::optional<std::uint64_t> seed) const {
    const Wishes wish = wishes({}, {}, seed, 0, false, 0);
    const models::Study study = study_for(wish.study);
    const py::gil_scoped_release released;
    return nines::explain(study, trial);
  }

  const scenarios::Scenario& loaded() const { return loaded_; }
  const std::string& warnings() const { return warnings_; }
  const std::vector<Override>& overrides() const { return overrides_; }

 private:
  struct Source {
    std::filesystem::path name;
    std::optional<std::string> text;  ///< none: it is in the file
    std::optional<std::filesystem::path> directory;
  };

  Scenario(Source source, std::vector<Override> overrides)
      : source_(std::move(source)), overrides_(std::move(overrides)), loaded_(read(std::nullopt, &warnings_)) {}

  scenarios::Scenario read(std::optional<std::size_t> trials, std::string* warnings) const {
    using Severity = scenarios::Diagnostic::Severity;
    scenarios::LoadResult result =
        source_.text ? scenarios::load_text(*source_.text, source_.name.string(), overrides_, source_.directory, trials)
                     : scenarios::load_file(source_.name, overrides_, trials);
    if (!result.scenario) throw UserError(lines_of(result.diagnostics, Severity::error));
    if (warnings != nullptr) *warnings = lines_of(result.diagnostics, Severity::warning);
    return std::move(*result.scenario);
  }

  models::Study study_for(const models::StudyOptions& options) const {
    models::Study study = options.trials ? read(options.trials, nullptr).study : loaded_.study;
    const std::string impossible = models::apply(options, study);
    require(impossible.empty(), impossible);
    return study;
  }

  template <class Answer>
  Result ask(Question question, RunOptions options, const ProgressCallback& progress, const Answer& answer) const {
    Result made{in_background(std::move(options), progress, answer), question};
    made.result.scenario_file = loaded_.file;
    made.result.scenario_hash = loaded_.text_hash;
    return made;
  }

  Source source_;
  std::vector<Override> overrides_;
  std::string warnings_;
  scenarios::Scenario loaded_;
};

std::vector<Override> overrides_of(const std::map<std::string, std::string>& changes) {
  std::vector<Override> made;
  for (const auto& [path, value] : changes) made.push_back({path, value});
  return made;
}

void bind_results(py::module_& m) {
  py::class_<Result>(m, "Result")
      .def("json", [](const Result& result) { return report::json(result.result); })
      .def("csv", [](const Result& result) { return report::csv(result.result); })
      .def("table", &Result::table)
      .def_property_readonly("interrupted", [](const Result& result) { return result.result.interrupted; });
}

void bind_scenarios(py::module_& m) {
  py::class_<Scenario>(m, "Scenario")
      .def_static(
          "from_file",
          [](const std::filesystem::path& file, const std::map<std::string, std::string>& changes) {
            return Scenario::from_file(file, overrides_of(changes));
          },
          py::arg("file"), py::arg("changes"))
      .def_static(
          "from_text",
          [](std::string text, const std::filesystem::path& name, std::optional<std::filesystem::path> directory,
             const std::map<std::string, std::string>& changes) {
            return Scenario::from_text(std::move(text), name, std::move(directory), overrides_of(changes));
          },
          py::arg("text"), py::arg("name"), py::arg("directory"), py::arg("changes"))
      .def("changed",
           [](const Scenario& scenario, const std::map<std::string, std::string>& changes) {
             return scenario.changed(overrides_of(changes));
           })
      .def(
          "run",
          [](const Scenario& scenario, std::optional<std::size_t> trials, std::optional<double> precision,
             std::optional<std::uint64_t> seed, unsigned threads, bool chain, std::size_t max_states,
             const ProgressCallback& progress) {
            return scenario.run(wishes(trials, precision, seed, threads, chain, max_states), progress);
          },
          py::arg("trials"), py::arg("precision"), py::arg("seed"), py::arg("threads"), py::arg("chain"),
          py::arg("max_states"), py::arg("progress"))
      .def(
          "solve",
          [](const Scenario& scenario, std::size_t max_states, const ProgressCallback& progress) {
            return scenario.solve(wishes({}, {}, {}, 0, true, max_states), progress);
          },
          py::arg("max_states"), py::arg("progress"))
      .def("predict", &Scenario::predict)
      .def("explain", &Scenario::explain, py::arg("trial"), py::arg("seed"))
      .def_property_readonly("title", [](const Scenario& scenario) { return scenario.loaded().study.title; })
      .def_property_readonly("description",
                             [](const Scenario& scenario) { return scenario.loaded().study.description; })
      .def_property_readonly("file", [](const Scenario& scenario) { return scenario.loaded().file; })
      .def_property_readonly("hash", [](const Scenario& scenario) { return scenario.loaded().text_hash; })
      .def_property_readonly("mission_s",
                             [](const Scenario& scenario) { return scenario.loaded().study.mission.count(); })
      .def_property_readonly("seed", [](const Scenario& scenario) { return scenario.loaded().study.seed; })
      .def_property_readonly("warnings", &Scenario::warnings)
      .def_property_readonly("changes", [](const Scenario& scenario) {
        std::map<std::string, std::string> changes;
        for (const Override& each : scenario.overrides()) changes[each.path] = each.value;
        return changes;
      });
}

}  // namespace

PYBIND11_MODULE(_nines, m) {
  m.doc() = "The engine of nines; use the package nines.";
  m.attr("version") = report::version();
  m.def("starter_scenario", &scenarios::starter_scenario);
  static py::exception<UserError> error(m, "Error", PyExc_ValueError);
  py::register_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const UserError& e) {
      error(e.what());
    } catch (const models::BuildError& e) {
      error(e.what());
    }
  });
  bind_results(m);
  bind_scenarios(m);
  bind_plots(m);
}

}  // namespace nines::python
