#include "analysis/compare/judge.h"

#include "analysis/compare/field_counts.h"
#include "analysis/compare/objectives.h"
#include "analysis/compare/significance.h"
#include "analysis/report/numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace nines {
namespace {

using Trust = Estimate::Trust;

constexpr double noticeable = 5e-4;  // relative differences below this are not worth a word

// A comparison that can end in "disagrees".
struct Test {
  Verdict* verdict;
  const Estimate* simulated;
  double p_value;
  double skew_p_value;  // however skew the law of what one trial shows is; at least p_value
  double difference;  // of the simulated value, relative to the other one
  double spread;  // of what one trial shows, relative to its mean
  std::string off;   // how far off the other answer is, relative to the simulation
  std::string note;  // added to the reason
};

// "12 % above the chain's value", "3.4 times as large as the chain's value", "26 times smaller than the chain's value".
std::string difference_in_words(double value, double reference, const char* whose) {
  const double ratio = value / reference;
  if (!std::isfinite(ratio) || value <= 0) return fmt::format("not to be measured by {}", whose);
  if (ratio > 2) return fmt::format("{} times as large as {}", report::significant(ratio, 2), whose);
  if (ratio < 0.5) return fmt::format("{} times smaller than {}", report::significant(1 / ratio, 2), whose);
  constexpr double equal = 1e-9;
  if (std::abs(ratio - 1) < equal) return fmt::format("equal to {}", whose);
  return fmt::format("{} % {} {}", report::significant(100 * std::abs(ratio - 1), 2), ratio < 1 ? "below" : "above",
                     whose);
}

/// What a closed form is compared with where there is a chain.
const char* whose(const MeasureResult& measure, const Prediction& prediction) {
  const ExactValue& exact = *measure.exact;
  const bool differs = !(std::abs(exact.long_run - exact.value) <= noticeable * std::abs(exact.value));
  return prediction.long_run && differs ? "the chain's long-run value" : "the chain's value";
}

bool can_be_compared(const Estimate& simulated) {
  return (simulated.trust == Trust::good || simulated.trust == Trust::few_events) && simulated.value > 0 &&
         std::isfinite(simulated.value);
}

std::string off_simulation(double value, const Estimate& simulated) {
  return can_be_compared(simulated) ? difference_in_words(value, simulated.value, "the simulated value")
                                    : "not to be measured by the simulated value";
}

std::optional<double> relative_difference(double value, double reference) {
  if (!(reference > 0) || !std::isfinite(reference) || !std::isfinite(value)) return std::nullopt;
  return value / reference - 1;
}

// In front of a reason that rests on little.
std::string caution(const Estimate& simulated) {
  return simulated.trust == Trust::few_events ? fmt::format("; few events ({})", simulated.events) : std::string();
}

std::string sigma(double deviation) {
  const bool beyond = std::abs(deviation) >= compare::largest_deviation;
  return fmt::format("{}{:.1f} sigma", beyond ? "more than " : "", std::abs(deviation));
}

Verdict nothing_to_compare(const Estimate& simulated) {
  if (simulated.trials == 0) return {Agreement::not_comparable, "not simulated", 0};
  return {Agreement::not_comparable, "no outage was seen", 0};
}

// The verdict on a prediction whose assumptions do not all hold.
Verdict judge_broken(const MeasureResult& measure, const Prediction& prediction, double mission_s) {
  Verdict verdict;
  if (measure.exact) {
    const double reference = prediction.long_run ? measure.exact->long_run : measure.exact->over_mission;
    verdict.reason = difference_in_words(prediction.value, reference, whose(measure, prediction));
  } else if (can_be_compared(measure.simulated)) {
    verdict.reason = off_simulation(prediction.value, measure.simulated);
  } else {
    verdict.reason = "an assumption does not hold";
  }
  const char* separator = " (assumes ";
  for (const auto& broken : prediction.broken) {
    verdict.reason += separator + broken.assumption;
    separator = "; ";
  }
  verdict.reason += ')';
  if (const auto test = compare::significance(measure.simulated, measure.measure, mission_s, prediction.value, 0)) {
    verdict.deviation_sigma = test->deviation_sigma;
  }
  return verdict;
}

class Judge {
 public:
  explicit Judge(RunResult& result) : result_(result) {}

  void judge_measures() {
    for (auto& measure : result_.measures) {
      if (measure.exact) judge_exact(measure);
      measure.prediction_verdicts.assign(measure.predictions.size(), Verdict{});
      for (std::size_t i = 0; i < measure.predictions.size(); ++i) {
        judge_prediction(measure, measure.predictions[i], measure.prediction_verdicts[i]);
      }
    }
    conclude();
    for (auto& measure : result_.measures) measure_differences(measure);
  }

 private:
  static void measure_differences(MeasureResult& measure) {
    const double simulated = can_be_compared(measure.simulated) ? measure.simulated.value : 0;
    if (measure.exact) {
      measure.exact_verdict.relative_difference = relative_difference(measure.exact->over_mission, simulated);
    }
    for (std::size_t i = 0; i < measure.predictions.size(); ++i) {
      const Prediction& form = measure.predictions[i];
      const double chain = !measure.exact ? 0 : form.long_run ? measure.exact->long_run : measure.exact->over_mission;
      measure.prediction_verdicts[i].relative_difference =
          relative_difference(form.value, measure.exact ? chain : simulated);
    }
  }

  void judge_exact(MeasureResult& measure) {
    test(measure, measure.exact->over_mission, measure.exact->relative_error, measure.exact_verdict, "");
  }

  void judge_prediction(const MeasureResult& measure, const Prediction& prediction, Verdict& verdict) {
    if (!prediction.broken.empty()) {
      verdict = judge_broken(measure, prediction, result_.mission_s);
    } else if (!prediction.long_run) {
      test(measure, prediction.value, 0, verdict, off_the_chain(measure, prediction));
    } else if (!measure.exact) {
      judge_long_run_without_chain(measure, prediction, verdict);
    } else {
      judge_long_run(measure, prediction, verdict);
    }
  }

  // Like with like: the chain says what the start-up (or the mission's end) makes of a long-run value.
  void judge_long_run(const MeasureResult& measure, const Prediction& prediction, Verdict& verdict) {
    const ExactValue& exact = *measure.exact;
    double over_mission = prediction.value;
    std::string note = off_the_chain(measure, prediction);
    const double start_up = exact.long_run / exact.over_mission;
    if (exact.long_run > 0 && exact.over_mission > 0 && std::isfinite(start_up)) {
      over_mission /= start_up;
      if (std::abs(start_up - 1) > noticeable) {
        note = fmt::format("; the long run is {}, allowed for",
                           difference_in_words(exact.long_run, exact.over_mission, "the mission's value")) +
               note;
      }
    }
    test(measure, over_mission, exact.relative_error, verdict, note);
  }

  void judge_long_run_without_chain(const MeasureResult& measure, const Prediction& prediction, Verdict& verdict) {
    const auto found =
        compare::significance(measure.simulated, measure.measure, result_.mission_s, prediction.value, 0);
    if (!found || measure.simulated.trust == Trust::none_seen) {
      verdict = nothing_to_compare(measure.simulated);
      return;
    }
    verdict.deviation_sigma = found->deviation_sigma;
    if (found->p_value > result_.family_wise_level) {
      verdict.agreement = Agreement::agrees;
      verdict.reason = sigma(found->deviation_sigma) + caution(measure.simulated);
    } else {
      verdict.reason = fmt::format("a long-run value, {} ({}); without a chain the start-up's part in that is unknown",
                                   off_simulation(prediction.value, measure.simulated), sigma(found->deviation_sigma));
    }
  }

  static std::string off_the_chain(const MeasureResult& measure, const Prediction& prediction) {
    if (!measure.exact) return {};
    const double reference = prediction.long_run ? measure.exact->long_run : measure.exact->over_mission;
    if (std::abs(prediction.value - reference) <= noticeable * std::abs(reference)) return {};
    return "; " + difference_in_words(prediction.value, reference, whose(measure, prediction));
  }

  void test(const MeasureResult& measure, double value, double relative_error, Verdict& verdict, std::string note) {
    if (measure.simulated.trust == Trust::cannot_fail) {
      verdict = value == 0 ? Verdict{Agreement::agrees, "it cannot fail", 0}
                           : Verdict{Agreement::disagrees, "nothing in the platform takes it down", 0};
      return;
    }
    const auto found =
        compare::significance(measure.simulated, measure.measure, result_.mission_s, value, relative_error);
    if (!found) {
      verdict = nothing_to_compare(measure.simulated);
      verdict.reason += note;
      return;
    }
    verdict.deviation_sigma = found->deviation_sigma;
    const bool both_zero = measure.simulated.trust == Trust::none_seen && measure.simulated.value == value;
    if (both_zero) {
      verdict = {Agreement::agrees, "there is none, and none was seen", 0};
      return;
    }
    const double spread = measure.exact ? measure.exact->spread : 0;
    const double skew = compare::skew_p_value(measure.simulated, measure.measure, value, spread);
    tests_.push_back({&verdict, &measure.simulated, found->p_value, std::max(found->p_value, skew),
                      measure.simulated.value / value - 1, spread, off_simulation(value, measure.simulated),
                      std::move(note)});
  }

  void conclude() {
    std::vector<double> p_values, skew_p_values;
    for (const auto& test : tests_) {
      p_values.push_back(test.p_value);
      skew_p_values.push_back(test.skew_p_value);
    }
    const auto doubted = compare::reject_by_holm(p_values, result_.family_wise_level);
    const auto rejected = compare::reject_by_holm(skew_p_values, result_.family_wise_level);
    for (std::size_t i = 0; i < tests_.size(); ++i) conclude(tests_[i], doubted[i], rejected[i]);
  }

  // Trials that would tell whether so large a difference is chance, if it stays as large; to two digits.
  std::string trials_that_would_tell(const Test& test) const {
    const double level = result_.family_wise_level / static_cast<double>(tests_.size());
    const double trials = -2 * std::log(level / 2) * test.spread * test.spread / (test.difference * test.difference);
    constexpr double most = 1e15;
    if (!(trials < most)) return report::significant(trials, 2);
    const double step = std::pow(10, std::max(0.0, std::floor(std::log10(trials)) - 1));
    return report::count_text(static_cast<std::uint64_t>(std::ceil(trials / step) * step));
  }

  void conclude(const Test& test, bool doubted, bool rejected) const {
    Verdict& verdict = *test.verdict;
    const bool none_seen = test.simulated->trust == Trust::none_seen;
    if (rejected && none_seen) {
      verdict.agreement = Agreement::disagrees;
      verdict.reason =
          fmt::format("no event was seen in {} trials, of probability {:.2g}", test.simulated->trials, test.p_value);
    } else if (rejected) {
      verdict.agreement = Agreement::disagrees;
      verdict.reason =
          fmt::format("{} away, {}; family-wise level {:g} % over {} comparisons", sigma(verdict.deviation_sigma),
                      test.off, 100 * result_.family_wise_level, tests_.size());
    } else if (doubted && !none_seen) {
      verdict.agreement = Agreement::not_comparable;
      verdict.reason = fmt::format(
          "{}; outages that are too rare for {} trials to show enough of them could explain it: simulate more trials "
          "(about {} would tell)",
          test.off, test.simulated->trials, trials_that_would_tell(test));
    } else if (none_seen) {
      verdict.agreement = Agreement::not_comparable;
      verdict.reason = fmt::format("no event was seen in {} trials, which has probability {:.2g}",
                                   test.simulated->trials, test.p_value);
    } else {
      verdict.agreement = Agreement::agrees;
      verdict.reason = sigma(verdict.deviation_sigma) + caution(*test.simulated);
    }
    verdict.reason += test.note;
  }

  RunResult& result_;
  std::vector<Test> tests_;
};

}  // namespace

void judge(RunResult& result) {
  Judge(result).judge_measures();
  compare::judge_objectives(result);
  compare::judge_field_counts(result);
}

bool strict_failure(const RunResult& result) {
  for (const auto& measure : result.measures) {
    if (measure.exact && measure.exact_verdict.agreement == Agreement::disagrees) return true;
    for (const auto& verdict : measure.prediction_verdicts) {
      if (verdict.agreement == Agreement::disagrees) return true;
    }
  }
  for (const auto& objective : result.objectives) {
    if (objective.outcome == ObjectiveResult::Outcome::missed) return true;
  }
  return false;
}

}  // namespace nines
