#include "analysis/monte_carlo/value_sample.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace nines::monte_carlo {
namespace {

constexpr double growth = (1 + ValueSample::relative_error) / (1 - ValueSample::relative_error);

std::int32_t bucket_of(double value) {
  return static_cast<std::int32_t>(std::ceil(std::log(value) / std::log(growth)));
}

double middle_of(std::int32_t bucket) { return 2 * std::pow(growth, bucket) / (growth + 1); }

}  // namespace

void ValueSample::add(double value) {
  ++size_;
  if (!(value > 0)) {
    ++zeros_;
  } else if (!buckets_.empty()) {
    ++buckets_[bucket_of(value)];
  } else {
    values_.push_back(value);
    if (values_.size() > exact_limit_) spill();
  }
}

void ValueSample::merge(const ValueSample& other) {
  size_ += other.size_;
  zeros_ += other.zeros_;
  values_.insert(values_.end(), other.values_.begin(), other.values_.end());
  for (const auto& [bucket, count] : other.buckets_) buckets_[bucket] += count;
  if (values_.size() > exact_limit_ || !buckets_.empty()) spill();
}

void ValueSample::spill() {
  for (const double value : values_) ++buckets_[bucket_of(value)];
  values_ = {};
}

bool ValueSample::assign(Contents contents) {
  if (contents.values.size() > exact_limit_ || !(contents.values.empty() || contents.buckets.empty())) return false;
  const auto positive = [](double value) { return value > 0 && std::isfinite(value); };
  if (!std::all_of(contents.values.begin(), contents.values.end(), positive)) return false;
  std::size_t size = contents.values.size();
  const auto add = [&](std::size_t count) { return !__builtin_add_overflow(size, count, &size); };
  if (!add(contents.zeros)) return false;
  for (const auto& [bucket, count] : contents.buckets) {
    if (count == 0 || !add(count)) return false;
  }
  size_ = size;
  zeros_ = contents.zeros;
  values_ = std::move(contents.values);
  buckets_ = std::move(contents.buckets);
  return true;
}

std::vector<double> ValueSample::order_statistics(const std::vector<std::size_t>& ranks) const {
  std::vector<double> sorted = values_;
  std::sort(sorted.begin(), sorted.end());
  std::vector<double> result;
  result.reserve(ranks.size());
  auto bucket = buckets_.begin();
  std::size_t below = zeros_;  // values in the buckets before `bucket`, and zeros
  for (const std::size_t rank : ranks) {
    if (rank <= zeros_) {
      result.push_back(0);
    } else if (buckets_.empty()) {
      result.push_back(sorted[rank - zeros_ - 1]);
    } else {
      while (below + bucket->second < rank) below += (bucket++)->second;
      result.push_back(middle_of(bucket->first));
    }
  }
  return result;
}

}  // namespace nines::monte_carlo
