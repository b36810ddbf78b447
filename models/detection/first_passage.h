// The time until a small chain with fixed step lengths is absorbed: runs of lost beats, of failed checks, of samples
// above a threshold (Feller 1968, An Introduction to Probability Theory, vol. 1, ch. XIII.7, for runs).
#pragma once

#include "models/detection/pieces.h"

#include <cstdint>
#include <vector>

namespace nines::models::detection {

inline constexpr std::uint32_t absorbed = 0xFFFFFFFFu;

/// From a state to another, or to `absorbed`, taking `time_s`; at most one of a state's moves may take no time at all.
struct Move {
  std::uint32_t from, to;
  double probability;
  double time_s;
};

/// Some of the probability begins in `state`, after a wait that is uniform on [from_s, from_s + width_s].
struct Entry {
  std::uint32_t state;
  double mass;
  double from_s, width_s;
};

class FirstPassage {
 public:
  /// The probabilities of each state's moves sum to 1.
  FirstPassage(std::uint32_t states, std::vector<Move> moves);

  /// Mean time to absorption from a state. Exact to a few roundings however rare absorption is: no subtraction anywhere
  /// (state reduction: Grassmann, Taksar, Heyman 1985, Operations Research 33(5)).
  double mean_s(std::uint32_t from) const { return mean_s_[from]; }

  /// The law of wait and passage: exact up to the first `longest` instants, or all but 1e-15 of the probability; what
  /// is left is an exponential tail with the exact mean. Absorption at once (state `absorbed`) is allowed as an entry.
  Pieces pieces(const std::vector<Entry>& entries) const;
  double mean_s(const std::vector<Entry>& entries) const;

 private:
  static constexpr std::size_t longest = 8192;

  void solve_means();
  void run(double width_s, const std::vector<Entry>& entries, Pieces& into) const;

  std::uint32_t states_;
  std::vector<Move> moves_;  ///< by state
  std::vector<std::size_t> first_;  ///< of a state's moves
  std::vector<double> mean_s_;
};

/// The stationary distribution of an irreducible chain, to a small relative error in each entry (Grassmann, Taksar,
/// Heyman 1985).
std::vector<double> stationary(std::uint32_t states, const std::vector<Move>& moves);

}  // namespace nines::models::detection
