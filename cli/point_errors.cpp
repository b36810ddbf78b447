#include "cli/point_errors.h"

#include "analysis/report/text_table.h"

#include <fmt/format.h>

#include <cstdio>

namespace nines::cli {

std::vector<scenarios::Override> overrides_at(const std::vector<models::Setting>& settings, const Request& request) {
  std::vector<scenarios::Override> all = request.overrides;
  for (const models::Setting& each : settings) all.push_back({each.path, each.value});
  return all;
}

void print(const scenarios::PointErrors& errors, std::size_t planned) {
  fmt::print(stderr, "{}", report::printable_lines(errors.text(planned)));
}

}  // namespace nines::cli
