// The table of the language of drills.
#include "scenarios/language/drill_lowering.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace nines::scenarios {

namespace {

constexpr double most_struck = 1e5;

Section drill_as_a_whole() {
  return {"drill",
          "Faults that are injected into the platform of a scenario at given times, and what is expected then. "
          "Everything that follows from a fault (detection, takeover, repair) goes by the scenario's laws.",
          {
              {.name = "drill",
               .type = FieldType::count,
               .required = true,
               .description = "The version of this language: 1.",
               .example = "1",
               .least = 1,
               .most = 1},
              {.name = "scenario",
               .type = FieldType::text,
               .required = true,
               .description = "The file of the scenario, relative to that of the drill.",
               .example = "../ai/platform.yaml"},
              {.name = "title", .type = FieldType::text, .description = "One line."},
              {.name = "description", .type = FieldType::text, .description = "What is rehearsed, and why."},
              {.name = "starts at",
               .type = FieldType::text,
               .default_text = "00:00",
               .description = "The time of day at which the drill begins. All is up then.",
               .example = "09:00"},
              {.name = "lasts",
               .type = FieldType::duration,
               .required = true,
               .description = "How long the drill is watched.",
               .example = "2 h",
               .above_least = true,
               .most = 100 * 8760.0 * 3600.0},
              {.name = "faults",
               .type = FieldType::section,
               .of = "fault",
               .required = true,
               .many = true,
               .description = "What is injected.",
               .example = "[{at: \"10:00\", fail: storage.crash}]"},
              {.name = "other failures",
               .type = FieldType::choice,
               .of = "none | as modelled",
               .default_text = "none",
               .description = "Whether anything but these faults fails, or is planned, as the scenario says. With "
                              "`none` there are no false alarms either.",
               .example = "as modelled"},
              {.name = "expect",
               .type = FieldType::text,
               .many = true,
               .description = "What must be true; see below.",
               .example = "api served >= 99 % after 10:06"},
              {.name = "trials",
               .type = FieldType::count,
               .default_text = "1000",
               .description = "How often it is rehearsed.",
               .example = "10000",
               .least = 1,
               .most = static_cast<double>(most_drill_trials)},
              {.name = "seed",
               .type = FieldType::count,
               .description = "Another seed, other random numbers; by default that of the scenario.",
               .example = "7",
               .most = static_cast<double>(most_seed)},
          },
          {}};
}

Section fault_section() {
  return {"fault",
          "A failure that somebody causes. Only what is up can be struck; of several units that can be, the first is, "
          "and one that is active before one in reserve.",
          {
              {.name = "at",
               .type = FieldType::text,
               .required = true,
               .description = "When: a time of day, or a time from the start of the drill.",
               .example = "10:05"},
              {.name = "fail",
               .type = FieldType::text,
               .required = true,
               .description = "A failure of the scenario, as the results name it: of a node class, a domain level or "
                              "a link.",
               .example = "storage.crash"},
              {.name = "in",
               .type = FieldType::text,
               .description = "Only a unit that lies in this domain.",
               .example = "rack 2 in zone 1"},
              {.name = "between",
               .type = FieldType::reference,
               .of = "place",
               .many = true,
               .description = "Of links: the two places that it is between.",
               .example = "[site 1, site 2]"},
              {.name = "member",
               .type = FieldType::count,
               .description = "This one, counted from 1 among those that lie there.",
               .example = "2",
               .least = 1,
               .most = most_members},
              {.name = "role",
               .type = FieldType::choice,
               .of = "active | in reserve",
               .description = "Only a unit that has this role, in a service with standby or a leader.",
               .example = "in reserve"},
              {.name = "count",
               .type = FieldType::count,
               .default_text = "1",
               .description = "How many units suffer it at once.",
               .example = "2",
               .least = 1,
               .most = most_struck},
              {.name = "for",
               .type = FieldType::duration,
               .description = "It is over after this time, whether anybody has noticed or not, as when a plug is "
                              "pulled and put back. Nothing else ends it: no restart, no crew. By default it lasts "
                              "until it is repaired as the scenario says.",
               .example = "30 min",
               .above_least = true,
               .most = longest_time_s},
          },
          {}};
}

}  // namespace

const std::vector<Section>& drill_sections() {
  static const std::vector<Section> all = {drill_as_a_whole(), fault_section()};
  return all;
}

const Section& drill_section(std::string_view id) {
  const auto& all = drill_sections();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Section& each) { return each.id == id; });
  if (found != all.end()) return *found;
  std::fprintf(stderr, "no section `%.*s` in the table of drills\n", static_cast<int>(id.size()), id.data());
  std::abort();
}

}  // namespace nines::scenarios
