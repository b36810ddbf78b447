// The systems that the articles describe, as studies, and how a measured value is read from a run.
#pragma once

#include "analysis/result.h"
#include "models/study.h"

#include <cstddef>
#include <string_view>

namespace nines::audit {

inline constexpr std::uint64_t seed = 1;
/// The service that is measured.
inline constexpr const char* service_name = "service";

/// How a machine fails and what follows, in this order; a null law takes no time.
struct Life {
  LawPtr time_to_failure, time_to_notice, time_to_repair;
};

/// So many machines, all of which are needed.
models::Study needing_all(std::size_t machines, const Life& life, Seconds mission, std::size_t trials);
/// No time at all, but for a nanosecond: a law's times are above 0.
inline constexpr Seconds at_once{1e-9};

/// Two machines, one active and one that takes over as soon as a failure is noticed.
models::Study hot_pair(const Life& life, Seconds mission, std::size_t trials);

/// One machine that loses its data once in some years, is repaired at once and restored at once, and backed up every `interval`, which
/// takes `duration`.
models::Study losing_data(Seconds interval, Seconds duration);

/// Asked every so often until so many checks in a row have failed, refusing at once when it has failed: with one check a
/// time between 0 and the interval.
LawPtr noticed_by_checks_every(Seconds interval, int fall = 1);
LawPtr uniform(Seconds low, Seconds high);

/// The measure of `service_name`; in 1/year, seconds per year or seconds as in RunResult.
Estimate measure_of(const RunResult& result, models::Measure measure);
/// Shares that are held as their complement: an unreliability as the probability that there is no outage.
Estimate complement(Estimate estimate);
Estimate scaled(Estimate estimate, double factor);

}  // namespace nines::audit
