#include "cli/command_line.h"

#include "analysis/report/report.h"
#include "cli/command_shape.h"
#include "cli/help_formatter.h"
#include "cli/optimise_options.h"
#include "cli/option_values.h"
#include "cli/reference_options.h"
#include "cli/report_options.h"
#include "cli/store_options.h"
#include "cli/sweep_options.h"
#include "cli/usage_errors.h"
#include "cli/values.h"
#include "scenarios/language/limits.h"

#include <fmt/format.h>
#include <algorithm>

#include <CLI/CLI.hpp>

namespace nines::cli {
namespace {

/// The CLI11 application and the texts that it reads options into. Built anew for each use: it refers to `request`.
class Application {
 public:
  Application();
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;

  CLI::App app{"nines: how many nines will this system really have, and where do the others go?", "nines"};
  /// After parsing: what was asked for. Throws UsageError.
  Request request();

 private:
  CLI::App* command(const std::string& name, const std::string& description, const std::string& footer);
  void add_file(CLI::App* sub);
  void add_overrides(CLI::App* sub);
  void add_quiet(CLI::App* sub);
  void add_output(CLI::App* sub);
  void add_results(CLI::App* sub);
  void add_simulation(CLI::App* sub);
  void add_run();
  void add_solve_and_predict();
  void add_paired(CLI::App* sub, const char* trials = "this many trials of each side");
  void add_sweep_and_diff();
  void add_drill();
  void add_report();
  void add_scenario_commands();
  void add_results_store();
  void add_audit();

  Request request_;
  ReportOptions report_;
  SweepOptions sweep_;
  OptimiseOptions optimise_;
  StoreTexts store_;
  bool no_chain_ = false;
  std::vector<std::string> files_, overrides_, export_;
  std::optional<std::string> trials_, precision_, seed_, threads_, format_, trial_, max_states_;
};

CLI::App* Application::command(const std::string& name, const std::string& description, const std::string& footer) {
  CLI::App* sub = app.add_subcommand(name, description);
  sub->footer(footer);
  return sub;
}

void Application::add_file(CLI::App* sub) {
  sub->add_option("FILE", files_, "the scenario; - is standard input")->required()->type_name("FILE")->expected(1);
}

void Application::add_quiet(CLI::App* sub) {
  sub->add_flag("-q,--quiet", request_.quiet,
                "no progress and no remarks, only errors and the result; with --output, nothing but errors");
}

void Application::add_overrides(CLI::App* sub) {
  sub->add_option("--set", overrides_, "another value for one place of the scenario, as PATH=VALUE; repeatable")
      ->type_name("PATH=VALUE")
      ->allow_extra_args(false);
}

void Application::add_output(CLI::App* sub) {
  sub->add_option("-o,--output", request_.outputs,
                  "write the result to a file, all of it or nothing; .json, .csv, .txt or, of runs, sweeps and "
                  "optimisations, .html "
                  "say in which "
                  "form, of the latter two .svg, too; repeatable. "
                  "With --format nothing is printed besides")
      ->type_name("FILE")
      ->allow_extra_args(false);
  add_quiet(sub);
}

void Application::add_results(CLI::App* sub) {
  sub->add_option("--format", format_, "form of the result (table, unless --output says otherwise)")
      ->check(CLI::IsMember({"table", "json", "csv"}))
      ->type_name("FORMAT");
  add_output(sub);
}

void Application::add_simulation(CLI::App* sub) {
  sub->add_option("--trials", trials_, "this many trials, whatever the scenario says: 20000, 1e6")->type_name("N");
  sub->add_option("--precision", precision_,
                  "stop when the interval's half-width is this share of the value: 5%, 0.05; of the "
                  "measures that the scenario's precision names, or of the last service's unavailability")
      ->type_name("SHARE");
  sub->add_option("--seed", seed_, "another seed, that is, other random numbers")->type_name("N");
  sub->add_option("-j,--threads", threads_, "threads (as many as there are processors)")->type_name("N");
  sub->add_flag("--no-chain", no_chain_, "do not solve the Markov chain");
  sub->add_option("--max-states", max_states_,
                  "largest Markov chain to solve (100000 states; fewer if many services or parts)")
      ->type_name("N");
}

void Application::add_run() {
  CLI::App* run =
      command("run", "simulate, solve the Markov chain, evaluate closed forms, and compare the three",
              "Examples:\n"
              "  nines run cluster.yaml\n"
              "  nines run cluster.yaml --trials 1e5 --seed 7 --set crews.technician.size=2\n"
              "  nines run cluster.yaml --precision 2% --output result.json --output result.csv\n"
              "  nines run cluster.yaml --results runs.db --trials 1e5\n"
              "  nines run cluster.yaml --strict --quiet >/dev/null || echo 'an objective is missed'\n\n"
              "The same scenario and seed give the same result to the last byte, on any number of threads.\n"
              "Ctrl-C ends the run with the answer so far.");
  add_file(run);
  add_overrides(run);
  add_simulation(run);
  run->add_flag("--strict", request_.strict, "exit with 1 if an answer disagrees or an objective is missed");
  add_store_options(*run, store_);
  add_results(run);
}

void Application::add_results_store() {
  add_output(&add_results_command(app, request_.store, files_, format_));
  add_quiet(&add_merge_command(app, files_));
}

void Application::add_solve_and_predict() {
  CLI::App* solve =
      command("solve", "solve the Markov chain alone, without simulating",
              "Examples:\n"
              "  nines solve cluster.yaml\n"
              "  nines solve cluster.yaml --export prism chain    writes chain.tra, .sta, .lab and chain1.srew, ...");
  add_file(solve);
  add_overrides(solve);
  solve->add_option("--max-states", max_states_, "largest Markov chain to solve (1000000 states; fewer of many parts)")
      ->type_name("N");
  solve->add_option("--export", export_, "write the explicit chain for another tool: --export prism PREFIX")
      ->type_name("KIND PREFIX")
      ->expected(2);
  add_results(solve);

  CLI::App* predict = command("predict", "evaluate the closed forms alone, with their sources and assumptions",
                              "Example:\n  nines predict cluster.yaml");
  add_file(predict);
  add_overrides(predict);
  add_results(predict);
}

void Application::add_report() {
  CLI::App* report =
      command("report", "run a scenario and write what comes out as a page with charts", ReportOptions::report_footer);
  report->add_option("FILE", files_, "the scenario; - is standard input; or results that were kept")
      ->required()
      ->type_name("FILE")
      ->expected(1);
  add_overrides(report);
  add_simulation(report);
  report_.add_to_report(*report, request_.outputs);
  add_kept_report_options(*report, request_.store);
  add_quiet(report);
}

void Application::add_paired(CLI::App* sub, const char* trials) {
  sub->add_option("--trials", trials_, trials)->type_name("N");
  sub->add_option("--seed", seed_, "another seed, that is, other random numbers")->type_name("N");
  sub->add_option("-j,--threads", threads_, "threads (as many as there are processors)")->type_name("N");
  sub->add_flag("--no-chain", no_chain_, "do not solve the Markov chains");
  sub->add_option("--max-states", max_states_, "largest Markov chain to solve (100000 states; optimise: 2000)")
      ->type_name("N");
}

void Application::add_sweep_and_diff() {
  CLI::App* sweep =
      command("sweep", "run a scenario with one setting after another, or with what is known of its inputs",
              SweepOptions::sweep_footer);
  add_file(sweep);
  add_overrides(sweep);
  sweep_.add_to_sweep(*sweep);
  add_simulation(sweep);
  add_store_options_of_sweeps(*sweep, store_);
  report_.add_charts(*sweep);
  add_results(sweep);

  CLI::App* optimise =
      command("optimise", "find the cheapest setting that meets the objectives", OptimiseOptions::footer);
  add_file(optimise);
  add_overrides(optimise);
  optimise_.add_to(*optimise);
  report_.add_charts(*optimise);
  add_paired(optimise, "a budget of so many trials for each candidate, whatever the scenario says");
  add_results(optimise);

  CLI::App* diff = command("diff", "say what the difference between two scenarios is, and whether it is resolved",
                           SweepOptions::diff_footer);
  diff->add_option("FILE", files_, "two scenarios, or one with --against; or runs that were kept, as RESULTS#ID")
      ->required()
      ->type_name("FILE");
  add_overrides(diff);
  sweep_.add_to_diff(*diff);
  add_paired(diff);
  add_results(diff);

  CLI::App* importance = command("importance", "say which parts the downtime hangs on, by four importance measures",
                                 SweepOptions::importance_footer);
  add_file(importance);
  add_overrides(importance);
  sweep_.add_to_importance(*importance);
  add_paired(importance);
  add_results(importance);
}

void Application::add_drill() {
  CLI::App* drill = command(
      "drill", "inject faults at given times, and see what is noticed, what switches and what is lost",
      "Examples:\n"
      "  nines drill scenarios/drills/primary-lost.yaml\n"
      "  nines drill scenarios/drills/primary-lost.yaml --trial 0     one rehearsal in words\n"
      "  nines drill scenarios/drills/primary-lost.yaml --strict --quiet --output result.json\n\n"
      "A drill is a file, too: docs/reference/drill.md. With expectations in it and --strict it is a regression\n"
      "test of a platform.");
  drill->add_option("FILE", files_, "the drill; - is standard input")->required()->type_name("FILE")->expected(1);
  add_overrides(drill);
  drill->add_option("--trials", trials_, "this many trials, whatever the drill says")->type_name("N");
  drill->add_option("--seed", seed_, "another seed, that is, other random numbers")->type_name("N");
  drill->add_option("--trial", trial_, "tell this one trial in words, counted from 0")->type_name("N");
  drill->add_flag("--strict", request_.strict, "exit with 1 if an expectation is missed");
  drill->add_option("--format", format_, "form of the result (table, unless --output says otherwise)")
      ->check(CLI::IsMember({"table", "json"}))
      ->type_name("FORMAT");
  add_output(drill);
}

void Application::add_scenario_commands() {
  CLI::App* check = command("check", "say everything that is wrong with scenarios and drills, without running them",
                            "Example:\n  nines check scenarios/*/*.yaml");
  check->add_option("FILE", files_, "scenarios and drills; - is a scenario on standard input")
      ->required()
      ->type_name("FILE");
  add_overrides(check);
  add_quiet(check);

  CLI::App* explain =
      command("explain", "tell the incidents of one trial in words, or draw them, with times and causes",
              ReportOptions::explain_footer);
  add_file(explain);
  add_overrides(explain);
  explain->add_option("--trial", trial_, "which trial, counted from 0 (0)")->type_name("N");
  explain->add_option("--seed", seed_, "the seed of the run that the trial belongs to")->type_name("N");
  report_.add_to_explain(*explain, request_.timeline, trials_);

  CLI::App* fresh =
      command("new", "write a commented scenario to start from",
              "Examples:\n  nines new                print it\n  nines new cluster.yaml   write it to a file");
  fresh->add_option("FILE", files_, "where to (standard output)")->type_name("FILE")->expected(0, 1);
  fresh->add_flag("--force", request_.force, "replace the file if it exists");
}

void Application::add_audit() {
  CLI::App* audit =
      command("audit", "lay the formulas of five articles on availability beside what is right, and simulated",
              "Examples:\n"
              "  nines audit\n"
              "  nines audit --format json\n\n"
              "Each formula at its word: what the article prints, what its own formula gives, what is wrong\n"
              "with it, what is right, and what a simulation of that very system measures. Trials and seed\n"
              "are fixed. Takes a few seconds.");
  audit->add_option("--format", format_, "form of the result (table)")
      ->check(CLI::IsMember({"table", "json", "markdown"}))
      ->type_name("FORMAT");
  audit->add_option("-o,--output", request_.outputs, "write to a file")->type_name("FILE")->expected(1);
  audit->add_option("-j,--threads", threads_, "threads (as many as there are processors)")->type_name("N");
}

Application::Application() {
  app.require_subcommand(0, 1);
  app.footer(general_footer);
  app.set_version_flag("--version", std::string("nines ") + report::version(), "print the version");
  app.set_help_flag("-h,--help", "print this help");
  app.formatter(std::make_shared<HelpFormatter>());
  app.get_formatter()->column_width(26);
  add_run();
  add_report();
  add_solve_and_predict();
  add_sweep_and_diff();
  add_drill();
  add_scenario_commands();
  add_results_store();
  add_audit();
  add_output(&add_formula_command(app, request_, format_));
  add_reference_commands(app, request_);
}

Request Application::request() {
  constexpr std::uint64_t most_threads = 1024;
  constexpr std::uint64_t most_states = 1'000'000'000;
  request_.command = app.get_subcommands().front()->get_name();
  request_.files = files_;
  request_.chain = !no_chain_;
  UsageErrors wrong;
  wrong.attempt([&] { request_.overrides = overrides_of("--set", overrides_, "mission='5 years'"); });
  wrong.attempt([&] { request_.sweep = sweep_.request(); });
  wrong.attempt([&] { request_.optimise = optimise_.request(); });
  wrong.attempt([&] {
    if (trials_ && precision_)
      throw UsageError{"--trials and --precision contradict each other", "give the one that shall end the run"};
  });
  const bool of_points = request_.command == "sweep";
  wrong.attempt(
      [&] { read_store_options(store_, trials_.has_value(), precision_.has_value(), of_points, request_.store); });
  const auto read_number = [&](const char* option, const auto& text, std::uint64_t low, std::uint64_t high, auto keep) {
    wrong.attempt([&] {
      if (text) keep(number_of(option, *text, low, high));
    });
  };
  read_number("--trials", trials_, 1, scenarios::most_trials, [&](auto n) { request_.trials = n; });
  read_number("--seed", seed_, 0, scenarios::most_seed, [&](auto n) { request_.seed = n; });
  read_number("--threads", threads_, 1, most_threads, [&](auto n) { request_.threads = static_cast<unsigned>(n); });
  read_number("--trial", trial_, 0, scenarios::most_trials - 1, [&](auto n) { request_.trial = n; });
  read_number("--max-states", max_states_, 1, most_states, [&](auto n) { request_.max_states = n; });
  request_.asks_for_trial = trial_.has_value();
  wrong.attempt([&] {
    if (!precision_) return;
    request_.precision = share(*precision_);
    if (request_.precision) return;
    throw UsageError{fmt::format("--precision must be between 0 and 100 %, not '{}'", *precision_),
                     "for example 2% or 0.02"};
  });
  if (format_) request_.format = format_named(*format_);
  wrong.attempt([&] { report_.read_into(request_); });
  wrong.attempt([&] { request_.prism_prefix = prism_prefix(export_, request_); });
  wrong.raise();
  return request_;
}

ParsedCommandLine usage_errors(const std::vector<UsageError>& errors) {
  std::string text;
  for (const UsageError& error : errors) {
    text += "nines: " + error.message + "\n";
    if (!error.hint.empty()) text += "  hint: " + error.hint + "\n";
  }
  return {std::nullopt, "", text, exit_bad_input};
}
ParsedCommandLine usage_error(const UsageError& error) { return usage_errors({error}); }

}  // namespace

std::vector<CommandDescription> describe_commands() {
  const Application application;
  return describe(application.app);
}

std::string help_text(const std::string& command) {
  Application application;
  if (command.empty()) return application.app.help();
  return application.app.get_subcommand(command)->help("nines");
}

ParsedCommandLine parse_command_line(int argc, const char* const* argv) {
  Application application;
  try {
    check_shape(describe(application.app), std::vector<std::string>(argv + std::min(1, argc), argv + argc));
    application.app.parse(argc, argv);
    if (application.app.get_subcommands().empty())
      throw UsageError{"what shall be done?", "nines run FILE, or nines --help"};
    Request request = application.request();
    if (request.command != "help") return {std::move(request), "", "", exit_ok};
    if (!request.topic.empty()) check_command_name(describe(application.app), request.topic);
    return {std::move(request), "", "", exit_ok};
  } catch (const UsageErrors& errors) {
    return usage_errors(errors.all());
  } catch (const UsageError& error) {
    return usage_error(error);
  } catch (const CLI::CallForHelp&) {
    const auto chosen = application.app.get_subcommands();
    return {std::nullopt, help_text(chosen.empty() ? "" : chosen.front()->get_name()), "", exit_ok};
  } catch (const CLI::CallForVersion& version) {
    return {std::nullopt, std::string(version.what()) + "\n", "", exit_ok};
  } catch (const CLI::ParseError& error) {
    return usage_error({error.what(), "nines --help"});
  }
}

}  // namespace nines::cli
