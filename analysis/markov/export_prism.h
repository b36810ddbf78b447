// The chain in PRISM's explicit format, so that anyone can check the answers with another tool.
#pragma once

#include "analysis/markov/chain.h"

#include <filesystem>
#include <vector>

namespace nines::markov {

/// Writes prefix.tra, prefix.sta, prefix.lab and prefix1.srew, prefix2.srew, ...: for each condition the reward structures
/// "downtime_<name>" (1 where it is down: what accumulates is the downtime) and "outages_<name>" (the rate of going down),
/// then "time" (1 everywhere), then each reward of the chain that has a name. More of them, left by an earlier export to the
/// same prefix, are removed. Rates are per hour, so times in PRISM are in hours. Names become identifiers: anything but
/// letters, digits and _ is replaced by _.
///
///   prism -importmodel prefix.tra,sta,lab,srew -ctmc -gs -pf 'S=? [ !"api" ]'
///   prism -importmodel prefix.tra,sta,lab,srew -ctmc -pf 'R{"downtime_api"}=? [ C<=8760 ]'
///   prism -importmodel prefix.tra,sta,lab,srew -ctmc -gs -pf 'R{"time"}=? [ F !"api" ]'
///
/// Labels: "init", "deadlock", and each condition (the states where it is up). PRISM has exactly one initial state:
/// with several, a state is added that leaves for them at a rate of 1e12 per hour (it is up in every condition), which is
/// good for the long run and for first passages, but too fast for PRISM's answers within a time.
/// Returns the files written. Throws std::system_error naming the file that cannot be written; no file is left half written.
std::vector<std::filesystem::path> export_prism(const Chain& chain, const std::filesystem::path& prefix);

}  // namespace nines::markov
