// The tables of a results store, and the way from each version of them to the next. docs/reference/store.md explains them.
#pragma once

#include "analysis/store/database.h"

namespace nines::store {

/// PRAGMA application_id of a results store: "nine" in ASCII.
inline constexpr int application_id = 0x6e696e65;
/// PRAGMA user_version of the tables that this program writes.
inline constexpr int schema_version = 1;

/// Makes the tables of a file that is empty, or brings an older version's to this one's, in one transaction. Throws
/// StoreError for a file of another program's, and for one of a newer version of the tables.
void make_current(const Database& database);

/// The same checks of a file that is only read. An older version is read as it is.
void check_readable(const Database& database);

}  // namespace nines::store
