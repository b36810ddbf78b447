#include "cli/store_options.h"

#include "cli/command_shape.h"
#include "cli/values.h"
#include "scenarios/language/limits.h"

#include <fmt/format.h>
#include <cstdlib>

#include <CLI/CLI.hpp>

namespace nines::cli {
namespace {

constexpr std::uint64_t most_shards = 1'000'000;

/// A whole number that a batch system has put into the environment.
std::optional<std::uint64_t> from_environment(const char* name) {
  const char* const text = std::getenv(name);
  return text == nullptr ? std::nullopt : whole_number(text);
}

/// Slurm's task ids begin anywhere and may have gaps of one size (--array=0-70:10).
std::optional<ShardRequest> shard_of_slurm() {
  const auto id = from_environment("SLURM_ARRAY_TASK_ID"), count = from_environment("SLURM_ARRAY_TASK_COUNT");
  if (!id || !count) return std::nullopt;
  const std::uint64_t first = from_environment("SLURM_ARRAY_TASK_MIN").value_or(0);
  const std::uint64_t step = std::max<std::uint64_t>(from_environment("SLURM_ARRAY_TASK_STEP").value_or(1), 1);
  const bool regular = *id >= first && (*id - first) % step == 0 && (*id - first) / step < *count;
  if (!regular) {
    throw UsageError{fmt::format("--shard auto: SLURM_ARRAY_TASK_ID={} is no shard of {}", *id, *count),
                     "the array must be a range, such as --array=0-7"};
  }
  return ShardRequest{(*id - first) / step, *count};
}

/// Kubernetes sets the index of a pod of an Indexed Job; the number of completions is set by the manifest.
std::optional<ShardRequest> shard_of_kubernetes() {
  const auto index = from_environment("JOB_COMPLETION_INDEX");
  if (!index) return std::nullopt;
  const auto count = from_environment("JOB_COMPLETIONS");
  if (!count) {
    throw UsageError{"--shard auto: JOB_COMPLETION_INDEX is set, but not JOB_COMPLETIONS",
                     "set JOB_COMPLETIONS in the manifest to the same number as spec.completions"};
  }
  return ShardRequest{*index, *count};
}

ShardRequest shard_of(const std::string& text) {
  const UsageError mistake{fmt::format("--shard must be NUMBER/COUNT, not '{}'", text),
                           "shards are numbered from 0: of four 0/4, 1/4, 2/4 and 3/4"};
  if (text == "auto") {
    if (const auto found = shard_of_slurm()) return *found;
    if (const auto found = shard_of_kubernetes()) return *found;
    throw UsageError{"--shard auto: this is no job of a Slurm array, and no pod of a Kubernetes Indexed Job",
                     "it reads SLURM_ARRAY_TASK_ID and SLURM_ARRAY_TASK_COUNT, or JOB_COMPLETION_INDEX and "
                     "JOB_COMPLETIONS; otherwise say --shard 0/4"};
  }
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) throw mistake;
  const auto number = whole_number(text.substr(0, slash)), count = whole_number(text.substr(slash + 1));
  if (!number || !count) throw mistake;
  return {*number, *count};
}

ShardRequest checked(const ShardRequest& shard) {
  if (shard.count >= 1 && shard.count <= most_shards && shard.number < shard.count) return shard;
  throw UsageError{
      fmt::format("--shard {}/{}: there is no such shard", shard.number, shard.count),
      fmt::format("shards are numbered from 0 to one below their count, of which there are 1 to {}", most_shards)};
}

}  // namespace

void add_store_options(CLI::App& run, StoreTexts& texts) {
  run.add_option("--results", texts.results,
                 "keep the trials and the result in this file, and take from it what is there already: a run that was "
                 "killed goes on where it was")
      ->type_name("FILE");
  run.add_option("--more", texts.more, "with --results: so many trials besides those that are there")->type_name("N");
  run.add_option("--shard", texts.shard,
                 "with --results: only this part of the trials, for one machine of several: 0/4 to 3/4; auto: as Slurm "
                 "or Kubernetes say. nines merge puts the parts together")
      ->type_name("I/N");
}

void add_store_options_of_sweeps(CLI::App& sweep, StoreTexts& texts) {
  sweep
      .add_option("--results", texts.results,
                  "keep the points in this file, trial by trial, and take from it what is there already: a sweep that "
                  "was killed goes on where it was")
      ->type_name("FILE");
  sweep
      .add_option("--more", texts.more,
                  "with --results: so many trials of each point besides those of the same sweep that are there")
      ->type_name("N");
  sweep
      .add_option("--shard", texts.shard,
                  "with --results: only every N-th point, for one machine of several: 0/4 to 3/4; auto: as Slurm or "
                  "Kubernetes say. nines merge puts the parts together")
      ->type_name("I/N");
}

void add_kept_report_options(CLI::App& report, StoreRequest& request) {
  report
      .add_option("--run", request.run,
                  "where FILE is what nines run --results keeps: the ID of the run, or its beginning (the only one)")
      ->type_name("ID");
}

CLI::App& add_results_command(CLI::App& app, StoreRequest& request, std::vector<std::string>& files,
                              std::optional<std::string>& format) {
  CLI::App* results =
      app.add_subcommand("results", "list the runs and sweeps that are kept in a file, or show one of them");
  results->footer(
      "Examples:\n"
      "  nines results runs.db\n"
      "  nines results runs.db --filter cluster --format csv\n\n"
      "With the ID of a run, or the beginning of one, its whole table; with that of a sweep, its points. "
      "docs/reference/store.md describes the file.");
  results
      ->add_option("FILE", files,
                   "the file of nines run --results; after it the ID of a run or sweep, to show that one")
      ->required()
      ->type_name("FILE")
      ->expected(1, 2);
  results->add_flag("--points", request.points, "in the table, list each point of the sweeps, too");
  results
      ->add_option("--filter", request.filters,
                   "only runs that have this text in their title, file, settings or verdict; repeatable: all of them")
      ->type_name("TEXT")
      ->allow_extra_args(false);
  results->add_option("--format", format, "form of the list, or of the run (table)")
      ->check(CLI::IsMember({"table", "json", "csv", "ndjson"}))
      ->type_name("FORMAT");
  return *results;
}

CLI::App& add_merge_command(CLI::App& app, std::vector<std::string>& files) {
  CLI::App* merge = app.add_subcommand("merge", "put results of several machines together into one file");
  merge->footer(
      "Example:\n"
      "  nines merge runs.db shard-*.db\n\n"
      "OUT is made if it is not there, otherwise added to. In any order, and again: the same comes out.\n"
      "Once all trials of a run are there, its result is made as if one machine alone had run it.");
  merge->add_option("FILE", files, "OUT IN...: where to, and the files of nines run --results")
      ->required()
      ->type_name("FILE")
      ->expected(2, 1 << 20);
  return *merge;
}

void read_store_options(const StoreTexts& texts, bool gives_trials, bool gives_precision, bool of_points,
                        StoreRequest& request) {
  if (texts.results && texts.results->empty())
    throw UsageError{"--results needs the name of a file", "--results runs.db"};
  request.results = texts.results.value_or("");
  if ((texts.more || texts.shard) && request.results.empty()) {
    throw UsageError{fmt::format("{} needs --results FILE", texts.more ? "--more" : "--shard"),
                     "for example --results runs.db"};
  }
  if (texts.more) {
    const auto more = whole_number(*texts.more);
    if (!more || *more < 1 || *more > scenarios::most_trials) {
      throw UsageError{
          fmt::format("--more must be a whole number from 1 to {}, not '{}'", scenarios::most_trials, *texts.more),
          "20000, 20_000 and 2e4 are the same number"};
    }
    request.more = more;
    const char* const other = texts.shard ? "--shard" : gives_trials ? "--trials" : "--precision";
    if (texts.shard || gives_trials || gives_precision) {
      throw UsageError{fmt::format("--more and {} contradict each other", other),
                       "--more adds to the trials that are there"};
    }
  }
  if (!texts.shard) return;
  if (gives_precision && !of_points) {
    throw UsageError{"--shard and --precision contradict each other",
                     "only all shards together can tell whether a precision is reached; give --trials N"};
  }
  request.shard = checked(shard_of(*texts.shard));
}

}  // namespace nines::cli
