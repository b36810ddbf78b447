// The audit for people, on a terminal.
#include "analysis/audit/units.h"
#include "analysis/report/text_table.h"

#include <fmt/format.h>

#include <iterator>

namespace nines::audit {
namespace {

using report::Align;
using report::Colour;

constexpr std::size_t page_width = 98, indent = 2;

std::string table(const Finding& finding, bool colour) {
  report::TextTable table({Align::left, Align::right, Align::right, Align::right, Align::right, Align::left});
  table.header({std::begin(headings), std::end(headings)});
  for (const Line& line : lines_of(finding))
    table.row({line.example, line.printed, line.own, line.right, line.simulated, line.interval});
  return table.render(indent, colour);
}

std::string overview(const Audit& audit, bool colour) {
  report::TextTable table({Align::left, Align::left, Align::left});
  table.header({"", "formula", "in short"});
  for (const AuditedArticle& article : audit.articles) {
    for (const auto& [formula, answers] : article.findings)
      table.row({std::string(formula.id), std::string(formula.name), std::string(formula.verdict)});
  }
  return table.render(indent, colour);
}

/// "Right: ...", further lines beneath the first.
std::string paragraph(std::string_view label, std::string_view text) {
  const std::string labelled = label.empty() ? std::string(text) : fmt::format("{}: {}", label, text);
  return std::string(indent, ' ') + report::wrapped(labelled, page_width - indent, indent) + "\n";
}

std::string finding_text(const Finding& finding, bool colour) {
  const Formula& formula = finding.formula;
  std::string text = report::coloured(fmt::format("{}  {}", formula.id, formula.name), Colour::bold, colour) + "\n";
  text += paragraph("Printed", formula.printed) + "\n" + table(finding, colour) + "\n";
  text += paragraph("", formula.remark);
  text += paragraph("Right", formula.right_formula);
  text += paragraph("Source", formula.source);
  text += paragraph("Holds for", formula.holds_for);
  text += paragraph("Simulated", simulation_text(finding));
  return text + "\n";
}

}  // namespace

std::string text(const Audit& audit, bool colour) {
  std::string text = report::coloured("The formulas of five articles, audited", Colour::bold, colour) + "\n\n";
  text += paragraph("", introduction()) + "\n" + overview(audit, colour) + "\n";
  for (const AuditedArticle& article : audit.articles) {
    const std::string title = fmt::format("{}  {}", article.number, article.title);
    text += report::coloured(title, Colour::bold, colour) + "\n" + std::string(title.size(), '=') + "\n\n";
    for (const Finding& finding : article.findings) text += finding_text(finding, colour);
  }
  text.pop_back();
  return text;
}

}  // namespace nines::audit
