#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/storage.h"

namespace nines::closed_form {

using models::Measure;

namespace {

/// The mean of what is lost is a sum over the groups, whether these are independent of each other or not.
std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure measure) {
  const auto storage = storage_groups(study, service);
  const models::StorageSystem& system = *study.platform.services[service].storage;
  if (!storage || system.errors) return std::nullopt;
  const double of_group_s = mean_time_to_data_loss_s(storage->group);
  if (measure == Measure::bytes_lost) return system.bytes / of_group_s * year.count();
  return probability_of_data_loss(of_group_s, study.mission.count(), 1);
}

}  // namespace

ClosedForm storage_amount() {
  return {
      "expected loss of redundancy groups",
      {Measure::durability, Measure::bytes_lost},
      "each group is lost at the rate 1 / MTTDL: share lost = 1 - exp(-t / MTTDL), bytes lost = bytes / MTTDL",
      "Greenan, Plank, Wylie 2010 (NOMDL), with the chain of Angus 1988",
      false,
      {assume::constant_loss_rate, assume::exponential_rebuild, assume::rebuilt_alone, assume::each_rebuilt_by_itself,
       assume::rebuilds_are_short, assume::losses_begin_anew, assume::any_set_alike, assume::groups_mostly_whole},
      &evaluate,
      Knows::storage};
}

}  // namespace nines::closed_form
