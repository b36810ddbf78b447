#include "cli/sweep_keeping.h"

#include "analysis/monte_carlo/runner.h"
#include "analysis/report/numbers.h"
#include "analysis/report/text_table.h"
#include "analysis/store/read_blocks.h"
#include "cli/kept_runs.h"
#include "cli/output.h"
#include "models/model.h"
#include "scenarios/language/limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <utility>

namespace nines::cli {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

Pairs pairs_of(const std::vector<scenarios::Override>& wishes) {
  Pairs pairs;
  for (const scenarios::Override& wish : wishes) pairs.emplace_back(wish.path, wish.value);
  return pairs;
}

std::vector<scenarios::Override> wishes_of(const Pairs& pairs) {
  std::vector<scenarios::Override> wishes;
  for (const auto& [path, value] : pairs) wishes.push_back({path, value});
  return wishes;
}

Pairs named_texts(const std::vector<scenarios::SourceText>& sources) {
  Pairs texts;
  for (const scenarios::SourceText& source : sources) texts.emplace_back(source.name, source.text);
  return texts;
}

const char* kind_name(sweep::SweepResult::Kind kind) {
  switch (kind) {
    case sweep::SweepResult::Kind::one_at_a_time: return "one_at_a_time";
    case sweep::SweepResult::Kind::indices: return "indices";
    case sweep::SweepResult::Kind::walks: return "walks";
    case sweep::SweepResult::Kind::points: break;
  }
  return "points";
}

std::string lines(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += text + "\n";
  return all;
}

store::SweepRecord record_of(const Request& request, const PreparedSweep& prepared) {
  const scenarios::Scenario& scenario = prepared.scenario;
  const scenarios::SweepWishes& wishes = request.sweep.wishes;
  store::SweepRecord record;
  record.scenario = {scenario.text_hash, scenario.study.title, scenario.file, named_texts(scenario.sources),
                     pairs_of(scenario.overrides)};
  record.kind = kind_name(prepared.frame.kind);
  record.vary = pairs_of(wishes.vary);
  record.uncertain = pairs_of(wishes.uncertain);
  record.zip = wishes.zip;
  if (wishes.design) record.design = *wishes.design == models::Design::sobol ? "sobol" : "latin_hypercube";
  record.draws = wishes.draws;
  record.trials = request.trials;
  record.precision = request.precision;
  record.seed = scenario.study.seed;
  record.points = prepared.loaded.points.size();
  record.chain = request.chain;
  record.max_states = request.max_states;
  record.measures = lines(request.sweep.measures);
  return record;
}

/// The run that each point is. Of sizes that are not known, 0: as its study asks.
std::vector<store::SweepPoint> points_of(const PreparedSweep& prepared, const std::vector<std::size_t>& block_sizes) {
  std::vector<store::SweepPoint> points;
  for (const sweep::ReadyPoint& each : prepared.loaded.points) {
    const models::Study& study = each.study;
    std::size_t block = each.number < block_sizes.size() ? block_sizes[each.number] : 0;
    if (block == 0) block = monte_carlo::trials_per_block(*models::build(study.platform), study);
    const store::PointRecord point{each.scenario_hash, study.seed, study.mission.count(), block};
    points.push_back({each.number, point.id(), study.trials});
  }
  return points;
}

/// What was asked, as if it were asked again.
Request request_of(const store::SweepRecord& record, const Request& how) {
  Request made;
  made.command = "sweep";
  made.files = {record.scenario.file};
  made.quiet = true;
  made.threads = how.threads;
  made.chain = how.chain && record.chain;
  made.max_states = how.max_states > 0 ? how.max_states : record.max_states;
  made.overrides = wishes_of(record.scenario.overrides);
  made.trials = record.trials;
  made.precision = record.precision;
  made.seed = record.seed;
  scenarios::SweepWishes& wishes = made.sweep.wishes;
  wishes.vary = wishes_of(record.vary);
  wishes.uncertain = wishes_of(record.uncertain);
  wishes.zip = record.zip;
  if (!record.design.empty())
    wishes.design = record.design == "sobol" ? models::Design::sobol : models::Design::latin_hypercube;
  wishes.draws = record.draws;
  made.sweep.tornado = record.kind == "one_at_a_time";
  made.sweep.indices = record.kind == "indices";
  made.sweep.morris = record.kind == "walks";
  for (std::size_t at = 0; at < record.measures.size();) {
    const std::size_t end = record.measures.find('\n', at);
    made.sweep.measures.push_back(record.measures.substr(at, end - at));
    at = end == std::string::npos ? end : end + 1;
  }
  return made;
}

bool same_points(const std::vector<store::SweepPoint>& a, const std::vector<store::SweepPoint>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& one, const auto& other) { return one.point == other.point; });
}

/// Trials in a block of each point; 0 of one that was not begun.
std::vector<std::size_t> block_sizes_of(const store::Catalogue& catalogue, const store::ListedSweep& sweep) {
  std::map<std::string, std::size_t> known;
  for (const store::ListedRun& run : catalogue.points_of(sweep)) known.emplace(run.id, run.trials_per_block);
  std::vector<std::size_t> sizes;
  for (const store::SweepPoint& point : sweep.points) {
    const auto found = known.find(point.point);
    sizes.push_back(found == known.end() ? 0 : found->second);
  }
  return sizes;
}

/// Whether both would be the same sweep if the same number of trials were asked for.
bool same_but_for_trials(store::SweepRecord a, store::SweepRecord b) {
  for (store::SweepRecord* const each : {&a, &b}) {
    each->trials.reset();
    each->precision.reset();
  }
  return a.id() == b.id();
}

/// 0: they differ, or are not done.
std::size_t trials_done(const store::ListedSweep& sweep) {
  if (sweep.points.empty() || sweep.done.size() < sweep.points.size()) return 0;
  const std::size_t trials = sweep.points.front().trials;
  const bool same = std::all_of(sweep.points.begin(), sweep.points.end(),
                                [&](const store::SweepPoint& point) { return point.trials == trials; });
  return same ? trials : 0;
}

PreparedSweep prepared_again(const store::Catalogue& catalogue, const store::ListedSweep& sweep, const Request& asked,
                             const std::vector<std::size_t>& block_sizes) {
  const store::ScenarioRecord record = catalogue.scenario(sweep);
  std::optional<PreparedSweep> prepared;
  if (!record.sources.empty()) {
    prepared = prepare_sweep(asked, ScenarioText(texts_of(record)));
  }
  if (!prepared || !same_points(points_of(*prepared, block_sizes), sweep.points)) {
    throw store::StoreError(
        fmt::format("cannot use {}: this nines reads sweep {} otherwise than nines {}, which kept it", catalogue.name(),
                    sweep.id, sweep.nines));
  }
  prepared->scenario.file = prepared->frame.scenario_file = record.file;
  return std::move(*prepared);
}

}  // namespace

KeptSweep::KeptSweep(const Request& request, const PreparedSweep& prepared, std::vector<std::size_t> block_sizes)
    : prepared_(prepared), block_sizes_(std::move(block_sizes)), store_(request.store.results) {
  const store::SweepRecord record = record_of(request, prepared);
  id_ = record.id();
  store::add_sweep(store_, record, points_of(prepared, block_sizes_));
}

void KeptSweep::begin(const sweep::ReadyPoint& point, RunOptions& options) {
  const PointOrigin& origin = prepared_.loaded.origins[point.number];
  store::ScenarioRecord record{point.scenario_hash, point.study.title, prepared_.scenario.file,
                               named_texts(*origin.sources), pairs_of(origin.overrides)};
  settings_ = record.overrides;
  blocks_ =
      std::make_unique<store::PointBlocks>(store_, std::move(record), point.study.seed, point.study.mission.count());
  options.blocks = blocks_.get();
  if (point.number < block_sizes_.size()) options.trials_per_block = block_sizes_[point.number];
}

void KeptSweep::finish(const RunResult& result) {
  RunResult named = result;
  named.scenario_file = prepared_.scenario.file;
  named.settings = settings_;
  blocks_->finish(named);
  if (blocks_->found_trials() >= result.trials) ++found_;
}

void KeptSweep::say(const sweep::SweepResult& result) const {
  constexpr std::size_t short_id = 8;
  const std::string found = found_ == 0 ? ""
                                        : fmt::format("; {} of the {} points were there", report::count_text(found_),
                                                      report::count_text(result.points.size()));
  fmt::print(stderr, "kept in {} as sweep {}{}\n", report::printable(store_.name()), id_.substr(0, short_id), found);
}

MoreOfSweep more_of_sweep(const Request& request, const PreparedSweep& prepared) {
  const store::Catalogue catalogue(request.store.results);
  const store::SweepRecord asked = record_of(request, prepared);
  MoreOfSweep more;
  for (const store::ListedSweep& sweep : catalogue.sweeps()) {
    const std::size_t trials = same_but_for_trials(asked, sweep.asked) ? trials_done(sweep) : 0;
    if (trials <= more.trials) continue;
    more.trials = trials;
    more.block_sizes = block_sizes_of(catalogue, sweep);
  }
  if (more.trials == 0) {
    throw store::StoreError(fmt::format(
        "--more has nothing to go on from: {} holds no sweep with these points and seed {} that is done, with as "
        "many trials of each; without --more a first one is made",
        catalogue.name(), asked.seed));
  }
  if (*request.store.more > scenarios::most_trials - more.trials) {
    throw store::StoreError(fmt::format("--more {}: with the {} trials that {} holds that is more than {}",
                                        *request.store.more, more.trials, catalogue.name(), scenarios::most_trials));
  }
  more.trials += *request.store.more;
  return more;
}

ExitCode sweep_shard_command(const Request& request, const PreparedSweep& prepared, const RunOptions& options,
                             ProgressLine& progress) {
  const ShardRequest& shard = *request.store.shard;
  std::vector<sweep::ReadyPoint> mine;
  for (const sweep::ReadyPoint& point : prepared.loaded.points) {
    if (point.number % shard.count == shard.number) mine.push_back(point);
  }
  KeptSweep kept(request, prepared);
  const sweep::SweepResult done = sweep::run_points(mine, options, &kept);
  progress.clear();
  if (!request.quiet) {
    write_standard_output(
        fmt::format("shard {}/{}: {} of {} points, of a sweep of {}, in {}\n", shard.number, shard.count,
                    report::count_text(done.points.size()), report::count_text(mine.size()),
                    report::count_text(prepared.loaded.points.size()), report::printable(request.store.results)));
  }
  return done.interrupted ? exit_interrupted : exit_ok;
}

SweepReadBack kept_sweep(const store::Catalogue& catalogue, const store::ListedSweep& sweep, const Request& request,
                         const RunOptions& options) {
  const std::vector<std::size_t> block_sizes = block_sizes_of(catalogue, sweep);
  Request asked = request_of(sweep.asked, request);
  PreparedSweep prepared = prepared_again(catalogue, sweep, asked, block_sizes);
  sweep::SweepResult found;
  found.points_planned = prepared.loaded.points.size();
  RunOptions with_blocks = options;
  with_blocks.chain = asked.chain;
  with_blocks.max_states = asked.max_states;
  for (const sweep::ReadyPoint& point : prepared.loaded.points) {
    store::ReadBlocks blocks(catalogue.name(), sweep.points[point.number].point);
    with_blocks.blocks = &blocks;
    with_blocks.trials_per_block = block_sizes[point.number];
    if (options.stop != nullptr && *options.stop) break;
    try {
      RunResult answer = run(point.study, with_blocks);
      if (answer.interrupted) break;
      answer.scenario_hash = point.scenario_hash;
      found.points.push_back({point.plan.settings, point.plan.combination, std::move(answer), point.number});
    } catch (const store::MissingBlock&) {
      // The point is not done.
    }
  }
  found.interrupted = found.points.size() < found.points_planned;
  asked.chain = with_blocks.chain;
  asked.max_states = with_blocks.max_states;
  const auto scenario = scenario_of(catalogue.scenario(sweep));
  if (scenario && scenario->study.seed == sweep.asked.seed) asked.seed.reset();  // it need not be said
  sweep::SweepResult result = framed(std::move(prepared.frame), std::move(found));
  return {std::move(asked), std::move(prepared.scenario), std::move(result)};
}

}  // namespace nines::cli
