// The rows of the table of fields, in groups. Internal to fields.h.
#pragma once

#include "scenarios/language/fields.h"

#include <vector>

namespace nines::scenarios {

std::vector<Section> scenario_sections();  ///< the scenario itself, domain levels, node classes
std::vector<Section> failure_sections();   ///< failures, crews, spares, shocks
std::vector<Section> planned_sections();   ///< maintenance, changes
std::vector<Section> bad_node_sections();  ///< lemons, retirement
std::vector<Section> detector_sections();  ///< each kind of detector is a section
std::vector<Section> network_sections();
std::vector<Section> service_sections();
std::vector<Section> balancing_sections();
std::vector<Section> data_sections();
std::vector<Section> job_sections();  ///< training
std::vector<Section> storage_sections();
std::vector<Section> question_sections();      ///< precision and objectives
std::vector<Section> sweep_sections();         ///< what is varied
std::vector<Section> optimise_sections();      ///< what may be chosen, and what it costs
std::vector<Section> composed_law_sections();  ///< laws that are not determined by scalar parameters alone

/// What can keep a detector from seeing; one with a path takes silence for a failure.
enum class DetectorNeeds { nothing, home, home_and_path };
std::vector<Field> watcher_fields(DetectorNeeds needs);  ///< what each kind of detector has of it
Field first_after_field(const char* example);            ///< when the first of what comes every so often comes

}  // namespace nines::scenarios
