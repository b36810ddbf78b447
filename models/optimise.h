// What of a scenario may be chosen, and what each choice costs.
//
// As in models/sweep.h places and values are texts: what they mean is the business of the language that reads them.
#pragma once

#include "models/sweep.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace nines::models {

/// A place and the values that it may have.
struct Choice {
  Axis axis;  ///< of a continuous one the first grid
  /// Any value between two: the grid is refined where the best was found.
  struct Between {
    std::vector<double> grid;  ///< the numbers in Axis::values, rising
    std::string unit;          ///< that they are in; may be empty
    bool by_ratio = false;     ///< the grid has equal ratios, not equal distances
  };
  std::optional<Between> between;
};

/// What a setting costs in this scenario, with the value that it has there: known, not simulated.
struct FixedCost {
  std::string place;  ///< "crews.field.size"
  std::string words;  ///< "60000 EUR each"
  double per_year = 0;
};

/// What goes wrong costs, too: so much per unit of it, in the mean over all histories.
struct LossCost {
  enum class Kind {
    downtime,     ///< per second
    outages,      ///< each
    data_losses,  ///< each
    lost_data,    ///< per second of work that is lost with the data
  };
  Kind kind = Kind::downtime;
  std::size_t service = 0;
  std::string what;   ///< "downtime of shop"
  std::string words;  ///< "5000 EUR per h"
  double each = 0;
};

struct Optimise {
  std::vector<Choice> choices;
  std::vector<FixedCost> fixed;
  std::vector<LossCost> losses;
  std::string currency;  ///< "EUR"; may be empty
  double confidence = 0.95;  ///< with which the answer is right
  double indifference = 0.01;  ///< a share of the cost: nobody cares for less
  std::size_t budget = 0;  ///< trials of all candidates together; 0: as many as a sweep over them would take
  std::size_t refinements = 2;  ///< rounds around the best, if anything is continuous
  std::optional<std::size_t> service;  ///< whose nines are laid beside the cost
};

inline constexpr std::size_t most_candidates = 10'000;
inline constexpr std::size_t most_budget = 100'000'000;  // what each costs is kept

}  // namespace nines::models
