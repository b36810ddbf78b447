// The Python module: scenarios are loaded and changed, and every question of the command is asked, with the GIL released.
// Results cross as the documents that programs read anyway (docs/reference/result.md); nines/ makes data frames of them.
#include "analysis/audit/audit.h"
#include "analysis/report/html/html_report.h"
#include "analysis/report/importance_report.h"
#include "analysis/report/report.h"
#include "analysis/report/sweep_report.h"
#include "models/model.h"
#include "python/background.h"
#include "python/plots.h"
#include "python/scenario.h"
#include "python/sweeps.h"

#include <pybind11/functional.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <exception>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace nines::python {
namespace {

namespace py = pybind11;

/// Paths and values, in the order in which they are set.
using Changes = std::vector<std::pair<std::string, std::string>>;

Scenario::Overrides overrides_of(const Changes& changes) {
  Scenario::Overrides made;
  for (const auto& [path, value] : changes) made.push_back({path, value});
  return made;
}

std::map<std::string, std::string> changes_of(const Scenario& scenario) {
  std::map<std::string, std::string> changes;
  for (const scenarios::Override& each : scenario.overrides()) changes[each.path] = each.value;
  return changes;
}

report::ReportParts parts_of(const Answer& answer, const std::string& command) {
  report::ReportParts parts{answer.study, answer.result, answer.profiles, {}, command};
  for (const auto& source : answer.sources) parts.sources.emplace_back(source.name, source.text);
  return parts;
}

SweepQuestion sweep_question(const std::string& kind, const Changes& vary, const Changes& uncertain, bool zip,
                             const std::string& design, std::optional<std::size_t> draws,
                             std::vector<std::string> measures) {
  using Kind = sweep::SweepResult::Kind;
  SweepQuestion question;
  question.kind = kind == "tornado" ? Kind::one_at_a_time : kind == "indices" ? Kind::indices : Kind::points;
  require(kind == "points" || question.kind != Kind::points, "kind is points, tornado or indices, not " + kind);
  require(!zip || question.kind != Kind::one_at_a_time, "a tornado varies one input at a time: it has no zip");
  question.vary.vary = overrides_of(vary);
  question.vary.uncertain = overrides_of(uncertain);
  question.vary.zip = zip;
  if (!design.empty()) {
    require(design == "sobol" || design == "latin hypercube", "design is sobol or latin hypercube, not " + design);
    question.vary.design = design == "sobol" ? models::Design::sobol : models::Design::latin_hypercube;
  }
  require(!draws || *draws >= 1, "draws must be at least 1");
  question.vary.draws = draws;
  question.measures = std::move(measures);
  return question;
}

void bind_answers(py::module_& m) {
  py::class_<Wishes>(m, "Wishes")
      .def(py::init(&wishes), py::arg("trials"), py::arg("precision"), py::arg("seed"), py::arg("threads"),
           py::arg("chain"), py::arg("max_states"));
  py::class_<Answer>(m, "Answer")
      .def("json", [](const Answer& answer) { return report::json(answer.result); })
      .def("csv", [](const Answer& answer) { return report::csv(answer.result); })
      .def("table", [](const Answer& answer) { return report::table(answer.result, answer.question, {}); })
      .def("figures", [](const Answer& answer) { return report::figures(parts_of(answer, "")); })
      .def(
          "html",
          [](const Answer& answer, const std::string& command) { return report::html(parts_of(answer, command)); },
          py::arg("command"))
      .def_property_readonly("interrupted", [](const Answer& answer) { return answer.result.interrupted; });
}

/// A result that analysis/report makes a table and both documents of.
template <class Result>
void bind_document(py::module_& m, const char* name) {
  py::class_<Result>(m, name)
      .def("json", [](const Result& result) { return report::json(result); })
      .def("csv", [](const Result& result) { return report::csv(result); })
      .def("table", [](const Result& result) { return report::table(result, {}); })
      .def_readonly("interrupted", &Result::interrupted);
}

void bind_sweeps(py::module_& m) {
  bind_document<sweep::SweepResult>(m, "Sweep");
  bind_document<sweep::Difference>(m, "Difference");
  bind_document<sweep::Importance>(m, "Importance");
  py::class_<SweepQuestion>(m, "SweepQuestion")
      .def(py::init(&sweep_question), py::arg("kind"), py::arg("vary"), py::arg("uncertain"), py::arg("zip"),
           py::arg("design"), py::arg("draws"), py::arg("measures"));
  m.def("sweep", &swept, py::arg("scenario"), py::arg("question"), py::arg("wishes"), py::arg("progress"));
  m.def("compare", &compared, py::arg("first"), py::arg("second"), py::arg("measures"), py::arg("wishes"),
        py::arg("progress"));
  m.def("importance", &importance_for, py::arg("scenario"), py::arg("service"), py::arg("wishes"), py::arg("progress"));
}

audit::Audit audited(unsigned threads) {
  RunOptions options;
  options.threads = threads;
  return answered<audit::Audit>(
      options, {}, [](const RunOptions& completed) { return audit::audit({true, completed.threads, completed.stop}); });
}

void bind_audit(py::module_& m) {
  py::class_<audit::Audit>(m, "Audit")
      .def("json", [](const audit::Audit& audit) { return audit::json(audit); })
      .def("table", [](const audit::Audit& audit) { return audit::text(audit, false); })
      .def_readonly("interrupted", &audit::Audit::interrupted);
  m.def("audit", &audited, py::arg("threads"));
}

void bind_scenarios(py::module_& m) {
  py::class_<Scenario>(m, "Scenario")
      .def_static(
          "from_file",
          [](const std::filesystem::path& file, const Changes& changes) {
            return Scenario::from_file(file, overrides_of(changes));
          },
          py::arg("file"), py::arg("changes"))
      .def_static(
          "from_text",
          [](std::string text, const std::filesystem::path& name, std::optional<std::filesystem::path> directory,
             const Changes& changes) {
            return Scenario::from_text(std::move(text), name, std::move(directory), overrides_of(changes));
          },
          py::arg("text"), py::arg("name"), py::arg("directory"), py::arg("changes"))
      .def(
          "changed",
          [](const Scenario& scenario, const Changes& changes) { return scenario.changed(overrides_of(changes)); },
          py::arg("changes"))
      .def("run", &Scenario::run, py::arg("wishes"), py::arg("progress"))
      .def("solve", &Scenario::solve, py::arg("wishes"), py::arg("progress"))
      .def("predict", &Scenario::predict)
      .def("explain", &Scenario::explain, py::arg("trial"), py::arg("seed"))
      .def("text", [](const Scenario& scenario) { return scenario.loaded().sources.front().text; })
      .def_property_readonly("title", [](const Scenario& scenario) { return scenario.loaded().study.title; })
      .def_property_readonly("description",
                             [](const Scenario& scenario) { return scenario.loaded().study.description; })
      .def_property_readonly("file", [](const Scenario& scenario) { return scenario.loaded().file; })
      .def_property_readonly("hash", [](const Scenario& scenario) { return scenario.loaded().text_hash; })
      .def_property_readonly("mission_s",
                             [](const Scenario& scenario) { return scenario.loaded().study.mission.count(); })
      .def_property_readonly("seed", [](const Scenario& scenario) { return scenario.loaded().study.seed; })
      .def_property_readonly("warnings", &Scenario::warnings)
      .def_property_readonly("changes", &changes_of);
}

}  // namespace

PYBIND11_MODULE(_nines, m) {
  m.doc() = "The engine of nines; use the package nines.";
  m.attr("version") = report::version();
  m.def("starter_scenario", &scenarios::starter_scenario);
  static const py::exception<UserError> error(m, "Error", PyExc_ValueError);
  py::setattr(error, "__module__", py::str("nines"));
  py::register_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const UserError& e) {
      PyErr_SetString(error.ptr(), e.what());
    } catch (const models::BuildError& e) {
      PyErr_SetString(error.ptr(), e.what());
    }
  });
  bind_plots(m);
  bind_answers(m);
  bind_scenarios(m);
  bind_sweeps(m);
  bind_audit(m);
}

}  // namespace nines::python
