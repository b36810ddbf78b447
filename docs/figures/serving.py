"""Figures of replicas that follow what is asked over the day."""

from chart import Axis, Curve, curves, duration, figure
from results import ROOT, run_text


@figure
def serving():
    loads_s = [30, 60, 120, 240, 480, 960]
    scenario = (ROOT / "scenarios/ai/llm-serving.yaml").read_text(encoding="utf-8")

    def sweep(name, target, holds_a_rack, colour, dashes=None):
        points = []
        for load_s in loads_s:
            text = scenario.replace("model_load: 4 min", f"model_load: {load_s} s")
            text = text.replace("target utilisation: 80 %", f"target utilisation: {target} %")
            if not holds_a_rack:
                text = text.replace("      survives: rack\n", "")
            points.append((load_s, *run_text(text).simulated("chat", "served")))
        return Curve(name, points, colour, dashes)

    shares = [(1e-6, "0.0001 %"), (1e-5, "0.001 %"), (1e-4, "0.01 %"), (1e-3, "0.1 %"), (1e-2, "1 %")]
    return curves(
        "Requests lost, by how long a replica loads its model",
        Axis("model load", 30, 960, log=True, ticks=[(s, duration(s)) for s in loads_s]),
        Axis("share of the requests that is lost", 1e-6, 1e-2, log=True, ticks=shares),
        [
            sweep("aims at 90 %", 90, False, "orange"),
            sweep("aims at 80 %", 80, False, "purple"),
            sweep("aims at 80 %, holds a rack", 80, True, "blue"),
        ],
    )
