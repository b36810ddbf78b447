#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/data.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/unit.h"

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure) {
  const models::DataSet* data = data_of(study.platform, service);
  if (data == nullptr || !data->replication || !data->replication->lag || data->corruption) return std::nullopt;
  return mean_s(data->replication->lag);
}

}  // namespace

ClosedForm replica_lag() {
  return {"loss by the lag of a replica",
          {Measure::rpo},
          "mean lag; P(loss > x) = P(lag > x)",
          "the loss is the lag at the moment of the takeover",
          true,
          {assume::replica_is_there},
          &evaluate,
          Knows::data};
}

}  // namespace nines::closed_form
