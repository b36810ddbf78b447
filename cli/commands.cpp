#include "cli/commands.h"

#include "analysis/audit/audit.h"
#include "analysis/profiles.h"
#include "analysis/report/report.h"
#include "analysis/report/text_table.h"
#include "analysis/run.h"
#include "cli/completion.h"
#include "cli/diff.h"
#include "cli/drill.h"
#include "cli/formula.h"
#include "cli/importance.h"
#include "cli/interrupt.h"
#include "cli/keeping.h"
#include "cli/load.h"
#include "cli/optimise.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/put_out.h"
#include "cli/reference.h"
#include "cli/report.h"
#include "cli/results.h"
#include "cli/run_options.h"
#include "cli/sweep.h"
#include "cli/timeline.h"
#include "models/model.h"
#include "scenarios/language/drill.h"

#include <fmt/format.h>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace nines::cli {
namespace {

using report::Question;

ExitCode no_chain(const std::string& reason) { return bad_input("no Markov chain: " + report::printable(reason)); }

std::string render(const RunResult& result, Question question, Format format, bool colour) {
  switch (format) {
    case Format::json: return report::json(result);
    case Format::csv: return report::csv(result);
    case Format::html:
    case Format::svg:
    case Format::markdown:
    case Format::ndjson:
    case Format::table: return report::table(result, question, {colour});
  }
  return "";
}

bool disagrees(const RunResult& result) {
  const auto bad = [](const Verdict& verdict) { return verdict.agreement == Agreement::disagrees; };
  return std::any_of(result.measures.begin(), result.measures.end(), [&](const MeasureResult& measure) {
    return (measure.exact && bad(measure.exact_verdict)) ||
           std::any_of(measure.prediction_verdicts.begin(), measure.prediction_verdicts.end(), bad);
  });
}

bool misses_an_objective(const RunResult& result) {
  return std::any_of(result.objectives.begin(), result.objectives.end(), [](const ObjectiveResult& objective) {
    return objective.outcome == ObjectiveResult::Outcome::missed;
  });
}

ExitCode strict_verdict(const RunResult& result) {
  const bool disagreement = disagrees(result);
  const bool missed = misses_an_objective(result);
  if (disagreement) fmt::print(stderr, "nines: --strict: an answer disagrees with the simulation\n");
  if (missed) fmt::print(stderr, "nines: --strict: an objective is missed\n");
  return disagreement || missed ? exit_strict_failure : exit_ok;
}

ExitCode run_command(const Request& request) {
  check_spares_store(request.outputs, request.store.results);
  const FileForms& forms = request.command == "run" ? forms_of_runs() : forms_of_results();
  check_outputs(request, forms);
  auto scenario = load(request.files.front(), request);
  if (!scenario) return exit_bad_input;
  const std::string impossible = apply_options(request, scenario->study);
  if (!impossible.empty()) return bad_input(impossible);

  ProgressLine progress(!request.quiet && standard_error_is_terminal());
  const Question question = request.command == "run"     ? Question::run
                            : request.command == "solve" ? Question::solve
                                                         : Question::predict;
  RunOptions options = run_options(request, progress);
  Profiles profiles;
  if (asks_for(request, Format::html, forms)) options.profiles = &profiles;
  if (request.store.shard) return shard_command(request, *scenario, options, progress);
  const auto kept = keep_run(request, *scenario);
  if (kept) kept->attach(options);
  RunResult result = question == Question::run     ? run(scenario->study, options)
                     : question == Question::solve ? solve(scenario->study, options)
                                                   : predict_only(scenario->study, options);
  progress.clear();
  result.scenario_file = scenario->file;
  result.scenario_hash = scenario->text_hash;
  result.settings = settings_of(*scenario);
  const auto text = [&](Format format, bool colour) {
    if (format == Format::html) return page_of(request, *scenario, result, profiles);
    return render(result, question, format, colour);
  };
  if (question == Question::solve && result.chain_refused && !*options.stop && !request.format) {
    if (!request.outputs.empty()) put_out(request, text, forms);
    return no_chain(*result.chain_refused);  // a table of nothing would only say so twice
  }
  put_out(request, text, forms);
  if (kept) kept->finish(result, request);
  if (result.interrupted || *options.stop) return exit_interrupted;
  if (question == Question::solve && result.chain_refused) {
    return no_chain(*result.chain_refused);
  }
  return request.strict ? strict_verdict(result) : exit_ok;
}

ExitCode export_command(const Request& request) {
  const std::string& prefix = request.prism_prefix;
  check_writable(prefix + ".tra");
  for (const char* const ending : {".tra", ".sta", ".lab", "1.srew"}) {
    check_spares(request.files.front(), prefix + ending);
  }
  const auto scenario = load(request.files.front(), request);
  if (!scenario) return exit_bad_input;
  RunOptions options;
  options.max_states = request.max_states;
  options.stop = &catch_interrupts();
  std::vector<std::string> written;
  try {
    written = export_prism(scenario->study, prefix, options);
  } catch (const std::system_error& error) {
    throw WriteFailed(report::printable(error.what()));
  } catch (const std::runtime_error& error) {
    if (*options.stop) return exit_interrupted;
    return bad_input(fmt::format("cannot export the chain: {}", report::printable(error.what())));
  }
  if (!request.quiet) {
    for (const std::string& file : written) fmt::print(stderr, "wrote {}\n", report::printable(file));
  }
  return exit_ok;
}

ExitCode check_command(const Request& request) {
  bool all_valid = true;
  for (const std::string& file : request.files) {
    if (scenarios::is_drill(file)) {
      all_valid = check_drill(file, request) && all_valid;
      continue;
    }
    const auto scenario = load_with_sweep(file, request);
    all_valid = all_valid && scenario;
    if (!scenario) continue;
    models::build(scenario->study.platform);  // throws what only the platform as a whole is too large for
    if (!request.quiet) {
      write_standard_output(fmt::format("{}: valid: {}\n", report::printable(file), summary_of(scenario->study)));
    }
  }
  return all_valid ? exit_ok : exit_bad_input;
}

ExitCode new_command(const Request& request) {
  const std::string scenario = scenarios::starter_scenario();
  if (request.files.empty() || request.files.front() == "-") {
    write_standard_output(scenario);
    return exit_ok;
  }
  const std::string& file = request.files.front();
  if (std::filesystem::exists(file) && !request.force) {
    return bad_input(fmt::format("{} exists already; --force replaces it", report::printable(file)));
  }
  write_file(file, scenario);
  fmt::print(stderr, "wrote {0}; try: nines run {0}\n", report::printable(file));
  return exit_ok;
}

ExitCode put_text(const Request& request, const std::string& text) {
  if (request.outputs.empty()) write_standard_output(text);
  for (const std::string& output : request.outputs) write_file(output, text);
  return exit_ok;
}

std::string render(const audit::Audit& result, Format format, bool colour) {
  switch (format) {
    case Format::json: return audit::json(result);
    case Format::markdown: return audit::markdown(result);
    case Format::html:
    case Format::svg:
    case Format::csv:
    case Format::ndjson:
    case Format::table: return audit::text(result, colour);
  }
  return "";
}

ExitCode audit_command(const Request& request) {
  for (const std::string& output : request.outputs) check_writable(output);
  audit::Options options;
  options.threads = request.threads;
  options.stop = &catch_interrupts();
  const audit::Audit result = audit::audit(options);
  const bool colour = request.outputs.empty() && colour_on_standard_output();
  put_text(request, render(result, request.format.value_or(Format::table), colour));
  return result.interrupted ? exit_interrupted : exit_ok;
}

ExitCode laws_command(const Request& request) {
  const std::optional<std::string> text = law_list(request.topic);
  if (!text)
    return bad_input(fmt::format("there is no law '{}'; nines laws lists them", report::printable(request.topic)));
  write_standard_output(*text);
  return exit_ok;
}

}  // namespace

ExitCode execute(const Request& request) {
  try {
    if (request.command == "solve" && !request.prism_prefix.empty()) return export_command(request);
    if (request.command == "run" || request.command == "solve" || request.command == "predict")
      return run_command(request);
    if (request.command == "check") return check_command(request);
    if (request.command == "drill") return drill_command(request);
    if (request.command == "sweep") return sweep_command(request);
    if (request.command == "optimise") return optimise_command(request);
    if (request.command == "diff") return diff_command(request);
    if (request.command == "importance") return importance_command(request);
    if (request.command == "explain") return explain_command(request);
    if (request.command == "report") return report_command(request);
    if (request.command == "new") return new_command(request);
    if (request.command == "audit") return audit_command(request);
    if (request.command == "results") return results_command(request);
    if (request.command == "merge") return merge_command(request);
    if (request.command == "laws") return laws_command(request);
    if (request.command == "formula") return formula_command(request);
    if (request.command == "schema") {
      if (!request.markdown) return put_text(request, scenarios::schema_json());
      return put_text(request,
                      request.of_drills ? scenarios::drill_reference_markdown() : scenarios::reference_markdown());
    }
    if (request.command == "completion")
      return put_text(request, completion_script(request.topic, describe_commands()));
    return put_text(
        request, request.markdown ? command_reference(describe_commands(), help_text("")) : help_text(request.topic));
  } catch (const BadOutputPath& error) {
    return bad_input(report::printable(error.what()));
  } catch (const models::BuildError& error) {
    return bad_input(report::printable(error.what()));
  } catch (const store::StoreError& error) {
    return bad_input(report::printable(error.what()));
  } catch (const monte_carlo::KeptTrialsDiffer& error) {
    return bad_input(report::printable(error.what()));
  } catch (const store::StoreFailed& error) {
    throw WriteFailed(report::printable(error.what()));
  }
}

}  // namespace nines::cli
