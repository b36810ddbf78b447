// What a run found, for people (a table), for programs (JSON) and for spreadsheets (CSV).
#pragma once

#include "analysis/result.h"

#include <string>

namespace nines::report {

/// How the table may look; the content is the same.
struct TableStyle {
  bool colour = false;  ///< ANSI escape sequences
};

/// Which question was asked: a table leaves out the columns that it does not answer.
enum class Question { run, solve, predict };

/// The table for people, at most 120 columns wide unless a name or a very small unavailability needs more.
std::string table(const RunResult& result, Question question, const TableStyle& style);

/// The result document, format "nines-result", version 1: docs/reference/result.md. Doubles round-trip; the same
/// scenario and the same version of nines give the same bytes, so neither time taken nor threads are in it.
std::string json(const RunResult& result);

/// One row for each subject and measure, then one for each failure mode, with a header row (RFC 4180, but lines end in \n). Units as in the document.
std::string csv(const RunResult& result);

/// The version of nines that wrote a document.
const char* version();

}  // namespace nines::report
