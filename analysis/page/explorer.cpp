// The script that turns drawings into Vega charts on demand. Until then, without scripts, and on paper there are the drawings.
#include "analysis/page/vega.h"
#include "analysis/plot/palette.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace nines::page {
namespace {

/// Specifications have the shades of a light ground.
std::string dark_shades() {
  std::string pairs;
  for (std::size_t i = 0; i < plot::colours; ++i) {
    const auto colour = static_cast<plot::Colour>(i);
    pairs +=
        fmt::format("{}\"{}\":\"{}\"", i > 0 ? "," : "", plot::shade_of(colour, false), plot::shade_of(colour, true));
  }
  return "{" + pairs + "}";
}

/// Wheels zoom only within a chart that is being explored, so that they do not stop a reader who scrolls through the page.
constexpr std::string_view explorer = R"js(
  const isDark = matchMedia("(prefers-color-scheme:dark)");
  const number = { decimal: ".", thousands: "\u202f", grouping: [3], currency: ["", ""] };
  const shade = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const config = (narrow) => {
    const ink = shade("ink"), quiet = shade("quiet"), edge = shade("edge");
    return {
      background: null,
      font: getComputedStyle(document.body).fontFamily,
      view: { stroke: null },
      axis: { labelColor: quiet, titleColor: ink, gridColor: edge, gridOpacity: 0.6, domainColor: quiet, tickColor: edge,
        labelFontSize: 11.5, titleFontSize: 12.5, titleFontWeight: "normal", labelLimit: narrow ? 120 : 240, titlePadding: 8 },
      legend: { orient: "top", direction: narrow ? "vertical" : "horizontal", labelColor: ink, labelFontSize: 12,
        labelLimit: narrow ? 260 : 400, titleColor: quiet, titleFontWeight: "normal", columnPadding: 16 },
      text: { color: ink, fontSize: 11.5 },
      rule: { color: ink },
    };
  };
  const words = (value) => typeof value !== "object" ? String(value) : Object.entries(value)
    .filter(([, text]) => text !== null && text !== "")
    .map(([name, text]) => name.trim() ? name + ": " + text : text).join("\n");
  const showTip = (handler, event, item, value) => {
    if (value === null || value === undefined || value === "") ninesTip.hide();
    else ninesTip.show(words(value), event.clientX, event.clientY);
  };
  const draw = async (figure, source, place) => {
    let text = source.textContent;
    if (isDark.matches) text = text.replace(/#[0-9a-f]{6}/g, (light) => dark[light] || light);
    const specification = JSON.parse(text);
    delete specification.title;
    const narrow = place.clientWidth < 520;
    const compiled = figure.compiled = vegaLite.compile(specification, { config: config(narrow) }).spec;
    if (figure.view) figure.view.finalize();
    place.replaceChildren();
    figure.view = new vega.View(vega.parse(compiled, null, { ast: true }), {
      expr: vega.expressionInterpreter, renderer: "svg", container: place, hover: true, tooltip: showTip, locale: { number },
    });
    await figure.view.runAsync();
  };
  const zoomBy = ({ view, compiled }, factor) => {
    for (const { name, domainRaw } of compiled.scales) {
      const field = domainRaw && /\["(.+)"\]/.exec(domainRaw.signal);
      if (!field) continue;
      const signal = "zoom_" + field[1], scale = view.scale(name);
      const ends = scale.domain(), there = scale.type === "log" ? Math.log : (v) => v,
        back = scale.type === "log" ? Math.exp : (v) => v;
      const middle = (there(ends[0]) + there(ends[1])) / 2;
      view.signal(signal, ends.map((end) => back(middle + (there(end) - middle) * factor)));
    }
    view.runAsync();
  };
  const button = (words, action) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", action);
    return made;
  };
  for (const source of document.querySelectorAll("figure > script.vega-lite")) {
    const figure = source.parentElement;
    const place = document.createElement("div");
    place.className = "explorer";
    const tools = document.createElement("div");
    tools.className = "tools";
    const zooms = source.textContent.includes('"bind":"scales"'), picks = source.textContent.includes('"bind":"legend"');
    const hint = document.createElement("span");
    hint.textContent = [zooms ? "Drag to move, turn the wheel to zoom." : "", picks ? "Tap a name above to see it alone." : ""]
      .filter(Boolean).join(" ");
    const more = [hint];
    if (zooms) {
      more.push(button("+", () => zoomBy(figure, 0.6)), button("\u2212", () => zoomBy(figure, 1 / 0.6)));
      more[1].setAttribute("aria-label", "Zoom in");
      more[2].setAttribute("aria-label", "Zoom out");
    }
    if (zooms || picks) more.push(button("Reset", () => draw(figure, source, place)));
    const toggle = button("Explore", () => {
      const explored = figure.classList.toggle("explored");
      toggle.textContent = explored ? "Back to the drawing" : "Explore";
      toggle.setAttribute("aria-expanded", explored);
      ninesTip.hide();
      if (explored) draw(figure, source, place);
    });
    toggle.setAttribute("aria-expanded", "false");
    tools.append(...more, toggle);
    source.before(place, tools);
    isDark.addEventListener("change", () => { if (figure.classList.contains("explored")) draw(figure, source, place); });
  }
)js";

}  // namespace

bool has_vega() { return !vega_scripts().vega.empty(); }

std::string explorable(const std::string& specification) {
  auto document = nlohmann::ordered_json::parse(specification);
  document.erase("$schema");
  std::string text = document.dump();
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at))
    text.replace(at, 1, "\\u003c");
  return "<script type=\"application/json\" class=\"vega-lite\">" + text + "</script>\n";
}

std::string explorer_script() {
  return "\n(() => {\n  \"use strict\";\n  const dark = " + dark_shades() + ";" + std::string(explorer) + "})();\n";
}

}  // namespace nines::page
