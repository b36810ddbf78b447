// A timeline: a lane for each thing, and on it the times in which it was in this or that state.
#pragma once

#include "analysis/plot/figure.h"
#include "analysis/plot/palette.h"
#include "analysis/plot/scale.h"

#include <string>
#include <vector>

namespace nines::plot {

struct Lanes {
  struct State {
    std::string name;
    Colour colour = Colour::blue;
  };
  struct Span {
    double from = 0, to = 0;
    std::size_t state = 0;
    std::string tip;
    std::string target;  ///< a place of the page that it leads to ("#incident-3"); empty: nowhere
  };
  struct Lane {
    std::string label;
    std::vector<Span> spans;  ///< by their beginnings; those that overlap stand above each other
  };
  /// What follows from what.
  struct Link {
    std::size_t from_lane = 0, to_lane = 0;
    double from = 0, to = 0;
  };
  /// Something that happens, numbered from 1 in their order; its words are in a list below the drawing.
  struct Moment {
    double at = 0;
    std::string words;
  };
  std::string id, title, caption;
  Axis time;
  std::vector<State> states;
  std::vector<Lane> lanes;
  std::vector<Link> links;
  std::vector<Moment> moments;
};

Figure figure_of(const Lanes& lanes);

}  // namespace nines::plot
