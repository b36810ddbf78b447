#include "analysis/optimise/select.h"

#include "analysis/optimise/bounds.h"

#include <algorithm>
#include <cmath>

namespace nines::optimise {
namespace {

using Outcome = ObjectiveResult::Outcome;

constexpr std::size_t first_share = 4;  // of the budget, at most, goes into the first stage
constexpr std::size_t most_first = 1000;
constexpr std::size_t rivals = 8;  // the cheapest that meet the objectives: to be dearer than one of them is enough

class Selection {
 public:
  Selection(const std::vector<Tried*>& candidates, const SelectOptions& options) : all_(candidates), options_(options) {
    for (std::size_t i = 0; i < all_.size(); ++i) {
      all_[i]->fate = Fate::open;
      made_.open.push_back(i);
    }
    plan();
  }

  Selected run() {
    for (std::size_t stage = 0; stage < stages_; ++stage) {
      if (stage > 0 && !more()) break;
      if (!simulate_until(target_)) {
        made_.interrupted = true;
        break;
      }
      judge_all();
      drop_misses();
      drop_dearer();
      if (finished()) break;
    }
    settle();
    return std::move(made_);
  }

 private:
  /// How many stages there can be, and with that the error of each statement.
  ///
  /// Only statements about the best candidate b can make the answer wrong: that it misses one of its objectives (one for
  /// each); that another one, which meets them, is cheaper by so and so much than it is not; or that another one meets
  /// its objectives, which it does not: one of the two for each of the others. Bonferroni over these and the stages.
  void plan() {
    const std::size_t n = all_.size(), simulated = number_simulated();
    if (simulated > 0) {
      target_ = std::clamp(options_.budget / (first_share * simulated), fewest_trials, most_first);
      for (std::size_t trials = target_; trials < options_.budget; trials *= 2) ++stages_;
    }
    const std::size_t objectives = n == 0 ? 0 : all_[0]->candidate.study.objectives.size();
    made_.tail = options_.error / static_cast<double>(stages_ * std::max<std::size_t>(1, n - 1 + objectives));
  }

  std::size_t number_simulated() const {
    return static_cast<std::size_t>(
        std::count_if(made_.open.begin(), made_.open.end(), [&](std::size_t i) { return !all_[i]->exact.complete(); }));
  }

  /// Sets the next target: twice the trials, or as many as the rest of the budget gives. False if that is little.
  bool more() {
    const std::size_t simulated = number_simulated();
    if (simulated == 0) return false;
    const std::size_t affordable = (options_.budget - std::min(made_.trials, options_.budget)) / simulated;
    const std::size_t extra = std::min(affordable, target_);
    if (extra < std::max<std::size_t>(1, target_ / 8)) return false;
    target_ += extra;
    return true;
  }

  bool simulate_until(std::size_t trials) {
    std::vector<Wanted> wanted;
    std::size_t sum = 0;
    for (const std::size_t i : made_.open) {
      if (all_[i]->exact.complete()) continue;
      wanted.push_back({all_[i], trials - all_[i]->seen.trials});
      sum += wanted.back().trials;
    }
    SimulateOptions options = options_.simulate;
    options.done = [&](std::size_t done) {
      if (options_.progress) options_.progress(made_.trials + done, made_.open.size());
    };
    if (!simulate(wanted, options)) return false;
    made_.trials += sum;
    return true;
  }

  void judge_all() {
    for (const std::size_t i : made_.open) {
      Tried& tried = *all_[i];
      tried.outcomes.clear();
      for (std::size_t k = 0; k < tried.candidate.study.objectives.size(); ++k)
        tried.outcomes.push_back(judge(tried, k, made_.tail));
    }
  }

  void drop_misses() {
    std::erase_if(made_.open, [&](std::size_t i) {
      const auto& outcomes = all_[i]->outcomes;
      const bool misses = std::find(outcomes.begin(), outcomes.end(), Outcome::missed) != outcomes.end();
      if (misses) all_[i]->fate = Fate::misses;
      return misses;
    });
  }

  static bool meets(const Tried& tried) {
    return std::all_of(tried.outcomes.begin(), tried.outcomes.end(), [](Outcome each) { return each == Outcome::met; });
  }

  double cost(std::size_t i) const {
    return all_[i]->candidate.fixed_per_year() + losses_of(*all_[i], made_.tail).value;
  }

  /// Those that are shown to meet their objectives, the cheapest first.
  std::vector<std::size_t> cheapest_that_meet() const {
    std::vector<std::pair<double, std::size_t>> found;
    for (const std::size_t i : made_.open) {
      if (meets(*all_[i])) found.emplace_back(cost(i), i);
    }
    std::sort(found.begin(), found.end());
    std::vector<std::size_t> indices;
    for (const auto& [at, i] : found) indices.push_back(i);
    return indices;
  }

  void drop_dearer() {
    std::vector<std::size_t> cheapest = cheapest_that_meet();
    if (cheapest.empty()) return;
    cheapest.resize(std::min(cheapest.size(), rivals));
    std::vector<std::size_t> left;
    for (const std::size_t i : made_.open) {
      const bool dearer = std::any_of(cheapest.begin(), cheapest.end(), [&](std::size_t rival) {
        return rival != i && dearer_by(*all_[i], *all_[rival], made_.tail).low > 0;
      });
      if (dearer) all_[i]->fate = Fate::dearer;
      if (!dearer) left.push_back(i);
    }
    made_.open = std::move(left);
  }

  /// With the best so far: by how much another one may still be cheaper.
  void look_for_regret() {
    const std::vector<std::size_t> cheapest = cheapest_that_meet();
    made_.best = cheapest.empty() ? none : cheapest.front();
    made_.regret = made_.best == none ? unbounded : 0;
    for (const std::size_t i : made_.open) {
      if (made_.best == none || i == made_.best) continue;
      made_.regret = std::max(made_.regret, dearer_by(*all_[made_.best], *all_[i], made_.tail).high);
    }
  }

  bool finished() {
    look_for_regret();
    if (made_.open.empty()) return true;
    return made_.best != none && made_.regret <= options_.indifference * cost(made_.best);
  }

  void settle() {
    if (made_.best != none) all_[made_.best]->fate = Fate::best;
    std::erase(made_.open, made_.best);
  }

  const std::vector<Tried*>& all_;
  const SelectOptions& options_;
  Selected made_;
  std::size_t target_ = 0;  ///< trials of each that is in the race
  std::size_t stages_ = 1;
};

}  // namespace

Selected select(const std::vector<Tried*>& candidates, const SelectOptions& options) {
  return Selection(candidates, options).run();
}

}  // namespace nines::optimise
