#include "analysis/monte_carlo/threads.h"

#include <algorithm>
#include <system_error>
#include <thread>
#include <vector>

namespace nines::monte_carlo {

unsigned threads_for(unsigned asked, std::size_t blocks) {
  const unsigned machine = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t wanted = asked == 0 ? machine : asked;
  return static_cast<unsigned>(std::clamp<std::size_t>(blocks, 1, wanted));
}

void on_threads(unsigned threads, const std::function<void()>& work) {
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < threads; ++i) {
    try {
      others.emplace_back(work);
    } catch (const std::system_error&) {
      break;  // no more threads to be had: fewer give the same result
    }
  }
  work();
}

}  // namespace nines::monte_carlo
