#include "models/detection/swim.h"

#include "models/detection/beat_player.h"
#include "models/detection/first_passage.h"
#include "models/detection/swim_beats.h"
#include "sim/laws/kind.h"

#include <fmt/format.h>

#include <cmath>

namespace nines::models::detection {
namespace {

class Swim final : public Detector {
 public:
  explicit Swim(const SwimSettings& settings)
      : settings_(settings), suspected_(static_cast<std::uint32_t>(settings.suspicion_periods)) {}

  LawPtr detection_time(FailsBy how) const override;
  LawPtr recovery_time(FailsBy) const override {
    const double proven = answered_in_a_period(1);
    const FirstPassage passage(1, {{0, absorbed, proven, period_s()}, {0, 0, 1 - proven, period_s()}});
    return law_of(passage.pieces({{0, 1, 0, period_s()}}), "recovery seen by " + describe());
  }
  std::optional<Mistakes> mistakes() const override {
    if (!(settings_.loss > 0 && Seconds{declaration(1).mean_s(0)} < longest_good_period)) return std::nullopt;
    return Mistakes{law_of(declaration(1).pieces({{0, 1, 0, 0}}), "until the next false alarm of " + describe()),
                    law_of(proof().pieces({{0, 1, 0, 0}}), "false alarm of " + describe())};
  }
  Quality quality() const override {
    const LawPtr detection = detection_time(FailsBy::dying);
    if (!(settings_.loss > 0)) return quality_of(*detection, std::nullopt);
    return quality_of(*detection, std::pair{Seconds{declaration(1).mean_s(0)}, Seconds{proof().mean_s(0)}});
  }
  bool is_exact(FailsBy) const override { return true; }
  std::string describe() const override {
    return fmt::format("SWIM({} members, every {})", settings_.members, laws::in_words(settings_.period));
  }
  std::shared_ptr<const BeatPlayer> beats() const override {
    const Seconds settled = (50 + 2 * settings_.suspicion_periods) * settings_.period;
    return std::make_shared<PlayerOf<SwimBeats>>(settings_, settled, settings_.period, false);
  }

 private:
  double period_s() const { return settings_.period.count(); }
  double found_in_a_period(double answers) const {
    return swim_found_in_a_period(settings_.members, swim_unanswered(settings_, answers));
  }
  double answered_in_a_period(double answers) const {
    return answers > 0 ? swim_found_in_a_period(settings_.members, 1 - swim_unanswered(settings_, answers)) : 0;
  }
  /// States: trusted; suspected for 0, 1, ... whole periods in vain. To the declaration, from a period's end.
  std::vector<Move> moves(double answers, std::uint32_t declared) const {
    const double found = found_in_a_period(answers);
    const double proven = answered_in_a_period(answers);
    std::vector<Move> all{{0, suspected_ == 0 ? declared : 1, found, period_s()}, {0, 0, 1 - found, period_s()}};
    for (std::uint32_t s = 1; s <= suspected_; ++s) {
      all.push_back({s, s == suspected_ ? declared : s + 1, 1 - proven, period_s()});
      all.push_back({s, 0, proven, period_s()});
    }
    return all;
  }
  FirstPassage declaration(double answers) const { return {suspected_ + 1, moves(answers, absorbed)}; }
  FirstPassage proof() const {
    const double proven = answered_in_a_period(1);
    return {1, {{0, absorbed, proven, period_s()}, {0, 0, 1 - proven, period_s()}}};
  }

  SwimSettings settings_;
  std::uint32_t suspected_;
};

LawPtr Swim::detection_time(FailsBy how) const {
  // The period in which the member fails was begun while it was healthy, so its end goes by the healthy chain.
  const std::uint32_t declared = suspected_ + 1;
  std::vector<Move> healthy = moves(1, declared);
  const double proven = answered_in_a_period(1);
  healthy.push_back({declared, 0, proven, period_s()});
  healthy.push_back({declared, declared, 1 - proven, period_s()});
  const std::vector<double> share = stationary(declared + 1, healthy);
  std::vector<Entry> entries;
  for (const Move& move : healthy) {
    const double mass = share[move.from] * move.probability;
    const bool is_declared = move.from == declared && (how == FailsBy::grey || move.to == declared);
    if (is_declared) {
      entries.push_back({absorbed, mass, 0, 0});
    } else {
      entries.push_back({move.to == declared ? absorbed : move.to, mass, 0, period_s()});
    }
  }
  const double answers = how == FailsBy::grey ? settings_.passes_when_grey : 0;
  return law_of(declaration(answers).pieces(entries), "detection by " + describe());
}

}  // namespace

double swim_found_in_a_period(int members, double found) {
  if (members == 2) return found;
  const double others = members - 1;
  return -std::expm1(others * std::log1p(-found / others));
}

double swim_asymptotic_periods(double share) { return -1 / std::expm1(-share); }

double swim_unanswered(const SwimSettings& settings, double answers) {
  if (settings.loss == 0 && answers == 1) return 0;
  const double heard = 1 - settings.loss;
  const double direct = -std::expm1(2 * std::log1p(-settings.loss));  // 1 - heard^2, without cancellation
  const double detour = -std::expm1(4 * std::log1p(-settings.loss));
  const double fails = answers * direct + (1 - answers);
  const double fails_indirectly = answers * detour + (1 - answers);
  return heard > 0 ? fails * std::pow(fails_indirectly, settings.indirect) : 1;
}

Problems validate(const SwimSettings& settings) {
  Problems problems;
  check_count(problems, "members", settings.members, 2, 10'000'000);
  check_positive(problems, "period", settings.period);
  check_count(problems, "indirect", settings.indirect, 0, 1000);
  check_count(problems, "suspicion_periods", settings.suspicion_periods, 0, 1000);
  check_below_one(problems, "loss", settings.loss);
  check_below_one(problems, "passes_when_grey", settings.passes_when_grey);
  return problems;
}

DetectorPtr make_swim(const SwimSettings& settings) {
  require("SWIM", validate(settings));
  return std::make_shared<const Swim>(settings);
}

}  // namespace nines::models::detection
