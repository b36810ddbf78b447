// Training jobs: what they run on, how they checkpoint, what else interrupts them.
#include "models/checkpoint_interval.h"
#include "models/interruption_rate.h"
#include "scenarios/language/bytes.h"
#include "scenarios/language/lowering.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::scenarios {

using models::CheckpointRule;

namespace {

/// "1.5 h": in the largest unit of which there is a whole one.
std::string time_text(Seconds time) {
  constexpr std::pair<const char*, double> units[] = {{"d", 86400}, {"h", 3600}, {"min", 60}, {"s", 1}};
  for (const auto& [name, seconds] : units) {
    if (time.count() >= seconds) return fmt::format("{:.4g} {}", time.count() / seconds, name);
  }
  return fmt::format("{:.4g} ms", time.count() * 1000);
}

}  // namespace

void Lowering::jobs(const Record& scenario) {
  for (const auto& [mention, node] : scenario.named("jobs")) {
    const Record record(*node, section("training job"), fmt::format("the job {}", quote(mention.name)), context_);
    models::TrainingJob made;
    made.name = mention.name;
    const auto service = resolve(record.reference("of"), service_names_, "service", record.subject());
    if (!service) continue;
    made.service = *service;
    made.work = record.duration("work").value_or(never);
    made.gpus = static_cast<double>(record.count("gpus").value_or(0));
    made.elastic = record.boolean("elastic").value_or(false);
    made.restart = record.law("restart");
    if (record.has("checkpoints")) checkpoints(record, made);
    if (const Node* corrupts = record.find("corruption")) {
      const Record fields(*corrupts, section("silent corruption"),
                          fmt::format("the corruption of {}", record.subject()), context_);
      made.corruption = models::SilentCorruption{fields.law("every"), fields.law("found after")};
      if (!made.corruption->interval) made.corruption.reset();
    }
    if (const Node* planned = record.find("planned")) {
      const Record fields(*planned, section("planned interruption"),
                          fmt::format("the planned interruptions of {}", record.subject()), context_);
      made.planned = models::PlannedInterruption{fields.law("every"), fields.law("takes")};
      if (!made.planned->interval) made.planned.reset();
    }
    check_job(record, made);
    study_.platform.jobs.push_back(std::move(made));
  }
}

void Lowering::checkpoints(const Record& job, models::TrainingJob& made) {
  const Node& node = *job.find("checkpoints");
  const std::string subject = fmt::format("the checkpoints of {}", job.subject());
  const Record record(node, section("checkpoints"), subject, context_);
  models::Checkpoints& all = made.checkpoints.emplace();
  const Node* tiers = record.find("tiers");
  if (tiers == nullptr) {
    all.tiers.push_back(tier(job, record, "checkpoints", made));
  } else {
    for (const char* of_tier :
         {"takes", "stall", "drain", "bandwidth", "slowed", "restore", "keep", "bad", "lost by", "in groups of"}) {
      if (!record.has(of_tier)) continue;
      reporter_.error(record.place_of(of_tier), fmt::format("{} have `tiers`, and `{}` beside them", subject, of_tier),
                      "say it of each tier");
    }
    for (const auto& [mention, each] : record.named("tiers")) {
      const Record fields(*each, section("checkpoint tier"),
                          fmt::format("the tier {} of {}", quote(mention.name), job.subject()), context_);
      all.tiers.push_back(tier(job, fields, mention.name, made));
      all.tiers.back().every = fields.count("every").value_or(1);
    }
    if (all.tiers.empty() && !reporter_.has_errors())
      reporter_.error(tiers->place, fmt::format("{} have no tiers", subject), "name one, or leave `tiers` out");
    const bool each_one = std::any_of(all.tiers.begin(), all.tiers.end(), [](const auto& t) { return t.every == 1; });
    if (!all.tiers.empty() && !each_one) {
      reporter_.error(tiers->place,
                      fmt::format("{} go to no tier each time: `every` of the fastest must be 1", subject),
                      "let the interval of the checkpoints be that of the fastest tier");
    }
  }
  interval(job, record, made);
}

/// How long a checkpoint takes to be written there.
models::CheckpointTier Lowering::tier(const Record& job, const Record& record, const std::string& name,
                                      const models::TrainingJob& made) {
  models::CheckpointTier tier;
  tier.name = name;
  const auto takes = record.duration("takes"), stall = record.duration("stall"), drain = record.duration("drain");
  for (const char* other : {"stall", "drain", "slowed"}) {
    if (!takes || !record.has(other)) continue;
    reporter_.error(
        record.place_of(other),
        fmt::format("`{}` of {}: with `takes` training stands still until it is through", other, record.subject()),
        "with `takes` a checkpoint is synchronous; without it, give `stall` and `drain`");
  }
  tier.stall = takes ? *takes : stall.value_or(Seconds(0));
  tier.drain = drain.value_or(Seconds(0));
  const auto bytes = job.find("size") ? amount(job, "size", parse_bytes) : std::nullopt;
  if (const auto bandwidth = amount(record, "bandwidth", parse_byte_rate)) {
    const Seconds transfer(bytes.value_or(0) / *bandwidth);
    if (takes || drain) {
      reporter_.error(record.place_of("bandwidth"),
                      fmt::format("`bandwidth` of {}: how long it takes is said besides", record.subject()),
                      "leave one of them out");
    } else if (!job.has("size")) {
      reporter_.error(record.place_of("bandwidth"),
                      fmt::format("`bandwidth` of {}: {} has no `size`", record.subject(), job.subject()),
                      "add `size: 6 TB` to the job");
    } else if (stall) {
      tier.drain = transfer;
    } else {
      tier.stall = transfer;  // synchronous
    }
  }
  tier.stall += tier.drain * static_cast<double>(record.probability("slowed").value_or(0));
  tier.restore = record.law("restore");
  tier.keeps = record.count("keep").value_or(2);
  tier.bad = static_cast<double>(record.probability("bad").value_or(0));
  tier.group = record.count("in groups of").value_or(1);
  for (const Mention& each : record.references("lost by")) lost_by(each, record, made, tier);
  copies(record, tier);
  return tier;
}

/// "node.crash", or "node" for all of its failures.
void Lowering::lost_by(const Mention& mention, const Record& record, const models::TrainingJob& made,
                       models::CheckpointTier& tier) {
  std::vector<std::string> known;
  bool found = false;
  const auto look = [&](const std::string& owner, bool is_domain, std::size_t index,
                        const std::vector<models::FailureMode>& modes) {
    known.push_back(owner);
    for (std::size_t m = 0; m < modes.size(); ++m) {
      const std::string name = fmt::format("{}.{}", owner, modes[m].name);
      known.push_back(name);
      if (mention.name != name && mention.name != owner) continue;
      tier.lost_by.push_back({is_domain, index, m});
      found = true;
    }
  };
  std::vector<bool> around(study_.platform.domains.size(), false);
  for (const std::size_t n : study_.platform.nodes_beneath(made.service)) {
    const models::NodeClass& nodes = study_.platform.nodes[n];
    look(nodes.name, false, n, nodes.failures);
    for (auto level = nodes.level; level; level = study_.platform.domains[*level].parent) around[*level] = true;
  }
  for (std::size_t level = 0; level < around.size(); ++level) {
    if (around[level]) look(study_.platform.domains[level].name, true, level, study_.platform.domains[level].failures);
  }
  if (found || reporter_.has_errors()) return;
  reporter_.error(mention.place,
                  fmt::format("`lost by` of {}: {} is no failure of what {} runs on", record.subject(),
                              quote(mention.name), quote(made.name)),
                  suggest(mention.name, known, "failures"));
}

/// Whose copies a tier holds.
void Lowering::copies(const Record& record, models::CheckpointTier& tier) {
  if (tier.group == 1 || reporter_.has_errors()) return;
  const auto refuse = [&](const std::string& message, const std::string& hint) {
    reporter_.error(record.place_of("in groups of"), message, hint);
  };
  if (tier.lost_by.empty()) {
    return refuse(fmt::format("`in groups of` of {}: no failure takes anything away", record.subject()),
                  "add `lost by: node`, or leave out `in groups of`");
  }
  const models::FailureReference& first = tier.lost_by.front();
  const bool same = std::all_of(tier.lost_by.begin(), tier.lost_by.end(), [&](const models::FailureReference& each) {
    return !each.is_domain && each.index == first.index;
  });
  if (!same) {
    return refuse(
        fmt::format("`in groups of` of {}: failures of more than one node class take them away", record.subject()),
        "let `lost by` name failures of the nodes that hold the copies");
  }
  tier.nodes = study_.platform.members(study_.platform.nodes[first.index]);
  for (const models::Service& each : study_.platform.services) {  // those in reserve have no part of the job
    const bool keeps_some = each.standby && each.operands.front().kind == models::Operand::Kind::nodes &&
                            each.operands.front().index == first.index;
    if (keeps_some) tier.nodes = std::min(each.standby->active, tier.nodes);
  }
  if (tier.nodes % tier.group == 0) return;
  refuse(fmt::format("`in groups of` of {}: the job runs on {} of {}", record.subject(), tier.nodes,
                     quote(study_.platform.nodes[first.index].name)),
         "groups must come out even");
}

void Lowering::interval(const Record& job, const Record& record, models::TrainingJob& made) {
  models::Checkpoints& all = *made.checkpoints;
  const auto text = record.text("every");
  if (!text) return;
  const Place place = record.place_of("every");
  const std::string_view words = trim(*text);
  const auto refuse = [&](const std::string& message, const std::string& hint) {
    reporter_.error(place, fmt::format("`every` of {}: {}", record.subject(), message), hint);
  };
  const bool by_rule = words == "young" || words == "daly" || words == "best" || words == "adaptive";
  const auto mtbf = job.duration("mtbf");
  if (!by_rule) {
    const Parsed<Seconds> parsed = parse_duration(words);
    if (const auto* problem = std::get_if<Problem>(&parsed))
      return refuse(problem->message, "a time such as `30 min`, or `young`, `daly`, `best`, `adaptive`");
    all.interval = std::get<Seconds>(parsed);
    if (!(all.interval.count() > 0)) return refuse("there must be some work between two checkpoints", "every: 30 min");
    if (mtbf) {
      reporter_.warning(job.place_of("mtbf"), fmt::format("the `mtbf` of {} is not asked for", job.subject()),
                        "it is for `every: young`, `daly`, `best` or `adaptive`");
    }
    const bool costs = std::any_of(all.tiers.begin(), all.tiers.end(), [](const models::CheckpointTier& tier) {
      return tier.stall.count() > 0 || tier.drain.count() > 0;
    });
    if (!costs) {
      reporter_.warning(place, fmt::format("{} take no time", record.subject()),
                        "add `takes: 1 min`, or `stall` and `drain`");
    }
    return check_drains(record, all);
  }
  if (reporter_.has_errors()) return;
  const double stall_s = all.mean_stall().count();
  if (!(stall_s > 0))
    return refuse(fmt::format("a checkpoint costs nothing, and {} would take them all the time", quote(words)),
                  "give the tiers a `takes` or a `stall`; or the checkpoints an interval");
  const auto rate = models::interruptions_per_second(study_.platform, made.service);
  if (!mtbf && !rate)
    return refuse(fmt::format("how often {} is interrupted does not follow from the rates of failures, for {} can do "
                              "without some of its members",
                              job.subject(), quote(study_.platform.services[made.service].name)),
                  "add `mtbf: 3 h` to the job");
  if (!mtbf && !(*rate > 0)) return refuse("nothing ever interrupts it", "write a time, such as `30 min`");
  const double mtbf_s = mtbf ? mtbf->count() : 1 / *rate;
  all.rule = words == "adaptive" ? CheckpointRule::adaptive : CheckpointRule::fixed;
  all.assumed_mtbf = Seconds(mtbf_s);
  all.interval = Seconds(words == "young"  ? models::young_interval_s(stall_s, mtbf_s)
                         : words == "daly" ? models::daly_interval_s(stall_s, mtbf_s)
                                           : models::best_interval_s(stall_s, mtbf_s));
  check_drains(record, all);
}

/// A checkpoint must be through before the next one goes to the same tier.
void Lowering::check_drains(const Record& record, models::Checkpoints& all) {
  for (const models::CheckpointTier& tier : all.tiers) {
    const Seconds between = all.interval * static_cast<double>(tier.every);
    all.shortest = std::max(all.shortest, tier.drain / static_cast<double>(tier.every));
    if (tier.drain <= between) continue;
    reporter_.error(record.place_of("every"),
                    fmt::format("{} are taken every {} of work, but one takes {} to drain to {}", record.subject(),
                                time_text(between), time_text(tier.drain), quote(tier.name)),
                    "take them less often, or let fewer of them go to that tier");
  }
}

void Lowering::check_job(const Record& record, const models::TrainingJob& made) {
  const models::Service& service = study_.platform.services[made.service];
  for (const models::TrainingJob& other : study_.platform.jobs) {
    if (other.service != made.service) continue;
    reporter_.error(
        record.place_of("of"),
        fmt::format("{} runs on {}, and so does {} already", record.subject(), quote(service.name), quote(other.name)),
        "a job needs all of its service: give each one of its own");
  }
  if (!made.checkpoints && record.has("mtbf")) {
    reporter_.warning(record.place_of("mtbf"), fmt::format("the `mtbf` of {} is not asked for", record.subject()),
                      "it is for `checkpoints: {every: best}`");
  }
  if (made.elastic && service.preference) {
    reporter_.error(record.place_of("elastic"),
                    fmt::format("{} is elastic, but {} sends its traffic to one of several services", record.subject(),
                                quote(service.name)),
                    "let the job run on a service that `needs` nodes");
  }
  if (reporter_.has_errors()) return;
  warn_of_what_does_not_help(record, made);
  if (!made.checkpoints) {
    reporter_.warning(record.place(),
                      fmt::format("{} has no checkpoints: interrupted, it begins again", record.subject()),
                      "add `checkpoints: {every: 30 min, takes: 1 min}`");
  }
}

/// Checkpoints that are all from after a corruption when it is found, and an elastic job that has no members to spare.
void Lowering::warn_of_what_does_not_help(const Record& record, const models::TrainingJob& made) {
  if (made.checkpoints && made.corruption && made.corruption->until_found) {
    Seconds reach{0};
    for (const models::CheckpointTier& tier : made.checkpoints->tiers)
      reach = std::max(reach, made.checkpoints->interval * static_cast<double>(tier.every * tier.keeps));
    const Seconds found = made.corruption->until_found->mean();
    if (found >= reach) {
      reporter_.warning(
          record.place_of("corruption"),
          fmt::format("a corruption of {} is found after {}, and checkpoints of the last {} of work are kept: "
                      "the job often begins again",
                      record.subject(), time_text(found), time_text(reach)),
          "`keep` more of them, or send one now and then to a tier of its own");
    }
  }
  const models::Service& service = study_.platform.services[made.service];
  double all = 0;
  for (const models::Operand& operand : service.operands) {
    if (operand.kind != models::Operand::Kind::nodes) return;
    all += operand.weight * static_cast<double>(study_.platform.members(study_.platform.nodes[operand.index]));
  }
  if (!made.elastic || service.standby || service.needed < all) return;
  reporter_.warning(record.place_of("elastic"),
                    fmt::format("{} is elastic, but {} needs all of its members: it stands still when one is missing",
                                record.subject(), quote(service.name)),
                    fmt::format("let {} need fewer, such as `needs: 90 % of NODES`", quote(service.name)));
}

}  // namespace nines::scenarios
