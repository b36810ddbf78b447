// The chain in PRISM's explicit format, so that anyone can check the answers with another tool.
#pragma once

#include "analysis/markov/chain.h"

#include <filesystem>
#include <vector>

namespace nines::markov {

/// Writes prefix.tra, prefix.sta, prefix.lab and prefix1.srew, prefix2.srew, ...: a reward structure "downtime_<name>" for
/// each condition (1 where it is down: what accumulates is the downtime), then one for each reward of the chain.
/// Rates are per hour, so times in PRISM are in hours. Names become identifiers: anything but letters, digits and _ is
/// replaced by _.
///
///   prism -importmodel prefix.tra,sta,lab,srew -ctmc -pf 'S=? [ !"api" ]'
///   prism -importmodel prefix.tra,sta,lab,srew -ctmc -pf 'R{"downtime_api"}=? [ C<=8760 ]'
///
/// Labels: "init", "deadlock", and each condition (the states where it is up). PRISM has exactly one initial state:
/// with several, a state is added that leaves for them at a rate of 1e12 per hour (it is up in every condition).
/// Returns the files written. Throws std::runtime_error naming the file that cannot be written.
std::vector<std::filesystem::path> export_prism(const Chain& chain, const std::filesystem::path& prefix);

}  // namespace nines::markov
