#include "models/storage_system.h"

#include <cmath>

namespace nines::models {

namespace {

/// Numbers of ways: polynomials whose coefficient of x^i is the number of ways to lose i of some fragments.
using Ways = std::vector<double>;

Ways ways_to_lose(std::size_t fragments) {
  Ways ways{1};
  for (std::size_t i = 1; i <= fragments; ++i)
    ways.push_back(ways.back() * static_cast<double>(fragments - i + 1) / static_cast<double>(i));
  return ways;
}

Ways product(const Ways& a, const Ways& b) {
  Ways result(a.size() + b.size() - 1, 0.0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t k = 0; k < b.size(); ++k) result[i + k] += a[i] * b[k];
  }
  return result;
}

/// Of all ways to lose j of `fragments`, those counted; none and all of them without the rounding of large numbers.
std::vector<double> share(const Ways& counted, std::size_t fragments) {
  constexpr double rounding = 1e-12;
  const Ways all = ways_to_lose(fragments);
  std::vector<double> shares(fragments + 1, 0.0);
  for (std::size_t j = 0; j < counted.size() && j <= fragments; ++j) {
    const double exact = counted[j] / all[j];
    shares[j] = exact < rounding ? 0 : exact > 1 - rounding ? 1 : exact;
  }
  return shares;
}

}  // namespace

std::size_t RedundancyScheme::most_lost() const {
  std::size_t most = 0;
  while (most < fragments && survives[most + 1] > 0) ++most;
  return most;
}

std::size_t RedundancyScheme::tolerated() const {
  std::size_t most = 0;
  while (most < fragments && survives[most + 1] >= 1) ++most;
  return most;
}

RedundancyScheme reed_solomon(std::size_t data, std::size_t parity) {
  RedundancyScheme made{std::to_string(data) + "+" + std::to_string(parity), data + parity, data, {}, {}};
  for (std::size_t lost = 0; lost <= made.fragments; ++lost) made.survives.push_back(lost <= parity ? 1 : 0);
  made.reads.assign(made.fragments + 1, static_cast<double>(data));
  return made;
}

RedundancyScheme replication(std::size_t copies) {
  RedundancyScheme made = reed_solomon(1, copies - 1);
  made.words = std::to_string(copies) + (copies == 1 ? " copy" : " copies");
  return made;
}

RedundancyScheme local_reconstruction(std::size_t data, std::size_t groups, std::size_t global) {
  const std::size_t fragments = data + groups + global;
  RedundancyScheme made{"lrc " + std::to_string(data) + "+" + std::to_string(groups) + "+" + std::to_string(global),
                        fragments,
                        data,
                        {},
                        {}};
  const std::size_t data_in_group = data / groups;
  // ways[excess][lost]: `excess` is how many losses the groups do not make up for by themselves.
  std::vector<Ways> ways{{1}};
  const auto add = [&](const std::vector<double>& to_lose, std::size_t for_itself) {
    std::vector<Ways> next(global + 1, Ways(fragments + 1, 0.0));
    for (std::size_t before = 0; before < ways.size(); ++before) {
      for (std::size_t lost = 0; lost < to_lose.size(); ++lost) {
        const std::size_t excess = before + (lost > for_itself ? lost - for_itself : 0);
        for (std::size_t i = 0; excess <= global && i < ways[before].size() && i + lost <= fragments; ++i)
          next[excess][i + lost] += ways[before][i] * to_lose[lost];
      }
    }
    ways = std::move(next);
  };
  for (std::size_t group = 0; group < groups; ++group) add(ways_to_lose(data_in_group + 1), 1);
  add(ways_to_lose(global), 0);
  Ways good(fragments + 1, 0.0);
  for (const Ways& each : ways) {
    for (std::size_t i = 0; i < each.size(); ++i) good[i] += each[i];
  }
  made.survives = share(good, fragments);
  made.reads.assign(fragments + 1, static_cast<double>(data));
  // A single loss is made up for within its group; that of a global parity by all data.
  const auto local = static_cast<double>(data + groups), all = static_cast<double>(fragments);
  made.reads[1] =
      (local * static_cast<double>(data_in_group) + static_cast<double>(global) * static_cast<double>(data)) / all;
  return made;
}

RedundancyScheme copies_of(std::size_t copies, const RedundancyScheme& inner) {
  RedundancyScheme made{
      std::to_string(copies) + " x (" + inner.words + ")", copies * inner.fragments, inner.data_fragments, {}, {}};
  const Ways all = ways_to_lose(inner.fragments);
  Ways gone(inner.fragments + 1, 0.0);  // of one copy, which then cannot be read
  for (std::size_t j = 0; j <= inner.fragments; ++j) gone[j] = all[j] * (1 - inner.survives[j]);
  Ways none_left{1};
  for (std::size_t copy = 0; copy < copies; ++copy) none_left = product(none_left, gone);
  for (const double lost : share(none_left, made.fragments)) made.survives.push_back(1 - lost);
  made.reads.assign(made.fragments + 1, static_cast<double>(inner.data_fragments));
  made.reads[1] = inner.reads[1];
  return made;
}

double StorageSystem::groups(double disks) const {
  switch (placement.kind) {
    case FragmentPlacement::Kind::groups: return static_cast<double>(placement.groups);
    case FragmentPlacement::Kind::copysets:
      return disks * static_cast<double>(placement.groups_each) / static_cast<double>(scheme.fragments);
    case FragmentPlacement::Kind::random: break;
  }
  return std::ceil(bytes / (fragment_bytes * static_cast<double>(scheme.data_fragments)));
}

double StorageSystem::stripes(double disks) const {
  if (fragment_bytes == 0) return groups(disks);
  return std::ceil(bytes / (fragment_bytes * static_cast<double>(scheme.data_fragments)));
}

}  // namespace nines::models
