// The audit as a page: docs/guide/audit.md.
#include "analysis/audit/units.h"
#include "analysis/report/text_table.h"

#include <fmt/format.h>

#include <cctype>
#include <iterator>

namespace nines::audit {
namespace {

constexpr std::size_t page_width = 140;

/// Stars and bars of formulas must not be taken for Markdown.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '|' || c == '*' || c == '_' || c == '<') result += '\\';
    result += c;
  }
  return result;
}

std::string paragraph(std::string_view text) { return report::wrapped(escaped(text), page_width, 0) + "\n"; }

std::string item(std::string_view label, const std::string& text) {
  return "- " + report::wrapped(fmt::format("{}: {}", label, text), page_width - 2, 2) + "\n";
}

std::string table(const Finding& finding) {
  std::string text = fmt::format("| {} |\n|{}\n", fmt::join(std::begin(headings), std::end(headings), " | "),
                                 "---|---|---|---|---|---|");
  for (const Line& line : lines_of(finding)) {
    text += fmt::format("| {} | {} | {} | {} | {} | {} |\n", escaped(line.example), line.printed, line.own, line.right,
                        line.simulated, line.interval);
  }
  return text;
}

std::string heading_of(const Formula& formula) { return fmt::format("{} {}", formula.id, formula.name); }

/// Of a heading, as readers of Markdown make it: "000r-number-of-replicas".
std::string anchor_of(const std::string& heading) {
  std::string anchor;
  for (const char c : heading) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0) anchor += static_cast<char>(std::tolower(byte));
    if (c == ' ') anchor += '-';
  }
  return anchor;
}

std::string overview(const Audit& audit) {
  std::string text = "| formula | in short |\n|---|---|\n";
  for (const AuditedArticle& article : audit.articles) {
    for (const auto& [formula, answers] : article.findings) {
      const std::string heading = heading_of(formula);
      text += fmt::format("| [{}](#{}) | {} |\n", heading, anchor_of(heading), formula.verdict);
    }
  }
  return text;
}

std::string section(const Finding& finding) {
  const Formula& formula = finding.formula;
  std::string text = fmt::format("### {}\n\n`{}`\n\n", heading_of(formula), formula.printed);
  text += table(finding) + "\n" + paragraph(formula.remark) + "\n";
  text += item("Right", fmt::format("`{}`", formula.right_formula));
  text += item("Source", escaped(formula.source));
  text += item("Holds for", escaped(formula.holds_for));
  text += item("Simulated", escaped(simulation_text(finding)));
  return text + "\n";
}

}  // namespace

std::string markdown(const Audit& audit) {
  std::string text = "# The formulas of five articles, audited\n\n";
  text += "<!-- Written by `nines audit --format markdown`: change analysis/audit, not this page. -->\n\n";
  text += paragraph(introduction()) + "\n" + overview(audit) + "\n";
  for (const AuditedArticle& article : audit.articles) {
    text += fmt::format("## {}: {}\n\n", article.number, article.title);
    for (const Finding& finding : article.findings) text += section(finding);
  }
  text.pop_back();
  return text;
}

}  // namespace nines::audit
