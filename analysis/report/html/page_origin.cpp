#include "analysis/report/html/page_origin.h"

#include "analysis/report/text_table.h"

namespace nines::report {

void add_origin(const PageOrigin& origin, std::vector<std::string> facts, page::Page& page) {
  page.heading(2, "The scenario, and how to get this report again", "scenario");
  if (!origin.command.empty()) page.code(origin.command);
  facts.emplace_back(
      "The same scenario, seed and version give the same numbers to the last digit, on any number of threads.");
  page.list(facts);
  for (const auto& [name, text] : origin.sources) {
    page.begin_folded(&name == &origin.sources.front().first ? "The scenario" : "Part of it: " + printable(name));
    page.code(text);
    page.end_folded();
  }
}

}  // namespace nines::report
