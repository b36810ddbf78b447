#include "cli/measures.h"

#include "analysis/report/text_table.h"
#include "scenarios/language/asked_measure.h"

#include <fmt/format.h>

#include <cstdio>

namespace nines::cli {

std::optional<std::vector<sweep::AskedMeasure>> measures_named(const std::vector<std::string>& texts,
                                                               const models::Study& study) {
  std::vector<sweep::AskedMeasure> asked;
  for (const std::string& text : texts) {
    std::string why;
    const auto measure = scenarios::asked_measure(text, study, why);
    if (measure) asked.push_back({study.platform.services[measure->service].name, measure->measure});
    if (!measure) fmt::print(stderr, "{}", report::printable_lines(fmt::format("nines: --measure {}: {}", text, why)));
  }
  if (asked.size() < texts.size()) return std::nullopt;
  return asked;
}

}  // namespace nines::cli
