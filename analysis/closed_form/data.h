// What the closed forms of data read off a study.
#pragma once

#include "models/study.h"

#include <optional>

namespace nines::closed_form {

/// The data of a service; null if it has none.
const models::DataSet* data_of(const models::Platform& platform, std::size_t service);

/// The rate, in 1/s, at which the only copy of the data is destroyed: of a service over one node (or over several with parts of
/// them), by its failures that lose data and those of the domains around it. Nothing where there are several copies, or none.
std::optional<double> rate_of_destruction(const models::Platform& platform, const models::DataSet& data);

/// The only backups of the data; null where there are none, or several kinds.
const models::BackupSchedule* only_backups(const models::DataSet& data);

}  // namespace nines::closed_form
