#include "scenarios/language/dependency_order.h"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/graph/topological_sort.hpp>

#include <algorithm>
#include <deque>
#include <iterator>

namespace nines::scenarios {

namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

/// A shortest way from `start` back to itself within its strong component (breadth first); empty if there is none.
std::vector<std::size_t> shortest_cycle(const std::vector<std::vector<std::size_t>>& needs,
                                        const std::vector<std::size_t>& component, std::size_t start) {
  constexpr std::size_t unseen = static_cast<std::size_t>(-1);
  std::vector<std::size_t> came_from(needs.size(), unseen);
  std::deque<std::size_t> frontier{start};
  while (!frontier.empty()) {
    const std::size_t at = frontier.front();
    frontier.pop_front();
    for (const std::size_t next : needs[at]) {
      if (next == start) {
        std::vector<std::size_t> way;
        for (std::size_t step = at; step != start; step = came_from[step]) way.push_back(step);
        way.push_back(start);
        std::reverse(way.begin(), way.end());
        return way;
      }
      if (component[next] != component[start] || came_from[next] != unseen) continue;
      came_from[next] = at;
      frontier.push_back(next);
    }
  }
  return {};
}

}  // namespace

DependencyOrder order_by_dependency(const std::vector<std::vector<std::size_t>>& needs) {
  Graph graph(needs.size());
  for (std::size_t i = 0; i < needs.size(); ++i) {
    for (const std::size_t needed : needs[i]) boost::add_edge(i, needed, graph);
  }
  std::vector<std::size_t> component(needs.size());
  const auto vertices = boost::get(boost::vertex_index, graph);
  const std::size_t components =
      boost::strong_components(graph, boost::make_iterator_property_map(component.begin(), vertices));
  std::vector<std::size_t> size(components, 0);
  for (const std::size_t each : component) ++size[each];

  constexpr std::size_t most_cycles = 100;  // each takes a search over all; nobody reads more
  DependencyOrder result;
  std::vector<bool> shown(components, false);
  for (std::size_t i = 0; i < needs.size() && result.cycles.size() < most_cycles; ++i) {
    const bool needs_itself = std::find(needs[i].begin(), needs[i].end(), i) != needs[i].end();
    if (shown[component[i]] || (size[component[i]] == 1 && !needs_itself)) continue;
    shown[component[i]] = true;
    result.cycles.push_back(shortest_cycle(needs, component, i));
  }
  if (!result.cycles.empty()) return result;
  // Boost lists a vertex after all that it points to: what is needed comes first.
  std::vector<boost::default_color_type> colour(needs.size());
  boost::topological_sort(graph, std::back_inserter(result.order),
                          boost::color_map(boost::make_iterator_property_map(colour.begin(), vertices)));
  return result;
}

}  // namespace nines::scenarios
