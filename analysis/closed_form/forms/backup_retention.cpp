#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/data.h"
#include "analysis/closed_form/data_loss.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/unit.h"

#include <cmath>

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure) {
  const models::DataSet* data = data_of(study.platform, service);
  if (data == nullptr || data->log || data->replication || data->corruption) return std::nullopt;
  const models::BackupSchedule* backups = only_backups(*data);
  if (backups == nullptr || backups->full_every > 1 || backups->keeps == 0 || backups->full_unreadable <= 0)
    return std::nullopt;
  const auto rate = rate_of_destruction(study.platform, *data);
  if (!rate) return std::nullopt;
  return -std::expm1(-*rate * study.mission.count() * all_unusable(backups->full_unreadable, backups->keeps, 0));
}

}  // namespace

ClosedForm backup_retention() {
  return {"all backups that are kept are unreadable",
          {Measure::unrecoverable},
          "1 - exp(-L t q^n), L the rate of losses, n backups kept",
          "Ross 1996, Stochastic Processes, section 2.1 (a Poisson process, thinned)",
          true,
          {assume::losses_at_random, assume::losses_are_rare, assume::backups_always_there, assume::failures_always},
          &evaluate,
          Knows::data};
}

}  // namespace nines::closed_form
