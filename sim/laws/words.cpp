// Times in words for the descriptions of laws.
#include "sim/laws/kind.h"

#include <fmt/format.h>

namespace nines::laws {

std::string in_words(Seconds time) {
  const double s = time.count();
  if (s == 0) return "0 s";
  if (s < 1e-3) return fmt::format("{:.6g} us", s * 1e6);
  if (s < 1) return fmt::format("{:.6g} ms", s * 1e3);
  if (s < 120) return fmt::format("{:.6g} s", s);
  if (s < 3600) return fmt::format("{:.6g} min", s / 60);
  return fmt::format("{:.6g} h", s / 3600);
}

}  // namespace nines::laws
