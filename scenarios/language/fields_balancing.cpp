// The table of the language: services that spread their load over their members.
#include "scenarios/language/field_table.h"

namespace nines::scenarios {

std::vector<Section> balancing_sections() {
  return {
      {"load balancing",
       "Requests are spread over the members in rotation, in proportion to their `capacity`. A member that has failed "
       "unnoticed still gets its share, which is lost; what is more than a member's capacity is lost, too.",
       {
           {.name = "load",
            .type = FieldType::text,
            .of = "load",
            .required = true,
            .description =
                "What is asked of all members together: a number in the unit of their `capacity` (which is 1 "
                "if they have none), or a share of the capacity of all.",
            .example = "64 %"},
           {.name = "load exponent",
            .type = FieldType::number,
            .default_text = "0",
            .description = "How failures grow with the load on a member: their rate is that of `time to failure` while "
                           "all members are in rotation, and grows as this power of the load on each. 0: not at all; "
                           "1: in proportion; 2: twice the load, four times the rate. False alarms, shocks and common "
                           "causes do not grow.",
            .example = "1.5",
            .most = most_load_exponent},
       },
       {{"{percent}", "64 %", "the load"}}},
  };
}

}  // namespace nines::scenarios
