#include "models/detection/poll.h"

#include "models/detection/beat_player.h"
#include "models/detection/first_passage.h"
#include "models/detection/poll_beats.h"
#include "sim/laws/kind.h"

#include <fmt/format.h>

#include <cmath>

namespace nines::models::detection {
namespace {

/// Mean number of trials to the first run of `length` trials that each come out with `probability`.
double trials_to_run(int length, double probability) {
  if (probability >= 1) return length;
  return std::expm1(-length * std::log(probability)) / (1 - probability);
}

class Poll final : public Detector {
 public:
  explicit Poll(const PollSettings& settings)
      : settings_(settings),
        interval_s_(settings.interval.count()),
        timeout_s_(settings.effective_timeout().count()),
        fall_(static_cast<std::uint32_t>(settings.fall)),
        rise_(static_cast<std::uint32_t>(settings.rise)) {}

  LawPtr detection_time(FailsBy how) const override;
  LawPtr recovery_time(FailsBy how) const override;
  std::optional<Mistakes> mistakes() const override;
  Quality quality() const override;
  bool is_exact(FailsBy) const override { return true; }
  std::string describe() const override {
    return fmt::format("poll(every {}{}, timeout {}, fall {}, rise {})", laws::in_words(settings_.interval),
                       from_end() ? " after the last" : "", laws::in_words(settings_.effective_timeout()), fall_,
                       rise_);
  }
  std::shared_ptr<const BeatPlayer> beats() const override {
    const Seconds settled = 50 * (settings_.interval + settings_.effective_timeout());
    return std::make_shared<PlayerOf<PollBeats>>(settings_, settled, settings_.interval, false);
  }

 private:
  bool from_end() const { return settings_.spacing == Spacing::from_end; }
  /// From the end of a check to the start of the next.
  double wait_s(double check_s) const { return from_end() ? interval_s_ : interval_s_ - check_s; }

  /// States: checks in a row, so far, of the kind that is counted; at the start of the next check. A check counts with
  /// the probability `counts` and then takes `counted_s`; any other takes `other_s` and resets the count.
  FirstPassage run_of(std::uint32_t length, double counts, double counted_s, double other_s) const {
    std::vector<Move> moves;
    for (std::uint32_t s = 0; s < length; ++s) {
      const bool last = s + 1 == length;
      moves.push_back({s, last ? absorbed : s + 1, counts, last ? counted_s : counted_s + wait_s(counted_s)});
      moves.push_back({s, 0, 1 - counts, other_s + wait_s(other_s)});
    }
    return {length, std::move(moves)};
  }
  FirstPassage to_suspicion(double fails, double failed_check_s) const {
    return run_of(fall_, fails, failed_check_s, 0);
  }
  FirstPassage to_trust(double failed_check_s) const { return run_of(rise_, 1 - settings_.loss, 0, failed_check_s); }

  /// Long-run shares of checks of a healthy target by the state before them: `fall` trusted states, then `rise`
  /// suspected ones.
  std::vector<double> healthy_states() const;
  std::pair<Seconds, Seconds> mean_good_and_mistake() const;

  PollSettings settings_;
  double interval_s_, timeout_s_;
  std::uint32_t fall_, rise_;
};

std::vector<double> Poll::healthy_states() const {
  std::vector<Move> moves;
  const double loss = settings_.loss;
  for (std::uint32_t s = 0; s < fall_; ++s) {
    moves.push_back({s, 0, 1 - loss, 0});
    moves.push_back({s, s + 1, loss, 0});  // fall failures: the first suspected state
  }
  for (std::uint32_t s = 0; s < rise_; ++s) {
    moves.push_back({fall_ + s, s + 1 == rise_ ? 0 : fall_ + s + 1, 1 - loss, 0});
    moves.push_back({fall_ + s, fall_, loss, 0});
  }
  return stationary(fall_ + rise_, moves);
}

LawPtr Poll::detection_time(FailsBy how) const {
  const double check_s = how == FailsBy::dying ? 0 : timeout_s_;
  const FirstPassage passage = to_suspicion(how == FailsBy::grey ? 1 - settings_.passes_when_grey : 1, check_s);
  const std::vector<double> healthy = healthy_states();
  std::vector<Entry> entries;
  for (std::uint32_t s = 0; s < fall_ + rise_; ++s) {
    const bool trusted = s < fall_;
    const bool after_failed_check = trusted ? s > 0 : s == fall_;
    const double wait = wait_s(after_failed_check ? timeout_s_ : 0);
    const double failing = settings_.loss * timeout_s_;  // time in a check that will fail, per check in this state
    entries.push_back({trusted ? s : absorbed, healthy[s] * wait, 0, trusted ? wait : 0});
    if (!trusted) {
      entries.push_back({absorbed, healthy[s] * failing, 0, 0});
    } else if (s + 1 == fall_) {
      entries.push_back({absorbed, healthy[s] * failing, 0, timeout_s_});
    } else {
      entries.push_back({s + 1, healthy[s] * failing, wait_s(timeout_s_), timeout_s_});
    }
  }
  return law_of(passage.pieces(entries), "detection by " + describe());
}

LawPtr Poll::recovery_time(FailsBy how) const {
  const double check_s = how == FailsBy::dying ? 0 : timeout_s_;
  // A check of a hung target that is under way when the target returns still fails.
  const double wait = wait_s(check_s);
  std::vector<Entry> entries = {{0, wait, 0, wait}};
  if (check_s > 0) entries.push_back({0, check_s, wait, check_s});
  return law_of(to_trust(timeout_s_).pieces(entries), "recovery seen by " + describe());
}

std::optional<Mistakes> Poll::mistakes() const {
  if (!(settings_.loss > 0 && mean_good_and_mistake().first < longest_good_period)) return std::nullopt;
  const Pieces good = to_suspicion(settings_.loss, timeout_s_).pieces({{0, 1, wait_s(0), 0}});
  const Pieces mistake = to_trust(timeout_s_).pieces({{0, 1, wait_s(timeout_s_), 0}});
  return Mistakes{law_of(good, "until the next false alarm of " + describe()),
                  law_of(mistake, "false alarm of " + describe())};
}

std::pair<Seconds, Seconds> Poll::mean_good_and_mistake() const {
  const double loss = settings_.loss;
  // Each check with the wait before it; from_end also counts the time of failed ones. From_start: a good period ends,
  // and a mistake begins, `timeout` after a check's start.
  const double cycle_s = interval_s_ + (from_end() ? loss * timeout_s_ : 0);
  const double shift_s = from_end() ? 0 : timeout_s_;
  return {Seconds{trials_to_run(settings_.fall, loss) * cycle_s + shift_s},
          Seconds{trials_to_run(settings_.rise, 1 - loss) * cycle_s - shift_s}};
}

Quality Poll::quality() const {
  const LawPtr detection = detection_time(FailsBy::dying);
  return quality_of(*detection, settings_.loss > 0 ? std::optional(mean_good_and_mistake()) : std::nullopt);
}

}  // namespace

Problems validate(const PollSettings& settings) {
  Problems problems;
  check_positive(problems, "interval", settings.interval);
  if (settings.timeout) check_positive(problems, "timeout", *settings.timeout);
  check_count(problems, "fall", settings.fall, 1, 100);
  check_count(problems, "rise", settings.rise, 1, 100);
  check_below_one(problems, "loss", settings.loss);
  check_below_one(problems, "passes_when_grey", settings.passes_when_grey);
  if (settings.spacing == Spacing::from_start && settings.effective_timeout() > settings.interval) {
    problems.push_back(
        {"timeout",
         fmt::format("a check may take {}, but the next one begins after {}: checks that follow one another "
                     "cannot overlap",
                     laws::in_words(settings.effective_timeout()), laws::in_words(settings.interval)),
         "shorten the timeout, or let the interval count from the end of a check"});
  }
  return problems;
}

DetectorPtr make_poll(const PollSettings& settings) {
  require("poll", validate(settings));
  return std::make_shared<const Poll>(settings);
}

}  // namespace nines::models::detection
