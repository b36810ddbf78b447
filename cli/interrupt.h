// Ctrl-C ends a run with the answer so far; a second one ends the program at once.
#pragma once

#include <atomic>

namespace nines::cli {

/// From now on the first SIGINT (or SIGTERM) only sets the flag; the next one kills. Returns the flag.
const std::atomic<bool>& catch_interrupts();

}  // namespace nines::cli
