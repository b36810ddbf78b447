// Article 003: disaster tolerance of an AI service, as a Markov chain of two states.
#include "analysis/audit/formulas.h"
#include "analysis/audit/systems.h"
#include "sim/laws.h"

#include <cmath>

namespace nines::audit {
namespace {

using models::Measure;

/// The article prints no numbers. Here a service is up for two hours and down for five minutes, on average, and its state is
/// recorded every so often.
Inputs recorded_every(double minutes) { return {{"step", 60 * minutes}, {"up", 120 * 60}, {"down", 5 * 60}}; }

double unavailability(const Inputs& in) { return in("down") / (in("up") + in("down")); }

/// The matrix that a long record gives: the chain's transition probabilities over one step (Trivedi 2001, ch. 8).
double forgotten(const Inputs& in) { return -std::expm1(-(1 / in("up") + 1 / in("down")) * in("step")); }
double from_up_to_down(const Inputs& in) { return unavailability(in) * forgotten(in); }
double from_down_to_up(const Inputs& in) { return (1 - unavailability(in)) * forgotten(in); }

models::Study two_states(const Inputs& in) {
  constexpr std::size_t trials = 200;
  const Life life{exponential_with_mean(Seconds(in("up"))), nullptr, exponential_with_mean(Seconds(in("down")))};
  return needing_all(1, life, year / 10, trials);
}

Formula stationary_availability() {
  return {
      .id = "003.P",
      .name = "Availability from a transition matrix",
      .printed = "P_ij = P(S_t+1 = j | S_t = i), estimated from data; pi = pi P",
      .verdict = "right",
      .remark =
          "Right, whatever the step (here a record every 1 or 5 min): sampling more rarely does not bias the share of "
          "time up. Two things are worth "
          "adding. "
          "An estimate from data needs an interval: with n transitions out of a state the standard error of P_ij is "
          "sqrt(P_ij (1 - P_ij) / n), and for a good service n is small for the state down. And a matrix of one site "
          "says "
          "nothing of two: that failover takes time, and that both can be down, needs further states.",
      .right_formula = "availability = P_du / (P_ud + P_du) = MTTF / (MTTF + MTTR)",
      .source = "two-state chain: Trivedi 2001, ch. 7 and 8; estimates: Anderson, Goodman 1957, section 2",
      .holds_for = "a chain that stays as it is; times up and down without memory",
      .own_unit = Unit::availability,
      .right_unit = Unit::availability,
      .own = [](const Inputs& in) { return from_up_to_down(in) / (from_up_to_down(in) + from_down_to_up(in)); },
      .right = unavailability,
      .simulation =
          Simulation{"a service that is up for 2 h and down for 5 min, on average, both exponential", two_states,
                     [](const RunResult& result) { return measure_of(result, Measure::availability); }},
      .examples = {{"1 min: P_ud = 0.0075, P_du = 0.1805", recorded_every(1)},
                   {"5 min: P_ud = 0.0259, P_du = 0.6212", recorded_every(5)}},
  };
}

Formula mean_outage() {
  return {
      .id = "003.P'",
      .name = "Length of an outage from the same matrix",
      .printed = "P_ij = P(S_t+1 = j | S_t = i): mean outage = step / P_du",
      .verdict = "makes outages look longer than they are",
      .remark =
          "The formula has no unit of time, so the step must be said; and what happens between two samples is not "
          "seen. Outages "
          "shorter than a step are missed, and those that are seen look longer: recorded every five minutes, outages "
          "of five "
          "minutes seem to last eight, and to come more rarely. The rates of the chain in continuous time give the "
          "right "
          "length from the same matrix.",
      .right_formula = "MTTR = 1 / mu, mu = -ln(1 - P_ud - P_du) / step x P_du / (P_ud + P_du)",
      .source = "P = exp(Q step): Kalbfleisch, Lawless 1985; for two states Trivedi 2001, ch. 8",
      .holds_for = "P_ud + P_du < 1; times up and down exponential",
      .own_unit = Unit::minutes,
      .right_unit = Unit::minutes,
      .own = [](const Inputs& in) { return in("step") / from_down_to_up(in); },
      .right =
          [](const Inputs& in) {
            const double both = from_up_to_down(in) + from_down_to_up(in);
            return -in("step") / std::log1p(-both) * both / from_down_to_up(in);
          },
      .simulation = Simulation{"the same service; its mean down time", two_states,
                               [](const RunResult& result) { return measure_of(result, Measure::mdt); }},
      .examples = {{"recorded every minute", recorded_every(1)}, {"recorded every 5 min", recorded_every(5)}},
  };
}

/// Each site fails once in a thousand hours for an hour (article 001); HAProxy asks every 2 s and believes the third failed
/// check in a row (its defaults); a switch takes a second, and the way back begins when the primary has been up for ten minutes.
Inputs two_sites_behind_haproxy() {
  return {{"up", 1000 * 3600.0}, {"down", 3600},   {"interval", 2}, {"fall", 3},
          {"switch", 1},         {"watched", 600}, {"back", 1}};
}

double unavailability_with_failover(const Inputs& in) {
  const double noticed = in("interval") * (in("fall") - 0.5);
  const double ways_back = std::exp(-in("watched") / in("up"));
  const double interruptions_per_s = ways_back / (in("up") + in("down"));
  const double each_s = noticed + in("switch") + in("back");
  return interruptions_per_s * each_s + unavailability(in) * unavailability(in);
}

models::Service site(const char* name, std::size_t machine) {
  models::Service service;
  service.name = name;
  service.operands = {{models::Operand::Kind::nodes, machine, 1}};
  return service;
}

models::Study primary_and_backup(const Inputs& in) {
  constexpr std::size_t trials = 10'000;
  const Life life{exponential_with_mean(Seconds(in("up"))), nullptr, exponential_with_mean(Seconds(in("down")))};
  models::Study study = needing_all(1, life, 10 * year, trials);
  models::Platform& platform = study.platform;
  platform.nodes.push_back(platform.nodes[0]);
  platform.nodes[0].name = "primary machine";
  platform.nodes[1].name = "backup machine";
  models::Service traffic;
  traffic.name = service_name;
  traffic.operands = {{models::Operand::Kind::service, 0, 1}, {models::Operand::Kind::service, 1, 1}};
  traffic.preference = models::Preference{};
  traffic.preference->time_to_notice = noticed_by_checks_every(Seconds(in("interval")), static_cast<int>(in("fall")));
  traffic.switchover = models::Switchover{};
  traffic.switchover->time = fixed_time(Seconds(in("switch")));
  traffic.switchover->failback = models::Failback{fixed_time(Seconds(in("watched"))), fixed_time(Seconds(in("back")))};
  platform.services = {site("primary", 0), site("backup", 1), traffic};
  study.measures = {Measure::availability};
  return study;
}

Formula failover() {
  return {
      .id = "003.F",
      .name = "Availability with failover and failback",
      .printed = "a chain of two states for each site; HAProxy moves the traffic to the backup, and back",
      .verdict = "of one site; the service has more states",
      .remark =
          "The chain of two states is that of one site. That of the service has more: on the primary, unnoticed, "
          "switching, on the "
          "backup, watched, failing back, none left. Failover makes five nines and a half of three; two thirds of what "
          "is left are "
          "the interruptions themselves, one for the way there and one for the way back, and a third that both sites "
          "are down.",
      .right_formula = "U = r d + U1 U2, r = exp(-W / MTTF) / (MTTF + MTTR), d = notice + switch + failback",
      .source = "renewal reward: Barlow, Proschan 1975, ch. 7",
      .holds_for =
          "sites that fail independently, rarely, and for much longer than a switch takes; W the time for which the "
          "primary is watched",
      .own_unit = Unit::availability,
      .right_unit = Unit::availability,
      .own = unavailability,
      .right = unavailability_with_failover,
      .simulation = Simulation{"two sites that fail once in 1000 h for 1 h; checks every 2 s, of which three must "
                               "fail; a switch of 1 s; back "
                               "after 10 min, in 1 s",
                               primary_and_backup,
                               [](const RunResult& result) { return measure_of(result, Measure::availability); }},
      .examples = {{"primary and backup", two_sites_behind_haproxy()}},
  };
}

}  // namespace

Article disaster_tolerant_service() {
  return {"003", "Disaster tolerance of an AI service", {stationary_availability(), mean_outage(), failover()}};
}

}  // namespace nines::audit
