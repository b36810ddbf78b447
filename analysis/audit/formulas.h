// The table of audited formulas, an article a file.
#pragma once

#include "analysis/audit/audit.h"

#include <vector>

namespace nines::audit {

Article redundancy_and_backup();       // 000
Article ai_infrastructure();           // 001
Article disaster_recovery();           // 002
Article disaster_tolerant_service();   // 003
Article large_models();                // 004

/// All of them, in this order.
std::vector<Article> articles();

}  // namespace nines::audit
