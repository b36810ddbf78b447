// Article 000: fault tolerance by redundancy, detection, recovery, alerting and backup.
#include "analysis/audit/formulas.h"
#include "analysis/audit/systems.h"
#include "models/detection/threshold.h"
#include "sim/laws.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace nines::audit {
namespace {

using models::Measure;

/// The article prints no failure rate; this is the one that article 001 prints.
constexpr Hours mean_life{1000};
/// Share of the failures of a replica that strike all replicas of its component at once.
constexpr double common_cause_share = 0.05;

/// N components, redundancy factor k, detection interval and recovery time, as in the article's table.
Inputs table_row(double components, double factor, double interval_min, double recovery_min) {
  return {{"N", components}, {"k", factor}, {"interval", 60 * interval_min}, {"recovery", 60 * recovery_min}};
}

const Inputs cloud = table_row(5, 3, 2, 3), big_data = table_row(10, 4, 3, 5), finance = table_row(10, 3, 2, 3),
             smart_city = table_row(20, 4, 3, 5);

double replicas(const Inputs& in) { return in("k") * in("N"); }

double downtime_with_common_causes(const Inputs& in) {
  const double outages_per_s = common_cause_share / Seconds(mean_life).count();
  // The first of k replicas to be noticed, at k uniform instants, brings the component back.
  const double down_s = in("interval") / (in("k") + 1) + in("recovery");
  const double component = outages_per_s * down_s / (1 + outages_per_s * down_s);
  return -std::expm1(in("N") * std::log1p(-component)) * year.count();
}

models::Study replicated_components(const Inputs& in) {
  constexpr std::size_t trials = 500;
  const Life life{exponential_with_mean(mean_life), noticed_by_checks_every(Seconds(in("interval"))),
                  fixed_time(Seconds(in("recovery")))};
  models::Study study = needing_all(static_cast<std::size_t>(in("k")), life, year, trials);
  models::Platform& platform = study.platform;
  platform.nodes[0].failures[0].beta = common_cause_share;
  const models::NodeClass component = platform.nodes[0];
  platform.nodes.clear();
  platform.services.clear();
  models::Service all;
  all.name = service_name;
  for (std::size_t i = 0; i < static_cast<std::size_t>(in("N")); ++i) {
    platform.nodes.push_back(component);
    platform.nodes.back().name = fmt::format("replicas of {}", i + 1);
    models::Service one;
    one.name = fmt::format("component {}", i + 1);
    one.operands = {{models::Operand::Kind::nodes, i, 1}};
    platform.services.push_back(one);
    all.operands.push_back({models::Operand::Kind::service, i, 1});
  }
  all.needed = in("N");
  platform.services.push_back(all);
  study.measures = {Measure::downtime};
  return study;
}

Formula replica_count() {
  return {
      .id = "000.R",
      .name = "Number of replicas",
      .printed = "R = k N",
      .verdict = "right as a count; not what it achieves",
      .remark =
          "As a count it is right: N components with k replicas each are k N replicas to buy. What they achieve is "
          "not in it. If replicas failed independently, the platform would be without a component for a share "
          "1 - (1 - u^k)^N of the time, u being one replica's unavailability: for the cloud platform 1.5e-12. It "
          "is what fails all replicas of a component at once (a bad release, a power supply, a full disk) that "
          "sets the limit, and no k removes it. The right column is the downtime with one failure of a replica in "
          "1000 h (article 001) of which 5 % strike all k at once.",
      .right_formula = "U = 1 - (1 - c)^N, c = b / (1 + b), b = beta lambda (D / (k + 1) + T)",
      .source =
          "Fleming 1975 (beta factor); Barlow, Proschan 1975, ch. 2 (series). beta is usually 1 to 10 %: IEC "
          "61508-6:2010, annex D",
      .holds_for = "beta well above (lambda MDT)^(k - 1); repairs much shorter than lives",
      .own_unit = Unit::count,
      .right_unit = Unit::downtime_per_year,
      .own = replicas,
      .right = downtime_with_common_causes,
      .simulation = Simulation{"N components that are all needed, each with k replicas of which one is enough, and a "
                               "common cause; the downtime",
                               replicated_components,
                               [](const RunResult& result) { return measure_of(result, Measure::downtime); }},
      .examples = {{"cloud, k = 3, N = 5", cloud},
                   {"big data, k = 4, N = 10", big_data},
                   {"finance, k = 3, N = 10", finance},
                   {"smart city, k = 4, N = 20", smart_city}},
  };
}

models::Study checked_pair(const Inputs& in) {
  constexpr std::size_t trials = 200;
  return hot_pair({exponential_with_mean(mean_life), noticed_by_checks_every(Seconds(in("interval"))),
                   fixed_time(Seconds(in("recovery")))},
                  10 * year, trials);
}

Estimate mean_down_time(const RunResult& result) { return measure_of(result, Measure::mdt); }

Formula detection_interval() {
  return {
      .id = "000.D",
      .name = "Detection interval",
      .printed = "D = N / k",
      .verdict = "not a time; grows with the platform",
      .remark =
          "A number of components divided by a factor is a number, not a time; the intervals of the article's own "
          "table do not follow from it. It also runs the wrong way twice: it grows with the platform (20 components "
          "at k = 2 give 10, beyond the range of 1 to 5 min), and it asks for more haste the more spare replicas "
          "there are. What an interval costs is the time for which a failure stays unnoticed, D / 2 on average and "
          "D at worst. So choose D by what may be lost: with an allowed unavailability a, without redundancy, "
          "D <= 2 (a / lambda - T).",
      .right_formula = "mean time to notice = D / 2, between 0 and D",
      .source = "Barlow, Proschan 1965, ch. 4 (inspection); Chen, Toueg, Aguilera 2002, section 2 (detection time)",
      .holds_for = "one failed check is believed; with m in a row D (m - 1/2), and m timeouts more if the target hangs",
      .own_unit = Unit::bare,
      .right_unit = Unit::minutes,
      .own = [](const Inputs& in) { return in("N") / in("k"); },
      .right = [](const Inputs& in) { return in("interval") / 2; },
      .simulation =
          Simulation{"two replicas, one of which is active, asked every D as in the table; how long an outage "
                     "lasts until the other one is used",
                     checked_pair, mean_down_time},
      .examples = {{"cloud, k = 3, N = 5", cloud, Printed{"2 min", 120}},
                   {"big data, k = 4, N = 10", big_data, Printed{"3 min", 180}},
                   {"finance, k = 3, N = 10", finance, Printed{"2 min", 120}},
                   {"smart city, k = 4, N = 20", smart_city, Printed{"3 min", 180}}},
  };
}

models::Study checked_replica(const Inputs& in) {
  constexpr std::size_t trials = 100;
  return needing_all(1,
                     {exponential_with_mean(mean_life), noticed_by_checks_every(Seconds(in("interval"))),
                      fixed_time(Seconds(in("recovery")))},
                     100 * year, trials);
}

Formula recovery_time() {
  return {
      .id = "000.T",
      .name = "Recovery time",
      .printed = "T = D / R",
      .verdict = "not a time; replicas restart nothing quicker",
      .remark =
          "With D = N / k and R = k N this is 1 / k^2, a number without unit and the same for every platform; with the "
          "intervals of the table it is a few seconds where the table says minutes. Replicas do not make a restart "
          "quicker: how long one takes is measured, not derived. They shorten the time for which users notice it, "
          "from D / 2 + T to D / 2 and the switch.",
      .right_formula = "mean down time of a replica = D / 2 + T",
      .source = "renewal reward: Barlow, Proschan 1975, ch. 7",
      .holds_for = "any law of T, with its mean; checks as for D",
      .own_unit = Unit::seconds,
      .right_unit = Unit::minutes,
      .own = [](const Inputs& in) { return in("interval") / replicas(in); },
      .right = [](const Inputs& in) { return in("interval") / 2 + in("recovery"); },
      .simulation = Simulation{"one replica, asked every D and restarted in T as in the table; its mean down time",
                               checked_replica, mean_down_time},
      .examples = {{"cloud, D = 2 min, R = 15", cloud, Printed{"3 min", 180}},
                   {"big data, D = 3 min, R = 40", big_data, Printed{"5 min", 300}},
                   {"finance, D = 2 min, R = 30", finance, Printed{"3 min", 180}},
                   {"smart city, D = 3 min, R = 80", smart_city, Printed{"5 min", 300}}},
  };
}

/// Five CPU loads of which the last one is too high; samples every two minutes and the threshold of the cloud platform.
const Inputs loads{{"A1", 38},   {"A2", 45},        {"A3", 52},        {"A4", 40},        {"A5", 95},
                   {"mean", 50}, {"deviation", 10}, {"threshold", 80}, {"interval", 120}, {"recovery", 180}};

double sum_of_deviations(const Inputs& in) {
  constexpr std::array names = {"A1", "A2", "A3", "A4", "A5"};
  double sum = 0, deviations = 0;
  for (const char* name : names) sum += in(name);
  for (const char* name : names) deviations += in(name)-sum / names.size();
  return deviations;
}

double exceeded_by(double mean, const Inputs& in) {
  return std::erfc((in("threshold") - mean) / in("deviation") / std::numbers::sqrt2) / 2;
}

double time_until_alarm(const Inputs& in) {
  return in("interval") * (1 / exceeded_by(in("A5"), in) - 0.5) * (1 - exceeded_by(in("mean"), in));
}

double false_alarms_per_year(const Inputs& in) {
  const double share = exceeded_by(in("mean"), in);
  return year.count() / in("interval") * share * (1 - share);
}

models::detection::DetectorPtr alarm(const Inputs& in) {
  models::detection::ThresholdSettings settings;
  settings.interval = Seconds(in("interval"));
  settings.mean = in("mean");
  settings.deviation = in("deviation");
  settings.threshold = in("threshold");
  settings.failed_mean = in("A5");
  return models::detection::make_threshold(settings);
}

models::Study overloaded_pair(const Inputs& in) {
  constexpr std::size_t trials = 200;
  return hot_pair({exponential_with_mean(mean_life), alarm(in)->detection_time(models::detection::FailsBy::dying),
                   fixed_time(Seconds(in("recovery")))},
                  10 * year, trials);
}

models::Study falsely_alarmed(const Inputs& in) {
  constexpr std::size_t trials = 100;
  const std::optional<models::detection::Mistakes> mistakes = alarm(in)->mistakes();
  if (!mistakes) throw std::logic_error("the audit's alarm is never false");
  return needing_all(1, {mistakes->until_next, nullptr, mistakes->duration}, year, trials);
}

Formula alert_value() {
  return {
      .id = "000.A",
      .name = "Alert value",
      .printed = "A = sum over i = 1 .. N of (A_i - mu)",
      .verdict = "always 0 if mu is the mean",
      .remark =
          "If mu is the mean of the A_i, the sum is 0 whatever happens, for deviations from a mean cancel: no "
          "threshold "
          "on it can tell a good day from a bad one. If mu is a fixed normal value, high and low still cancel, and the "
          "sum's noise grows with the square root of N. Judge each component by itself: an alarm when A_i exceeds a "
          "threshold, as the article's CPU > 80 % does. The right column is the time until that alarm, with a load of "
          "50 +- 10 % that jumps to 95 % and a sample every 2 min.",
      .right_formula = "mean time until the alarm = D (1 / p1 - 1/2) (1 - p0), p = P(A_i > threshold) after, before",
      .source = "Shewhart 1931 (limits for each characteristic); runs: Feller 1968, XIII.7",
      .holds_for = "samples that are independent of each other and normally distributed",
      .own_unit = Unit::bare,
      .right_unit = Unit::minutes,
      .own = sum_of_deviations,
      .right = time_until_alarm,
      .simulation = Simulation{"two replicas, one of which is active, and an alarm on the load of each; how long an "
                               "outage lasts until the other one is used",
                               overloaded_pair, mean_down_time},
      .examples = {{"loads 38, 45, 52, 40, 95 %", loads}},
  };
}

Formula false_alarms() {
  return {
      .id = "000.A'",
      .name = "False alarms of the same alert",
      .printed = "A = sum over i = 1 .. N of (A_i - mu)",
      .verdict = "not asked for: how often the alarm is false",
      .remark =
          "What the formula leaves out altogether: how often the alarm is raised while all is well. A threshold three "
          "standard deviations above the mean, looked at every two minutes, is exceeded by chance about once a day, "
          "on every component. Two samples in a row make it once in two years or so.",
      .right_formula = "false alarms per year = (year / D) p0 (1 - p0)",
      .source = "runs: Feller 1968, XIII.7; mistake recurrence time: Chen, Toueg, Aguilera 2002, section 2",
      .holds_for = "as above; samples that hang together give fewer and longer ones",
      .own_unit = Unit::bare,
      .right_unit = Unit::per_year,
      .own = sum_of_deviations,
      .right = false_alarms_per_year,
      .simulation = Simulation{"one healthy replica and the alarm on its load; how often it is raised", falsely_alarmed,
                               [](const RunResult& result) { return measure_of(result, Measure::outages); }},
      .examples = {{"one component, for a year", loads}},
  };
}

Formula backup_count() {
  return {
      .id = "000.B",
      .name = "Number of backups",
      .printed = "B = T / t",
      .verdict = "right as a count; T has two meanings",
      .remark =
          "Right as a count if T is how long backups are made; but the article has called T the recovery time just "
          "before, and 3 min / 1 d is no backup at all. How many there are also protects nobody: what is lost when the "
          "data are destroyed is what has changed since the last usable backup, half an interval on average, plus the "
          "time that a backup takes. With a full backup a week and increments on the other days, as on all four "
          "platforms, a restore needs up to "
          "seven backups that can all be read: with a share q of bad ones that succeeds with probability (1 - q)^7.",
      .right_formula =
          "mean age of what is restored = t / 2 + w, w the time from a backup's snapshot until it is usable",
      .source = "renewal argument: Cox 1962, Renewal Theory, ch. 5 (backward recurrence time)",
      .holds_for = "losses at an instant that has nothing to do with the schedule; every backup usable; w <= t",
      .own_unit = Unit::count,
      .right_unit = Unit::hours,
      .own = [](const Inputs& in) { return in("T") / in("t"); },
      .right = [](const Inputs& in) { return in("t") / 2 + in("w"); },
      .simulation =
          Simulation{"one machine that loses its data at random, once in 2000 intervals; how old what is restored is",
                     [](const Inputs& in) { return losing_data(Seconds(in("t")), Seconds(in("w"))); },
                     [](const RunResult& result) { return measure_of(result, Measure::rpo); }},
      .examples = {{"T = a year, t = a day, w = 0", {{"T", year.count()}, {"t", 86400}, {"w", 0}}},
                   {"T = 3 min, the recovery time", {{"T", 180}, {"t", 86400}, {"w", 0}}}},
  };
}

}  // namespace

Article redundancy_and_backup() {
  return {"000",
          "Fault tolerance by redundancy, detection, recovery, alerting and backup",
          {replica_count(), detection_interval(), recovery_time(), alert_value(), false_alarms(), backup_count()}};
}

}  // namespace nines::audit
