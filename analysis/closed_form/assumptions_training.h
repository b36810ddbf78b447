// The assumptions that the closed forms of training jobs make.
#pragma once

#include "analysis/closed_form/assumptions.h"

namespace nines::closed_form {

namespace check {
// Of a service that a training job runs on:
Broken one_place_for_checkpoints(const models::Study& study, std::size_t service);
Broken only_failures_interrupt(const models::Study& study, std::size_t service);
Broken always_at_full_speed(const models::Study& study, std::size_t service);
Broken no_failures_while_down(const models::Study& study, std::size_t service);
Broken fixed_restart(const models::Study& study, std::size_t service);
Broken interruptions_are_rare(const models::Study& study, std::size_t service);
Broken job_without_end(const models::Study& study, std::size_t service);
Broken ends_within_the_mission(const models::Study& study, std::size_t service);
}  // namespace check

namespace assume {
inline constexpr Assumption one_place_for_checkpoints{"each checkpoint can be used at once, and is never lost",
                                                      &check::one_place_for_checkpoints};
inline constexpr Assumption only_failures_interrupt{"only failures interrupt the job", &check::only_failures_interrupt};
inline constexpr Assumption always_at_full_speed{"the job always runs at full speed", &check::always_at_full_speed};
inline constexpr Assumption no_failures_while_down{"nothing fails while the service is down",
                                                   &check::no_failures_while_down};
inline constexpr Assumption fixed_restart{"each restart takes the same time", &check::fixed_restart};
inline constexpr Assumption interruptions_are_rare{"interruptions are rare", &check::interruptions_are_rare};
inline constexpr Assumption job_without_end{"the job does not end", &check::job_without_end};
inline constexpr Assumption ends_within_the_mission{"the job ends long before the mission does",
                                                    &check::ends_within_the_mission};
}  // namespace assume

}  // namespace nines::closed_form
