// What specifications for Vega-Lite have in common. Expressions in them are those that Vega knows by itself, so that they also open
// elsewhere.
#pragma once

#include "analysis/plot/palette.h"
#include "analysis/plot/scale.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace nines::plot::vega {

using Json = nlohmann::ordered_json;

/// Without data, layers and height.
Json specification(const std::string& title, const std::string& description);
std::string text_of(const Json& specification);

/// null where there is none.
Json number(double value);

/// Of a linear axis of times: the values are written in one unit, of which round numbers make round ticks.
struct InUnit {
  double factor = 1;  ///< of the values
  std::string words;  ///< "h"; empty: they stay as they are
};
InUnit unit_on(const Axis& axis, const Scale& scale);
/// A value as the specification has it.
Json placed(const Axis& axis, const Scale& scale, double value);

/// A channel of a position: the field that its values are in, its range, and how its labels are written.
Json position(const std::string& field, const Axis& axis, const Scale& scale);

using NamedColours = std::vector<std::pair<std::string, Colour>>;
/// The channel of colours by the field "series"; a legend if there are several.
Json series_colours(const NamedColours& named);

/// Parameters of a layer: the wheel and the pointer move these axes; the legend picks a series.
Json zoom(const std::vector<std::string>& channels);
Json pick();
/// The channel of opacity: others stand back when a series is picked.
Json picked_opacity(double usual);

/// Of the fields and what they are called.
Json tooltip(const std::vector<std::pair<std::string, std::string>>& fields);

}  // namespace nines::plot::vega
