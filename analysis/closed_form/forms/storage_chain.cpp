#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/storage.h"

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure measure) {
  const auto storage = storage_groups(study, service);
  if (!storage) return std::nullopt;
  const double mttdl_s = mean_time_to_data_loss_s(storage->group) / storage->groups;
  return measure == Measure::mttdl ? mttdl_s : year.count() / mttdl_s;
}

}  // namespace

ClosedForm storage_chain() {
  return {
      "redundancy groups as birth-death chains",
      {Measure::mttdl},
      "mean first passage to one failure too many, from all good; MTTDL of G groups: a G-th of that",
      "Gibson, Patterson 1993 (RAID); Angus 1988 (any k of n)",
      true,
      {assume::constant_loss_rate, assume::exponential_rebuild, assume::rebuilt_alone, assume::each_rebuilt_by_itself,
       assume::independent_groups, assume::any_set_alike, assume::groups_mostly_whole},
      &evaluate,
      Knows::storage};
}

}  // namespace nines::closed_form
