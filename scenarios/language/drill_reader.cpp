// From the file of a drill, with its scenario, to models::Drill.
#include "scenarios/language/drill.h"
#include "scenarios/language/drill_lowering.h"
#include "scenarios/language/reader.h"

#include <fmt/format.h>

#include <utility>

namespace nines::scenarios {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Up to two digits.
std::optional<int> take_two_digits(std::string_view& text) {
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  int value = 0;
  for (int n = 0; n < 2 && !text.empty() && is_digit(text.front()); ++n, text.remove_prefix(1))
    value = value * 10 + (text.front() - '0');
  return value;
}

/// The scenario that the drill names; what is wrong with it joins `diagnostics`.
std::optional<Scenario> scenario_of(const Record& drill, const std::filesystem::path& directory,
                                    const std::vector<Override>& overrides, Reporter& reporter,
                                    std::vector<Diagnostic>& diagnostics) {
  const auto name = drill.text("scenario");
  if (!name) return std::nullopt;
  constexpr std::size_t longest_name = 4096;
  if (trim(*name).empty() || name->find('\0') != std::string::npos || name->size() > longest_name) {
    reporter.error(drill.place_of("scenario"), fmt::format("{} is not a file name", quote(*name)),
                   "scenario: ../ai/platform.yaml");
    return std::nullopt;
  }
  LoadResult loaded = load_file((directory / std::string(trim(*name))).lexically_normal(), overrides, 1);
  if (!loaded.scenario) {
    reporter.error(drill.place_of("scenario"), fmt::format("the scenario {} cannot be used", quote(*name)),
                   "what is wrong with it follows; file names are relative to the file that they are written in");
  }
  diagnostics = std::move(loaded.diagnostics);
  return std::move(loaded.scenario);
}

DrillLoadResult load(std::string_view text, const std::string& name, const std::filesystem::path& directory,
                     const std::vector<Override>& overrides) {
  Sources sources;
  DrillLoadResult result;
  std::vector<Diagnostic> of_scenario;
  const std::uint32_t file = sources.add(name, directory);
  try {
    if (const Node* root = read_yaml(text, file, sources.tree, sources.reporter)) {
      Context context{sources, sources.reporter};
      const Record record(*root, drill_section("drill"), "the drill", context);
      std::optional<Scenario> scenario;
      if (root->is_mapping()) scenario = scenario_of(record, directory, overrides, sources.reporter, of_scenario);
      if (scenario) {
        sources.hash(text);
        sources.hash(scenario->text_hash);
        models::Drill drill = DrillLowering(context, std::move(scenario->study)).lower(record);
        if (!sources.reporter.has_errors())
          result.drill = LoadedDrill{std::move(drill), name, scenario->file, sources.hash_digits()};
      }
    }
  } catch (const TooManyErrors&) {
    // What was found is reported below, and that there is more.
  }
  result.diagnostics = sources.reporter.take();
  result.diagnostics.insert(result.diagnostics.end(), of_scenario.begin(), of_scenario.end());
  return result;
}

}  // namespace

std::optional<Seconds> parse_time_of_day(std::string_view text) {
  text = trim(text);
  const auto hours = take_two_digits(text);
  if (!hours || text.empty() || text.front() != ':') return std::nullopt;
  text.remove_prefix(1);
  const std::size_t before_minutes = text.size();
  const auto minutes = take_two_digits(text);
  if (!minutes || *minutes > 59 || before_minutes - text.size() != 2) return std::nullopt;
  int seconds = 0;
  if (!text.empty()) {
    if (text.front() != ':') return std::nullopt;
    text.remove_prefix(1);
    const auto read = take_two_digits(text);
    if (!read || *read > 59 || !text.empty()) return std::nullopt;
    seconds = *read;
  }
  return Seconds(*hours * 3600.0 + *minutes * 60.0 + seconds);
}

DrillLowering::DrillLowering(Context& context, models::Study study)
    : context_(context), reporter_(context.reporter), platform_(drill_.study.platform) {
  drill_.study = std::move(study);
}

models::Drill DrillLowering::lower(const Record& drill) {
  drill.count("drill");
  models::Study& study = drill_.study;
  drill_.title = drill.text("title").value_or("");
  drill_.description = drill.text("description").value_or("");
  study.trials = drill.count("trials").value_or(1);
  study.seed = drill.count("seed").value_or(study.seed);
  study.precision.clear();
  study.objectives.clear();
  drill_.other_failures = drill.choice("other failures").value_or(0) == 1;
  times(drill);
  faults(drill);
  if (!drill_.other_failures) models::turn_off_failures(platform_);
  expectations(drill);
  return std::move(drill_);
}

void DrillLowering::times(const Record& drill) {
  if (const auto written = drill.text("starts at")) {
    const auto starts = parse_time_of_day(*written);
    if (starts && *starts < Seconds(86400)) {
      drill_.clock_starts = *starts;
    } else {
      reporter_.error(drill.place_of("starts at"),
                      fmt::format("`starts at` of the drill: {} is not a time of day", quote(*written)),
                      "write hours and minutes: `starts at: 09:00`");
    }
  }
  if (const auto lasts = drill.duration("lasts")) drill_.study.mission = lasts_ = *lasts;
}

/// A time of day, or from the start, as a time of the trial.
std::optional<Seconds> DrillLowering::moment(std::string_view text, Place place, const std::string& subject,
                                             bool may_be_end) {
  const auto refuse = [&](const std::string& message, const std::string& hint) {
    reporter_.error(place, fmt::format("{}: {}", subject, message), hint);
    return std::nullopt;
  };
  std::optional<Seconds> at = parse_time_of_day(text);
  if (at) {
    *at -= drill_.clock_starts;
    if (*at < Seconds(0)) {
      return refuse(fmt::format("{} is before the drill starts", quote(trim(text))),
                    "`starts at` says when it does; hours beyond 24 are of the next day");
    }
  } else {
    const Parsed<Seconds> parsed = parse_duration(trim(text));
    if (const auto* problem = std::get_if<Problem>(&parsed)) {
      const bool looks_like_a_clock = text.find(':') != std::string_view::npos;
      return refuse(looks_like_a_clock ? fmt::format("{} is not a time of day", quote(trim(text))) : problem->message,
                    "write a time of day, `10:05`, or a time from the start of the drill, `65 min`");
    }
    at = std::get<Seconds>(parsed);
  }
  if (*at < lasts_ || (may_be_end && *at == lasts_)) return at;
  return refuse(fmt::format("{} is not within the drill", quote(trim(text))),
                "`lasts` says how long it is watched, from its start");
}

DrillLoadResult load_drill_file(const std::filesystem::path& path, const std::vector<Override>& overrides) {
  std::string why;
  const std::optional<std::string> text = read_bytes(path, why);
  if (!text)
    return {std::nullopt, {{path.string(), 0, 0, Diagnostic::Severity::error, "the drill cannot be read: " + why, ""}}};
  const std::filesystem::path directory = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  return load(*text, path.string(), directory, overrides);
}

DrillLoadResult load_drill_text(std::string_view text, const std::string& name, const std::filesystem::path& directory,
                                const std::vector<Override>& overrides) {
  return load(text, name, directory, overrides);
}

bool is_drill(const std::filesystem::path& path) {
  std::string why;
  const std::optional<std::string> text = read_bytes(path, why);
  if (!text) return false;
  Sources sources;
  try {
    const Node* root = read_yaml(*text, sources.add(path.string(), std::nullopt), sources.tree, sources.reporter);
    return root != nullptr && root->find("drill") != nullptr && root->find("nines") == nullptr;
  } catch (const TooManyErrors&) {
    return false;
  }
}

}  // namespace nines::scenarios
