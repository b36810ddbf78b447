// Laws with a cumulative distribution function of straight pieces and jumps: what detectors with fixed periods have
// exactly, and what any other law is tabulated to.
#pragma once

#include "sim/law.h"

#include <functional>
#include <string>
#include <vector>

namespace nines::models::detection {

/// Probability spread evenly over [from_s, to_s]; an atom where the two are equal.
struct Piece {
  double from_s, to_s, mass;
};

/// What comes after the last piece: exponential, with `mean_s` counted from time 0.
struct Tail {
  double mass = 0;
  double mean_s = 0;
};

struct Pieces {
  std::vector<Piece> pieces;
  Tail tail;

  /// Adds `weight` of another distribution, `by_s` later; what would lie before time 0 is at 0 (a failure that was
  /// suspected beforehand is noticed at once).
  void add(const Pieces& other, double weight, double by_s);
  /// Adds an atom.
  void add(double at_s, double mass) { pieces.push_back({at_s, at_s, mass}); }
};

/// The law of pieces that may overlap and need not be sorted, scaled so that all masses sum to 1. There must be some,
/// none before 0.
LawPtr law_of(const Pieces& pieces, std::string description);

/// Probabilities on both sides of a time, each to a small relative error.
struct Sides {
  double below, above;
};

/// A continuous distribution between the first and the last of `breaks_s` (ascending: its kinks), as pieces. The error
/// of the probability is below 1e-6 (measured in the middle of each piece), and 2 % of it in tails down to 1e-12. What
/// lies outside the first and last break becomes atoms there.
Pieces tabulate(const std::function<Sides(double)>& distribution, const std::vector<double>& breaks_s);

/// Pieces of a law: exactly what it was made of where it is a law of pieces, else tabulated; `kinks_s` help in that.
Pieces pieces_of(const Law& law);

/// The sum of two independent times, to about 1e-3 of probability.
LawPtr sum_of(const LawPtr& first, const LawPtr& second);

/// No time at all: an atom at 0.
LawPtr no_time();
/// Uniform on [low, high]; an atom where the two are equal.
LawPtr uniform_between(Seconds low, Seconds high);

}  // namespace nines::models::detection
