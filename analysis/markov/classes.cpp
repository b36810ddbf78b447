#include "analysis/markov/classes.h"

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>

#include <utility>

namespace nines::markov {

Classes communicating_classes(const SparseRates& rates) {
  using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                                   boost::no_property, State, std::int64_t>;
  const auto n = static_cast<std::size_t>(rates.states());
  std::vector<std::pair<State, State>> edges;
  edges.reserve(rates.to.size());
  for (std::size_t i = 0; i < n; ++i) {
    for (std::int64_t e = rates.begin[i]; e < rates.begin[i + 1]; ++e) {
      edges.emplace_back(static_cast<State>(i), rates.to[e]);
    }
  }
  const Graph graph(boost::edges_are_sorted, edges.begin(), edges.end(), rates.states());
  Classes classes;
  classes.of_state.assign(n, 0);
  const auto index = boost::get(boost::vertex_index, graph);
  const State count =
      boost::strong_components(graph, boost::make_iterator_property_map(classes.of_state.begin(), index));
  classes.closed.assign(static_cast<std::size_t>(count), 1);
  for (const auto& [from, to] : edges) {
    const State source = classes.of_state[from];
    if (source != classes.of_state[to]) classes.closed[source] = 0;
  }
  return classes;
}

std::vector<std::uint8_t> reached(const SparseRates& rates, std::span<const State> from,
                                  std::span<const std::uint8_t> blocked) {
  std::vector<std::uint8_t> seen(static_cast<std::size_t>(rates.states()), 0);
  std::vector<State> frontier;
  const auto visit = [&](State state) {
    if (seen[state]) return;
    seen[state] = 1;
    if (blocked.empty() || !blocked[state]) frontier.push_back(state);
  };
  for (const State state : from) visit(state);
  while (!frontier.empty()) {
    const State i = frontier.back();
    frontier.pop_back();
    for (std::int64_t e = rates.begin[i]; e < rates.begin[i + 1]; ++e) {
      visit(rates.to[e]);
    }
  }
  return seen;
}

}  // namespace nines::markov
