#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"

namespace nines::closed_form {

ClosedForm storage_loss_rate() {
  ClosedForm made = storage_chain();
  made.name = "a loss each MTTDL";
  made.predicts = {models::Measure::data_losses};
  made.formula = "1 / MTTDL";
  made.assumptions.back() = assume::losses_begin_anew;  // the rates of the groups add up, constant or not
  return made;
}

}  // namespace nines::closed_form
