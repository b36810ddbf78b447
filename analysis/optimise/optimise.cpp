#include "analysis/optimise/optimise.h"

#include "analysis/monte_carlo/intervals.h"
#include "analysis/optimise/bounds.h"
#include "analysis/optimise/exact_answers.h"
#include "analysis/optimise/front.h"
#include "analysis/optimise/refine.h"
#include "analysis/optimise/select.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <utility>

namespace nines::optimise {
namespace {

using Clock = std::chrono::steady_clock;
using Answer = OptimiseResult::Answer;

class Search {
 public:
  Search(std::vector<Candidate> candidates, const models::Optimise& asked, const MakeCandidate& make,
         const RunOptions& options)
      : asked_(asked), make_(make), options_(options) {
    const bool refines = std::any_of(asked.choices.begin(), asked.choices.end(),
                                     [](const models::Choice& each) { return each.between.has_value(); });
    rounds_ = refines ? 1 + asked.refinements : 1;
    result_.rounds_planned = rounds_;
    result_.budget = asked.budget > 0 ? asked.budget : default_budget(candidates);
    for (Candidate& each : candidates) add(std::move(each));
  }

  OptimiseResult run() {
    std::vector<Tried*> in_race;
    for (Tried& each : tried_) in_race.push_back(&each);
    for (std::size_t round = 0; round < rounds_ && !in_race.empty(); ++round) {
      if (round > 0 && (!affords_another(in_race) || !refine(in_race))) break;
      if (!select_among(in_race, round)) break;
    }
    describe();
    even_out_front();
    result_.elapsed_s = std::chrono::duration<double>(Clock::now() - start_).count();
    return std::move(result_);
  }

 private:
  bool stopped() const { return options_.stop != nullptr && *options_.stop; }

  void add(Candidate candidate) {
    ExactAnswers exact = no_exact_answers(candidate);
    const std::size_t states = options_.max_states > 0 ? options_.max_states : default_chain_states;
    if (options_.chain && !stopped()) exact = exact_answers(candidate, states, options_.stop);
    tried_.push_back({std::move(candidate), std::move(exact)});
  }

  /// Whether what is left of the budget lets everybody take part.
  bool affords_another(const std::vector<Tried*>& in_race) const {
    constexpr std::size_t most_new = 80;  // refined_around()
    const bool nothing_to_simulate =
        std::all_of(in_race.begin(), in_race.end(), [](const Tried* each) { return each->exact.complete(); });
    return nothing_to_simulate || result_.trials + fewest_trials * (in_race.size() + most_new) <= result_.budget;
  }

  /// Adds what lies around the best, and leaves in the race what was in it. False if there is nothing new.
  bool refine(std::vector<Tried*>& in_race) {
    const std::vector<models::Setting> best = in_race.front()->candidate.settings;
    bool any = false;
    for (const auto& settings : refined_around(best, choices_)) {
      std::optional<Candidate> candidate = make_(settings);
      if (!candidate) ++result_.refined_invalid;
      if (!candidate) continue;
      add(std::move(*candidate));
      in_race.push_back(&tried_.back());
      any = true;
    }
    return any;
  }

  /// One round, with trials that no earlier one had: what was chosen by those would make them look better than they are.
  /// Afterwards `in_race` is what is left, the best first. False if it was interrupted before its first answer.
  bool select_among(std::vector<Tried*>& in_race, std::size_t round) {
    std::vector<Seen> before;
    for (Tried* each : in_race) {
      before.push_back(std::exchange(each->seen, {}));
      each->first_trial = next_trial_;
    }
    const Selected found = select(in_race, options_of(round));
    result_.trials += found.trials;
    if (found.interrupted && found.best == none && std::all_of(in_race.begin(), in_race.end(), [](const Tried* each) {
          return each->seen.trials == 0 && !each->exact.complete();
        })) {
      take_back(in_race, before);
      return false;
    }
    std::vector<Tried*> left;
    if (found.best != none) left.push_back(in_race[found.best]);
    for (const std::size_t i : found.open) left.push_back(in_race[i]);
    for (Tried* each : in_race) {
      each->round = round;
      next_trial_ = std::max(next_trial_, each->first_trial + each->seen.trials);
    }
    selected_ = found;
    result_.rounds = round + 1;
    best_ = found.best == none ? nullptr : in_race[found.best];
    in_race = std::move(left);
    if (best_ == nullptr) rounds_ = round + 1;  // there is nothing to refine around
    return !found.interrupted;
  }

  SelectOptions options_of(std::size_t round) {
    SelectOptions options;
    options.error = (1 - asked_.confidence) / static_cast<double>(rounds_);
    options.indifference = asked_.indifference;
    // Several rounds have different trials, and leave something for the front, whose points are to have the same.
    const std::size_t shares = rounds_ - round + (rounds_ > 1 ? 1 : 0);
    options.budget = (result_.budget - std::min(result_.trials, result_.budget)) / shares;
    options.simulate = {options_.threads, options_.stop, {}};
    options.progress = [this, round](std::size_t trials, std::size_t left) { report(round, trials, left); };
    return options;
  }

  /// A round that has no answer leaves the one before.
  void take_back(std::vector<Tried*>& in_race, std::vector<Seen>& before) {
    for (std::size_t i = 0; i < in_race.size(); ++i) in_race[i]->seen = std::move(before[i]);
    interrupted_at_once_ = result_.rounds == 0;
    if (best_ != nullptr) best_->fate = Fate::best;
  }

  void report(std::size_t round, std::size_t trials, std::size_t left) {
    if (!options_.progress) return;
    Progress now;
    now.trials_done = result_.trials + trials;
    now.trials_planned = result_.budget;
    now.elapsed_s = std::chrono::duration<double>(Clock::now() - start_).count();
    const double done = static_cast<double>(std::max<std::size_t>(1, now.trials_done));
    now.remaining_s = now.elapsed_s * std::max(0.0, static_cast<double>(result_.budget) / done - 1);
    now.interval = fmt::format("round {} of {}: {} of {} candidates left", round + 1, rounds_, left, tried_.size());
    options_.progress(now);
  }

  Point point_of(const Tried& tried) const {
    const models::Study& study = tried.candidate.study;
    Point made;
    made.settings = tried.candidate.settings;
    made.scenario_hash = tried.candidate.scenario_hash;
    made.fate = tried.fate;
    made.round = tried.round;
    made.trials = tried.seen.trials;
    made.by_chain = tried.exact.complete();
    made.fixed = tried.candidate.fixed;
    made.fixed_per_year = tried.candidate.fixed_per_year();
    made.losses_per_year = losses_of(tried, (1 - study.confidence) / 2);
    for (std::size_t i = 0; i < study.objectives.size(); ++i) {
      JudgedObjective judged{study.objectives[i], simulated_of(tried, i, study.confidence), std::nullopt, {}};
      if (tried.exact.objectives[i]) judged.exact = tried.exact.objectives[i]->value;
      judged.outcome = i < tried.outcomes.size() ? tried.outcomes[i] : ObjectiveResult::Outcome::unresolved;
      made.objectives.push_back(std::move(judged));
    }
    made.exact_unavailability = tried.exact.unavailability;
    if (tried.seen.trials > 0)
      made.unavailability =
          monte_carlo::estimate(models::Measure::availability, tried.seen.service, study.mission, study.confidence);
    const bool comparable = best_ != nullptr && &tried != best_ && tried.round == best_->round;
    if (comparable) made.dearer_by = dearer_by(tried, *best_, selected_.tail);
    return made;
  }

  void describe() {
    result_.asked = asked_;
    result_.interrupted = stopped();
    for (std::size_t i = 0; i < tried_.size(); ++i) {
      result_.points.push_back(point_of(tried_[i]));
      if (&tried_[i] == best_) result_.best = i;
    }
    if (result_.rounds > 0) result_.regret = selected_.regret;
    result_.answer = answer();
    if (result_.best == none) {
      result_.closest = closest_to_objectives(result_.points);
      if (result_.answer == Answer::maybe_meets) result_.best = likeliest();
    }
    find_front();
  }

  void find_front(bool with_those_behind = true) {
    const auto more = [this](std::size_t one, std::size_t other) {
      return more_available(tried_[one], tried_[other], (1 - tried_[one].candidate.study.confidence) / 2);
    };
    mark_front(result_, more, [&](std::size_t i) { return with_those_behind || !is_behind(tried_[i]); });
  }

  /// It rests on fewer trials than the best, or on other ones, so that chance may make it look better than that.
  bool is_behind(const Tried& tried) const {
    if (best_ == nullptr || tried.exact.complete()) return false;
    return tried.round != best_->round || tried.seen.trials < best_->seen.trials;
  }

  Answer answer() const {
    if (result_.rounds == 0 && (interrupted_at_once_ || tried_.empty())) return Answer::nothing_yet;
    if (best_ != nullptr) {
      const double cared_for = asked_.indifference * result_.points[result_.best].cost();
      return selected_.regret <= cared_for ? Answer::found : Answer::cheaper_open;
    }
    return selected_.open.empty() ? Answer::none_meets : Answer::maybe_meets;
  }

  /// The cheapest of those that seem to meet their objectives, or else, of those in the race, the closest to it.
  std::size_t likeliest() const {
    std::size_t found = none;
    const auto seems_to_meet = [&](std::size_t i) {
      return result_.points[i].fate == Fate::open && missed_by(result_.points[i]) <= 1;
    };
    for (std::size_t i = 0; i < result_.points.size(); ++i) {
      if (!seems_to_meet(i)) continue;
      if (found == none || result_.points[i].cost() < result_.points[found].cost()) found = i;
    }
    return found == none ? result_.closest : found;
  }

  /// Points of the front that were given up early are behind the best: with what is left of the budget they get the same
  /// trials. That may change the front, so it is done again. Those for which the budget is too small are left out of it.
  void even_out_front() {
    constexpr int most_times = 4;
    if (best_ == nullptr || best_->exact.complete()) return;
    for (int time = 0; time < most_times && !stopped(); ++time) {
      std::vector<Tried*> behind;
      for (const std::size_t i : result_.front) {
        if (is_behind(tried_[i])) behind.push_back(&tried_[i]);
      }
      if (behind.empty()) return;
      if (!catch_up(behind)) break;
      for (std::size_t i = 0; i < tried_.size(); ++i) {
        if (std::find(behind.begin(), behind.end(), &tried_[i]) != behind.end())
          result_.points[i] = point_of(tried_[i]);
      }
      find_front();
    }
    find_front(false);
  }

  /// Gives all of them the trials of the best. False if the budget has not so many, or it was stopped.
  bool catch_up(const std::vector<Tried*>& behind) {
    const auto missing = [this](const Tried& each) {
      return best_->seen.trials - (each.round == best_->round ? each.seen.trials : 0);
    };
    std::size_t sum = 0;
    for (const Tried* each : behind) sum += missing(*each);
    if (result_.trials + sum > result_.budget) return false;
    std::vector<Seen> before;
    std::vector<Wanted> wanted;
    for (Tried* each : behind) {
      wanted.push_back({each, missing(*each)});
      before.push_back(each->seen);
      if (each->round != best_->round) each->seen = {};
      each->first_trial = best_->first_trial;
    }
    const bool done = simulate(wanted, {options_.threads, options_.stop, {}});
    for (std::size_t i = 0; i < behind.size(); ++i) {
      if (done) behind[i]->round = best_->round;
      if (!done) behind[i]->seen = std::move(before[i]);
    }
    if (done) result_.trials += sum;
    return done;
  }

  const models::Optimise& asked_;
  const MakeCandidate& make_;
  const RunOptions& options_;
  std::vector<models::Choice> choices_ = asked_.choices;  ///< with the values that were refined
  const Clock::time_point start_ = Clock::now();
  std::deque<Tried> tried_;  ///< stable addresses
  std::size_t rounds_ = 1, next_trial_ = 0;
  Tried* best_ = nullptr;
  Selected selected_;
  bool interrupted_at_once_ = false;
  OptimiseResult result_;
};

}  // namespace

std::size_t default_budget(const std::vector<Candidate>& candidates) {
  constexpr std::size_t trials_without_number = 20'000;  // where the scenario asks for a precision
  std::size_t sum = 0;
  for (const Candidate& each : candidates) {
    const std::size_t trials = each.study.trials > 0 ? each.study.trials : trials_without_number;
    sum = std::min(sum + std::max(trials, fewest_trials), models::most_budget);
  }
  return sum;
}

OptimiseResult optimise(std::vector<Candidate> candidates, const models::Optimise& asked, const MakeCandidate& make,
                        const RunOptions& options) {
  return Search(std::move(candidates), asked, make, options).run();
}

}  // namespace nines::optimise
