#include "analysis/report/numbers.h"
#include "analysis/report/optimise_report.h"
#include "analysis/report/text_table.h"

#include <fmt/format.h>

#include <cmath>

namespace nines::report {

using optimise::OptimiseResult;
using Answer = OptimiseResult::Answer;

/// "12 345", "-0.25": money is read to the unit, or to four digits where it is less.
std::string amount_text(double amount) {
  constexpr double to_the_unit = 1000;
  if (std::isinf(amount)) return "?";
  if (std::abs(amount) < to_the_unit) return significant(amount, 4);
  return (amount < 0 ? "-" : "") + count_text(static_cast<std::uint64_t>(std::llround(std::abs(amount))));
}

/// "EUR/y".
std::string unit_of(const OptimiseResult& result) {
  return result.asked.currency.empty() ? "/y" : " " + printable(result.asked.currency) + "/y";
}

namespace {

std::string promise(const OptimiseResult& result) {
  const std::string confidence = percent_text(result.asked.confidence);
  const std::string meets = result.points[result.best].objectives.empty() ? "" : "it meets the objectives, and ";
  const char* const others = meets.empty() ? "no other one is" : "no other one that does is";
  if (result.regret == 0) return fmt::format("With {} confidence {}{} cheaper.", confidence, meets, others);
  if (std::isinf(result.regret))
    return fmt::format(
        "With {} confidence {}so far nothing can be said of how much cheaper others may be: too little went wrong in "
        "the trials.",
        confidence, meets);
  return fmt::format("With {} confidence {}{} cheaper by more than {}{}.", confidence, meets, others,
                     amount_text(result.regret), unit_of(result));
}

}  // namespace

std::string verdict(const OptimiseResult& result) {
  switch (result.answer) {
    case Answer::found: return promise(result);
    case Answer::cheaper_open: return promise(result) + " That is more than asked for; a larger --budget narrows it.";
    case Answer::maybe_meets:
      return fmt::format(
          "Not resolved: of no candidate it is shown with {} confidence that it meets the objectives, and of some not "
          "that they miss them. This one is the likeliest. A larger --budget may tell.",
          percent_text(result.asked.confidence));
    case Answer::none_meets:
      return fmt::format("With {} confidence none of them meets the objectives. This one misses them by the least.",
                         percent_text(result.asked.confidence));
    case Answer::nothing_yet: return "There is no answer yet.";
  }
  return "";
}

}  // namespace nines::report
