// The table of the language: detectors. The rows of each kind are the settings of models/detection, by the same names.
#include "scenarios/language/field_table.h"

namespace nines::scenarios {

namespace {

using Fields = std::vector<Field>;

Field positive_time(const char* name, const char* description, const char* example, bool required = false) {
  return {.name = name,
          .type = FieldType::duration,
          .required = required,
          .description = description,
          .example = example,
          .above_least = true,
          .most = longest_time_s};
}

Field chance(const char* name, const char* default_text, const char* description, const char* example) {
  return {.name = name,
          .type = FieldType::probability,
          .default_text = default_text,
          .description = description,
          .example = example,
          .most = 1};
}

Field whole(const char* name, const char* default_text, const char* description, const char* example, double least,
            double most) {
  return {.name = name,
          .type = FieldType::count,
          .default_text = default_text,
          .description = description,
          .example = example,
          .least = least,
          .most = most};
}

Field level(const char* name, const char* description, const char* example, bool required) {
  return {.name = name,
          .type = FieldType::number,
          .required = required,
          .description = description,
          .example = example,
          .least = -1e12,
          .most = 1e12};
}

Field delay_field() {
  return {.name = "delay",
          .type = FieldType::law,
          .description = "How long each is on its way; no time by default.",
          .example = "exponential 20 ms"};
}

Field loss_field() { return chance("loss", "0", "The probability that one never arrives.", "1 %"); }

/// `kind`, the settings, and what all kinds have.
Section kind_of_detector(const char* kind, const char* description, Fields settings,
                         DetectorNeeds needs = DetectorNeeds::home_and_path, bool has_beats = true,
                         bool has_grey = true, const char* false_alarms = "taken out") {
  Fields fields = {{.name = "kind",
                    .type = FieldType::choice,
                    .of = kind,
                    .required = true,
                    .description = "Which kind it is.",
                    .example = kind}};
  fields.insert(fields.end(), settings.begin(), settings.end());
  if (has_grey) {
    fields.push_back(chance("passes when grey", "",
                            "The probability with which a target that `fails by: grey` looks healthy each time.",
                            "70 %"));
  }
  if (has_beats) {
    fields.push_back({.name = "fidelity",
                      .type = FieldType::choice,
                      .of = "at once | every beat",
                      .default_text = "at once",
                      .description =
                          "Whether times are drawn at once from their laws, or each beat (check, sample) is played, "
                          "which is slow and has no Markov chain: to see that both agree. What would take "
                          "more than a million beats is drawn at once, and so are the time to return and what "
                          "`people` pass on.",
                      .example = "every beat"});
  }
  fields.push_back({.name = "false alarms",
                    .type = FieldType::choice,
                    .of = "taken out | ignored",
                    .default_text = false_alarms,
                    .description =
                        "What follows when it suspects a healthy unit: it is taken out, as if it had failed, until it "
                        "is trusted again; or nothing.",
                    .example = "ignored"});
  for (Field& field : watcher_fields(needs)) fields.push_back(std::move(field));
  return {std::string(kind) + " detector", description, std::move(fields), {}};
}

Section heartbeat() {
  return kind_of_detector(
      "heartbeat",
      "The target sends a beat every period; it is suspected when none is fresh enough. With a random delay the time "
      "between false alarms is taken as exponential with the exact mean, which is right where they are rare. At most "
      "1000 periods of timeout; delays within 3 periods (but for 1e-9) and, where they are random, 10 % of loss.",
      {positive_time("period", "From one beat to the next.", "1 s", true),
       {.name = "method",
        .type = FieldType::choice,
        .of = "timeout | nfd-s | nfd-e",
        .default_text = "timeout",
        .description = "What is fresh: a `timeout` after the last arrival; or, by Chen, Toueg and Aguilera (2002), a "
                       "`shift` after the beat was due to be sent (`nfd-s`: clocks are synchronised), or a `margin` "
                       "after its expected arrival (`nfd-e`).",
        .example = "nfd-s"},
       positive_time("timeout", "Suspected so long after the last arrival.", "3.5 s"),
       whole("missed", "", "Instead of a timeout: beats in a row; the next is overdue by half a period.", "3", 1, 1000),
       {.name = "shift",
        .type = FieldType::duration,
        .description = "With `nfd-s`: from when a beat is sent until it must have arrived.",
        .example = "2 s",
        .most = longest_time_s},
       {.name = "margin",
        .type = FieldType::duration,
        .description = "With `nfd-e`: beyond the expected arrival.",
        .example = "2 s",
        .most = longest_time_s},
       whole("window", "32", "With `nfd-e`: how many delays the expectation is the mean of.", "100", 1, 100'000),
       delay_field(),
       loss_field()});
}

Section phi_accrual() {
  return kind_of_detector(
      "phi accrual",
      "Heartbeats, judged by how unlikely the silence is (Hayashibara et al. 2004). An approximation where beats are "
      "lost or delayed: the timeout is a mixture over the losses in the window; and as with heartbeats, the time "
      "between false alarms is exponential with the exact mean where delays are random.",
      {positive_time("period", "From one beat to the next.", "1 s", true),
       {.name = "form",
        .type = FieldType::choice,
        .of = "normal | logistic | exponential",
        .default_text = "normal",
        .description = "Of the intervals' distribution: the paper's, Akka's, Cassandra's.",
        .example = "exponential"},
       {.name = "threshold",
        .type = FieldType::number,
        .default_text = "8",
        .description = "Of phi = -log10 P(a longer silence).",
        .example = "12",
        .above_least = true,
        .most = 300},
       whole("window", "1000", "Intervals remembered.", "200", 2, 10'000),
       {.name = "min deviation",
        .type = FieldType::duration,
        .default_text = "0 s",
        .description = "The standard deviation is taken to be at least this.",
        .example = "100 ms",
        .most = longest_time_s},
       {.name = "acceptable pause",
        .type = FieldType::duration,
        .default_text = "0 s",
        .description = "Added to the mean interval.",
        .example = "3 s",
        .most = longest_time_s},
       delay_field(),
       loss_field()});
}

Section poll() {
  return kind_of_detector(
      "poll", "Health checks: a load balancer or an orchestrator asks the target. Exact.",
      {positive_time("interval", "Between checks.", "500 ms", true),
       positive_time("timeout", "Of a check that nothing answers; by default the interval.", "500 ms"),
       whole("fall", "3", "Failed checks in a row until it is taken out.", "2", 1, 100),
       whole("rise", "2", "Good checks in a row until it is put back after a false alarm.", "1", 1, 100),
       {.name = "from",
        .type = FieldType::choice,
        .of = "end | start",
        .default_text = "end",
        .description = "Whether the interval counts from the end of the check before, as in HAProxy, or from its "
                       "start, as in Kubernetes; then the timeout must not be longer than the interval.",
        .example = "start"},
       chance("loss", "0", "The probability that a check of a healthy target fails, by its timeout.", "0.1 %")});
}

Section swim() {
  return kind_of_detector(
      "swim", "Members of a group ping each other at random (Das, Gupta, Motivala 2002). Exact for this protocol.",
      {{.name = "members",
        .type = FieldType::count,
        .required = true,
        .description = "Of the group, the watched one included.",
        .example = "50",
        .least = 2,
        .most = 1e7},
       positive_time("period", "In each, every member pings one other.", "1 s", true),
       whole("indirect", "3", "Members that are asked to ping when a ping is not answered.", "1", 0, 1000),
       chance("loss", "0", "Of each message.", "1 %"),
       whole("suspicion periods", "0", "For so long a suspected member may prove itself alive.", "5", 0, 1000)},
      DetectorNeeds::nothing);
}

Section inspection() {
  return kind_of_detector(
      "inspection", "Latent failures, which show only when somebody looks: proof tests, scrubs, restore tests. Exact.",
      {positive_time("interval", "From the start of one inspection to that of the next.", "30 d", true),
       {.name = "duration",
        .type = FieldType::duration,
        .default_text = "0 s",
        .description = "From its start until its report.",
        .example = "2 h",
        .most = longest_time_s},
       {.name = "finds",
        .type = FieldType::probability,
        .default_text = "100 %",
        .description = "The probability that an inspection finds a failure that is there.",
        .example = "95 %",
        .above_least = true,
        .most = 1},
       {.name = "dates",
        .type = FieldType::choice,
        .of = "common | independent",
        .default_text = "common",
        .description =
            "`common`: all that is watched is inspected together, after each whole interval from the mission's begin; "
            "`independent`: each failure waits for a date of its own, any time within an interval.",
        .example = "independent"},
       chance("false positives", "0",
              "The probability that it reports one that is not there; the next inspection without a report clears it.",
              "0.1 %")},
      DetectorNeeds::home, false);
}

Section threshold() {
  return kind_of_detector(
      "threshold",
      "An alarm on a noisy metric, sampled: latency, error rate, load. A failure moves its mean; all in the metric's "
      "own unit. Exact, but for the numerical solution.",
      {positive_time("interval", "Between samples.", "15 s", true),
       level("mean", "While all is well.", "40", true),
       {.name = "deviation",
        .type = FieldType::number,
        .required = true,
        .description = "The metric's standard deviation.",
        .example = "10",
        .above_least = true,
        .most = 1e12},
       level("failed mean", "After a failure; above the mean.", "120", true),
       level("threshold", "Above it is too much.", "80", true),
       {.name = "correlation",
        .type = FieldType::number,
        .default_text = "0",
        .description = "Of two successive samples; at most 0.99.",
        .example = "0.5",
        .most = 1},
       positive_time("correlation time", "Instead: after which the correlation has fallen to 1/e.", "30 s"),
       whole("samples", "1", "Too high in a row, until the alarm is raised.", "3", 1, 50),
       positive_time("for", "Instead: how long it must be too high.", "1 min"),
       whole("clear samples", "1", "In a row not too high, until the alarm is cleared.", "2", 1, 50)},
      DetectorNeeds::home);
}

Section vrrp() {
  return kind_of_detector(
      "vrrp",
      "A backup router takes over 3 advertisement intervals and a skew, by its priority, after the last advertisement "
      "(RFC 5798; keepalived). False alarms as of heartbeats.",
      {positive_time("advertisement", "From one advertisement to the next.", "1 s", true),
       {.name = "priority",
        .type = FieldType::count,
        .default_text = "100",
        .description = "Of the backup: the higher, the sooner.",
        .example = "150",
        .least = 1,
        .most = 254},
       delay_field(),
       loss_field()});
}

Section lease() {
  return kind_of_detector(
      "lease",
      "A leader holds a lease in a store and renews it; when it has run out another may take it (Patroni). False "
      "alarms as of heartbeats.",
      {positive_time("time to live", "Of the lease, after each renewal.", "30 s", true),
       positive_time("renew every", "From one renewal to the next.", "10 s", true), delay_field(), loss_field()});
}

Section people() {
  return kind_of_detector(
      "people",
      "Somebody must be told by another detector and take it on. The first message that arrives counts. An "
      "approximation to about 1e-3 of probability. The alarm of a healthy unit wakes somebody but takes nothing out.",
      {{.name = "after",
        .type = FieldType::reference,
        .of = "detector",
        .required = true,
        .description = "The detector that raises the alarm.",
        .example = "beats"},
       {.name = "channels",
        .type = FieldType::section,
        .of = "channel",
        .required = true,
        .many = true,
        .description = "By which it goes out, all at once.",
        .example = "[{delay: exponential 30 s, fails: 2 %}, exponential 2 min]"},
       {.name = "acknowledgement",
        .type = FieldType::law,
        .required = true,
        .description = "From the first message until somebody has taken it on.",
        .example = "lognormal median 4 min p95 20 min"},
       positive_time("escalate after",
                     "Without an acknowledgement for so long those in `then` are told as well, one after the other; "
                     "the last are told again each time.",
                     "15 min", true),
       {.name = "then",
        .type = FieldType::section,
        .of = "alert level",
        .many = true,
        .description = "Who is told next.",
        .example = "{channels: exponential 30 s, acknowledgement: exponential 5 min}"},
       {.name = "hours a day",
        .type = FieldType::duration,
        .default_text = "24 h",
        .description = "When anybody looks at alarms: on each working day.",
        .example = "8 h",
        .above_least = true,
        .most = 86'400},
       whole("days a week", "7", "Working days, of seven.", "5", 1, 7)},
      DetectorNeeds::home, false, false, "ignored");
}

}  // namespace

const std::vector<std::string>& detector_kinds() {
  static const std::vector<std::string> kinds = {"heartbeat", "phi accrual", "poll",  "swim",  "inspection",
                                                 "threshold", "vrrp",        "lease", "people"};
  return kinds;
}

std::vector<Section> detector_sections() {
  std::string choice;
  std::vector<std::string> variants;
  for (const std::string& kind : detector_kinds()) {
    choice += (choice.empty() ? "" : " | ") + kind;
    variants.push_back(kind + " detector");
  }
  Section detector{
      "detector",
      "What notices failures (`detected by`) of the units that it watches, each apart from the others, and "
      "sometimes suspects a healthy one: then the class has a further failure, `false alarm of NAME`, with "
      "the laws of such mistakes, unless the detector has `false alarms: ignored`. Its further keys depend "
      "on the kind; [failure detection](../guide/detection.md) has the laws.",
      {{.name = "kind",
        .type = FieldType::choice,
        .of = choice,
        .required = true,
        .description = "Each is described in a section of its own: `heartbeat` in `heartbeat detector`.",
        .example = "heartbeat"}},
      {}};
  detector.variants = std::move(variants);
  return {detector,
          heartbeat(),
          phi_accrual(),
          poll(),
          swim(),
          inspection(),
          threshold(),
          vrrp(),
          lease(),
          people(),
          {"channel",
           "By which an alarm goes out.",
           {{.name = "delay",
             .type = FieldType::law,
             .required = true,
             .description = "Until it arrives.",
             .example = "exponential 30 s"},
            chance("fails", "0", "The probability that it never arrives.", "2 %")},
           {{"{law}", "exponential 30 s", "the delay of one that never fails"}}},
          {"alert level",
           "Those who are told together.",
           {{.name = "channels",
             .type = FieldType::section,
             .of = "channel",
             .required = true,
             .many = true,
             .description = "By which the alarm goes out, all at once.",
             .example = "exponential 30 s"},
            {.name = "acknowledgement",
             .type = FieldType::law,
             .required = true,
             .description = "From the first message until somebody has taken it on.",
             .example = "exponential 5 min"}},
           {}}};
}

}  // namespace nines::scenarios
