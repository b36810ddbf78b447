// Storage systems over disks that fail with what is on them, and what their trials report.
//
// Statistical tests ask for a deviation below 4.5 standard errors (two-sided probability 7e-6); there are some 35.
#pragma once

#include "component_parts.h"
#include "models/behaviour.h"
#include "sim/sampler.h"

#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace nines::test {

using namespace models;

inline constexpr double most_sigma = 4.5;

/// Disks, in racks if there are any, that fail with what is on them.
inline Platform over(StorageSystem system, std::size_t disks, LawPtr life, LawPtr repair, std::size_t racks = 0) {
  Platform platform;
  platform.nodes.push_back(node_class("disk", disks, {failure("loss", std::move(life), std::move(repair))}));
  platform.nodes[0].failures[0].loses_data = true;
  Service service = one_of("store", 0);
  if (racks > 0) {
    DomainLevel rack;
    rack.name = "rack";
    rack.count = racks;
    platform.domains.push_back(rack);
    platform.nodes[0].level = 0;
    platform.nodes[0].count = disks / racks;
    system.placement.level = 0;
    service.operands.push_back({Operand::Kind::domains, 0, 0});
  }
  service.storage = std::move(system);
  platform.services.push_back(std::move(service));
  return platform;
}

inline StorageSystem system_of(RedundancyScheme scheme, double stripes) {
  StorageSystem system;
  system.bytes = stripes * static_cast<double>(scheme.data_fragments);
  system.scheme = std::move(scheme);
  system.fragment_bytes = 1;
  return system;
}

inline StorageSystem partitioned(RedundancyScheme scheme) {
  StorageSystem system = system_of(std::move(scheme), 1);
  system.placement.kind = FragmentPlacement::Kind::copysets;
  return system;
}

/// Sums of what one trial reports of the first storage system.
struct Reported {
  static constexpr bool traced = false;
  std::map<StorageSeries, double> sum;
  std::vector<double> lost_at_h;
  double first_lost_h = -1;  ///< fragments

  void condition(std::uint32_t, bool, double, std::uint32_t) {}
  void observe(std::uint32_t series, double value, double now_s, std::uint32_t) {
    sum[static_cast<StorageSeries>(series)] += value;
    if (static_cast<StorageSeries>(series) == StorageSeries::lost) lost_at_h.push_back(now_s / 3600);
    if (static_cast<StorageSeries>(series) == StorageSeries::fragments_lost && first_lost_h < 0)
      first_lost_h = now_s / 3600;
  }
};

struct Trial {
  Reported reported;
  double missing_fragment_h = 0, available = 0, unfinished = 0;
};

inline std::vector<Trial> trials_of(const Platform& platform, double mission_h, std::uint32_t count) {
  const auto model = build(platform);
  Reported reported;
  Sampler<Reported> sampler(model->layout, reported);
  std::vector<Trial> trials;
  for (std::uint32_t i = 0; i < count; ++i) {
    reported = {};
    sampler.run(Behaviour(*model), 1, i, mission_h * 3600);
    const storage::Unfinished unfinished = storage::at_end(sampler, model->storages[0]);
    const double late_s = sampler.reward_integral(model->storages[0].missing_reward) - unfinished.early_s;
    const double available_s = sampler.reward_integral(model->services[0].capacity_reward);
    trials.push_back({reported, (late_s - reported.sum[StorageSeries::back_early]) / 3600,
                      available_s / (mission_h * 3600), unfinished.fragments});
  }
  return trials;
}

/// Deviation of two means of independent samples, in standard errors.
class Means {
 public:
  void add(int which, double value) { sum_[which] += value, squares_[which] += value * value, ++n_[which]; }
  double sigma() const { return (mean(0) - mean(1)) / std::hypot(standard_error(0), standard_error(1)); }
  double standard_error(int which) const {
    return std::sqrt((squares_[which] / n_[which] - std::pow(mean(which), 2)) / n_[which]);
  }
  double mean(int which) const { return sum_[which] / n_[which]; }

 private:
  double sum_[2] = {}, squares_[2] = {}, n_[2] = {};
};

}  // namespace nines::test
