// Downtimes of all trials, or sizes of all losses, for quantiles: exact up to a limit, beyond it in buckets of equal relative width.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace nines::monte_carlo {

/// A mergeable multiset of non-negative values. Its answers depend only on the values, never on the order of merging.
///
/// Up to `exact_limit` positive values it keeps each of them. Beyond that it counts them in buckets (g^(i-1), g^i] with
/// g = (1 + e) / (1 - e), and answers 2 g^i / (g + 1), which is off by at most the relative error e = 0.5 % (the
/// DDSketch of Masson, Rim, Lee 2019, VLDB 12(12), section 2.1). Zeros are only counted, and exact.
class ValueSample {
 public:
  static constexpr double relative_error = 0.005;
  static constexpr std::size_t default_exact_limit = 1'000'000;

  explicit ValueSample(std::size_t exact_limit = default_exact_limit) : exact_limit_(exact_limit) {}

  void add(double value);
  void merge(const ValueSample& other);

  std::size_t size() const { return size_; }
  bool exact() const { return buckets_.empty(); }

  /// All that it holds, to be written down and read back; the limit follows from the study.
  struct Contents {
    std::size_t zeros = 0;
    std::vector<double> values;  ///< the positive ones, while they are few enough
    std::map<std::int32_t, std::size_t> buckets;  ///< afterwards
  };
  Contents contents() const { return {zeros_, values_, buckets_}; }
  /// Replaces what it holds. False, and unchanged, if no sample of this limit can hold that.
  bool assign(Contents contents);

  /// The values of the given ranks, 1 being the smallest; the ranks ascend and lie in [1, size()].
  std::vector<double> order_statistics(const std::vector<std::size_t>& ranks) const;

 private:
  void spill();

  std::size_t exact_limit_;
  std::size_t size_ = 0, zeros_ = 0;
  std::vector<double> values_;  ///< the positive ones, while they are few enough
  std::map<std::int32_t, std::size_t> buckets_;  ///< afterwards
};

}  // namespace nines::monte_carlo
