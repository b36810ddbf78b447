#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/data.h"
#include "analysis/closed_form/data_loss.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/unit.h"

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure measure) {
  const models::DataSet* data = data_of(study.platform, service);
  if (data == nullptr || data->replication) return std::nullopt;
  const models::BackupSchedule* backups = only_backups(*data);
  if (backups == nullptr || backups->full_every > 1) return std::nullopt;
  const double bandwidth = backups->store ? study.platform.stores[*backups->store].bytes_per_second : 0;
  const double read = data->restore ? mean_s(data->restore) : bandwidth > 0 ? data->bytes / bandwidth : 0;
  const double noticed = measure == Measure::rto ? mean_s(data->until_noticed) : 0;
  const double steps = noticed + mean_s(data->preparation) + read;
  if (!data->log) return steps;
  const double replay = data->log->replay;
  return RestoreWithReplay{steps + replay * mean_s(backups->duration), mean_s(backups->interval), replay}.mean();
}

}  // namespace

ClosedForm recovery_of_data() {
  return {
      "detection, preparation, restore and replay",
      {Measure::rto, Measure::restore_time},
      "notice + preparation + size / bandwidth + replay (B + T/2), the log's part since the last backup; the restore "
      "time "
      "leaves out the notice",
      "the sum of its steps; T/2 is the mean age at a random instant (Ross 1996, section 3.4)",
      true,
      {assume::room_for_the_restore, assume::one_kind_of_loss, assume::losses_are_rare, assume::backups_always_there},
      &evaluate,
      Knows::data};
}

}  // namespace nines::closed_form
