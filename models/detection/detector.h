// What a failure detector does, as laws: how long a failure stays unnoticed, how often a healthy target is suspected,
// and for how long.
//
// The measures are those of Chen, Toueg, Aguilera 2002, "On the quality of service of failure detectors", IEEE Trans.
// Computers 51(5), section 2: detection time T_D, mistake recurrence time T_MR (from one false alarm to the next),
// mistake duration T_M, good period T_G = T_MR - T_M, and query accuracy P_A, the share of time in which a healthy
// target is trusted.
#pragma once

#include "sim/law.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nines::models::detection {

class BeatPlayer;

/// How a target looks to those who ask it once it has failed.
enum class FailsBy {
  dying,  ///< its address refuses connections, at once
  hanging,  ///< nothing answers, so that each check runs into its timeout
  grey,  ///< each check or beat still succeeds with the probability `passes_when_grey` of the settings
};

/// What is wrong with a setting, why, and what would be right.
struct Problem {
  std::string setting;  ///< name of the settings' member
  std::string message;
  std::string hint;
};
using Problems = std::vector<Problem>;

/// False alarms about a healthy target: good periods and mistakes alternate, each independent of the others.
struct Mistakes {
  LawPtr until_next;  ///< T_G, from regained trust to the next mistake
  LawPtr duration;  ///< T_M
  /// False: exponential (or geometric) with the exact mean, right where mistakes are rare (Keilson 1979, ch. 8).
  bool until_next_is_exact = true;
  bool duration_is_exact = true;
};

/// A mean good period beyond this, 30 thousand million years, is for ever: there are no mistakes, neither as laws nor in
/// the measures. No scenario lasts as long, and the means of long runs leave the range of a double.
inline constexpr Seconds longest_good_period{1e18};

/// The measures as closed forms or quadratures of the settings; each kind's source says which.
struct Quality {
  Seconds mean_detection_time{0};  ///< E T_D of a target that dies
  Seconds longest_detection_time{0};  ///< max T_D; `never` where it has no bound
  Seconds detection_deviation{0};  ///< standard deviation of T_D
  Seconds mistake_recurrence = never;  ///< E T_MR
  Seconds mistake_duration{0};  ///< E T_M
  double suspected_share = 0;  ///< 1 - P_A
};

/// All that is watched is looked at together, at multiples of a time from the mission's begin.
struct CommonLooks {
  Seconds every{0};
  LawPtr found_after;  ///< from the last of them before the failure, however long after it the failure comes
};

/// A detector with its settings, about one target. Immutable, shared.
class Detector {
 public:
  virtual ~Detector() = default;

  /// T_D: from a failure at an instant that is uniform over the detector's cycle, in the long run, to the suspicion (0
  /// where the target was suspected already). A target that dies or hangs stays suspected; of a grey one it is the
  /// first time.
  virtual LawPtr detection_time(FailsBy how) const = 0;
  /// From the return of a target that was suspected, at an instant that is uniform over the cycle, to trust.
  virtual LawPtr recovery_time(FailsBy how) const = 0;
  /// Nothing where no false alarm is possible, or none within longest_good_period.
  virtual std::optional<Mistakes> mistakes() const = 0;
  virtual Quality quality() const = 0;
  /// Whether detection_time is exact (to 1e-6 of probability where it is tabulated) or an approximation by the kind's
  /// own account.
  virtual bool is_exact(FailsBy how) const = 0;
  /// None where each failure is found at a time of its own. A false alarm that is there already is not reckoned with.
  virtual std::optional<CommonLooks> looks_in_common(FailsBy /*how*/) const { return std::nullopt; }
  /// In words, with units.
  virtual std::string describe() const = 0;
  /// Plays the beats (played.h); null where the kind has none.
  virtual std::shared_ptr<const BeatPlayer> beats() const { return nullptr; }
};
using DetectorPtr = std::shared_ptr<const Detector>;

/// Throws std::invalid_argument that lists the problems, if there are any.
void require(const std::string& kind, const Problems& problems);

/// The checks that several kinds share; each adds a problem where the setting is not as it says.
void check_positive(Problems& problems, const char* setting, Seconds value);
void check_not_negative(Problems& problems, const char* setting, Seconds value);
void check_probability(Problems& problems, const char* setting, double value);
void check_below_one(Problems& problems, const char* setting, double value);
void check_count(Problems& problems, const char* setting, int value, int least, int most);

/// Fills the measures that follow from laws: T_D's moments from `detection`, and T_MR, T_M and 1 - P_A from the mean
/// good period and the mean mistake (Chen et al. 2002, theorem 1: E T_MR = E T_G + E T_M, P_A = E T_G / E T_MR).
Quality quality_of(const Law& detection, std::optional<std::pair<Seconds, Seconds>> good_and_mistake);

}  // namespace nines::models::detection
