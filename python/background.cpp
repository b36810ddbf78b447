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
        if (PyErr_CheckSignals() != 0) throw py::error_already_set();
        Progress now;
        if (progress && last.take(now))
          progress(now.trials_done, now.trials_planned, now.elapsed_s, now.remaining_s, now.interval);
      } catch (const py::error_already_set& raised) {
        // Ctrl-C, which may strike while the callback runs. What another signal's handler raises is an error.
        if (raised.matches(PyExc_KeyboardInterrupt)) {
          interrupted = true;
        } else {
          error = std::current_exception();
        }
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
