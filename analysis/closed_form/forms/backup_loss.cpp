#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/data.h"
#include "analysis/closed_form/data_loss.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/unit.h"

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> at_random(const models::Study& study, std::size_t service, Measure) {
  const models::DataSet* data = data_of(study.platform, service);
  if (data == nullptr || data->log || data->replication || data->corruption) return std::nullopt;
  const models::BackupSchedule* backups = only_backups(*data);
  if (backups == nullptr || backups->restarts || backups->interval->variance_s2() > 0) return std::nullopt;
  const double interval = mean_s(backups->interval), duration = mean_s(backups->duration);
  if (backups->full_every == 1) {
    const double unusable = 1 - (1 - backups->fails) * (1 - backups->full_unreadable);
    if (unusable >= 1) return std::nullopt;
    return PeriodicBackups{interval, duration, unusable}.mean_loss();
  }
  if (backups->full_unreadable >= 1 || backups->fails > 0 || backups->full_duration) return std::nullopt;
  const BackupChain chain{backups->full_every, 1 - backups->unreadable, 1 - backups->full_unreadable};
  return duration + interval * (0.5 + chain.mean_extra_intervals());
}

std::optional<double> with_restarts(const models::Study& study, std::size_t service, Measure) {
  const models::DataSet* data = data_of(study.platform, service);
  if (data == nullptr || data->log || data->replication || data->corruption) return std::nullopt;
  const models::BackupSchedule* backups = only_backups(*data);
  if (backups == nullptr || !backups->restarts || backups->full_every > 1) return std::nullopt;
  if (backups->interval->variance_s2() > 0 || backups->fails > 0 || backups->full_unreadable > 0) return std::nullopt;
  const auto rate = rate_of_destruction(study.platform, *data);
  if (!rate || *rate <= 0) return std::nullopt;
  return mean_loss_with_restarts(mean_s(backups->interval), mean_s(backups->duration), 1 / *rate);
}

}  // namespace

ClosedForm backup_loss() {
  return {"loss since the last usable backup",
          {Measure::rpo},
          "B + T/2 + T q / (1 - q); of chains B + T/2 + T m, m the intervals lost for want of a readable backup",
          "Ross 1996, Stochastic Processes, section 3.4 (age of a renewal process); chains: mean over their length",
          true,
          {assume::losses_at_random, assume::losses_are_rare, assume::backups_always_there},
          &at_random,
          Knows::data};
}

ClosedForm backup_loss_with_restarts() {
  return {"loss since the last backup of a schedule that restarts",
          {Measure::rpo},
          "M - T exp(-(T + B)/M) / (1 - exp(-T/M)), M the mean time between losses",
          "Ross 1996, Stochastic Processes, section 3.4 (age at an exponential time)",
          true,
          {assume::losses_at_random, assume::backups_always_there},
          &with_restarts,
          Knows::data};
}

}  // namespace nines::closed_form
