#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/data.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/unit.h"

#include <cmath>

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure measure) {
  const models::DataSet* data = data_of(study.platform, service);
  if (data == nullptr || data->log || data->replication) return std::nullopt;
  const auto destroyed = rate_of_destruction(study.platform, *data);
  if (!destroyed) return std::nullopt;
  const double per_s = *destroyed + (data->corruption ? 1 / mean_s(data->corruption->interval) : 0);
  switch (measure) {
    case Measure::data_losses: return per_s * year.count();
    case Measure::mttdl: return 1 / per_s;
    default: return -std::expm1(-per_s * study.mission.count());
  }
}

}  // namespace

ClosedForm data_loss_rate() {
  return {"losses of one copy at a constant rate",
          {Measure::data_losses, Measure::mttdl, Measure::data_loss_probability},
          "L = sum of the rates of what destroys or corrupts it; MTTDL = 1 / L, P(loss) = 1 - exp(-L t)",
          "Ross 1996, Stochastic Processes, section 2.1 (superposed Poisson processes)",
          true,
          {assume::losses_at_random, assume::failures_always},
          &evaluate,
          Knows::data};
}

}  // namespace nines::closed_form
