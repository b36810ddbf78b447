#include "analysis/profiles.h"

#include "analysis/monte_carlo/intervals.h"
#include "analysis/monte_carlo/trials.h"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>

namespace nines {
namespace {

using monte_carlo::LengthBuckets;
using monte_carlo::OutageProfile;

constexpr std::size_t most_values = 20'000;

Spread spread_of(const monte_carlo::ValueSample& sample) {
  Spread spread;
  spread.count = sample.size();
  const std::size_t kept = std::min(sample.size(), most_values);
  if (kept == 0) return spread;
  std::vector<std::size_t> ranks;
  for (std::size_t i = 1; i <= kept; ++i) {
    // In the middle of its share; of all values: each.
    const double share = (static_cast<double>(i) - 0.5) / static_cast<double>(kept);
    ranks.push_back(std::clamp<std::size_t>(
        static_cast<std::size_t>(std::ceil(share * static_cast<double>(sample.size()))), 1, sample.size()));
  }
  spread.values = sample.order_statistics(ranks);
  return spread;
}

std::vector<ServiceProfile::Lengths> lengths_of(const OutageProfile& profile, std::size_t number) {
  std::vector<ServiceProfile::Lengths> lengths;
  for (std::size_t bucket = 0; bucket < LengthBuckets::count; ++bucket) {
    const std::size_t at = number * LengthBuckets::count + bucket;
    lengths.push_back({LengthBuckets::begin_s(bucket), LengthBuckets::begin_s(bucket + 1),
                       static_cast<double>(profile.outages[at]), profile.downtime_s[at]});
  }
  const auto seen = [](const ServiceProfile::Lengths& each) { return each.outages > 0; };
  lengths.erase(std::find_if(lengths.rbegin(), lengths.rend(), seen).base(), lengths.end());
  lengths.erase(lengths.begin(), std::find_if(lengths.begin(), lengths.end(), seen));
  return lengths;
}

/// Blocks are of equal size but for the last one, and independent of each other: their spread is that of the mean.
std::vector<ServiceProfile::Part> parts_of(const OutageProfile& profile, std::size_t number, std::size_t trials,
                                           double confidence) {
  constexpr std::size_t fewest_blocks = 10;
  const double quantile = boost::math::quantile(boost::math::normal(), 0.5 + confidence / 2);
  const std::vector<double> sums = profile.down_in_parts(number);
  const double all = static_cast<double>(trials), blocks = static_cast<double>(profile.blocks);
  std::vector<ServiceProfile::Part> parts;
  for (std::size_t part = 0; part < sums.size(); ++part) {
    ServiceProfile::Part each;
    each.from_s = static_cast<double>(part) / profile.parts_per_s;
    each.to_s = static_cast<double>(part + 1) / profile.parts_per_s;
    // Rounding may leave a little less than nothing.
    each.unavailability = each.low = each.high = std::clamp(sums[part] / all, 0.0, 1.0);
    if (profile.blocks >= fewest_blocks) {
      const double squares =
          profile.down_squared[number * OutageProfile::parts + part] - sums[part] * sums[part] / blocks;
      const double half = quantile * std::sqrt(std::max(0.0, squares) * blocks / (blocks - 1)) / all;
      each.low = std::max(0.0, each.unavailability - half);
      each.high = std::min(1.0, each.unavailability + half);
    }
    parts.push_back(each);
  }
  return parts;
}

std::vector<ServiceProfile::Known> convergence_of(const monte_carlo::Trials& trials, std::size_t number,
                                                  const models::Study& study) {
  std::vector<ServiceProfile::Known> course;
  for (const monte_carlo::Checkpoint& checkpoint : trials.checkpoints) {
    const monte_carlo::Moments& moments = checkpoint.services[number];
    course.push_back({moments.trials,
                      monte_carlo::estimate(models::Measure::availability, moments, study.mission, study.confidence)});
  }
  return course;
}

std::vector<ServiceProfile::Data> data_of(const models::Model& model, const monte_carlo::Tally& tally,
                                          std::size_t service) {
  std::vector<ServiceProfile::Data> data;
  if (model.services[service].data == none) return data;
  for (const auto measure : {models::Measure::rpo, models::Measure::rto, models::Measure::restore_time}) {
    const monte_carlo::ValueSample& sample = tally.values[monte_carlo::series_of(model, service, measure)];
    if (sample.size() > 0) data.push_back({measure, spread_of(sample)});
  }
  return data;
}

}  // namespace

double Spread::quantile(double share) const {
  if (values.empty()) return 0;
  const double rank = std::ceil(share * static_cast<double>(values.size()));
  return values[static_cast<std::size_t>(std::clamp(rank, 1.0, static_cast<double>(values.size()))) - 1];
}

Profiles profiles_of(const models::Model& model, const models::Study& study, const monte_carlo::Trials& trials) {
  const monte_carlo::Tally& tally = trials.tally;
  Profiles profiles;
  if (tally.trials == 0) return profiles;
  for (std::size_t number = 0; number < tally.profile.services(); ++number) {
    const std::size_t service = tally.profile.first_service + number;
    profiles.services.push_back({model.services[service].name, spread_of(tally.downtime[service]),
                                 lengths_of(tally.profile, number),
                                 parts_of(tally.profile, number, tally.trials, study.confidence),
                                 convergence_of(trials, number, study), data_of(model, tally, service)});
  }
  return profiles;
}

}  // namespace nines
