#include "cli/run_options.h"

#include "cli/interrupt.h"

#include <fmt/format.h>

#include <cstdio>

namespace nines::cli {

RunOptions run_options(const Request& request, ProgressLine& progress) {
  RunOptions options;
  options.threads = request.threads;
  options.chain = request.chain;
  options.max_states = request.max_states;
  options.progress = [&progress](const Progress& now) { progress.show(now); };
  options.stop = &catch_interrupts();
  return options;
}

ExitCode bad_input(const std::string& message) {
  fmt::print(stderr, "nines: {}\n", message);
  return exit_bad_input;
}

}  // namespace nines::cli
