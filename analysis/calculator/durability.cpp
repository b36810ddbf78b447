#include "analysis/closed_form/durability.h"

#include "analysis/calculator/rows.h"
#include "analysis/closed_form/erasure_codes.h"

#include <cmath>

namespace nines::calculator {

namespace {

using closed_form::RedundancyGroup;

RedundancyGroup group_of(const Arguments& arguments) {
  return {arguments.count("members"),
          arguments.count("tolerated"),
          1 / arguments("mttf"),
          1 / arguments("rebuild"),
          arguments.count("rebuilds-at-once"),
          arguments.has("read-error") ? arguments("read-error") : 0,
          {}};
}

/// How likely a loss is within the time.
void add_losses(std::vector<Result>& results, double mttdl, const Arguments& arguments) {
  const double loss = closed_form::probability_of_data_loss(mttdl, arguments("time"), arguments("groups"));
  results.push_back({"data loss within the time", Unit::probability, loss});
  results.push_back({"durability over the time", Unit::unavailability, loss});
}

std::vector<Fault> group_faults(const Arguments& arguments) {
  std::vector<Fault> faults;
  must_be_less(faults, arguments, "tolerated", "members");
  return faults;
}

std::vector<Result> mttdl(const Arguments& arguments) {
  const RedundancyGroup group = group_of(arguments);
  const double exact = closed_form::mean_time_to_data_loss_s(group);
  std::vector<Result> results{
      {"MTTDL", Unit::time, exact},
      {"MTTDL, leading order", Unit::time, closed_form::leading_mean_time_to_data_loss_s(group)}};
  add_losses(results, exact, arguments);
  return results;
}

std::vector<Fault> local_code_faults(const Arguments& arguments) {
  std::vector<Fault> faults;
  must_not_exceed(faults, arguments, "local-parities", "data");
  return faults;
}

std::vector<Result> local_code(const Arguments& arguments) {
  const closed_form::LocalReconstructionCode code{arguments.count("data"), arguments.count("local-parities"),
                                                  arguments.count("global-parities")};
  const std::vector<closed_form::LossOutcome> decodable = code.decodable();
  const RedundancyGroup group =
      code.group(1 / arguments("mttf"), 1 / arguments("rebuild"), arguments.count("rebuilds-at-once"));
  const double exact = closed_form::mean_time_to_data_loss_s(group);
  const auto always = code.global_parities + 1;
  std::vector<Result> results{{"failures always survived", Unit::count, static_cast<double>(always)},
                              {"sets of one more that are survived", Unit::share, decodable[always + 1].survives},
                              {"fragments per data fragment", Unit::number,
                               static_cast<double>(code.fragments()) / static_cast<double>(code.data)},
                              {"MTTDL", Unit::time, exact}};
  add_losses(results, exact, arguments);
  return results;
}

std::vector<Fault> two_level_faults(const Arguments& arguments) {
  std::vector<Fault> faults = group_faults(arguments);
  must_be_less(faults, arguments, "outer-tolerated", "outer-members");
  return faults;
}

std::vector<Result> two_level(const Arguments& arguments) {
  const RedundancyGroup inner = group_of(arguments);
  const RedundancyGroup outer = closed_form::two_level(inner, {arguments.count("outer-members"),
                                                               arguments.count("outer-tolerated"),
                                                               0,
                                                               1 / arguments("outer-rebuild"),
                                                               arguments.count("outer-members"),
                                                               0,
                                                               {}});
  const double exact = closed_form::mean_time_to_data_loss_s(outer);
  std::vector<Result> results{{"MTTDL of a group of the inner level", Unit::time, 1 / outer.failures_per_s},
                              {"MTTDL", Unit::time, exact}};
  add_losses(results, exact, arguments);
  return results;
}

std::vector<Result> read_error(const Arguments& arguments) {
  return {{"some bit cannot be read", Unit::probability,
           closed_form::unrecoverable_read_error(8 * arguments("read"), arguments("bit-error"))}};
}

std::vector<Result> latent_error(const Arguments& arguments) {
  return {{"a rebuild meets a latent error", Unit::probability,
           closed_form::latent_error(arguments("disks"), arguments("error-rate"), arguments("scrub-period"))}};
}

std::vector<Result> backblaze(const Arguments& arguments) {
  const std::size_t data = arguments.count("data"), parity = arguments.count("parity");
  const double rate = arguments("failure-rate"), rebuild = arguments("rebuild"), time = arguments("time");
  const auto windows = closed_form::window_durability(data, parity, rate, rebuild, time);
  const RedundancyGroup group{data + parity, parity, rate, 1 / rebuild, data + parity, 0, {}};
  const double chain = closed_form::probability_of_data_loss(closed_form::mean_time_to_data_loss_s(group), time);
  return {{"a member fails in a window", Unit::probability, windows.member_fails},
          {"a window loses data", Unit::probability, windows.window_loses},
          {"data loss within the time, by windows", Unit::probability, windows.loses},
          {"data loss within the time, by the chain", Unit::probability, chain},
          {"chain to windows", Unit::number, chain / windows.loses}};
}

std::vector<Result> magnitude(const Arguments& arguments) {
  const double share = closed_form::normalised_magnitude_of_data_loss(
      arguments("mttdl"), arguments("time"), arguments("groups"), arguments("bytes-per-loss"), arguments("usable"));
  return {{"NOMDL, bytes lost per usable byte", Unit::number, share},
          {"bytes lost", Unit::bytes, share * arguments("usable")}};
}

}  // namespace

std::vector<Formula> durability_formulas() {
  constexpr auto constant_rates = "members that fail independently, at a constant rate; exponential rebuilds";
  constexpr double all = 1e6;
  return {
      {"mttdl",
       "mean time to data loss of RAID, replication or Reed-Solomon",
       "birth-death chain to tolerated + 1 failures; leading order: product of repair rates / product of failure rates",
       "Gibson, Patterson 1993; Angus 1988; read errors: Chen et al. 1994",
       constant_rates,
       "--members 8 --tolerated 2 --mttf '1e6 h' --rebuild 12h",
       {{"members"},
        {"tolerated"},
        {"mttf"},
        {"rebuild"},
        {"rebuilds-at-once", all},
        {"read-error", 0},
        {"groups", 1},
        {"time", year_s}},
       group_faults,
       mttdl},
      {"local-code",
       "what a local reconstruction code (LRC) survives, and its mean time to data loss",
       "the next failure is survived with probability decodable(j + 1) / decodable(j), by counting sets of failures",
       "Huang et al. 2012 (USENIX ATC)",
       constant_rates,
       "--data 12 --local-parities 2 --global-parities 2 --mttf '4 y' --rebuild 1h",
       {{"data"},
        {"local-parities"},
        {"global-parities"},
        {"mttf"},
        {"rebuild"},
        {"rebuilds-at-once", all},
        {"groups", 1},
        {"time", year_s}},
       local_code_faults,
       local_code},
      {"two-level",
       "mean time to data loss of groups of groups, such as RAID under replication",
       "a group fails once in its MTTDL and is rebuilt by the outer level",
       "chain of chains, to first order",
       "rebuilds much shorter than lives, at both levels",
       "--members 9 --tolerated 2 --mttf '5e5 h' --rebuild 24h --outer-members 12 --outer-tolerated 2 --outer-rebuild "
       "200h",
       {{"members"},
        {"tolerated"},
        {"mttf"},
        {"rebuild"},
        {"rebuilds-at-once", all},
        {"outer-members"},
        {"outer-tolerated"},
        {"outer-rebuild"},
        {"groups", 1},
        {"time", year_s}},
       two_level_faults,
       two_level},
      {"read-error",
       "whether a read, such as that of a rebuild, meets an unreadable bit",
       "1 - (1 - p)^bits",
       "textbook",
       "errors of bits independent",
       "--read '12 TB' --bit-error 1e-14",
       {{"read"}, {"bit-error"}},
       no_faults,
       read_error},
      {"latent-error",
       "whether a rebuild meets an error that no scrub has found yet",
       "1 - exp(-disks rate period / 2)",
       "M/G/infinity queue; scrubbing: Schwarz et al. 2004",
       "errors as a Poisson process; scrubs without a pause",
       "--disks 7 --error-rate '1e-5 per h' --scrub-period 14d",
       {{"disks"}, {"error-rate"}, {"scrub-period"}},
       no_faults,
       latent_error},
      {"backblaze",
       "durability by Backblaze's fixed windows, beside the chain of the same means",
       "q = P(more than parity of data + parity fail in a window as long as a rebuild); 1 - (1 - q)^(time / window)",
       "Backblaze, erasure-coding-durability",
       "failures within one fixed window: too optimistic by a factor of about parity + 1",
       "--data 17 --parity 3 --failure-rate '0.405 % per year' --rebuild 6.5d",
       {{"data"}, {"parity"}, {"failure-rate"}, {"rebuild"}, {"time", year_s}},
       no_faults,
       backblaze},
      {"nomdl",
       "how much is lost, not only how often",
       "groups time / MTTDL bytes per loss / usable capacity",
       "Greenan, Plank, Wylie 2010 (HotStorage)",
       "losses rare and at a constant rate",
       "--mttdl '1e9 h' --groups 10000 --bytes-per-loss '4 TB' --usable '20 PB'",
       {{"mttdl"}, {"groups", 1}, {"bytes-per-loss"}, {"usable"}, {"time", year_s}},
       no_faults,
       magnitude},
  };
}

}  // namespace nines::calculator
