// What a run found, as rows that can be asked for by SQL, and as the very documents that the run printed.
#include "analysis/report/report.h"
#include "analysis/report/wording.h"
#include "analysis/store/store.h"

namespace nines::store {
namespace {

using Trust = Estimate::Trust;

/// What SQLite has no number for is NULL there.
std::optional<double> known(const Estimate& estimate, double value) {
  if (estimate.trust == Trust::not_available) return std::nullopt;
  return value;
}

std::optional<std::uint64_t> counted(const Estimate& estimate, std::size_t count) {
  if (estimate.trust == Trust::not_available) return std::nullopt;
  return count;
}

/// The table that the run printed, but for the time that it took.
std::string report_of(RunResult result) {
  result.elapsed_s = 0;
  return report::table(result, report::Question::run, {});
}

void add_verdict(Statement& statement, const std::string& point, std::size_t number, std::size_t answer,
                 const std::string& name, double value, const Verdict& verdict) {
  statement
      .bind(point, number, answer, name, value, report::name_of(verdict.agreement), verdict.deviation_sigma,
            verdict.relative_difference, verdict.reason)
      .run();
}

}  // namespace

void Store::add(const std::string& point, const RunResult& result) {
  const std::string document = report::json(result), report = report_of(result);
  const std::lock_guard lock(mutex_);
  Transaction transaction(database_);
  Statement longer(database_, "SELECT 1 FROM results WHERE point = ?1 AND trials > ?2");
  if (longer.bind(point, result.trials).step()) return;
  longer.reset();
  for (const char* const table : {"verdicts", "measures", "objectives", "results"}) {
    Statement(database_, std::string("DELETE FROM ") + table + " WHERE point = ?1").bind(point).run();
  }
  Statement(database_, "INSERT INTO results VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
      .bind(point, result.trials, !result.interrupted, report::version(), document, report)
      .run();
  add_measures(point, result);
  add_objectives(point, result);
  transaction.commit();
}

void Store::add_measures(const std::string& point, const RunResult& result) {
  Statement row(database_, "INSERT INTO measures VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)");
  Statement verdict(database_, "INSERT INTO verdicts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
  std::size_t number = 0;
  for (const MeasureResult& measure : result.measures) {
    const Estimate& simulated = measure.simulated;
    const auto& exact = measure.exact;
    row.bind(point, ++number, report::name_of(measure.kind), measure.subject, report::name_of(measure.measure),
             report::unit_of(measure.measure), known(simulated, simulated.value), known(simulated, simulated.low),
             known(simulated, simulated.high), counted(simulated, simulated.trials),
             counted(simulated, simulated.events), report::name_of(simulated.trust),
             exact ? std::optional(exact->value) : std::nullopt, exact ? std::optional(exact->long_run) : std::nullopt)
        .run();
    if (exact) add_verdict(verdict, point, number, 0, "Markov chain", exact->value, measure.exact_verdict);
    for (std::size_t i = 0; i < measure.prediction_verdicts.size(); ++i) {
      const Prediction& prediction = measure.predictions[i];
      add_verdict(verdict, point, number, i + 1, prediction.formula, prediction.value, measure.prediction_verdicts[i]);
    }
  }
}

void Store::add_objectives(const std::string& point, const RunResult& result) {
  Statement row(database_, "INSERT INTO objectives VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
  std::size_t number = 0;
  for (const ObjectiveResult& each : result.objectives) {
    row.bind(point, ++number, each.objective.text, each.service, report::name_of(each.objective.measure),
             known(each.value, each.value.value), known(each.value, each.value.low), known(each.value, each.value.high),
             report::name_of(each.outcome))
        .run();
  }
}

}  // namespace nines::store
