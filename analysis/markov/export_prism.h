// The chain in PRISM's explicit format, so that anyone can check the answers with another tool.
#pragma once

#include "analysis/markov/chain.h"

#include <filesystem>
#include <vector>

namespace nines::markov {

/// Writes prefix.tra, prefix.sta, prefix.lab and one prefix.<name>.srew for each condition (1 where it is down: its
/// accumulated value is the expected downtime) and each reward of the chain. Rates are per hour, so times in PRISM
/// are in hours. Names become identifiers: anything but letters, digits and _ is replaced by _.
///
///   prism -importmodel prefix.tra,sta,lab -importstaterewards prefix.api.srew -ctmc -pf 'S=? [ !"api" ]'
///
/// Labels: "init", "deadlock", and each condition (the states where it is up). PRISM has exactly one initial state:
/// with several, a state is added that leaves for them at a rate of 1e12 per hour (it is up in every condition).
/// Returns the files written. Throws std::runtime_error naming the file that cannot be written.
std::vector<std::filesystem::path> export_prism(const Chain& chain, const std::filesystem::path& prefix);

}  // namespace nines::markov
