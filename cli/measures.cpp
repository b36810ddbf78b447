#include "cli/measures.h"

#include "analysis/report/text_table.h"
#include "analysis/report/wording.h"
#include "cli/run_options.h"
#include "cli/values.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::cli {
namespace {

/// As in documents: blanks of scenario files are underscores.
std::string with_underscores(std::string name) {
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

std::string did_you_mean(const std::string& text, const std::vector<std::string>& words) {
  const std::string near = nearest(text, words);
  std::string all;
  for (const std::string& each : words) all += (all.empty() ? "" : ", ") + report::printable(each);
  return (near.empty() ? "" : fmt::format("did you mean '{}'? ", report::printable(near))) + "there are: " + all;
}

/// If there is none: why, and what there is.
std::optional<sweep::AskedMeasure> measure_named(const std::string& text, const models::Study& study,
                                                 std::string& why) {
  const auto& services = study.platform.services;
  const std::size_t point = text.rfind('.');
  const std::string measure = with_underscores(point == std::string::npos ? text : text.substr(point + 1));
  const std::string service = point == std::string::npos ? services.back().name : text.substr(0, point);
  std::vector<std::string> names;
  const auto found =
      std::find_if(services.begin(), services.end(), [&](const auto& each) { return each.name == service; });
  if (found == services.end()) {
    for (const models::Service& each : services) names.push_back(each.name);
    why = fmt::format("--measure {0}: there is no service '{1}'\n  hint: {2}", report::printable(text),
                      report::printable(service), did_you_mean(service, names));
    return std::nullopt;
  }
  const auto index = static_cast<std::size_t>(found - services.begin());
  for (int number = 0; number <= static_cast<int>(models::Measure::unrecoverable); ++number) {
    const auto each = static_cast<models::Measure>(number);
    if (!models::has_measure(study.platform, index, each)) continue;
    if (report::name_of(each) == measure) return sweep::AskedMeasure{service, each};
    names.emplace_back(report::name_of(each));
  }
  why = fmt::format("--measure {0}: {1} has no measure '{2}'\n  hint: {3}", report::printable(text),
                    report::printable(service), report::printable(measure), did_you_mean(measure, names));
  return std::nullopt;
}

}  // namespace

std::optional<std::vector<sweep::AskedMeasure>> measures_named(const std::vector<std::string>& texts,
                                                               const models::Study& study) {
  std::vector<sweep::AskedMeasure> asked;
  for (const std::string& text : texts) {
    std::string why;
    const auto measure = measure_named(text, study, why);
    if (measure) asked.push_back(*measure);
    if (!measure) bad_input(why);
  }
  if (asked.size() < texts.size()) return std::nullopt;
  return asked;
}

void ask_for(const std::vector<sweep::AskedMeasure>& asked, models::Study& study) {
  std::vector<models::Measure>& measures = study.measures;
  if (measures.empty()) return;  // all of them
  for (const sweep::AskedMeasure& each : asked) {
    if (std::find(measures.begin(), measures.end(), each.measure) == measures.end()) measures.push_back(each.measure);
  }
}

}  // namespace nines::cli
