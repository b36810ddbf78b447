#include "analysis/report/document.h"

#include "analysis/report/wording.h"

#include <cmath>

namespace nines::report {

Json number(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  return value;
}

Json number(const std::optional<double>& value) { return value ? number(*value) : Json(nullptr); }

Json estimate(const Estimate& estimate) {
  if (estimate.trust == Estimate::Trust::not_available) return nullptr;
  return {{"value", number(estimate.value)}, {"low", number(estimate.low)}, {"high", number(estimate.high)},
          {"trials", estimate.trials},       {"events", estimate.events},   {"trust", name_of(estimate.trust)}};
}

std::string document_text(const Json& document) {
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace nines::report
