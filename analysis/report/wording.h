// The words and units of results, the same in the table, the JSON document and the CSV.
#pragma once

#include "analysis/result.h"

#include <string>
#include <string_view>

namespace nines::report {

/// "availability", "capacity_availability": as in scenario files and documents.
std::string_view name_of(models::Measure measure);
/// "capacity availability": as in sentences.
std::string_view words_for(models::Measure measure);
/// The unit of every number of this measure in RunResult and in documents: "unavailability", "s/year", "1/year", "s" or "probability".
std::string_view unit_of(models::Measure measure);

/// Of a part of JobUse.
std::string_view words_for_job_time(std::string_view name);
std::string_view name_of(SubjectKind kind);
std::string_view words_for(SubjectKind kind);
/// "detection", "crew_wait": in documents.
std::string_view name_of(models::OutagePhase phase);
/// "waiting for a crew": in tables.
std::string_view words_for(models::OutagePhase phase);
std::string_view name_of(models::detection::FailsBy how);
std::string_view name_of(Agreement agreement);
std::string_view name_of(Estimate::Trust trust);
std::string_view name_of(ObjectiveResult::Outcome outcome);

/// "node class web (each of 4)": above the measures of a subject.
std::string title_of(const MeasureResult& measure);
/// "MTTF (first of any)": of a measure in tables.
std::string label_of(const MeasureResult& measure);

/// True for those measures whose numbers are unavailabilities, shown to people as availabilities.
bool is_availability(models::Measure measure);
/// True for mtbf, mdt and mttf: a length of time.
bool is_time(models::Measure measure);

}  // namespace nines::report
