// The closed forms: formulas of the literature, each with its source and with assumptions that are checked.
//
// They are written independently of the sampler and the explorer and so check the model itself. A formula whose
// assumptions do not all hold is evaluated all the same, where it can be, and marked with what does not hold.
#pragma once

#include "analysis/result.h"
#include "models/study.h"

#include <atomic>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nines::closed_form {

/// What must be true for a formula to be exact (or, for an approximation, good to one part in a thousand).
struct Assumption {
  std::string_view name;
  /// Why it does not hold for this service, with the size of the effect where that is known; nothing if it holds.
  std::optional<std::string> (*broken)(const models::Study& study, std::size_t service);
};

/// What only some formulas reckon with; all others assume that it is not there, and predict() says so.
enum class Knows {
  nothing,
  maintenance,  ///< repairs that set back other clocks than that of their own failure
  networks,  ///< members that are not connected
  elections,  ///< somebody has to be elected
  autoscaling,  ///< members that are switched on and off
  data,  ///< data are lost; such a formula is about these alone, however else the service goes down
  storage,  ///< of a storage system; no other formula is
};

/// One formula of the table.
struct ClosedForm {
  std::string_view name;
  std::vector<models::Measure> predicts;
  std::string_view formula;  ///< in plain text
  std::string_view source;   ///< author, year, equation or section
  bool long_run = true;  ///< gives the steady state (for mttf: without the mission's end); false: over the mission
  std::vector<Assumption> assumptions;
  /// The value in the units of Prediction::value; nothing where the service does not have the formula's structure.
  std::optional<double> (*evaluate)(const models::Study& study, std::size_t service, models::Measure measure);
  Knows knows = Knows::nothing;
};

/// The table of all closed forms, in the order of preference among equally good ones: exact before approximate.
std::span<const ClosedForm> closed_forms();

/// What the closed forms say of one measure of a service, the one with the fewest broken assumptions first. Those that
/// are not evaluated when `stop` becomes true are left out.
std::vector<Prediction> predict(const models::Study& study, std::size_t service, models::Measure measure,
                                const std::atomic<bool>* stop = nullptr);

}  // namespace nines::closed_form
