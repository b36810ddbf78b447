// The script of pages: what is said of a mark appears beside the pointer. Without it browsers show the same as titles.
#include "analysis/page/page.h"

namespace nines::page {

std::string_view script() {
  return R"(
(() => {
  "use strict";
  const tip = document.createElement("div");
  tip.id = "tip";
  tip.hidden = true;
  document.body.append(tip);
  for (const chart of document.querySelectorAll("svg.chart")) {
    chart.querySelector(":scope > title")?.remove();
    for (const mark of chart.querySelectorAll(".mark")) {
      const title = mark.querySelector(":scope > title");
      if (!title) continue;
      mark.dataset.tip = title.textContent;
      title.remove();
    }
  }
  const place = (x, y) => {
    const box = tip.getBoundingClientRect();
    const left = Math.min(x + 14, window.innerWidth - box.width - 8);
    const above = y + 18 + box.height > window.innerHeight;
    tip.style.left = Math.max(8, left) + "px";
    tip.style.top = (above ? Math.max(8, y - box.height - 12) : y + 18) + "px";
  };
  const show = (event) => {
    const mark = event.target.closest ? event.target.closest("[data-tip]") : null;
    tip.hidden = !mark;
    if (!mark) return;
    tip.textContent = mark.dataset.tip;
    place(event.clientX, event.clientY);
  };
  document.addEventListener("pointermove", show);
  document.addEventListener("pointerdown", show);
  document.addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });
  document.documentElement.addEventListener("pointerleave", () => { tip.hidden = true; });
})();
)";
}

}  // namespace nines::page
