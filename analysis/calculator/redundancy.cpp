#include "analysis/calculator/rows.h"
#include "analysis/closed_form/birth_death.h"

#include <algorithm>

namespace nines::calculator {

namespace {

std::vector<Fault> redundancy_faults(const Arguments& arguments) {
  std::vector<Fault> faults;
  must_not_exceed(faults, arguments, "needed", "members");
  return faults;
}

std::vector<Result> k_of_n(const Arguments& arguments) {
  const double members = arguments("members"), needed = arguments("needed");
  closed_form::FailureProcess process;
  process.repair_per_s.push_back(0);
  for (std::size_t j = 0; j < arguments.count("members"); ++j) {
    const auto failed = static_cast<double>(j);
    const double working = members - failed, serving = std::min(working, needed);
    process.fail_per_s.push_back((serving + arguments("reserve-rate") * (working - serving)) / arguments("mttf"));
    process.repair_per_s.push_back(std::min(failed + 1, arguments("crews")) / arguments("mttr"));
  }
  process.tolerated = static_cast<std::size_t>(members - needed);
  const closed_form::LongRun long_run = closed_form::steady_state(process);
  const double outages = long_run.outages_per_s;
  return {{"availability", Unit::unavailability, long_run.unavailability},
          {"unavailability", Unit::probability, long_run.unavailability},
          {"downtime per year", Unit::time, long_run.unavailability * year_s},
          {"outages", Unit::per_year, outages * year_s},
          {"MTBF", Unit::time, 1 / outages},
          {"mean down time", Unit::time, long_run.unavailability / outages},
          {"MTTF, from all up", Unit::time, closed_form::mean_time_to_failure_s(process)}};
}

}  // namespace

std::vector<Formula> redundancy_formulas() {
  return {{"k-of-n",
           "availability of n members of which k are needed, with few repair crews, or in reserve",
           "p(j + 1) min(j + 1, r) mu = p(j) ((members that serve) + a (members in reserve)) lambda",
           "Trivedi 2001, ch. 8 (machine repairman; standby)",
           "exponential lives and repairs; switchover that always works and takes no time",
           "--members 3 --needed 2 --mttf 1000h --mttr 10h --crews 1",
           {{"members"}, {"needed"}, {"mttf"}, {"mttr"}, {"crews", 1e6}, {"reserve-rate", 1}},
           redundancy_faults,
           k_of_n}};
}

}  // namespace nines::calculator
