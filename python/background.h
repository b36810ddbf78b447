// A question answered on a thread of its own, while the interpreter stays free: other Python threads run, progress is
// reported, and an interrupt (Ctrl-C) ends it with the answer so far.
#pragma once

#include "analysis/run.h"

#include <functional>

namespace nines::python {

/// Called a few times a second, on the thread that asked: trials done, trials planned (0: not known), seconds so far, seconds
/// left, and the interval so far in words.
using ProgressCallback = std::function<void(std::size_t, std::size_t, double, double, const std::string&)>;

/// Calls `answer` with the options, to which the stop flag and the progress are added; true if it was interrupted. What it
/// throws is thrown here. Called, and returns, with the GIL held. An error in the callback ends the answer, and is thrown.
bool in_background(RunOptions options, const ProgressCallback& progress,
                   const std::function<void(const RunOptions&)>& answer);

/// The same for what says itself that it is the answer so far.
template <class Answer>
Answer answered(const RunOptions& options, const ProgressCallback& progress,
                const std::function<Answer(const RunOptions&)>& answer) {
  Answer made;
  const bool interrupted =
      in_background(options, progress, [&](const RunOptions& completed) { made = answer(completed); });
  made.interrupted = made.interrupted || interrupted;
  return made;
}

}  // namespace nines::python
