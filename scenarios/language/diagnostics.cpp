#include "scenarios/language/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <numeric>
#include <tuple>

namespace nines::scenarios {

std::string Diagnostic::to_string() const {
  std::string text = file;
  if (line > 0) text += fmt::format(":{}:{}", line, column);
  text += severity == Severity::error ? ": error: " : ": warning: ";
  text += message;
  if (!hint.empty()) text += "\n  hint: " + hint;
  return text;
}

std::uint32_t Reporter::add_file(std::string name, std::string preface) {
  files_.push_back(std::move(name));
  prefaces_.push_back(std::move(preface));
  return static_cast<std::uint32_t>(files_.size() - 1);
}

void Reporter::error(Place place, const std::string& message, std::string hint) {
  if (silenced_.contains({place.file, place.line, place.column})) return;
  if (errors_ == limit) {
    ended_early_ = true;
    throw TooManyErrors{};
  }
  ++errors_;
  add(place, Diagnostic::Severity::error, message, std::move(hint));
}

void Reporter::warning(Place place, const std::string& message, std::string hint) {
  ++warnings_;
  if (warnings_ <= limit) add(place, Diagnostic::Severity::warning, message, std::move(hint));
}

void Reporter::silence(Place place) { silenced_.insert({place.file, place.line, place.column}); }

void Reporter::add(Place place, Diagnostic::Severity severity, const std::string& message, std::string hint) {
  entries_.push_back({place,
                      {files_[place.file], static_cast<int>(place.line), static_cast<int>(place.column), severity,
                       prefaces_[place.file] + message, std::move(hint)}});
}

std::vector<Diagnostic> Reporter::take() {
  std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.place.file, a.place.line, a.place.column) < std::tie(b.place.file, b.place.line, b.place.column);
  });
  std::vector<Diagnostic> diagnostics;
  for (Entry& entry : entries_) diagnostics.push_back(std::move(entry.diagnostic));
  if (ended_early_) {
    diagnostics.push_back({files_.front(), 0, 0, Diagnostic::Severity::error,
                           fmt::format("there are more than {} errors; the others are not looked for", limit),
                           "mend the first ones: later errors often follow from earlier ones"});
  }
  if (warnings_ > limit) {
    diagnostics.push_back({files_.front(), 0, 0, Diagnostic::Severity::warning,
                           fmt::format("{} further warnings are not shown", warnings_ - limit), ""});
  }
  entries_.clear();
  errors_ = warnings_ = 0;
  ended_early_ = false;
  return diagnostics;
}

namespace {

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

/// Optimal string alignment distance (insertions, deletions, substitutions, swaps of neighbours), regardless of case.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

std::string nearest(std::string_view name, const std::vector<std::string>& candidates) {
  constexpr std::size_t longest_worth_comparing = 100;
  constexpr std::size_t most_worth_comparing = 10'000;  // a typing error among 50 000 names must not take minutes
  if (name.empty() || name.size() > longest_worth_comparing) return {};
  const std::size_t tolerance = std::max<std::size_t>(1, name.size() / 3);
  std::size_t best = tolerance + 1;
  std::string found;
  for (std::size_t i = 0; i < std::min(candidates.size(), most_worth_comparing); ++i) {
    const std::string& candidate = candidates[i];
    const std::size_t longer = std::max(candidate.size(), name.size());
    if (longer - std::min(candidate.size(), name.size()) >= best) continue;
    const std::size_t distance = edit_distance(name, candidate);
    if (distance < best) {
      best = distance;
      found = candidate;
    }
  }
  return found;
}

std::string suggest(std::string_view name, const std::vector<std::string>& candidates, std::string_view what_there_is) {
  constexpr std::size_t most_listed = 24;
  std::string hint;
  if (const std::string near = nearest(name, candidates); !near.empty())
    hint = fmt::format("did you mean `{}`? ", near);
  if (candidates.empty()) return hint + fmt::format("there are no {}", what_there_is);
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < std::min(candidates.size(), most_listed); ++i) shown.push_back(quote(candidates[i]));
  hint += fmt::format("{}: {}", what_there_is, fmt::join(shown, ", "));
  if (candidates.size() > most_listed) hint += fmt::format(" and {} more", candidates.size() - most_listed);
  return hint;
}

std::string service_instead(std::string_view form, std::string_view name, std::string_view use) {
  return fmt::format("make a service that needs `{} of {}`, and {}", form, name, use);
}

std::string quote(std::string_view text) {
  constexpr std::size_t most_shown = 60;
  std::string shown;
  for (const char c : text.substr(0, most_shown)) shown += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  if (text.size() > most_shown) {
    // Do not cut a UTF-8 sequence in two.
    while (!shown.empty() && (static_cast<unsigned char>(shown.back()) & 0xC0) == 0x80) shown.pop_back();
    if (!shown.empty() && static_cast<unsigned char>(shown.back()) >= 0xC0) shown.pop_back();
    shown += "...";
  }
  return "`" + shown + "`";
}

std::string join_words(const std::vector<std::string>& words, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? fmt::format(" {} ", last) : std::string(", ");
    text += words[i];
  }
  return text;
}

}  // namespace nines::scenarios
