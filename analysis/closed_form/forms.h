// The table's rows. Each name is a function, defined in its own file of forms/, that describes one closed form.
//
// To add one: write forms/NAME.cpp with `ClosedForm NAME()`, add row(NAME) below, tests, and a row in
// docs/guide/closed_forms.md. The order is that of preference among formulas with equally many broken assumptions.
#pragma once

#include "analysis/closed_form/predict.h"

// clang-format off
#define NINES_CLOSED_FORMS(row) \
  row(unit_over_mission)        \
  row(unreliability_static)     \
  row(single_unit)              \
  row(age_replacement)          \
  row(single_unit_mttf)         \
  row(series)                   \
  row(series_suspended)         \
  row(parallel)                 \
  row(k_of_n)                   \
  row(k_of_n_crews)             \
  row(standby)                  \
  row(switchover_pair)          \
  row(switchover_pair_mttf)     \
  row(beta_factor)              \
  row(beta_factor_mttf)         \
  row(general_repair_pair)      \
  row(general_repair_pair_mttf) \
  row(mttf_with_repair)         \
  row(mttf_without_repair)      \
  row(sites)                    \
  row(network)                  \
  row(elections)                \
  row(service_tree)             \
  row(served_share)             \
  row(degraded_share)           \
  row(members_on)               \
  row(start_loss)               \
  row(data_loss_rate)           \
  row(storage_chain)            \
  row(storage_loss_rate)        \
  row(storage_loss_probability) \
  row(storage_amount)           \
  row(storage_windows)          \
  row(backup_retention)         \
  row(backup_loss)              \
  row(backup_loss_with_restarts) \
  row(corruption_noticed_in_time) \
  row(replica_lag)              \
  row(recovery_of_data)         \
  row(checkpointed_job)         \
  row(checkpointed_run)         \
  row(checkpointed_job_added)   \
  row(job_of_a_series)          \
  row(work_since_checkpoint)    \
  row(first_order)              \
  row(beta_factor_first_order)  \
  row(mttf_leading_order)       \
  row(mean_up_time)             \
  row(unreliability_from_mttf)
// clang-format on

namespace nines::closed_form {

#define NINES_DECLARE(name) ClosedForm name();
NINES_CLOSED_FORMS(NINES_DECLARE)
#undef NINES_DECLARE

}  // namespace nines::closed_form
