// What the closed forms of training jobs read off a study.
#pragma once

#include "analysis/closed_form/checkpointing.h"
#include "models/study.h"

#include <optional>

namespace nines::closed_form {

/// The job that runs on a service; null if there is none.
const models::TrainingJob* job_of(const models::Platform& platform, std::size_t service);

/// A job on a service that needs all of its members and is down for the mean time of one repair, with checkpoints of the mean
/// stall; nothing of other services, and where nothing fails.
std::optional<CheckpointedJob> as_checkpointed(const models::Platform& platform, std::size_t service);

/// The work between its checkpoints, in seconds; at first, if that adapts itself. Infinite without checkpoints.
double interval_s(const models::TrainingJob& job);

}  // namespace nines::closed_form
