// One line on standard error that says how far a run is.
#pragma once

#include "analysis/run.h"

#include <string>

namespace nines::cli {

/// "12 000 of about 50 000 trials; api.availability 99.98 .. 99.99 %; 12 s left", at most `width` columns.
std::string progress_text(const Progress& progress, std::size_t width);

/// Appears once a run takes longer than a second, and is wiped away at the end.
class ProgressLine {
 public:
  explicit ProgressLine(bool enabled) : enabled_(enabled) {}
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() { clear(); }

  void show(const Progress& progress);
  void clear();

 private:
  bool enabled_;
  bool shown_ = false;
  double last_shown_s_ = 0;
};

}  // namespace nines::cli
