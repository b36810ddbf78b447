// The table of the language: failures, who repairs them, and shocks.
#include "scenarios/language/field_table.h"

namespace nines::scenarios {

namespace {

/// Repair, as failure modes and shocks share it.
std::vector<Field> repair_fields() {
  return {
      {.name = "time to notice",
       .type = FieldType::law,
       .description =
           "From the failure until somebody notices it: before that nobody asks for a spare or a crew, and no "
           "other member takes over. Without it, a failure is noticed at once.",
       .example = "uniform 1 s to 1.5 s"},
      {.name = "detected by",
       .type = FieldType::reference,
       .of = "detector",
       .description = "Instead of a time to notice: the detector whose law it is.",
       .example = "beats"},
      {.name = "fails by",
       .type = FieldType::choice,
       .of = "dying | hanging | grey",
       .default_text = "dying",
       .description = "How the failure looks to its detector: `dying`, it is refused at once; `hanging`, nothing "
                      "answers and each check runs into its timeout; `grey`, some checks pass (`passes when grey` of "
                      "the detector).",
       .example = "hanging"},
      {.name = "time to repair",
       .type = FieldType::law,
       .of = "or never",
       .required = true,
       .description = "Hands-on time, from the moment that crew and spare are there; or `never`: what has failed stays "
                      "so.",
       .example = "lognormal median 2 h p95 12 h"},
      {.name = "time to return",
       .type = FieldType::law,
       .description =
           "Of a node: from the end of the repair until it is put back into rotation; it does not serve before "
           "that. At once by default or, with `detected by`, in a service that is `balanced`, when the "
           "detector trusts it again.",
       .example = "uniform 2 s to 4 s"},
      {.name = "crew",
       .type = FieldType::reference,
       .of = "crew",
       .description = "Who repairs it. Without one, repair begins at once.",
       .example = "field"},
      {.name = "priority",
       .type = FieldType::count,
       .default_text = "0",
       .description = "At a crew with `order: priority`: a smaller number is served first.",
       .example = "1",
       .most = 1000},
      {.name = "spares",
       .type = FieldType::reference,
       .of = "spares",
       .description = "The pool of parts that a repair uses one of; it is taken before a crew is asked for.",
       .example = "disks"},
      {.name = "repair restores",
       .type = FieldType::choice,
       .of = "as good as new | as bad as old",
       .default_text = "as good as new",
       .description = "A renewed unit, or one with the age that it failed at (minimal repair).",
       .example = "as bad as old"},
      {.name = "repair renews",
       .type = FieldType::choice,
       .of = "itself | unit",
       .default_text = "itself",
       .description =
           "Whose clocks a repair that restores as good as new sets back to the start: this failure's only, or "
           "those of all failures of the node, and conditions that are never repaired are over (its maintenance clock "
           "starts "
           "afresh with either).",
       .example = "unit"},
      {.name = "restarts",
       .type = FieldType::section,
       .of = "restarts",
       .description = "As soon as the failure is noticed it is restarted in place, some times if need be; nobody is "
                      "called before these are used up.",
       .example = "{up to: 3, takes: 20 s, succeed: 60 %}"},
      {.name = "replacement",
       .type = FieldType::section,
       .of = "replacement",
       .description = "Once the restarts, if there are any, are used up: another one takes its place if there is one "
                      "on the shelf; else a person is called.",
       .example = "{from: spare nodes, takes: 5 min}"},
      {.name = "time to call",
       .type = FieldType::law,
       .description =
           "Once neither a restart nor a replacement has helped (or there are none): until a person has been "
           "reached; before that nobody asks for a spare or a crew. At once, by default.",
       .example = "lognormal median 10 min p95 1 h"},
      {.name = "diagnosis",
       .type = FieldType::law,
       .description = "Hands-on, with the crew there, before the repair: how long it takes to find out what is wrong.",
       .example = "lognormal median 20 min p95 2 h"},
      {.name = "wrong diagnosis",
       .type = FieldType::probability,
       .default_text = "0 %",
       .description = "Of repairs that have mended the wrong thing: the crew stays, diagnosis and repair begin again, "
                      "and another one of the `spares` is needed.",
       .example = "10 %",
       .most = 0.99},
      {.name = "takes down",
       .type = FieldType::reference,
       .of = "extent",
       .default_text = "node",
       .description = "What is down while the failure lasts: the `node` itself (or the domain whose failure it is), "
                      "`nothing` (it only "
                      "occupies the crew), or an enclosing domain level by its name.",
       .example = "rack"},
  };
}

std::vector<Field> with(std::vector<Field> first, const std::vector<Field>& more) {
  first.insert(first.end(), more.begin(), more.end());
  return first;
}

Section restarts_section() {
  return {
      "restarts",
      "Restarts in place. One that works ends the failure as a repair does; after the last one that does not, it is "
      "replaced, or a person is called.",
      {{.name = "up to",
        .type = FieldType::count,
        .default_text = "1",
        .description = "How many are tried.",
        .example = "3",
        .least = 1,
        .most = most_restarts},
       {.name = "takes",
        .type = FieldType::law,
        .required = true,
        .description = "How long each of them takes, whether it works or not.",
        .example = "fixed 20 s"},
       {.name = "succeed",
        .type = FieldType::probability,
        .required = true,
        .description = "The probability that one works, whatever the ones before it did.",
        .example = "60 %",
        .above_least = true,
        .most = 1},
       {.name = "back-off",
        .type = FieldType::law,
        .description = "The pause between the first and the second; none, by default.",
        .example = "10 s"},
       {.name = "back-off factor",
        .type = FieldType::number,
        .default_text = "1",
        .description = "Each pause is so many times as long as the one before it.",
        .example = "2",
        .least = 1,
        .most = 100},
       {.name = "back-off at most",
        .type = FieldType::duration,
        .description = "Pauses do not grow beyond this (on average, where they are random).",
        .example = "5 min",
        .above_least = true,
        .most = longest_time_s}},
      {}};
}

Field loses_data_field() {
  return {.name = "loses data",
          .type = FieldType::boolean,
          .default_text = "false",
          .description =
              "What is stored on the node (of a domain: on all that is in it) is gone. Once it is repaired, it "
              "has a copy again from the others.",
          .example = "true"};
}

}  // namespace

std::vector<Section> failure_sections() {
  return {
      {"failure",
       "One way in which a node (or a domain) fails and is brought back.",
       with(with({{.name = "time to failure",
                   .type = FieldType::law,
                   .required = true,
                   .description = "From new, or from the repair, to the failure; counted while the unit ages.",
                   .example = "weibull 3 years shape 1.5"}},
                 repair_fields()),
            {{.name = "common cause",
              .type = FieldType::section,
              .of = "common cause",
              .description =
                  "The beta-factor model: this share of the failure rate strikes all units of the class at once.",
              .example = "{beta: 10 %}"},
             {.name = "beta",
              .type = FieldType::probability,
              .description = "The same in one line: `beta: 10 %`.",
              .example = "10 %",
              .most = 1},
             {.name = "job speed",
              .type = FieldType::probability,
              .description =
                  "Of a failure that takes down `nothing`, as a straggler: while it lasts, a training job that "
                  "runs on the node goes at so much of its full speed. Of several the slowest counts.",
              .example = "60 %",
              .above_least = true,
              .most = 1},
             loses_data_field(),
             {.name = "only while",
              .type = FieldType::reference,
              .of = "failure",
              .description =
                  "Another failure of the same node that takes nothing down, such as a stage of ageing: the time to "
                  "failure runs only while that one is there.",
              .example = "aged"},
             {.name = "observed",
              .type = FieldType::count,
              .description = "Failures counted in the field over a mission of this length, all units together: laid "
                             "beside the simulated number, and judged whether chance alone explains the difference.",
              .example = "148",
              .most = most_observed}}),
       {}},
      {"common cause",
       "Common-cause failures of a class, by the beta-factor model (Fleming 1975).",
       {{.name = "beta",
         .type = FieldType::probability,
         .required = true,
         .description = "The share of the failure rate that strikes all units of the class at once. The time to "
                        "failure must be exponential.",
         .example = "10 %",
         .most = 1}},
       {}},
      restarts_section(),
      {"replacement",
       "Another unit takes the place of the one that failed, without a crew.",
       {{.name = "from",
         .type = FieldType::reference,
         .of = "spares",
         .required = true,
         .description = "The pool of units that wait on the shelf; who finds none there does not wait for one.",
         .example = "spare nodes"},
        {.name = "takes",
         .type = FieldType::law,
         .required = true,
         .description = "From the moment that it is taken from the shelf until it works.",
         .example = "fixed 5 min"}},
       {}},
      {"crew",
       "People (or robots) who repair one unit at a time each.",
       {
           {.name = "size",
            .type = FieldType::count,
            .default_text = "1",
            .description = "How many repairs at once.",
            .example = "2",
            .least = 1,
            .most = most_members},
           {.name = "order",
            .type = FieldType::choice,
            .of = "first come | priority | random | inspection",
            .default_text = "first come",
            .description = "Who is served next: by the time of asking; by the failure's `priority`; any with equal "
                           "probability; or whichever kind of "
                           "waiting failure an inspection finds first.",
            .example = "priority"},
           {.name = "preemptive",
            .type = FieldType::boolean,
            .default_text = "false",
            .description = "With `order: priority`: an urgent repair interrupts a lesser one, which goes on later.",
            .example = "true"},
           {.name = "inspection",
            .type = FieldType::law,
            .description = "With `order: inspection`: the time to find each kind of waiting failure; exponential.",
            .example = "exponential 6 min"},
       },
       {{"{count}", "2", "the size"}}},
      {"spares pool",
       "Parts on the shelf; each failure that needs one orders another at once.",
       {
           {.name = "stock",
            .type = FieldType::count,
            .required = true,
            .description = "On the shelf at the start.",
            .example = "3",
            .most = most_members},
           {.name = "replenishment",
            .type = FieldType::law,
            .description =
                "From the failure that needs a part until the one ordered for it is there; never, by default.",
            .example = "exponential 7 d"},
       },
       {{"{count}", "3", "the stock, never replenished"}}},
      {"shock",
       "An event from outside that hits each unit of its targets with a probability. It adds a failure of its own name "
       "to each target.",
       with({{.name = "every",
              .type = FieldType::law,
              .required = true,
              .description = "The time from one to the next.",
              .example = "exponential 50 years"},
             {.name = "hits",
              .type = FieldType::reference,
              .of = "node class or domain level",
              .required = true,
              .many = true,
              .description = "Node classes and domain levels.",
              .example = "[web, rack]"},
             {.name = "probability",
              .type = FieldType::probability,
              .default_text = "100 %",
              .description = "That a unit is hit, each independently.",
              .example = "30 %",
              .above_least = true,
              .most = 1},
             {.name = "per",
              .type = FieldType::reference,
              .of = "domain level",
              .description = "An independent shock for each domain of this level, which hits only what is in it.",
              .example = "zone"},
             loses_data_field()},
            repair_fields()),
       {}},
  };
}

}  // namespace nines::scenarios
