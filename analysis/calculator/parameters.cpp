#include "analysis/calculator/calculator.h"

namespace nines::calculator {

namespace {

constexpr double longest_s = 1e18, most_members = 1e6;

Parameter positive_time(std::string_view name, std::string_view meaning) {
  return {name, Unit::time, meaning, 0, longest_s, true};
}
Parameter time(std::string_view name, std::string_view meaning) { return {name, Unit::time, meaning, 0, longest_s}; }
Parameter rate(std::string_view name, std::string_view meaning) { return {name, Unit::rate, meaning, 0, 1e18, true}; }
Parameter probability(std::string_view name, std::string_view meaning) {
  return {name, Unit::probability, meaning, 0, 1};
}
Parameter bytes(std::string_view name, std::string_view meaning) { return {name, Unit::bytes, meaning, 0, 1e24, true}; }
Parameter count(std::string_view name, std::string_view meaning, double least = 1, double most = most_members) {
  return {name, Unit::count, meaning, least, most};
}

}  // namespace

const std::vector<Parameter>& parameters() {
  static const std::vector<Parameter> all = {
      positive_time("mtbf", "mean time between failures of the whole job"),
      positive_time("checkpoint", "how long a checkpoint stalls the job"),
      time("restart", "how long it takes to load a checkpoint after a failure"),
      time("downtime", "from a failure until a restart begins; nothing fails in it"),
      positive_time("interval", "work between two checkpoints"),
      positive_time("work", "how long the job would take without checkpoints and failures"),
      count("nodes", "nodes, or machines, in all", 1, 1e9),
      rate("failure-rate", "failures of one node, or member, per time"),
      count("failures", "failures that were counted", 1, 1e12),
      positive_time("time", "how long, in all"),
      count("copies", "copies of each checkpoint, the machine's own included", 1, 1000),
      count("failed", "nodes that fail at the same time", 0, 1e4),
      count("members", "members of a group: disks, nodes"),
      count("tolerated", "failed members that a group survives", 0),
      count("needed", "members that are needed"),
      positive_time("mttf", "mean time to failure of one member"),
      positive_time("mttr", "mean time to repair of one member"),
      positive_time("rebuild", "mean time to rebuild one member"),
      count("rebuilds-at-once", "rebuilds that may run at the same time; 1: one after the other"),
      probability("read-error", "probability that a rebuild without redundancy left meets an unreadable sector"),
      count("groups", "groups in all", 1, 1e15),
      count("data", "data fragments", 1, 500),
      count("parity", "parity fragments", 0, 500),
      count("local-parities", "local groups, each with one parity", 1, 100),
      count("global-parities", "parities over all data", 0, 100),
      count("outer-members", "groups that make a group of the outer level"),
      count("outer-tolerated", "lost groups that the outer level survives", 0),
      positive_time("outer-rebuild", "mean time in which the outer level rebuilds a group"),
      bytes("read", "how much is read"),
      probability("bit-error", "probability that a bit cannot be read"),
      count("disks", "disks that a rebuild reads"),
      rate("error-rate", "latent errors of one disk per time"),
      positive_time("scrub-period", "how often everything is read through"),
      count("scatter-width", "nodes that a node shares data with", 1, 1e5),
      count("chunks", "chunks, each placed by itself", 1, 1e18),
      positive_time("mttdl", "mean time to data loss of one group"),
      bytes("bytes-per-loss", "how much one loss takes"),
      bytes("usable", "usable capacity of all groups"),
      count("crews", "repairs that may run at the same time; 1: one after the other"),
      probability("reserve-rate", "failure rate in reserve, relative to that in service: 0 is cold, 1 is hot"),
  };
  return all;
}

}  // namespace nines::calculator
