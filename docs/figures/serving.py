"""Figures of replicas that follow what is asked over the day."""

from chart import Axis, Curve, curves, duration, figure
from results import run


@figure
def serving():
    loads_s = [30, 60, 120, 240, 480, 960]

    def sweep(target, colour, dashes=None):
        points = []
        for load_s in loads_s:
            settings = [f"parameters.model_load={load_s} s", f"services.chat.balanced.autoscaling.target_utilisation={target} %"]
            points.append((load_s, *run("ai/llm-serving", *settings).simulated("chat", "served")))
        return Curve(f"aims at {target} %", points, colour, dashes)

    shares = [(1e-6, "0.0001 %"), (1e-5, "0.001 %"), (1e-4, "0.01 %"), (1e-3, "0.1 %"), (1e-2, "1 %")]
    return curves(
        "Requests that are shed while replicas start, by how long a replica loads its model",
        Axis("model load", 30, 960, log=True, ticks=[(s, duration(s)) for s in loads_s]),
        Axis("share of the requests that is lost", 1e-6, 1e-2, log=True, ticks=shares),
        [sweep(95, "orange"), sweep(80, "purple"), sweep(65, "blue")],
    )
