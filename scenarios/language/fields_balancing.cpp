// The table of the language: services that spread their load over their members.
#include "scenarios/language/field_table.h"

namespace nines::scenarios {

namespace {

Section balancing_section() {
  return {
      "load balancing",
      "Requests are spread over the members in rotation, in proportion to their `capacity`. A member that has failed "
      "unnoticed still gets its share, which is lost; what is more than a member's capacity is lost (shed), too. "
      "Either `load` or `demand` says how much is asked.",
      {
          {.name = "load",
           .type = FieldType::text,
           .of = "load",
           .description =
               "What is asked of all members together at any time: a number in the unit of their `capacity` (which "
               "is 1 if they have none), or a share of the capacity of all.",
           .example = "64 %"},
          {.name = "demand",
           .type = FieldType::section,
           .of = "demand",
           .description = "Instead of `load`: what is asked over the day and the week.",
           .example = "{weekdays: {0 h: 20 %, 8 h: 70 %, 20 h: 40 %}}"},
          {.name = "requests",
           .type = FieldType::choice,
           .of = "per second | per minute | per hour | per day",
           .description = "What a load of 1 is: one request per second, minute, hour or day. Then it is said how many "
                          "requests are lost a year, and not only which share.",
           .example = "per second"},
          {.name = "load exponent",
           .type = FieldType::number,
           .default_text = "0",
           .description = "How failures grow with the load on a member: their rate is that of `time to failure` while "
                          "all members are in rotation, and grows as this power of the load on each. 0: not at all; "
                          "1: in proportion; 2: twice the load, four times the rate. False alarms, shocks and common "
                          "causes do not grow.",
           .example = "1.5",
           .most = most_load_exponent},
          {.name = "degraded above",
           .type = FieldType::probability,
           .description = "While the load is more than this share of the capacity in rotation, whatever is served is "
                          "served degraded (slower, for it queues). The share of all requests that is: `degraded`.",
           .example = "80 %",
           .above_least = true,
           .most = 1},
          {.name = "survives",
           .type = FieldType::reference,
           .of = "domain level",
           .description =
               "One such domain may be lost, and what is left is to bear the load. Members that follow the load "
               "(`autoscaling`) are spread evenly over these domains, and so many more are on; otherwise it is "
               "checked, and told, whether there are enough at the peak.",
           .example = "rack"},
          {.name = "autoscaling",
           .type = FieldType::section,
           .of = "autoscaling",
           .description =
               "As many members are on as the load wants; the others are off, and do not age. Without it all "
               "members are on all the time. `needs` then names one node class.",
           .example = "{minimum: 2, target utilisation: 70 %, model load: 4 min}"},
      },
      {{"{percent}", "64 %", "the load"}}};
}

Section demand_section() {
  return {"demand",
          "What is asked over time, week after week: either `weekdays`, or a `file`. The mission begins on a Monday at "
          "0 h.",
          {
              {.name = "weekdays",
               .type = FieldType::parameters,
               .of = "load",
               .description = "Each load holds from its time of the day on, until the next one; the first one is that "
                              "of `0 h`. Loads are written as in `load`, and may be 0.",
               .example = "{0 h: 120, 7.5 h: 400, 9 h: 900, 18 h: 500, 23 h: 200}"},
              {.name = "weekends",
               .type = FieldType::parameters,
               .of = "load",
               .description = "Likewise, on Saturdays and Sundays; as on weekdays, by default.",
               .example = "{0 h: 100, 10 h: 350, 23 h: 150}"},
              {.name = "file",
               .type = FieldType::text,
               .description = "Instead: a CSV file with a heading line and one line for each load, relative to this "
                              "file, of a day or of a week from Monday on. Loads are numbers in the unit of the "
                              "members' `capacity`.",
               .example = "week.csv"},
              {.name = "column",
               .type = FieldType::text,
               .description = "The heading of the column in the file; may be left out if there is only one.",
               .example = "requests"},
              {.name = "every",
               .type = FieldType::duration,
               .default_text = "1 h",
               .description = "From one line of the file to the next.",
               .example = "15 min",
               .least = 1,
               .most = 86400},
              {.name = "scaled by",
               .type = FieldType::number,
               .default_text = "1",
               .description = "All loads are so many times as much: what if the users were half as many again?",
               .example = "1.5",
               .above_least = true,
               .most = 1e6},
          },
          {}};
}

Section autoscaling_section() {
  return {
      "autoscaling",
      "How many members are on: the load divided by the `target utilisation` of one member's capacity, rounded up; "
      "more "
      "where the service `survives` the loss of a domain; never fewer than `minimum`, nor more than `maximum`. One "
      "that "
      "is switched on serves after the `provisioning` and the `model load`. One that has failed, and is known to have, "
      "is replaced at once by one that is off, if there is any; repaired, it is off.",
      {
          {.name = "minimum",
           .type = FieldType::count,
           .default_text = "1",
           .description = "So many are always on.",
           .example = "2",
           .least = 1,
           .most = most_members},
          {.name = "maximum",
           .type = FieldType::count,
           .description = "No more are ever on; all members, by default.",
           .example = "12",
           .least = 1,
           .most = most_members},
          {.name = "target utilisation",
           .type = FieldType::probability,
           .default_text = "100 %",
           .description =
               "The load on each that it aims at, as a share of its capacity: what is left is for what comes "
               "before the next members are there.",
           .example = "70 %",
           .above_least = true,
           .most = 1},
          {.name = "scale up after",
           .type = FieldType::law,
           .description = "From the change of the load until members are switched on: the interval of the evaluation, "
                          "the window of its metric. At once, by default.",
           .example = "uniform 0 s to 1 min"},
          {.name = "scale down after",
           .type = FieldType::law,
           .description =
               "For how long fewer must have been wanted until some are switched off, and then as many remain as were "
               "wanted at most in this time (stabilisation). At once, by default.",
           .example = "5 min"},
          {.name = "provisioning",
           .type = FieldType::law,
           .description = "Until the machine is there; it is there already, by default.",
           .example = "lognormal median 3 min p95 8 min"},
          {.name = "model load",
           .type = FieldType::law,
           .required = true,
           .description = "From then on until the member serves: the image, the weights, the warm-up.",
           .example = "4 min"},
      },
      {}};
}

}  // namespace

std::vector<Section> balancing_sections() { return {balancing_section(), demand_section(), autoscaling_section()}; }

}  // namespace nines::scenarios
