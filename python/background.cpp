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

RunResult in_background(RunOptions options, const ProgressCallback& progress,
                        const std::function<RunResult(const RunOptions&)>& answer) {
  constexpr auto between_looks = std::chrono::milliseconds(50);
  std::atomic<bool> stop = false;
  LastProgress last;
  options.stop = &stop;
  if (progress) options.progress = [&last](const Progress& now) { last.put(now); };

  std::future<RunResult> found;
  std::exception_ptr error;
  {
    const py::gil_scoped_release released;
    found = std::async(std::launch::async, [&] { return answer(options); });
    while (found.wait_for(between_looks) != std::future_status::ready) {
      const py::gil_scoped_acquire held;
      try {
        if (PyErr_CheckSignals() != 0) {
          // The answer so far says that it is one; nines/scenario.py raises what Python expects.
          PyErr_Clear();
          stop = true;
        }
        Progress now;
        if (progress && !stop && last.take(now)) {
          progress(now.trials_done, now.trials_planned, now.elapsed_s, now.remaining_s, now.interval);
        }
      } catch (...) {
        error = std::current_exception();
        stop = true;
      }
    }
  }
  if (error) std::rethrow_exception(error);
  RunResult result = found.get();
  result.interrupted = result.interrupted || stop;
  return result;
}

}  // namespace nines::python
