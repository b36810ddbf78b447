// The phases of an outage: what is being waited for while a service is down.
#pragma once

#include <cstddef>
#include <cstdint>

namespace nines::models {

enum class OutagePhase : std::uint8_t {
  detection,      ///< a failure has not been noticed yet
  decision,       ///< to switch over
  switchover,     ///< to another member
  recovery,       ///< by hand, from a switchover that has failed
  spare_wait,     ///< a spare part is awaited
  crew_wait,      ///< a crew is awaited, or a person is being called
  repair,         ///< hands-on, finding out what is wrong included
  restart,        ///< of what is beneath a failure domain that is back; of a unit in place, or its replacement
  rotation,       ///< what has been repaired is to be put back into rotation
  restore,  ///< of data that are lost, its preparation included
  replay,  ///< of the changes since the backup
  failback,
};
inline constexpr std::size_t outage_phases = 12;
/// Of a service that is up, or was a moment ago.
inline constexpr OutagePhase no_phase{outage_phases};

}  // namespace nines::models
