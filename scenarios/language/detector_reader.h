// From the settings of a detector, as they are written, to the detector.
#pragma once

#include "models/detection/detector.h"
#include "scenarios/language/record.h"

#include <functional>

namespace nines::scenarios {

/// The detector of a name that another one mentions; null where it is reported that there is none.
using FindDetector = std::function<models::detection::DetectorPtr(const Mention&)>;

/// Reads a detector of any kind, called `subject` in messages. Null when something is reported.
models::detection::DetectorPtr read_detector(const Node& node, const std::string& subject, Context& context,
                                             const FindDetector& find);

/// The section of the detector's kind; null where it does not say a kind that there is.
const Section* section_of_detector(const Node& node);

}  // namespace nines::scenarios
