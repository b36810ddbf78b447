// Laws: probability distributions of non-negative times.
//
// A law is immutable and shared by all threads. Every law must pass the contract test tests/sim/law_contract_test.cpp.
#pragma once

#include "sim/random.h"
#include "sim/time.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nines {

/// A phase-type representation of a law: the time to absorption of a small Markov chain (Neuts 1981).
/// Only representations that are exact are given out as such.
struct PhaseType {
  std::vector<double> start;                   ///< probability that a fresh clock begins in each phase; sums to 1
  std::vector<std::vector<double>> per_second; ///< rate from phase i to phase j; the diagonal is unused and 0
  std::vector<double> exit_per_second;         ///< rate from phase i to the end of the clock
  std::size_t size() const { return start.size(); }
};

class Law {
 public:
  virtual ~Law() = default;

  /// P(T <= t). Right-continuous; 0 for t < 0.
  virtual double cdf(Seconds t) const = 0;
  /// P(T > t), accurate to a small relative error far into the tail: never computed as 1 - cdf near 1.
  virtual double survival(Seconds t) const = 0;
  /// The smallest t with cdf(t) >= p, for 0 <= p <= 1 (may be infinite at p = 1).
  virtual Seconds quantile(double p) const = 0;
  /// The smallest t with survival(t) <= q: quantile(1 - q) without the cancellation.
  virtual Seconds upper_quantile(double q) const = 0;
  virtual Seconds mean() const = 0;
  virtual double variance_s2() const = 0;  ///< in square seconds; may be infinite

  /// A draw. Uses nothing but `stream`, so it is a pure function of the draw's address.
  virtual Seconds sample(MiniStream& stream) const = 0;
  /// The time that remains, given that `age` was survived: a draw of T - age | T > age.
  /// By default through upper_quantile(survival(age) * uniform); memoryless laws override it.
  virtual Seconds sample_residual(MiniStream& stream, Seconds age) const;

  /// The rate in 1/s where the law is exponential.
  virtual std::optional<double> exponential_rate() const { return std::nullopt; }
  /// An exact phase-type representation where there is one: exponential, Erlang, hyperexponential, mixtures of those.
  virtual std::optional<PhaseType> phase_type() const { return std::nullopt; }

  /// In words, with units: "Weibull(shape 1.5, mean 1000 h)".
  virtual std::string describe() const = 0;

  double coefficient_of_variation() const;
};

using LawPtr = std::shared_ptr<const Law>;

}  // namespace nines
