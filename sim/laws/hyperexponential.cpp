// The hyperexponential law: one of two exponential laws, so that times vary more than exponential ones.
#include "sim/laws/kind.h"

#include <fmt/format.h>

#include <cmath>

namespace nines::laws {
namespace {

LawResult hyperexponential(double p1, double p2, double mean1_s, double mean2_s) {
  const double mean_s = p1 * mean1_s + p2 * mean2_s;
  std::vector<std::pair<double, LawPtr>> parts;
  for (const auto& [probability, part_mean_s] : {std::pair{p1, mean1_s}, std::pair{p2, mean2_s}}) {
    const LawResult part = make_law("exponential", {{"mean", part_mean_s}});
    if (const auto* error = std::get_if<LawError>(&part)) {
      return LawError{"", "in one of the two parts, " + error->message, error->hint};
    }
    parts.emplace_back(probability, std::get<LawPtr>(part));
  }
  return mixture_of(std::move(parts),
                    fmt::format("hyperexponential(mean {}: {} with probability {:.6g}, else {})",
                                in_words(Seconds{mean_s}), in_words(Seconds{mean1_s}), p1, in_words(Seconds{mean2_s})));
}

LawResult make(const Parameters& given) {
  if (given.contains("p")) {
    const double p = given.at("p");
    if (!(p > 0 && p < 1)) {
      return LawError{"p", "p must lie strictly between 0 and 1 (otherwise one of the two parts never happens)",
                      "use an exponential law with the mean of the other part"};
    }
    return hyperexponential(p, 1 - p, given.at("mean1"), given.at("mean2"));
  }
  const double mean_s = given.at("mean");
  const double cv = given.at("cv");
  if (cv < 1) {
    return LawError{
        "cv",
        fmt::format("a hyperexponential law has cv at least 1, not {} (a mixture of exponential laws varies at "
                    "least as much as one of them)",
                    cv),
        "use an erlang or gamma law for cv below 1"};
  }
  if (cv == 1) return make_law("exponential", {{"mean", mean_s}});
  // Balanced means, p1 mean1 = p2 mean2 (Sauer and Chandy 1975, "Approximate analysis of central server models").
  const double rare = 1 / (cv * cv + 1);  // p2 = (1 - spread) / 2 without its cancellation
  const double spread = std::sqrt(1 - 2 * rare);
  const double p2 = rare / (1 + spread);
  const double p1 = 0.5 * (1 + spread);
  return hyperexponential(p1, p2, 0.5 * mean_s / p1, 0.5 * mean_s / p2);
}

}  // namespace

KindRow hyperexponential_kind() {
  return {.kind = {.name = "hyperexponential",
                   .summary = "one of two exponential laws: mostly short, sometimes long; exact in the Markov chain",
                   .parameters = {{"mean", ParameterUnit::time, "mean time"},
                                  {"cv", ParameterUnit::number,
                                   "standard deviation / mean, at least 1; both parts then "
                                   "contribute equally to the mean"},
                                  {"p", ParameterUnit::probability, "probability of the first part"},
                                  {"mean1", ParameterUnit::time, "mean of the first part"},
                                  {"mean2", ParameterUnit::time, "mean of the second part"}},
                   .combinations = {{"mean", "cv"}, {"p", "mean1", "mean2"}},
                   .positional = "mean"},
          .may_be_zero = {},
          .make = make};
}

}  // namespace nines::laws
