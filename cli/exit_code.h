// What the command's exit code says; documented in `nines --help` and docs/reference/command.md.
#pragma once

namespace nines::cli {

enum ExitCode : int {
  exit_ok = 0,
  exit_strict_failure = 1,  ///< --strict: an answer disagrees, or an objective or expectation is missed
  exit_bad_input = 2,       ///< the command line, the scenario or the drill is wrong
  exit_internal = 3,        ///< an error of nines or of the machine: memory, a full disk
  exit_interrupted = 130,   ///< ended by Ctrl-C, after printing the answer so far
};

}  // namespace nines::cli
