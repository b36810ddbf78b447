// The reference page, made from the table of fields and the table of laws.
#include "scenarios/language/drill.h"
#include "scenarios/language/drill_lowering.h"
#include "scenarios/language/fields.h"
#include "scenarios/language/quantities.h"
#include "sim/laws.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

namespace nines::scenarios {

namespace {

std::string anchor(std::string_view id) {
  std::string link(id);
  for (char& c : link) c = c == ' ' ? '-' : c;
  return link;
}

std::string link(std::string_view id) { return fmt::format("[{}](#{})", id, anchor(id)); }

std::string range(const Field& field) {
  constexpr double year_s = 8760.0 * 3600.0;
  const bool time = field.type == FieldType::duration;
  std::string text;
  if (std::isfinite(field.least) && (field.above_least || field.least != 0))
    text = fmt::format("{} {:.6g}", field.above_least ? "above" : "from", field.least);
  if (std::isfinite(field.most))
    text += fmt::format("{}to {}", text.empty() ? "" : " ",
                        !time                 ? fmt::format("{:.10g}", field.most)
                        : field.most < year_s ? fmt::format("{:.6g} h", field.most / 3600)
                                              : fmt::format("{:.6g} years", field.most / year_s));
  return text.empty() ? "" : " (" + text + ")";
}

std::string type_in_words(const Field& field) {
  const std::string one = [&]() -> std::string {
    switch (field.type) {
      case FieldType::text:
        if (field.of == "rate") return "rate";
        if (field.of == "bytes") return "amount of data";
        if (field.of == "byte rate") return "amount of data per time";
        if (field.of == "checkpoint interval") return "time, or a rule";
        if (field.of == "rate per domain") return "amount of data per time, per LEVEL";
        if (field.of == "retention") return "whole number, or time";
        if (field.of == "load") return "number, or share in %";
        return "text";
      case FieldType::boolean: return "`true` or `false`";
      case FieldType::count: return "whole number" + range(field);
      case FieldType::placed_count: return "whole number, or `4 per LEVEL`" + range(field);
      case FieldType::number: return "number" + range(field);
      case FieldType::probability: return "probability" + range(field);
      case FieldType::duration: return "time" + range(field);
      case FieldType::law: return field.of.empty() ? "[law](#laws)" : "[law](#laws), or `never`";
      case FieldType::choice: return fmt::format("`{}`", fmt::join(choices(field), "`, `"));
      case FieldType::reference:
        return field.of == "extent" ? "`node`, `nothing` or a domain level" : "name of a " + field.of;
      case FieldType::section: return link(field.of);
      case FieldType::sections: return "names, each with a " + link(field.of);
      case FieldType::parameters:
        if (field.of == "load") return "times of the day, each with a load";
        return field.of.empty() ? "names, each with a value" : "places, each with " + field.of;
      case FieldType::files: return "file name";
      case FieldType::anything: return "anything";
      case FieldType::data: return "list of times";
    }
    return {};
  }();
  return field.many ? one + "; one or a list" : one;
}

void add_table(const std::vector<Field>& fields, std::string& page) {
  page += "| key | value | default | meaning | example |\n|---|---|---|---|---|\n";
  for (const Field& field : fields) {
    const std::string holds = field.required               ? "**required**"
                              : field.default_text.empty() ? ""
                                                           : "`" + field.default_text + "`";
    page += fmt::format("| `{}` | {} | {} | {} | {} |\n", field.name, type_in_words(field), holds, field.description,
                        field.example.empty() ? "" : "`" + field.example + "`");
  }
  page += "\n";
}

void add_section(const Section& each, std::string& page) {
  page += fmt::format("## {}\n\n{}\n\n", each.id, each.description);
  add_table(each.fields, page);
  if (each.short_forms.empty()) return;
  page += "In one line:\n\n";
  for (const ShortForm& form : each.short_forms) page += fmt::format("- `{}`: {}.\n", form.written, form.meaning);
  page += "\n";
}

void add_quantities(std::string& page) {
  page +=
      "## Quantities\n\n"
      "Every quantity carries its unit; a bare number where a unit is needed is an error.\n\n"
      "- **Number**: `3`, `0.5`, `1e-4`, or a fraction `1/1000`. Digits are not grouped. `012` is twelve, as in YAML "
      "1.2.\n"
      "- **Time**: a number and a unit: ";
  std::vector<std::string> units;
  for (const TimeUnit& unit : time_units()) units.push_back(fmt::format("`{}`", fmt::join(unit.names, "`/`")));
  page += fmt::format("{}. A year is 8760 h. A month is refused: it has 28 to 31 days.\n", fmt::join(units, ", "));
  page +=
      "- **Rate**: a number per unit of time: `1e-4 per h`, `1/1000 per h`, `3/year`, `2 % per year`; `5000 FIT` is "
      "5000 in 10⁹ h.\n"
      "- **Probability**: `30 %`, `0.3` or `3/10`; `5 nines` is 99.999 %.\n"
      "- **Name**: a letter, then letters, digits, `-`, `_`, `/`, `+` and single blanks; not the words `and`, `of`, "
      "`on`. Domain levels, node classes and "
      "services share one space of names.\n"
      "- **Keys** may have underscores for blanks: `time_to_failure` is `time to failure`.\n\n"
      "In a mapping in braces, a text with a comma or a bracket needs quotes (a rule of YAML): `{needs: \"2 of [web, "
      "db]\"}`, or `{needs: 2 of web and db}`.\n\n";
}

void add_reuse(std::string& page) {
  page +=
      "## Reuse\n\n"
      "- **Anchors**: `web: &base {...}` names a part, `*base` repeats it, and `<<: *base` merges its keys beneath "
      "those beside it (or `<<: [*a, *b]`, "
      "where the earlier prevails). Parts that are only templates stand under `templates:`.\n"
      "- **`include: other.yaml`** takes the keys of another file, beneath those of this one.\n"
      "- **`parameters: {mttf: 1000 h}`** gives `$mttf` a value everywhere.\n"
      "- **`--set path=value`** on the command line sets one place, by the keys on the way to it: `--set "
      "crews.field.size=3`, `--set parameters.mttf=500h`, "
      "`--set seed=7`. Positions in lists are counted from 1: `--set objectives.1=\"api availability >= 99.9 %\"`. "
      "With `--set trials=...` a `precision` of the file is left out.\n\n";
}

void add_laws(std::string& page) {
  page +=
      "## Laws\n\n"
      "A law is written in one line, `weibull 3 years shape 1.5` (kind, a leading quantity for the parameter marked "
      "*first*, then names and values; `uniform 1 s to 2 s` for a low and a high), or as a "
      "mapping, `{law: weibull, mean: 3 years, shape: 1.5}`. A bare time such as `40 s` is `fixed 40 s`; as a `time to "
      "failure` it is warned of, for many who write it mean a mean.\n\n";
  for (const LawKind& kind : law_kinds()) {
    page += fmt::format("### {}\n\n{}.\n\n| parameter | value | meaning |\n|---|---|---|\n", kind.name, kind.summary);
    for (const LawParameter& each : kind.parameters) {
      const char* unit = each.unit == ParameterUnit::time          ? "time"
                         : each.unit == ParameterUnit::rate        ? "rate"
                         : each.unit == ParameterUnit::number      ? "number"
                         : each.unit == ParameterUnit::probability ? "probability"
                                                                   : "whole number";
      page += fmt::format("| `{}`{} | {} | {} |\n", each.name, each.name == kind.positional ? " *first*" : "", unit,
                          each.meaning);
    }
    std::vector<std::string> combinations;
    for (const auto& combination : kind.combinations)
      combinations.push_back(fmt::format("`{}`", fmt::join(combination, "` and `")));
    page += fmt::format("\nDetermined by {}.\n\n", fmt::join(combinations, "; or "));
  }
}

bool is_law_part(const Section& each) { return each.find("law") != nullptr || each.id == "bathtub piece"; }

}  // namespace

std::string reference_markdown() {
  std::string page =
      "# The scenario language, version 1\n\n"
      "<!-- Written by the program from the language's own table: change the table, not this page. -->\n\n"
      "A scenario is a YAML file. It is read strictly: unknown and repeated keys, missing units, values out of range "
      "and names that do not exist are errors, "
      "all reported at once with line and column.\n\n";
  add_quantities(page);
  for (const Section& each : sections()) {
    if (!is_law_part(each)) add_section(each, page);
  }
  add_laws(page);
  for (const Section& each : sections()) {
    if (is_law_part(each)) add_section(each, page);
  }
  add_reuse(page);
  page += fmt::format(
      "## Limits\n\nAt most {:.0e} nodes and domains in all, {:.0e} trials, a mission of {:.0f} years, times of 3e10 "
      "years, 1e12 simulated events; 5 million nodes with clocks of their own (nodes whose laws are exponential, and "
      "which wait for at most one crew, are counted instead and need none), 5 million domains of a level; files of "
      "64 MiB, "
      "5 million values after aliases are written out, 64 levels of nesting, 100 included files.\n",
      most_members, static_cast<double>(most_trials), longest_mission_years);
  return page;
}

std::string drill_reference_markdown() {
  std::string page =
      "# The language of drills, version 1\n\n"
      "<!-- Written by the program from the language's own table: change the table, not this page. -->\n\n"
      "A drill is a YAML file that names a scenario, and faults that are injected into it at given times; `nines "
      "drill` "
      "rehearses it. It is read as strictly as a scenario. [Drills](../guide/drill.md) shows how they are used.\n\n";
  for (const Section& each : drill_sections()) add_section(each, page);
  page +=
      "## Times\n\n"
      "A time of day is `10:05` or `10:05:30`; hours beyond 24 are of the next day: `25:00`. A time with a unit, "
      "`65 min`, counts from the start of the drill.\n\n"
      "## Expectations\n\n"
      "WHO WHAT COMPARED BOUND, then when and how often:\n\n"
      "| | meaning | |\n|---|---|---|\n"
      "| SERVICE `served` | share of the requests that is served; of a service that is not `balanced` the share of the "
      "time in which it is up | `api served >= 99 % after 10:06` |\n"
      "| SERVICE `up` | share of the time | `api up >= 99.9 % from 10:00 to 11:00` |\n"
      "| SERVICE `down` | time, in all | `api down at most 30 s` |\n"
      "| SERVICE `back` | from the first fault until it is up for good; 0 if it never goes down | `api back within 2 "
      "min` |\n"
      "| SERVICE `switched` | from the first fault until its first takeover, election or move of traffic is done | "
      "`db switched within 1 min in 99 % of trials` |\n"
      "| SERVICE `loses` | how long the data that it loses took to write, over the whole drill | `business loses at "
      "most 8 h` |\n"
      "| FAULT `noticed` | from the fault until it is noticed | `db.crash noticed within 15 s` |\n"
      "| FAULT `repaired` | from the fault until it is over | `db.crash repaired within 4 h in 90 % of trials` |\n\n"
      "A fault is named as under `fail`, or by its number, `fault 2`; of several the last counts. What does not come "
      "about takes forever, and so has what was lost without anything to restore.\n\n"
      "- **Compared** by `>=` or `at least`, `<=`, `at most` or `within`.\n"
      "- **When**, of `served`, `up` and `down`: `before` (the first fault), `during` (from then until all services "
      "are "
      "as they were before), `after` (that), `before 10:00`, `after 10:06`, `from 10:00 to 10:06`; otherwise the whole "
      "drill.\n"
      "- **How often**: in each trial, unless it says `in 95 % of trials` (the interval of the share must reach so "
      "far) or "
      "`on average`.\n";
  return page;
}

}  // namespace nines::scenarios
