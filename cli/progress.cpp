#include "cli/progress.h"

#include "analysis/report/numbers.h"
#include "analysis/report/text_table.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <cmath>
#include <cstdio>

namespace nines::cli {
namespace {

std::size_t terminal_width() {
  winsize size = {};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

}  // namespace

std::string progress_text(const Progress& progress, std::size_t width) {
  std::string text = report::count_text(progress.trials_done);
  if (progress.trials_planned > 0) text += " of about " + report::count_text(progress.trials_planned);
  text += " trials";
  if (!progress.interval.empty()) text += "; " + report::printable(progress.interval);
  if (progress.remaining_s > 0 && std::isfinite(progress.remaining_s)) {
    // To whole seconds: tenths would flicker.
    const double seconds = std::ceil(progress.remaining_s);
    text += "; " + (seconds < 60 ? fmt::format("{:.0f} s", seconds) : report::duration_text(seconds)) + " left";
  }
  // The last column stays free, where some terminals would break the line.
  while (!text.empty() && report::display_width(text) >= width) text.pop_back();
  return text;
}

void ProgressLine::show(const Progress& progress) {
  constexpr double quiet_at_first_s = 1;
  constexpr double between_updates_s = 0.2;
  if (!enabled_ || progress.elapsed_s < quiet_at_first_s) return;
  if (shown_ && progress.elapsed_s < last_shown_s_ + between_updates_s) return;
  fmt::print(stderr, "\r{}\033[K", progress_text(progress, terminal_width()));
  std::fflush(stderr);
  shown_ = true;
  last_shown_s_ = progress.elapsed_s;
}

void ProgressLine::clear() {
  if (!shown_) return;
  fmt::print(stderr, "\r\033[K");
  std::fflush(stderr);
  shown_ = false;
}

}  // namespace nines::cli
