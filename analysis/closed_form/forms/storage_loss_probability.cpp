#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/storage.h"

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure) {
  const auto storage = storage_groups(study, service);
  if (!storage) return std::nullopt;
  return probability_of_data_loss(mean_time_to_data_loss_s(storage->group), study.mission.count(), storage->groups);
}

}  // namespace

ClosedForm storage_loss_probability() {
  return {
      "redundancy groups that lose data at a constant rate",
      {Measure::data_loss_probability},
      "P(loss) = 1 - exp(-G t / MTTDL of a group)",
      "Keilson 1979, ch. 8, with the chain of Angus 1988",
      false,
      {assume::constant_loss_rate, assume::exponential_rebuild, assume::rebuilt_alone, assume::each_rebuilt_by_itself,
       assume::independent_groups, assume::rebuilds_are_short, assume::any_set_alike, assume::groups_mostly_whole},
      &evaluate,
      Knows::storage};
}

}  // namespace nines::closed_form
