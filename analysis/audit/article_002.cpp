// Article 002: disaster recovery.
#include "analysis/audit/formulas.h"
#include "analysis/audit/systems.h"
#include "sim/laws.h"

#include <cmath>

namespace nines::audit {
namespace {

using models::Measure;

constexpr double hour = 3600, day = 24 * hour, terabyte = 1e12;

/// The article prints no failure rate; that of article 001. The time to recover does not depend on it.
constexpr Hours mean_life{1000};

Inputs looked_at_every(double seconds) {
  return {{"interval", seconds}, {"switch", 0.5 * hour}, {"restore", 2 * hour}};
}

double recovery(const Inputs& in) { return in("switch") + in("restore"); }
double detection_and_recovery(const Inputs& in) { return in("interval") / 2 + recovery(in); }
Estimate mean_down_time(const RunResult& result) { return measure_of(result, Measure::mdt); }

models::Study noticed_and_recovered(const Inputs& in) {
  constexpr std::size_t trials = 100;
  return needing_all(1,
                     {exponential_with_mean(mean_life), noticed_by_checks_every(Seconds(in("interval"))),
                      fixed_time(Seconds(recovery(in)))},
                     100 * year, trials);
}

Formula fault_recovery_time() {
  return {
      .id = "002.FRT",
      .name = "Fault recovery time",
      .printed = "FRT = detection time + recovery time",
      .verdict = "right; the example leaves detection out",
      .remark =
          "The formula is right. The example leaves its first term out: 30 min + 2 h are the recovery alone. Checks "
          "every 60 s, "
          "as in the article's program, add half a minute, which hardly matters; if somebody looks once a day, half a "
          "day is added, and detection is most of the outage.",
      .right_formula = "mean FRT = D / 2 + switch + restore, D the interval at which somebody or something looks",
      .source = "the article's own sum, with the mean of a uniform detection time: Barlow, Proschan 1965, ch. 4",
      .holds_for = "steps one after the other; where switch and restore overlap, the longer one counts",
      .own_unit = Unit::hours,
      .right_unit = Unit::hours,
      .own = detection_and_recovery,
      .right = detection_and_recovery,
      .simulation = Simulation{"a system that fails, is looked at every D, and then switched and restored; how long it "
                               "is down",
                               noticed_and_recovered, mean_down_time},
      .examples = {{"switch 30 min, restore 2 h, D = 60 s", looked_at_every(60), Printed{"2.5 h", 2.5 * hour}},
                   {"the same, looked at once a day", looked_at_every(day)}},
  };
}

models::Study recovered(const Inputs& in) {
  constexpr std::size_t trials = 100;
  models::Study study =
      needing_all(1, {exponential_with_mean(mean_life), nullptr, exponential_with_mean(Seconds(in("restore")))},
                  100 * year, trials);
  study.platform.nodes[0].failures[0].diagnosis = exponential_with_mean(Seconds(in("switch")));
  return study;
}

Formula backup_recovery_time() {
  return {
      .id = "002.BRT",
      .name = "Backup recovery time",
      .printed = "BRT = switch time + data recovery time",
      .verdict = "right",
      .remark =
          "Right, and so is the example. It counts from the moment that the fault is known, FRT from the fault itself: "
          "the "
          "example gives both the same value only because FRT's detection was left out. A restore whose time follows "
          "from "
          "bytes and bandwidth grows with the data: 2 h for 1 TB are 139 MB/s, and next year's 2 TB will take 4 h.",
      .right_formula = "mean BRT = mean switch + mean restore",
      .source = "means add, whatever the laws",
      .holds_for = "one after the other",
      .own_unit = Unit::hours,
      .right_unit = Unit::hours,
      .own = recovery,
      .right = recovery,
      .simulation = Simulation{"a system whose faults are known at once, switched and then restored, both exponential "
                               "with the means given; how long it is down",
                               recovered, mean_down_time},
      .examples = {{"switch 30 min, restore 2 h", looked_at_every(60), Printed{"2.5 h", 2.5 * hour}}},
  };
}

Inputs daily_backups() {
  return {{"t", day}, {"w", 2 * hour}, {"backup point", 0}, {"loss point", day / 2}, {"rate", terabyte / day}};
}

double mean_age(const Inputs& in) { return in("t") / 2 + in("w"); }

models::Study backed_up(const Inputs& in) { return losing_data(Seconds(in("t")), Seconds(in("w"))); }

Formula backup_recovery_point() {
  return {
      .id = "002.BRP",
      .name = "Backup recovery point",
      .printed = "BRP = backup point - loss point",
      .verdict = "negative as printed; only usable backups count",
      .remark =
          "The backup comes before the loss, so that the difference is negative as printed; the loss is loss point "
          "minus backup "
          "point. And the backup that counts is the newest one that is *usable*: one that is still being made when the "
          "disaster strikes is lost with the rest. With a backup a day that takes two hours, between 2 h and 26 h of "
          "changes are gone, 14 h on average.",
      .right_formula = "mean loss = t / 2 + w, between w and t + w, w the time from snapshot to usable",
      .source = "renewal argument: Cox 1962, Renewal Theory, ch. 5 (backward recurrence time)",
      .holds_for = "a disaster at an instant that has nothing to do with the schedule; every backup usable; w <= t",
      .own_unit = Unit::hours,
      .right_unit = Unit::hours,
      .own = [](const Inputs& in) { return in("backup point") - in("loss point"); },
      .right = mean_age,
      .simulation =
          Simulation{"one machine that loses its data at random, once in 2000 intervals; how old what is restored is",
                     backed_up, [](const RunResult& result) { return measure_of(result, Measure::rpo); }},
      .examples = {{"t = 1 d, loss halfway, w = 2 h", daily_backups()}},
  };
}

Formula data_lost() {
  return {
      .id = "002.loss",
      .name = "Data lost",
      .printed = "one backup a day of 1 TB: data lost 1 TB",
      .verdict = "what is kept, not what is lost",
      .remark =
          "1 TB is what a backup holds, not what is lost: the backup is what one still has. Lost are the changes since "
          "the "
          "last usable one. If the 1 TB are a day's changes, half of it is lost on average, and what came in while the "
          "last backup was being made; if only 10 GB change in a day, a hundredth of that.",
      .right_formula = "mean loss = (t / 2 + w) r, r the rate of change",
      .source = "as for BRP",
      .holds_for = "as for BRP; changes come at an even rate",
      .own_unit = Unit::terabytes,
      .right_unit = Unit::terabytes,
      .own = [](const Inputs& in) { return std::abs(in("backup point") - in("loss point")) * in("rate"); },
      .right = [](const Inputs& in) { return mean_age(in) * in("rate"); },
      .simulation =
          Simulation{"the same; what has changed since, at 1 TB a day", backed_up,
                     [](const RunResult& result) { return scaled(measure_of(result, Measure::rpo), terabyte / day); }},
      .examples = {{"1 TB of changes a day, w = 2 h", daily_backups(), Printed{"1 TB", terabyte}}},
  };
}

Inputs toy_program() { return {{"p", 0.1}, {"interval", 60}, {"switch", 30}}; }

double toy_first_order(const Inputs& in) { return in("p") / in("interval") * in("switch"); }
double toy_unavailability(const Inputs& in) {
  return in("p") * in("switch") / (in("interval") + in("p") * in("switch"));
}

/// A check ends each minute; with the probability p it has found a fault, and the switch follows.
models::Study toy_checks(const Inputs& in) {
  constexpr std::size_t trials = 100;
  const auto mixture = make_mixture({{1 - in("p"), fixed_time(at_once)}, {in("p"), fixed_time(Seconds(in("switch")))}});
  return needing_all(1, {fixed_time(Seconds(in("interval"))), nullptr, std::get<LawPtr>(mixture)}, Hours(100), trials);
}

Formula toy() {
  return {
      .id = "002.toy",
      .name = "Toy program: checks that find a fault",
      .printed = "a check every 60 s finds a fault with p = 0.1; the switch takes 30 s",
      .verdict = "nearly right",
      .remark =
          "The formula of article 001 gives 1 - lambda MTTR = 95 %, a little too low, as lambda MTTR is 0.05. The "
          "program "
          "itself counts an outage from the check that finds the fault; the next row counts it from the fault.",
      .right_formula = "availability = D / (D + p S)",
      .source = "renewal reward: Ross 1996, theorem 3.6.1",
      .holds_for = "checks independent of each other, in the long run",
      .own_unit = Unit::availability,
      .right_unit = Unit::availability,
      .own = toy_first_order,
      .right = toy_unavailability,
      .simulation = Simulation{"the program, check by check; the share of time that is not spent switching", toy_checks,
                               [](const RunResult& result) { return measure_of(result, Measure::availability); }},
      .examples = {{"as given", toy_program()}},
  };
}

double fault_rate(const Inputs& in) { return -std::log1p(-in("p")) / in("interval"); }
double outage_from_the_fault(const Inputs& in) { return in("interval") / 2 + in("switch"); }

double toy_unavailability_from_the_fault(const Inputs& in) {
  const double ratio = fault_rate(in) * outage_from_the_fault(in);
  return ratio / (1 + ratio);
}

models::Study faults_between_checks(const Inputs& in) {
  constexpr std::size_t trials = 100;
  const Life life{exponential_with_rate(fault_rate(in)), noticed_by_checks_every(Seconds(in("interval"))),
                  fixed_time(Seconds(in("switch")))};
  return needing_all(1, life, Hours(100), trials);
}

Formula toy_from_the_fault() {
  return {
      .id = "002.toy'",
      .name = "The same, with faults between the checks",
      .printed = "a check every 60 s finds a fault with p = 0.1; the switch takes 30 s",
      .verdict = "half of each outage is not counted",
      .remark =
          "Faults do not wait for a check. One that may come at any instant, with p = 0.1 in each minute, is unnoticed "
          "for half "
          "a minute on average, which the article's own FRT = detection time + recovery time counts. That doubles each "
          "outage: users are without service for a tenth of the time, not for a twentieth.",
      .right_formula = "availability = 1 / (1 + lambda (D / 2 + S)), lambda = -ln(1 - p) / D",
      .source = "Barlow, Proschan 1965, ch. 4 (inspection) and 1975, ch. 7",
      .holds_for = "faults at a constant rate; checks whose instants have nothing to do with the faults",
      .own_unit = Unit::availability,
      .right_unit = Unit::availability,
      .own = toy_first_order,
      .right = toy_unavailability_from_the_fault,
      .simulation =
          Simulation{"faults at any instant, noticed by checks every 60 s, and switched in 30 s; the share of "
                     "time without an outage",
                     faults_between_checks,
                     [](const RunResult& result) { return measure_of(result, Measure::availability); }},
      .examples = {{"as given", toy_program()}},
  };
}

}  // namespace

Article disaster_recovery() {
  return {"002",
          "Disaster recovery",
          {fault_recovery_time(), backup_recovery_time(), backup_recovery_point(), data_lost(), toy(),
           toy_from_the_fault()}};
}

}  // namespace nines::audit
