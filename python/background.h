// A question answered on a thread of its own, while the interpreter stays free: other Python threads run, progress is
// reported, and an interrupt (Ctrl-C) ends it with the answer so far.
#pragma once

#include "analysis/run.h"

#include <functional>

namespace nines::python {

/// Called a few times a second, on the thread that asked: trials done, trials planned (0: not known), seconds so far, seconds
/// left, and the interval so far in words.
using ProgressCallback = std::function<void(std::size_t, std::size_t, double, double, const std::string&)>;

/// Calls `answer` with the options, to which the stop flag and the progress are added. What it throws is thrown here. Called,
/// and returns, with the GIL held. An error in the callback ends the answer, and is thrown.
RunResult in_background(RunOptions options, const ProgressCallback& progress,
                        const std::function<RunResult(const RunOptions&)>& answer);

}  // namespace nines::python
