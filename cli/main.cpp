#include "cli/commands.h"
#include "cli/output.h"

#include <csignal>
#include <cstdio>
#include <exception>
#include <new>

int main(int argc, char** argv) {
  using namespace nines::cli;
  // Whoever started nines may have had broken pipes ignored; `nines laws | head` shall end quietly all the same.
  std::signal(SIGPIPE, SIG_DFL);
  try {
    const ParsedCommandLine command_line = parse_command_line(argc, argv);
    if (!command_line.request) {
      std::fputs(command_line.err.c_str(), stderr);
      write_standard_output(command_line.out);
      return command_line.exit_code;
    }
    return execute(*command_line.request);
  } catch (const std::bad_alloc&) {
    std::fputs("nines: out of memory\n", stderr);
  } catch (const WriteFailed& error) {
    std::fprintf(stderr, "nines: %s\n", error.what());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "nines: internal error, please report it: %s\n", error.what());
  }
  return exit_internal;
}
