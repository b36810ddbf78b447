// Article 004: disaster recovery and fault tolerance for large models.
#include "analysis/audit/formulas.h"
#include "analysis/audit/systems.h"
#include "sim/laws.h"

#include <cmath>

namespace nines::audit {
namespace {

using models::Measure;

/// Of 16 384 GPUs 419 interrupted the work in 54 days (Grattafiori et al. 2024, section 3.3.4): per GPU and second.
constexpr double published_rate = 419.0 / (16384.0 * 54 * 86400);

Inputs nodes_for(double nodes, double probability, double seconds) {
  return {{"n", nodes}, {"p", probability}, {"t", seconds}};
}

/// Complements, so that what is close to 1 keeps its digits.
double no_failure_of_one(const Inputs& in) { return std::exp(in("t") * std::log1p(-in("p"))); }
double no_failure_of_all(const Inputs& in) { return std::exp(in("n") * in("t") * std::log1p(-in("p"))); }

models::Study never_repaired(double nodes, double probability, double seconds) {
  constexpr std::size_t trials = 200'000;
  const Life life{exponential_with_rate(-std::log1p(-probability)), nullptr, nullptr};
  models::Study study = needing_all(static_cast<std::size_t>(nodes), life, Seconds(seconds), trials);
  study.measures = {Measure::unreliability};
  return study;
}

Estimate probability_of_none(const RunResult& result) { return complement(measure_of(result, Measure::unreliability)); }

Formula failure_probability() {
  return {
      .id = "004.P",
      .name = "Probability of a failure",
      .printed = "P = 1 - (1 - p)^t",
      .verdict = "right for one node; 0.432 is not its result",
      .remark =
          "Right for one node that may fail once a second, with t the number of seconds. The 0.432 is not its result: "
          "with "
          "p = 0.01 a node survives 10 000 s with a probability of 2e-44; the formula reaches 0.432 after 56 s. What "
          "is missing "
          "are the other 99 nodes: a task that needs all of them is interrupted in its first second with a probability "
          "of "
          "63 %. A p of 0.01 per second (a life of 100 s) is a value for a demonstration; with the failure rate that "
          "was "
          "published for a large training run, 100 GPUs get through 10 000 s in 99.5 % of cases.",
      .right_formula = "P = 1 - (1 - p)^(n t), n nodes that are all needed; in continuous time 1 - exp(-n lambda t)",
      .source =
          "series of independent lives: Barlow, Proschan 1975, ch. 2; rate: Grattafiori et al. 2024, section 3.3.4",
      .holds_for = "failures independent of each other and at a constant rate",
      .own_unit = Unit::probability,
      .right_unit = Unit::probability,
      .own = no_failure_of_one,
      .right = no_failure_of_all,
      .simulation =
          Simulation{"n nodes that are never repaired; the share of histories with a failure by t",
                     [](const Inputs& in) { return never_repaired(in("n"), in("p"), in("t")); }, probability_of_none},
      .examples = {{"one node, p = 0.01/s, 10 000 s", nodes_for(1, 0.01, 10000), Printed{"0.432", 1 - 0.432}},
                   {"the same for a minute", nodes_for(1, 0.01, 60)},
                   {"100 nodes, 0.01/s, a second", nodes_for(100, 0.01, 1)},
                   {"100 nodes, 5.5e-9/s, 10 000 s", nodes_for(100, -std::expm1(-published_rate), 10000)}},
  };
}

double mean_work_lost(const Inputs& in) {
  const double per_second = -std::log1p(-in("p"));
  return 1 / per_second - in("f") / std::expm1(per_second * in("f"));
}

/// A task that fails, goes on at once from its last backup, and is backed up an interval later again.
models::Study task_with_backups(const Inputs& in) {
  constexpr double failures = 500;
  const double mean_s = -1 / std::log1p(-in("p"));
  models::Study study = losing_data(Seconds(in("f")), Seconds(0));
  study.platform.nodes[0].failures[0].time_to_failure = exponential_with_mean(Seconds(mean_s));
  study.platform.data[0].backups[0].restarts = true;
  study.mission = Seconds(mean_s * failures);
  study.trials = 40;
  return study;
}

Formula backup_count() {
  return {
      .id = "004.N",
      .name = "Number of backups",
      .printed = "N = t / f",
      .verdict = "right if f is an interval",
      .remark =
          "f is called a frequency, but used as the interval between two backups: with a frequency it would be N = t "
          "f, and t / f "
          "has the unit of a square of seconds. As an interval of 100 s it gives 100 backups, rightly. What a task "
          "pays is the work "
          "since the last one at each failure, and the time C that each backup takes: an interval of about sqrt(2 C "
          "M), M the "
          "mean time between failures, makes the sum of both smallest (Young 1974).",
      .right_formula = "mean work lost at a failure = 1 / lambda - f / (exp(lambda f) - 1), about f / 2 if f is short",
      .source = "mean of an exponential time, given that it is below f; Young 1974; Daly 2006, section 2",
      .holds_for = "failures at a constant rate lambda = -ln(1 - p); backups that take no time and can all be read",
      .own_unit = Unit::count,
      .right_unit = Unit::seconds,
      .own = [](const Inputs& in) { return in("t") / in("f"); },
      .right = mean_work_lost,
      .simulation =
          Simulation{"a task that fails at random and goes on from its last backup; the work that is lost each time",
                     task_with_backups, [](const RunResult& result) { return measure_of(result, Measure::rpo); }},
      .examples = {{"10 000 s, f = 100 s, p = 0.01/s", {{"t", 10000}, {"f", 100}, {"p", 0.01}}},
                   {"the same, p = 1e-4/s", {{"t", 10000}, {"f", 100}, {"p", 1e-4}}}},
  };
}

Inputs load_and_backups(double probability) {
  return {{"L", 0.8}, {"P", probability}, {"p", 0.01}, {"N", 100}, {"t", 10000}};
}

double product(const Inputs& in) { return 1 - in("L") * (1 - in("P")) * (1 - 1 / in("N")); }
double interval_survived(const Inputs& in) { return std::exp(in("t") / in("N") * std::log1p(-in("p"))); }

Formula loss_probability() {
  return {
      .id = "004.P'",
      .name = "Probability to lose progress",
      .printed = "P = L (1 - p) (1 - 1 / N)",
      .verdict = "runs the wrong way; 0.5376 is not its result",
      .remark =
          "The printed 0.5376 does not follow from the printed inputs: 0.8 x 0.568 x 0.99 is 0.4499, and with p = 0.01 "
          "it is 0.784. As a "
          "probability of loss it runs the wrong way twice: it falls when failures become likelier, and rises with the "
          "number of "
          "backups. As a share of work done it takes one interval off whether there is a failure or not, and forgets "
          "that backups "
          "take time. A task loses what it has done since the last backup if there is a failure before the next one. "
          "To lose "
          "everything takes, besides, that none of the m backups so far can be read: a factor b^m, if each is bad with "
          "probability b.",
      .right_formula = "P(the work since the last backup is lost) = 1 - (1 - p)^(t / N) for each interval t / N",
      .source = "as for the probability of a failure; share of useful time: Daly 2006, section 3",
      .holds_for = "one node; failures at a constant rate; backups that can be read",
      .own_unit = Unit::probability,
      .right_unit = Unit::probability,
      .own = product,
      .right = interval_survived,
      .simulation =
          Simulation{"one node between two backups; the share of histories in which it fails before the next one",
                     [](const Inputs& in) { return never_repaired(1, in("p"), in("t") / in("N")); },
                     probability_of_none},
      .examples = {{"L = 0.8, N = 100, p = 0.432 as printed", load_and_backups(0.432), Printed{"0.5376", 1 - 0.5376}},
                   {"the same with p = 0.01", load_and_backups(0.01)}},
  };
}

Inputs toy_program(double watched) { return {{"p", 0.01}, {"t", 100}, {"watched", watched}}; }

double moves(const Inputs& in) { return -in("t") * std::expm1(in("watched") * std::log1p(-in("p"))); }

/// Once a second each node is found failed with the probability p, and is up again in the next one.
models::Study redrawn_nodes(const Inputs& in) {
  constexpr std::size_t trials = 500;
  const Life life{nullptr, nullptr, fixed_time(Seconds(0.5))};
  // Half a second longer, so that the last of the checks is over.
  models::Study study = needing_all(static_cast<std::size_t>(in("watched")), life, Seconds(in("t") + 0.5), trials);
  models::Shock second;
  second.name = "second";
  second.interval = fixed_time(Seconds(1));
  second.hit_probability = in("p");
  second.targets = {{false, 0, 0}};
  study.platform.shocks = {second};
  study.measures = {Measure::outages};
  return study;
}

Estimate outages_of_a_mission(const RunResult& result) {
  return scaled(measure_of(result, Measure::outages), result.mission_s / year.count());
}

Formula toy() {
  return {
      .id = "004.toy",
      .name = "Toy program: a task that moves",
      .printed = "100 nodes, each failed with p = 0.01 in each second; the task moves when one is found; 100 s",
      .verdict = "a probability, not a number of moves",
      .remark =
          "P = 1 - (1 - p)^t says how likely one move is, 63 %, not how many there are. And it matters whose failure "
          "moves the "
          "task. If any of the 100 nodes does, as the program scans them, it moves in two seconds of three; but the "
          "only failure "
          "that concerns it is that of its own node, once in 100 s. A node that is drawn anew each second, with no "
          "memory, "
          "is back after a second: good for a demonstration, but a real one stays down until it is repaired.",
      .right_formula = "mean number of moves = t (1 - (1 - p)^w), w the nodes whose failure moves the task",
      .source = "binomial law",
      .holds_for = "states drawn anew each second, each node independently",
      .own_unit = Unit::probability,
      .right_unit = Unit::count,
      .own = no_failure_of_one,
      .right = moves,
      .simulation = Simulation{"the program, second by second; the seconds in which a watched node is found failed",
                               redrawn_nodes, outages_of_a_mission},
      .examples = {{"any of the 100 nodes moves it", toy_program(100)}, {"only its own node does", toy_program(1)}},
  };
}

}  // namespace

Article large_models() {
  return {"004",
          "Disaster recovery and fault tolerance for large models",
          {failure_probability(), backup_count(), loss_probability(), toy()}};
}

}  // namespace nines::audit
