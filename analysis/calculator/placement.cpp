#include "analysis/closed_form/placement.h"

#include "analysis/calculator/rows.h"

namespace nines::calculator {

namespace {

std::vector<Fault> placement_faults(const Arguments& arguments) {
  std::vector<Fault> faults;
  must_be_less(faults, arguments, "tolerated", "members");
  must_not_exceed(faults, arguments, "members", "nodes");
  must_not_exceed(faults, arguments, "failed", "nodes");
  if (arguments("members") < 2) faults.push_back({"members", "must be 2 or more: a chunk lies on several nodes"});
  return faults;
}

std::vector<Result> copysets(const Arguments& arguments) {
  const closed_form::Placement placement{arguments.count("nodes"), arguments.count("members"),
                                         arguments.count("tolerated")};
  const std::size_t failed = arguments.count("failed");
  return {
      {"share of the data that is lost, on average", Unit::number, placement.share_lost(failed)},
      {"some chunk is lost, placed at random", Unit::probability, placement.random_loss(failed, arguments("chunks"))},
      {"some chunk is lost, placed by copysets", Unit::probability,
       placement.copyset_loss(failed, arguments.count("scatter-width"))},
      {"some chunk is lost, placed in separate groups", Unit::probability, placement.partitioned_loss(failed)}};
}

}  // namespace

std::vector<Formula> placement_formulas() {
  return {{"copysets",
           "whether a failure of many nodes at once loses data, by how chunks are placed",
           "at random 1 - (1 - s)^chunks; copysets 1 - (1 - g)^(scatter width / (members - 1)); s hypergeometric, g by "
           "counting the sets of failed nodes",
           "Cidon et al. 2013 (USENIX ATC)",
           "any set of so many nodes equally likely; every copyset and every group holds some chunk",
           "--nodes 5000 --members 3 --tolerated 2 --failed 50 --chunks 1e7 --scatter-width 10",
           {{"nodes"}, {"members"}, {"tolerated"}, {"failed"}, {"chunks"}, {"scatter-width"}},
           placement_faults,
           copysets}};
}

}  // namespace nines::calculator
