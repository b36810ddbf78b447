#include "analysis/closed_form/predict.h"

#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::closed_form {

std::span<const ClosedForm> closed_forms() {
#define NINES_ROW(name) name(),
  static const std::vector<ClosedForm> table{NINES_CLOSED_FORMS(NINES_ROW)};
#undef NINES_ROW
  return table;
}

namespace {

Prediction prediction(const ClosedForm& form, double value, const models::Study& study, std::size_t service) {
  Prediction result;
  result.formula = form.name;
  result.source = form.source;
  result.value = value;
  result.long_run = form.long_run;
  const auto check = [&](const Assumption& assumption) {
    if (const auto reason = assumption.broken(study, service)) {
      result.broken.push_back({std::string(assumption.name) + ": " + *reason});
    }
  };
  for (const Assumption& assumption : form.assumptions) check(assumption);
  check(assume::alike);
  if (form.knows == Knows::data || form.knows == Knows::storage) return result;
  check(assume::no_storage);
  check(assume::data_never_lost);
  check(assume::no_changes);
  check(assume::no_conditions);
  if (form.knows != Knows::maintenance) check(assume::renews_itself);
  check(assume::regardless_of_load);
  check(assume::no_roles_elsewhere);
  if (form.knows != Knows::autoscaling) check(assume::always_on);
  if (form.knows != Knows::elections) check(assume::no_elections);
  check(assume::detectors_see);
  if (form.knows != Knows::networks) check(assume::always_connected);
  return result;
}

/// A share or a probability that is none: the formula has left what it holds for, whatever it assumes.
void remark_on_domain(models::Measure measure, Prediction& prediction) {
  using models::Measure;
  const Measure like = models::counterpart(measure);
  const bool is_share = like == Measure::availability || like == Measure::capacity_availability ||
                        like == Measure::served || like == Measure::degraded || like == Measure::unreliability;
  constexpr double rounding = 1e-9;
  if (!is_share || (prediction.value >= -rounding && prediction.value <= 1 + rounding)) return;
  const double shown = models::is_bounded_as_loss(measure) ? 1 - prediction.value : prediction.value;
  prediction.broken.push_back({fmt::format(
      "the result lies between 0 and 100 %: it is {:.4g} %, for the formula does not hold this far out", 100 * shown)});
}

}  // namespace

std::vector<Prediction> predict(const models::Study& study, std::size_t service, models::Measure measure,
                                const std::atomic<bool>* stop) {
  std::vector<Prediction> result;
  for (const ClosedForm& form : closed_forms()) {
    if (stop != nullptr && *stop) break;
    if (study.platform.services[service].storage.has_value() != (form.knows == Knows::storage)) continue;
    if (std::find(form.predicts.begin(), form.predicts.end(), measure) == form.predicts.end()) continue;
    const auto value = form.evaluate(study, service, measure);
    // A form without a limit (infinite over infinite) has nothing to say.
    if (!value || std::isnan(*value)) continue;
    result.push_back(prediction(form, *value, study, service));
    remark_on_domain(measure, result.back());
  }
  std::stable_sort(result.begin(), result.end(),
                   [](const Prediction& a, const Prediction& b) { return a.broken.size() < b.broken.size(); });
  return result;
}

}  // namespace nines::closed_form
