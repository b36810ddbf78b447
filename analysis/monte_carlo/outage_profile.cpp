#include "analysis/monte_carlo/outage_profile.h"

#include <cmath>

namespace nines::monte_carlo {
namespace {

/// What sums that should be 0 may differ from it, as a share of a part.
constexpr double rounding = 1e-9;

template <class Number>
void add_each(std::vector<Number>& sums, const std::vector<Number>& later) {
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += later[i];
}

template <class Number>
void zero(std::vector<Number>& sums) {
  std::fill(sums.begin(), sums.end(), Number{0});
}

}  // namespace

double LengthBuckets::begin_s(std::size_t bucket) {
  const double within = 1 + static_cast<double>(bucket % each_doubling) / each_doubling;
  return std::ldexp(within, lowest_power + static_cast<int>(bucket / each_doubling));
}

OutageProfile::OutageProfile(std::size_t all_services, double mission_s)
    : first_service(all_services - std::min(all_services, most_services)),
      parts_per_s(static_cast<double>(parts) / mission_s) {
  const std::size_t kept = all_services - first_service;
  outages.resize(kept * LengthBuckets::count);
  downtime_s.resize(kept * LengthBuckets::count);
  down.resize(kept * parts);
  wholly_down.resize(kept * parts);
  down_squared.resize(kept * parts);
  blocks_down.resize(kept * parts);
}

std::vector<double> OutageProfile::down_in_parts(std::size_t number) const {
  std::vector<double> sums(parts);
  double through = 0;
  for (std::size_t part = 0; part < parts; ++part) {
    through += wholly_down[number * parts + part];
    sums[part] = down[number * parts + part] + through;
  }
  return sums;
}

void OutageProfile::end_block() {
  ++blocks;
  square_sums();
}

void OutageProfile::square_sums() {
  for (std::size_t number = 0; number < services(); ++number) {
    const std::vector<double> sums = down_in_parts(number);
    for (std::size_t part = 0; part < parts; ++part) {
      down_squared[number * parts + part] = sums[part] * sums[part];
      blocks_down[number * parts + part] = sums[part] > rounding ? 1 : 0;
    }
  }
}

void OutageProfile::merge(const OutageProfile& later) {
  blocks += later.blocks;
  add_each(outages, later.outages);
  add_each(downtime_s, later.downtime_s);
  add_each(down, later.down);
  add_each(wholly_down, later.wholly_down);
  add_each(down_squared, later.down_squared);
  add_each(blocks_down, later.blocks_down);
}

void OutageProfile::clear() {
  blocks = 0;
  zero(outages);
  zero(downtime_s);
  zero(down);
  zero(wholly_down);
  zero(down_squared);
  zero(blocks_down);
}

}  // namespace nines::monte_carlo
