// Boxes in layers, and arrows from each to what is beneath it.
#pragma once

#include "analysis/plot/figure.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace nines::plot {

struct Diagram {
  enum class Kind : std::uint8_t { first, second, third };  ///< each looks different
  struct Node {
    std::string title;
    std::vector<std::string> lines;
    Kind kind = Kind::first;
    std::string kind_name;  ///< "service": for the table
  };
  struct Edge {
    std::size_t from = 0, to = 0;
    std::string words;  ///< what the arrow says: for who points at it, and for the table
    bool dashed = false;
  };
  std::string id, title, caption;
  std::vector<std::string> kind_names;  ///< of Kind::first, second, third: the legend
  std::vector<Node> nodes;
  std::vector<Edge> edges;  ///< without a cycle
};

/// The layer of each node: one more than the lowest number of all that lead to it, so that arrows go downwards.
std::vector<std::size_t> layers_of(const Diagram& diagram);

Figure figure_of(const Diagram& diagram);

}  // namespace nines::plot
