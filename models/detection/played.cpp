#include "models/detection/played.h"

#include "models/detection/beat_player.h"

#include <functional>

namespace nines::models::detection {
namespace {

/// What a play must be made longer for is as improbable as the tail beyond the law's quantile at this.
constexpr double beyond = 1e-9;

/// A play that was over too soon goes on: the same beats again, and more of them.
template <class Play>
auto play_for(Seconds at_least, MiniStream& stream, const Play& play) {
  for (Seconds within = at_least;; within *= 2) {
    MiniStream again = stream;
    if (const auto found = play(within, again)) return *found;
  }
}

/// A law whose draws are played.
class PlayedLaw final : public Law {
 public:
  using Draw = std::function<Seconds(MiniStream&)>;
  PlayedLaw(LawPtr exact, Draw draw) : exact_(std::move(exact)), draw_(std::move(draw)) {}

  double cdf(Seconds t) const override { return exact_->cdf(t); }
  double survival(Seconds t) const override { return exact_->survival(t); }
  Seconds quantile(double p) const override { return exact_->quantile(p); }
  Seconds upper_quantile(double q) const override { return exact_->upper_quantile(q); }
  Seconds mean() const override { return exact_->mean(); }
  double variance_s2() const override { return exact_->variance_s2(); }
  Seconds sample(MiniStream& stream) const override { return draw_(stream); }
  std::string describe() const override { return exact_->describe() + ", beat by beat"; }

 private:
  LawPtr exact_;
  Draw draw_;
};

class EveryBeat final : public Detector {
 public:
  EveryBeat(DetectorPtr exact, std::shared_ptr<const BeatPlayer> player, Seconds beat)
      : exact_(std::move(exact)), player_(std::move(player)), beat_(beat) {}

  LawPtr detection_time(FailsBy how) const override {
    LawPtr law = exact_->detection_time(how);
    const Seconds within = law->upper_quantile(beyond) + beat_;
    if (within > most_beats_played * beat_) return law;
    return std::make_shared<PlayedLaw>(law, [player = player_, how, within](MiniStream& stream) {
      return play_for(within, stream,
                      [&](Seconds so_long, MiniStream& beats) { return player->detection(how, so_long, beats); });
    });
  }
  LawPtr recovery_time(FailsBy how) const override { return exact_->recovery_time(how); }
  std::optional<Mistakes> mistakes() const override;
  Quality quality() const override { return exact_->quality(); }
  bool is_exact(FailsBy how) const override { return exact_->is_exact(how); }
  std::string describe() const override { return exact_->describe() + ", beat by beat"; }

 private:
  DetectorPtr exact_;
  std::shared_ptr<const BeatPlayer> player_;
  Seconds beat_;
};

std::optional<Mistakes> EveryBeat::mistakes() const {
  std::optional<Mistakes> mistakes = exact_->mistakes();
  if (!mistakes) return mistakes;
  const Seconds cycle = mistakes->until_next->mean() + mistakes->duration->mean();
  if (cycle > most_beats_played * beat_) return mistakes;
  const auto played = [&](LawPtr law, Seconds BeatPlayer::FalseAlarm::* part) {
    return std::make_shared<PlayedLaw>(std::move(law), [player = player_, cycle, part](MiniStream& stream) {
      return play_for(4 * cycle, stream,
                      [&](Seconds so_long, MiniStream& beats) { return player->false_alarm(so_long, beats); }).*
             part;
    });
  };
  mistakes->until_next = played(mistakes->until_next, &BeatPlayer::FalseAlarm::until_next);
  mistakes->duration = played(mistakes->duration, &BeatPlayer::FalseAlarm::duration);
  return mistakes;
}

}  // namespace

DetectorPtr play_every_beat(const DetectorPtr& detector, Seconds beat) {
  std::shared_ptr<const BeatPlayer> player = detector->beats();
  return player == nullptr ? nullptr : std::make_shared<const EveryBeat>(detector, std::move(player), beat);
}

}  // namespace nines::models::detection
