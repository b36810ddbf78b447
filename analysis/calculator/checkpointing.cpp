#include "analysis/closed_form/checkpointing.h"
#include "analysis/calculator/rows.h"
#include "models/checkpoint_interval.h"

namespace nines::calculator {

namespace {

using closed_form::CheckpointedJob;

CheckpointedJob job_of(const Arguments& arguments) {
  return {arguments("mtbf"), arguments("checkpoint"), arguments("downtime"), arguments("restart"), true};
}

std::vector<Result> young(const Arguments& arguments) {
  return {{"interval", Unit::time, models::young_interval_s(arguments("checkpoint"), arguments("mtbf"))}};
}

std::vector<Result> daly(const Arguments& arguments) {
  const double checkpoint = arguments("checkpoint"), mtbf = arguments("mtbf");
  const CheckpointedJob job = job_of(arguments);
  const double daly = models::daly_interval_s(checkpoint, mtbf), best = models::best_interval_s(checkpoint, mtbf);
  return {{"interval, first order", Unit::time, models::daly_first_order_interval_s(checkpoint, mtbf)},
          {"interval, higher order", Unit::time, daly},
          {"interval, exact optimum", Unit::time, best},
          {"effective time, higher order", Unit::share, job.effective_time_ratio(daly)},
          {"effective time, exact optimum", Unit::share, job.effective_time_ratio(best)}};
}

std::vector<Result> effective_time(const Arguments& arguments) {
  CheckpointedJob job = job_of(arguments);
  const double interval = arguments("interval");
  const double with_failures = job.effective_time_ratio(interval);
  job.failures_in_restart = false;
  return {{"effective time", Unit::share, with_failures},
          {"the same if nothing fails in a restart", Unit::share, job.effective_time_ratio(interval)},
          {"the same with losses added (RSC)", Unit::share,
           closed_form::added_effective_time_ratio(job.mtbf_s, job.checkpoint_s, job.downtime_s + job.restart_s,
                                                   interval)}};
}

std::vector<Result> run_time(const Arguments& arguments) {
  CheckpointedJob job = job_of(arguments);
  const double work = arguments("work"), interval = arguments("interval");
  const double expected = job.expected_run_s(work, interval);
  job.failures_in_restart = false;
  return {{"expected time", Unit::time, expected},
          {"the same if nothing fails in a restart", Unit::time, job.expected_run_s(work, interval)},
          {"effective time", Unit::share, work / expected}};
}

std::vector<Result> rsc(const Arguments& arguments) {
  const double mtbf = closed_form::series_mean_time_between_failures(arguments("nodes"), arguments("failure-rate"));
  const double checkpoint = arguments("checkpoint"), restart = arguments("restart");
  const double interval = models::young_interval_s(checkpoint, mtbf);
  const CheckpointedJob job{mtbf, checkpoint, 0, restart, false};
  return {{"MTBF", Unit::time, mtbf},
          {"interval (Young)", Unit::time, interval},
          {"effective time, losses added", Unit::share,
           closed_form::added_effective_time_ratio(mtbf, checkpoint, restart, interval)},
          {"effective time, exact", Unit::share, job.effective_time_ratio(interval)}};
}

std::vector<Result> series(const Arguments& arguments) {
  return {{"MTBF", Unit::time,
           closed_form::series_mean_time_between_failures(arguments("nodes"), arguments("failure-rate"))}};
}

std::vector<Result> observed_rate(const Arguments& arguments) {
  const double nodes = arguments("nodes"), time = arguments("time");
  const double rate = closed_form::failure_rate_per_node(arguments("failures"), nodes, time);
  return {{"failures per node", Unit::per_day, rate * day_s},
          {"MTBF of all nodes", Unit::time, closed_form::series_mean_time_between_failures(nodes, rate)}};
}

std::vector<Fault> peer_memory_faults(const Arguments& arguments) {
  std::vector<Fault> faults;
  must_not_exceed(faults, arguments, "copies", "nodes");
  must_not_exceed(faults, arguments, "failed", "nodes");
  return faults;
}

std::vector<Result> peer_memory(const Arguments& arguments) {
  const closed_form::PeerMemory memory{arguments.count("nodes"), arguments.count("copies")};
  const std::size_t failed = arguments.count("failed");
  return {{"all checkpoints can be recovered", Unit::probability, memory.all_recoverable(failed)},
          {"some checkpoint is lost", Unit::probability, memory.some_lost(failed)}};
}

}  // namespace

std::vector<Formula> checkpointing_formulas() {
  constexpr auto daly_source = "Daly 2006, Future Generation Computer Systems 22:303";
  constexpr auto run_time_source = "Daly 2006; Bougeret, Casanova, Rabie, Robert, Vivien 2011 (SC11)";
  constexpr auto assumptions =
      "failures as a Poisson process, the same at work, in checkpoints and in restarts; a checkpoint stalls the job";
  return {
      {"young",
       "how far apart checkpoints should be, by the simplest rule",
       "sqrt(2 C M)",
       "Young 1974, Communications of the ACM 17:530",
       "checkpoints much shorter than the MTBF",
       "--mtbf 24h --checkpoint 5min",
       {{"mtbf"}, {"checkpoint"}},
       no_faults,
       young},
      {"daly",
       "how far apart checkpoints should be, and what that gives",
       "sqrt(2 C M) - C; sqrt(2 C M) [1 + 1/3 sqrt(C / (2 M)) + C / (18 M)] - C; M (1 + W0(-exp(-1 - C / M)))",
       daly_source,
       assumptions,
       "--mtbf 24h --checkpoint 5min --restart 10min",
       {{"mtbf"}, {"checkpoint"}, {"restart", 0}, {"downtime", 0}},
       no_faults,
       daly},
      {"effective-time",
       "what share of the time becomes progress (ETTR)",
       "interval / (exp(R / M) (M + D) (exp((interval + C) / M) - 1))",
       run_time_source,
       assumptions,
       "--mtbf 3h --checkpoint 30s --interval 20min --restart 5min",
       {{"mtbf"}, {"checkpoint"}, {"interval"}, {"restart", 0}, {"downtime", 0}},
       no_faults,
       effective_time},
      {"run-time",
       "how long a job takes, on average",
       "sum over the segments of exp(R / M) (M + D) (exp((w + C) / M) - 1)",
       run_time_source,
       assumptions,
       "--work 500h --mtbf 6h --checkpoint 5min --interval 56min --restart 10min",
       {{"work"}, {"mtbf"}, {"checkpoint"}, {"interval"}, {"restart", 0}, {"downtime", 0}},
       no_faults,
       run_time},
      {"rsc",
       "the effective training time of n nodes as Meta's RSC estimates it, beside the exact one",
       "(1 - n r (u + interval / 2)) / (1 + C / interval), interval = sqrt(2 C / (n r))",
       "Kokolis et al. 2024, arXiv 2410.21680",
       "few failures: losses are added. Too low at scale, and negative in the end; nothing fails in a restart",
       "--nodes 12500 --failure-rate '6.5e-3 per d' --checkpoint 5min --restart 5min",
       {{"nodes"}, {"failure-rate"}, {"checkpoint"}, {"restart", 0}},
       no_faults,
       rsc},
      {"series-mtbf",
       "how often a job is interrupted that needs n nodes",
       "1 / (n r)",
       "Trivedi 2001, ch. 4",
       "nodes that fail independently, at a constant rate",
       "--nodes 2048 --failure-rate '6.5e-3 per d'",
       {{"nodes"}, {"failure-rate"}},
       no_faults,
       series},
      {"observed-rate",
       "the failure rate of a node from the interruptions of a job",
       "failures / (n t)",
       "Grattafiori et al. 2024 (Llama 3), arXiv 2407.21783, table 5: 419 in 54 days",
       "nodes that fail alike",
       "--failures 419 --nodes 2048 --time 54d",
       {{"failures"}, {"nodes"}, {"time"}},
       no_faults,
       observed_rate},
      {"peer-memory",
       "whether checkpoints in the memory of peers survive k failures at once (GEMINI)",
       "C(N / m, k) 2^k / C(N, k) for m = 2 copies; in general by counting the sets of failed machines",
       "Wang et al. 2023 (SOSP)",
       "any set of k machines equally likely; groups of m, the last one a ring",
       "--nodes 16 --copies 2 --failed 3",
       {{"nodes"}, {"copies", 2}, {"failed"}},
       peer_memory_faults,
       peer_memory},
  };
}

}  // namespace nines::calculator
