// Article 001: high availability of AI infrastructure.
#include "analysis/audit/formulas.h"
#include "analysis/audit/systems.h"
#include "sim/laws.h"

namespace nines::audit {
namespace {

using models::Measure;

constexpr double per_hour = 1.0 / 3600, hour = 3600;

Inputs rate_and_repair(double failures_per_hour) { return {{"lambda", failures_per_hour * per_hour}, {"MTTR", hour}}; }

double first_order_unavailability(const Inputs& in) { return in("lambda") * in("MTTR"); }
double unavailability(const Inputs& in) { return in("lambda") * in("MTTR") / (1 + in("lambda") * in("MTTR")); }

/// A machine that fails at a constant rate, for so many mean lives in all.
models::Study machine(double per_second, Seconds mean_repair) {
  constexpr double lives_in_a_mission = 1000;
  constexpr std::size_t trials = 1000;
  const Life life{exponential_with_rate(per_second), nullptr, exponential_with_mean(mean_repair)};
  return needing_all(1, life, Seconds(lives_in_a_mission / per_second), trials);
}

models::Study repaired_in_mttr(const Inputs& in) { return machine(in("lambda"), Seconds(in("MTTR"))); }

Formula availability() {
  return {
      .id = "001.HA",
      .name = "Availability",
      .printed = "HA = 1 - lambda MTTR",
      .verdict = "right to first order, for rare failures",
      .remark =
          "Right to first order, and the article's example is within its range: it is off by a thousandth of the "
          "unavailability. But lambda counts failures per hour of working, and while the machine is repaired it "
          "cannot fail, so that the formula sees too many: with ten times as long a repair as a life it is negative.",
      .right_formula = "HA = MTBF / (MTBF + MTTR) with the article's MTBF = 1 / lambda, that is 1 / (1 + lambda MTTR)",
      .source = "Barlow, Proschan 1975, ch. 7; Trivedi 2001, ch. 8",
      .holds_for =
          "any laws of life and repair with these means, in the long run; the first order for lambda MTTR at "
          "most 0.001 or so",
      .own_unit = Unit::availability,
      .right_unit = Unit::availability,
      .digits = 6,
      .own = first_order_unavailability,
      .right = unavailability,
      .simulation = Simulation{"one machine that fails at the rate lambda and is repaired in MTTR, both exponential",
                               repaired_in_mttr,
                               [](const RunResult& result) { return measure_of(result, Measure::availability); }},
      .examples = {{"lambda 0.001/h, MTTR 1 h", rate_and_repair(0.001), Printed{"99.9 %", 0.001}},
                   {"lambda 0.1/h, MTTR 1 h", rate_and_repair(0.1)}},
  };
}

Formula time_between_failures() {
  return {
      .id = "001.MTBF",
      .name = "Mean time between failures",
      .printed = "MTBF = 1 / lambda",
      .verdict = "right for the mean up time (MTTF)",
      .remark =
          "1 / lambda is the mean time *to* a failure, from the end of the repair (MTTF, mean up time). From one "
          "failure "
          "to the next it is longer by the repair. The article's formulas for HA mean the former; the two are often "
          "called by the same name, and differ by no more than lambda MTTR.",
      .right_formula = "MTBF = MTTF + MTTR = 1 / lambda + MTTR",
      .source = "Barlow, Proschan 1975, ch. 7 (alternating renewal process); Trivedi 2001, ch. 8",
      .holds_for = "any laws with these means, in the long run",
      .own_unit = Unit::hours,
      .right_unit = Unit::hours,
      .digits = 5,
      .own = [](const Inputs& in) { return 1 / in("lambda"); },
      .right = [](const Inputs& in) { return 1 / in("lambda") + in("MTTR"); },
      .simulation = Simulation{"the same machine; the mean time from one failure to the next", repaired_in_mttr,
                               [](const RunResult& result) { return measure_of(result, Measure::mtbf); }},
      .examples = {{"lambda 0.001/h, MTTR 1 h", rate_and_repair(0.001), Printed{"1000 h", 1000 * hour}},
                   {"lambda 0.1/h, MTTR 1 h", rate_and_repair(0.1)}},
  };
}

double repair_time_for(const Inputs& in) { return (1 - in("HA")) / (in("lambda") * in("HA")); }

models::Study repaired_in_time_for(const Inputs& in) { return machine(in("lambda"), Seconds(repair_time_for(in))); }

Formula repair_time() {
  return {
      .id = "001.MTTR",
      .name = "Repair time that an availability allows",
      .printed = "MTTR = 1 / (lambda (1 - HA))",
      .verdict = "upside down; its example is right",
      .remark =
          "The unit is right, but (1 - HA) has slipped below the line: as printed, a better availability would need "
          "slower "
          "repairs, and the example gives 1 000 000 h, 114 years, with which the machine would be up for a thousandth "
          "of "
          "the time. The 1 h that the article prints is what HA = 1 - lambda MTTR gives when it is solved for MTTR, "
          "(1 - HA) / lambda.",
      .right_formula = "MTTR = (1 - HA) / (lambda HA), to first order (1 - HA) / lambda",
      .source = "HA = 1 / (1 + lambda MTTR), solved for MTTR: Barlow, Proschan 1975, ch. 7",
      .holds_for = "any laws with these means, in the long run",
      .own_unit = Unit::hours,
      .right_unit = Unit::hours,
      .own = [](const Inputs& in) { return 1 / (in("lambda") * (1 - in("HA"))); },
      .right = repair_time_for,
      .simulation =
          Simulation{"a machine that is repaired in the time of the right formula; its mean down time",
                     repaired_in_time_for, [](const RunResult& result) { return measure_of(result, Measure::mdt); }},
      .examples = {{"lambda 0.001/h, HA 99.9 %", {{"lambda", 0.001 * per_hour}, {"HA", 0.999}}, Printed{"1 h", hour}}},
  };
}

/// The mean of a time between two bounds.
double middle(const Inputs& in, std::string_view low, std::string_view high) { return (in(low) + in(high)) / 2; }

double toy_first_order(const Inputs& in) {
  const double failures_per_s = in("p") / (1 - in("p")) / middle(in, "step from", "step to");
  return failures_per_s * middle(in, "switch from", "switch to");
}

double toy_unavailability(const Inputs& in) {
  const double working = (1 - in("p")) * middle(in, "step from", "step to");
  const double switching = in("p") * middle(in, "switch from", "switch to");
  return switching / (working + switching);
}

/// A step after the other: each is a life, after which the next one succeeds at once or there is a switch, and so on.
models::Study toy_steps(const Inputs& in) {
  constexpr std::size_t trials = 100, most_switches = 20;
  const LawPtr step = uniform(Seconds(in("step from")), Seconds(in("step to")));
  models::Study study = needing_all(1, {step, nullptr, fixed_time(at_once)}, Hours(10), trials);
  models::Restarts next;
  next.up_to = most_switches;
  next.takes = fixed_time(at_once);
  next.succeed = 1 - in("p");
  next.back_off = uniform(Seconds(in("switch from")), Seconds(in("switch to")));
  study.platform.nodes[0].failures[0].restarts = next;
  return study;
}

Formula toy() {
  return {
      .id = "001.toy",
      .name = "Toy program: steps that fail",
      .printed = "each step fails with p = 0.1; a failure costs a switch of 1 to 5 s, a good step takes 1 to 3 s",
      .verdict = "two points off: failures are not rare",
      .remark =
          "The article's formula, applied to its own program: a failure in every 9 good steps, 18 s of work, and 3 s "
          "to "
          "switch make 1 - 3 / 18. Here lambda MTTR is not small, and the first order is off by two points. Nor is it "
          "90 %, "
          "the share of good steps: a bad one takes longer. What users see is a share of time.",
      .right_formula = "availability = (1 - p) E work / ((1 - p) E work + p E switch)",
      .source = "renewal reward: Ross 1996, theorem 3.6.1",
      .holds_for = "steps independent of each other; any laws of their times, in the long run",
      .own_unit = Unit::availability,
      .right_unit = Unit::availability,
      .own = toy_first_order,
      .right = toy_unavailability,
      .simulation = Simulation{"the program, step by step; the share of time that is not spent switching", toy_steps,
                               [](const RunResult& result) { return measure_of(result, Measure::availability); }},
      .examples = {{"as given", {{"p", 0.1}, {"step from", 1}, {"step to", 3}, {"switch from", 1}, {"switch to", 5}}}},
  };
}

}  // namespace

Article ai_infrastructure() {
  return {
      "001", "High availability of AI infrastructure", {availability(), time_between_failures(), repair_time(), toy()}};
}

}  // namespace nines::audit
