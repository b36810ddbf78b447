#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/data.h"
#include "analysis/closed_form/data_loss.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/unit.h"

#include <cmath>

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> noticed_in_time(const models::Study& study, std::size_t service, Measure measure) {
  const models::DataSet* data = data_of(study.platform, service);
  if (data == nullptr || data->log || !data->corruption) return std::nullopt;
  const models::BackupSchedule* backups = only_backups(*data);
  const LawPtr& noticed = data->corruption->until_noticed;
  if (backups == nullptr || !noticed || !noticed->exponential_rate() || backups->interval->variance_s2() > 0)
    return std::nullopt;
  const double interval = mean_s(backups->interval), duration = mean_s(backups->duration);
  const double chains = static_cast<double>(backups->keeps) * static_cast<double>(backups->full_every);
  const CorruptionKept corruption{mean_s(noticed), backups->keeps > 0 ? chains * interval : backups->kept.count()};
  if (measure == Measure::unrecoverable) {
    const double per_s = corruption.unrecoverable() / mean_s(data->corruption->interval);
    return -std::expm1(-per_s * study.mission.count());
  }
  return corruption.mean_loss(interval, duration);
}

}  // namespace

ClosedForm corruption_noticed_in_time() {
  return {"corruption that is noticed while there is a backup from before",
          {Measure::rpo, Measure::unrecoverable},
          "loss = d - W exp(-W/d) / (1 - exp(-W/d)) + T/2 + B - d (1 - exp(-B/d)); noticed too late: exp(-W/d), d the "
          "mean time to notice, "
          "W how "
          "long backups are kept",
          "Ross 1996, Stochastic Processes, section 1.6 (exponential law, conditioned)",
          true,
          {assume::one_kind_of_loss, assume::kept_for_many_intervals, assume::losses_are_rare,
           assume::backups_always_there},
          &noticed_in_time,
          Knows::data};
}

}  // namespace nines::closed_form
