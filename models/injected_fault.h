// A fault that is injected at a given time, as data: a failure mode that a unit, a failure domain or a link suffers.
#pragma once

#include "sim/time.h"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace nines::models {

struct Platform;

/// So many units at most can be told apart where a fault is injected: each is followed by itself.
inline constexpr std::size_t most_followed = 100'000;

struct InjectedFault {
  /// Whom it strikes, if members have roles; with `any` one that is active is struck before one in reserve.
  enum class Role { any, active, in_reserve };
  /// "the second zone": an instance of a domain level, by its number within its parent, from 1.
  struct Within {
    std::size_t level = 0, number = 1;
  };
  std::string name;  ///< "web.hardware"
  Seconds at{0};  ///< from the start of the mission
  bool is_domain = false;  ///< `index` is a DomainLevel, not a NodeClass
  std::size_t index = 0;
  std::size_t mode = 0;  ///< the failure mode that is suffered
  std::size_t count = 1;  ///< so many units suffer it
  std::vector<std::size_t> members;  ///< one of these (from 1, of those that lie within); empty: of all
  Role role = Role::any;
  std::vector<Within> within;  ///< only units that lie in all of these
  /// Until it is over, whether anybody has noticed or not; then the mode is one of its own, which nothing else ends. None:
  /// it lasts until it is repaired.
  std::optional<Seconds> lasts;
};

/// Gives the fault a failure mode of its own, which is as the one it names but for its end: nothing but that ends it.
void make_temporary(Platform& platform, InjectedFault& fault);

/// Nothing fails by itself any more: no failures, false alarms or shocks, nor what is planned. What follows from a failure
/// (detection, takeover, repair) goes by its laws as ever.
void turn_off_failures(Platform& platform);

}  // namespace nines::models
