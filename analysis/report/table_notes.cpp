// What a reader of the table should know: remarks on the answers, and the verdict in one line.
#include "analysis/report/numbers.h"
#include "analysis/report/table.h"
#include "analysis/report/wording.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <utility>

namespace nines::report {
namespace {

/// Remarks, each once, in the order of their first mention; with the subjects and measures that they concern.
class Remarks {
 public:
  void add(const std::string& remark, const std::string& about) {
    for (auto& [text, subjects] : remarks_) {
      if (text != remark) continue;
      if (std::find(subjects.begin(), subjects.end(), about) == subjects.end()) subjects.push_back(about);
      return;
    }
    remarks_.push_back({remark, {about}});
  }
  void add(const std::string& remark) {
    const bool known = std::any_of(remarks_.begin(), remarks_.end(), [&](const Remark& r) { return r.text == remark; });
    if (!known) remarks_.push_back({remark, {}});
  }

  std::string render(const TableStyle& style) const {
    if (remarks_.empty()) return "";
    std::string result = "\n" + coloured("Notes", Colour::bold, style.colour) + "\n";
    for (const auto& [text, subjects] : remarks_) {
      constexpr std::size_t most_subjects = 6;
      std::string about;
      for (std::size_t i = 0; i < std::min(subjects.size(), most_subjects); ++i)
        about += (i > 0 ? ", " : "") + subjects[i];
      if (subjects.size() > most_subjects) about += fmt::format(" and {} more", subjects.size() - most_subjects);
      result += "  - " + wrapped((about.empty() ? "" : about + ": ") + text, page_width - 4, 4) + "\n";
    }
    return result;
  }

 private:
  struct Remark {
    std::string text;
    std::vector<std::string> subjects;
  };
  std::vector<Remark> remarks_;
};

std::string about(const MeasureResult& measure) { return printable(measure.subject) + " " + label_of(measure); }

void note_trust(const MeasureResult& measure, Remarks& remarks) {
  const std::string subject = fmt::format("{} {}", words_for(measure.kind), printable(measure.subject));
  if (measure.simulated.trust == Estimate::Trust::few_events) {
    remarks.add(
        "the interval rests on fewer than ten independent events, so it is wide and its form assumed; more trials "
        "would "
        "tell",
        subject);
  } else if (measure.simulated.trust == Estimate::Trust::none_seen) {
    remarks.add("no event seen, so what is shown is a one-sided bound; more trials or a longer mission would tell",
                subject);
  }
}

/// A mean time to the first outage where missions end without one.
void note_first_outages(const MeasureResult& measure, Remarks& remarks) {
  const Estimate& simulated = measure.simulated;
  if (models::counterpart(measure.measure) != models::Measure::mttf || simulated.events == 0) return;
  const double without = 1 - static_cast<double>(simulated.events) / static_cast<double>(simulated.trials);
  constexpr double most_without = 0.01, noticeable = 0.02;
  if (measure.exact) {
    const double cut_off = measure.exact->over_mission, mean = measure.exact->value;
    if (std::abs(cut_off - mean) <= noticeable * mean || simulated.events == simulated.trials) return;
    return remarks.add(
        fmt::format(
            "{} of missions see no outage, so what is simulated is the time at risk for each one that does, the mean "
            "if "
            "the rate were constant (of the chain {}); the mean itself, without the mission's end, is the chain's",
            fmt::format("{:.3g} %", 100 * without), measure_text(measure.measure, cut_off, 4)),
        about(measure));
  }
  if (without < most_without) return;
  const double sigma = simulated.lateness_sigma;
  const std::string drift =
      std::abs(sigma) < lateness_noticed
          ? ""
          : fmt::format(
                ". It is not: they come the {} the longer the mission lasts ({:.1f} sigma), so that the mean is {}",
                sigma > 0 ? "more often" : "more rarely", std::abs(sigma), sigma > 0 ? "shorter" : "longer");
  remarks.add(
      fmt::format("{} of missions see no outage, and what is shown is the mean if the rate of first outages were "
                  "constant{}; a longer mission would tell",
                  fmt::format("{:.3g} %", 100 * without), drift),
      about(measure));
}

void note_verdicts(const MeasureResult& measure, FormulaList& formulas, Remarks& remarks) {
  const auto note = [&](const Verdict& verdict, const std::string& answer) {
    if (verdict.reason.empty() || verdict.agreement == Agreement::agrees) return;
    const char* what = verdict.agreement == Agreement::disagrees ? "disagrees with" : "not compared with";
    remarks.add(fmt::format("{} {}: {}", what, answer, printable(verdict.reason)), about(measure));
  };
  if (measure.exact) note(measure.exact_verdict, "the chain");
  for (std::size_t i = 0; i < measure.predictions.size() && i < measure.prediction_verdicts.size(); ++i) {
    const bool explained = !measure.predictions[i].broken.empty();  // by the list of closed forms
    if (explained && measure.prediction_verdicts[i].agreement == Agreement::not_comparable) continue;
    note(measure.prediction_verdicts[i], formulas.reference(measure.predictions[i]));
  }
}

/// Not all that members go down for is a failure.
void note_planned(const RunResult& result, Remarks& remarks) {
  const auto is_planned_of = [](const FailureCount& each, const std::string& subject) {
    return each.kind == CauseKind::planned && each.per_mission.value > 0 && each.cause.starts_with(subject + ".");
  };
  for (const MeasureResult& measure : result.measures) {
    if (measure.kind == SubjectKind::service || measure.measure != models::Measure::outages) continue;
    for (const FailureCount& each : result.failures) {
      if (!is_planned_of(each, measure.subject)) continue;
      remarks.add(
          fmt::format(
              "what is planned counts as an outage of a member, too: {} times a mission, of all of them, for {}",
              significant(each.per_mission.value, 3), printable(each.cause)),
          fmt::format("{} {}", words_for(measure.kind), printable(measure.subject)));
    }
  }
}

/// Says once what "off by" means beside an availability, or beside another share of which all is wanted.
void note_off(const RunResult& result, Remarks& remarks) {
  bool available = false, other = false;
  for (const MeasureResult& measure : result.measures) {
    if (!is_availability(measure.measure)) continue;
    const std::vector<std::size_t> shown = shown_predictions(measure);
    const bool any_off = std::any_of(shown.begin(), shown.end(), [&](std::size_t i) {
      return !measure.predictions[i].broken.empty() && !off_text(measure, measure.predictions[i]).empty();
    });
    const bool is_up =
        measure.measure == models::Measure::availability || measure.measure == models::Measure::capacity_availability;
    available = available || (any_off && is_up);
    other = other || (any_off && !is_up);
  }
  if (!available && !other) return;
  remarks.add(fmt::format(
      "What a closed form marked * is off by is relative to the chain (in the long run: to its long-run value, "
      "which `nines solve` shows) or, without one, to the simulation; {}{}{} is meant.",
      available ? "of an availability its unavailability" : "", available && other ? ", and " : "",
      other ? "of a share such as the ETTR what is missing to 100 %" : ""));
}

void note_losses(const RunResult& result, Remarks& remarks) {
  for (const LossShare& loss : result.losses) {
    if (loss.unrecoverable_share <= 0 || !loss.goes_on_at_once) continue;
    remarks.add("after a loss of all data it goes on at once: `restore: {afresh: 7 d}` would say how long that takes",
                "service " + printable(loss.service));
  }
}

/// Failures that are rarer than the trials are long: what they do is in the chain's answer, and not in the simulated one.
void note_unseen(const RunResult& result, Remarks& remarks) {
  constexpr std::size_t most_names = 3;
  std::string names;
  std::size_t unseen = 0;
  for (const FailureCount& failure : result.failures) {
    if (failure.kind != CauseKind::failure || failure.per_mission.trust != Estimate::Trust::none_seen) continue;
    if (unseen++ < most_names) names += (names.empty() ? "" : ", ") + printable(failure.cause);
  }
  if (unseen == 0) return;
  if (unseen > most_names) names += fmt::format(" and {} more", unseen - most_names);
  remarks.add(fmt::format("Never seen in these trials: {}. What {} is not in the simulated values.", names,
                          unseen == 1 ? "it does" : "they do"));
}

}  // namespace

std::string notes(const RunResult& result, Question question, FormulaList& formulas, const TableStyle& style) {
  Remarks remarks;
  if (question == Question::run && !result.precision_reached && !result.interrupted) {
    remarks.add("The precision asked for was not reached within the number of trials allowed.");
  }
  if (question != Question::predict && result.chain_refused) {
    remarks.add("No Markov chain: " + printable(*result.chain_refused));
  }
  if (question != Question::predict && !result.chain_note.empty()) {
    remarks.add("Not all is known from the Markov chain: " + printable(result.chain_note));
  }
  if (question == Question::run) {
    for (const MeasureResult& measure : result.measures) {
      note_trust(measure, remarks);
      note_first_outages(measure, remarks);
    }
    note_losses(result, remarks);
    note_planned(result, remarks);
    note_unseen(result, remarks);
    note_off(result, remarks);
    for (const MeasureResult& measure : result.measures) note_verdicts(measure, formulas, remarks);
  }
  return remarks.render(style);
}

std::string summary(const RunResult& result, const TableStyle& style) {
  std::size_t agree = 0;
  std::size_t disagree = 0;
  const auto count = [&](const Verdict& verdict) {
    agree += verdict.agreement == Agreement::agrees;
    disagree += verdict.agreement == Agreement::disagrees;
  };
  for (const MeasureResult& measure : result.measures) {
    if (measure.exact) count(measure.exact_verdict);
    for (const Verdict& verdict : measure.prediction_verdicts) count(verdict);
  }
  const std::size_t comparisons = agree + disagree;
  if (comparisons == 0) return "\nVerdict: nothing to compare the simulation with.\n";
  const std::string level = percent_text(result.family_wise_level);
  if (disagree == 0) {
    return "\n" +
           coloured(fmt::format("Verdict: {} with the simulation, at a family-wise level of {}.",
                                comparisons == 1 ? "the one comparable answer agrees"
                                                 : fmt::format("all {} comparable answers agree", comparisons),
                                level),
                    Colour::green, style.colour) +
           "\n";
  }
  return "\n" +
         coloured(
             fmt::format(
                 "Verdict: {} of {} comparable answers DISAGREE with the simulation, at a family-wise level of {}.",
                 disagree, comparisons, level),
             Colour::red, style.colour) +
         "\n";
}

}  // namespace nines::report
