// Work on several threads.
#pragma once

#include <cstddef>
#include <functional>

namespace nines::monte_carlo {

/// As many threads as are asked for (0: as the machine has), but not more than there are blocks.
unsigned threads_for(unsigned asked, std::size_t blocks);

/// Does `work` on so many threads, of which this one is one, and waits for all of them. `work` may not throw.
void on_threads(unsigned threads, const std::function<void()>& work);

}  // namespace nines::monte_carlo
