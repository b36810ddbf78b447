#include "python/background.h"

#include <pybind11/pybind11.h>

#include <atomic>
#include <chrono>
#include <exception>
#include <future>
#include <mutex>

namespace nines::python {
namespace {

namespace py = pybind11;

/// The last report of the threads that simulate, for the one that asked.
class LastProgress {
 public:
  void put(const Progress& progress) {
    const std::lock_guard lock(mutex_);
    last_ = progress;
    fresh_ = true;
  }
  bool take(Progress& progress) {
    const std::lock_guard lock(mutex_);
    if (!std::exchange(fresh_, false)) return false;
    progress = last_;
    return true;
  }

 private:
  std::mutex mutex_;
  Progress last_;
  bool fresh_ = false;
};

/// Of the signals that have come since the last look: Ctrl-C. What another signal's handler throws is thrown.
bool interrupt_seen() {
  if (PyErr_CheckSignals() == 0) return false;
  // The answer so far says that it is one; nines/scenario.py raises what Python expects.
  if (PyErr_ExceptionMatches(PyExc_KeyboardInterrupt) == 0) throw py::error_already_set();
  PyErr_Clear();
  return true;
}

}  // namespace

bool in_background(RunOptions options, const ProgressCallback& progress,
                   const std::function<void(const RunOptions&)>& answer) {
  constexpr auto between_looks = std::chrono::milliseconds(50);
  std::atomic<bool> stop = false;
  LastProgress last;
  options.stop = &stop;
  if (progress) options.progress = [&last](const Progress& now) { last.put(now); };

  std::future<void> found;
  std::exception_ptr error;
  bool interrupted = false;
  {
    const py::gil_scoped_release released;
    found = std::async(std::launch::async, [&] { answer(options); });
    while (found.wait_for(between_looks) != std::future_status::ready) {
      if (stop) continue;
      const py::gil_scoped_acquire held;
      try {
        interrupted = interrupt_seen();
        Progress now;
        if (progress && !interrupted && last.take(now))
          progress(now.trials_done, now.trials_planned, now.elapsed_s, now.remaining_s, now.interval);
      } catch (...) {
        error = std::current_exception();
      }
      stop = interrupted || error;
    }
  }
  if (error) std::rethrow_exception(error);
  found.get();
  return interrupted;
}

}  // namespace nines::python
