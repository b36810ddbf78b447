// Layered diagrams: layers by the longest way from the top, their order by the mean place of neighbours (Sugiyama, Tagawa and Toda
// 1981, IEEE Transactions on Systems, Man and Cybernetics 11:109).
#include "analysis/plot/diagram.h"
#include "analysis/plot/drawing.h"
#include "analysis/plot/legend.h"

#include <algorithm>
#include <numeric>

namespace nines::plot {
namespace {

constexpr double padding = 10, between = 14, layer_gap = 42, row_gap = 12, line_height = 16;

Colour edge_of(Diagram::Kind kind) {
  switch (kind) {
    case Diagram::Kind::first: return Colour::blue;
    case Diagram::Kind::second: return Colour::green;
    case Diagram::Kind::third: break;
  }
  return Colour::brown;
}

using Order = std::vector<std::vector<std::size_t>>;  ///< [layer]: nodes

std::vector<double> places_in(const Order& order, std::size_t nodes) {
  std::vector<double> place(nodes, 0);
  for (const std::vector<std::size_t>& layer : order) {
    // In the middle of its share of the layer, so that layers of different sizes compare.
    for (std::size_t i = 0; i < layer.size(); ++i)
      place[layer[i]] = (static_cast<double>(i) + 0.5) / static_cast<double>(layer.size());
  }
  return place;
}

Order ordered(const Diagram& diagram) {
  const std::vector<std::size_t> layers = layers_of(diagram);
  Order order;
  for (std::size_t node = 0; node < layers.size(); ++node) {
    if (order.size() <= layers[node]) order.resize(layers[node] + 1);
    order[layers[node]].push_back(node);
  }
  constexpr int sweeps = 6;
  for (int sweep = 0; sweep < sweeps; ++sweep) {
    const std::vector<double> place = places_in(order, layers.size());
    std::vector<double> wanted = place, neighbours(layers.size(), 1);
    for (const Diagram::Edge& edge : diagram.edges) {
      wanted[edge.from] += place[edge.to];
      wanted[edge.to] += place[edge.from];
      ++neighbours[edge.from];
      ++neighbours[edge.to];
    }
    for (std::vector<std::size_t>& layer : order) {
      std::stable_sort(layer.begin(), layer.end(), [&](std::size_t a, std::size_t b) {
        return wanted[a] / neighbours[a] < wanted[b] / neighbours[b];
      });
    }
  }
  return order;
}

class DiagramDrawing {
 public:
  DiagramDrawing(const Diagram& diagram, double width, bool titled)
      : diagram_(diagram), drawing_(width, diagram.title, diagram.caption), boxes_(diagram.nodes.size()) {
    double y = titled ? draw_title(drawing_, diagram.title) : 4;
    y = draw_legend(drawing_, legend(), y) + 6;
    for (const std::vector<std::size_t>& layer : ordered(diagram)) y = place(layer, y) + layer_gap;
    for (const Diagram::Edge& edge : diagram.edges) draw(edge);
    for (std::size_t node = 0; node < boxes_.size(); ++node) draw(diagram.nodes[node], boxes_[node]);
    drawing_.set_height(y - layer_gap + 12);
  }

  const Drawing& drawing() const { return drawing_; }

 private:
  std::vector<LegendEntry> legend() const {
    std::vector<LegendEntry> entries;
    for (std::size_t kind = 0; kind < diagram_.kind_names.size(); ++kind)
      entries.push_back(box_entry(diagram_.kind_names[kind], edge_of(static_cast<Diagram::Kind>(kind))));
    return entries;
  }

  Box size_of(const Diagram::Node& node) const {
    double width = text_width(node.title, normal_size) * 1.06;
    for (const std::string& line : node.lines) width = std::max(width, text_width(line, small_size));
    const double most = (drawing_.width() - 3 * between) / (drawing_.width() < wide ? 2 : 3);
    return {0, 0, std::min(width + 2 * padding, most), 26 + line_height * static_cast<double>(node.lines.size())};
  }

  /// In as many rows as the boxes need, each in the middle. Returns where the layer ends.
  double place(const std::vector<std::size_t>& layer, double y) {
    std::size_t first = 0;
    while (first < layer.size()) {
      double width = 0, height = 0;
      std::size_t end = first;
      for (; end < layer.size(); ++end) {
        const Box box = size_of(diagram_.nodes[layer[end]]);
        if (end > first && width + between + box.width > drawing_.width() - 2 * between) break;
        width += (end > first ? between : 0) + box.width;
        height = std::max(height, box.height);
      }
      double x = (drawing_.width() - width) / 2;
      for (std::size_t i = first; i < end; ++i) {
        Box& box = boxes_[layer[i]] = size_of(diagram_.nodes[layer[i]]);
        box.x = x;
        box.y = y;
        x += box.width + between;
      }
      y += height + (end < layer.size() ? row_gap : 0);
      first = end;
    }
    return y;
  }

  void draw(const Diagram::Edge& edge) {
    const Box &from = boxes_[edge.from], &to = boxes_[edge.to];
    drawing_.begin_mark(diagram_.nodes[edge.from].title + " \xE2\x86\x92 " + diagram_.nodes[edge.to].title +
                        (edge.words.empty() ? "" : "\n" + edge.words));
    drawing_.arrow({from.x + from.width / 2, from.y + from.height}, {to.x + to.width / 2, to.y}, Colour::quiet,
                   {1.3, edge.dashed ? "4 3" : ""});
    drawing_.end_mark();
  }

  void draw(const Diagram::Node& node, const Box& box) {
    std::string tip = node.title;
    for (const std::string& line : node.lines) tip += "\n" + line;
    drawing_.begin_mark(tip);
    drawing_.frame(box, Colour::ground, edge_of(node.kind), node.kind == Diagram::Kind::first ? 9 : 2, {1.6, {}});
    const double middle = box.x + box.width / 2, room = box.width - padding;
    drawing_.text({middle, box.y + 18}, fitted(node.title, normal_size * 1.06, room),
                  {Colour::ink, Anchor::middle, normal_size, true});
    double y = box.y + 18;
    for (const std::string& line : node.lines) {
      y += line_height;
      drawing_.text({middle, y}, fitted(line, small_size, room), {Colour::quiet, Anchor::middle, small_size});
    }
    drawing_.end_mark();
  }

  const Diagram& diagram_;
  Drawing drawing_;
  std::vector<Box> boxes_;
};

Table table_of(const Diagram& diagram) {
  Table table{{"", "", "what it is", "what it needs, or sits in"}, {}};
  for (std::size_t i = 0; i < diagram.nodes.size(); ++i) {
    const Diagram::Node& node = diagram.nodes[i];
    std::string lines, needs;
    for (const std::string& line : node.lines) lines += (lines.empty() ? "" : "; ") + line;
    for (const Diagram::Edge& edge : diagram.edges) {
      if (edge.from != i) continue;
      needs += (needs.empty() ? "" : "; ") + diagram.nodes[edge.to].title;
      if (!edge.words.empty()) needs += " (" + edge.words + ")";
    }
    table.rows.push_back({node.kind_name, node.title, lines, needs});
  }
  return table;
}

}  // namespace

std::vector<std::size_t> layers_of(const Diagram& diagram) {
  std::vector<std::size_t> layers(diagram.nodes.size(), 0);
  // As many rounds as the longest way has steps; with a cycle, which there must not be, it ends all the same.
  for (std::size_t round = 0; round < diagram.nodes.size(); ++round) {
    bool moved = false;
    for (const Diagram::Edge& edge : diagram.edges) {
      if (layers[edge.to] > layers[edge.from]) continue;
      layers[edge.to] = layers[edge.from] + 1;
      moved = true;
    }
    if (!moved) break;
  }
  return layers;
}

Figure figure_of(const Diagram& diagram) {
  return {diagram.id,
          diagram.title,
          diagram.caption,
          DiagramDrawing(diagram, wide, false).drawing().inlined("chart wide"),
          DiagramDrawing(diagram, narrow, false).drawing().inlined("chart narrow"),
          DiagramDrawing(diagram, wide, true).drawing().standalone(),
          table_of(diagram),
          ""};
}

}  // namespace nines::plot
