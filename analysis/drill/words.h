// What followed a fault, in words.
#pragma once

#include "analysis/drill/recorder.h"

#include <string>

namespace nines::drill {

/// "noticed", "api goes down", "ai: switchover to backup begins".
std::string response_text(const models::Model& model, const Followed& followed);

/// The service that it is about, or nothing.
std::string response_service(const models::Model& model, const Followed& followed);

}  // namespace nines::drill
