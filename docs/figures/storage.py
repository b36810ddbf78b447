"""Figures of storage systems."""

from chart import Axis, Curve, curves, figure, trusted
from results import run


@figure
def copysets():
    shares = [0.2, 0.3, 0.5, 1, 2, 3]

    def sweep(words, placement, colour):
        points = []
        for share in shares:
            settings = [f"parameters.placement={placement}", f"parameters.stay_dead={share} %", "trials=1500"]
            if placement == "copysets":
                settings.append("storage.ram.scatter width=10")
            points.append((share, *run("storage/power-outage", *settings).simulated("ram", "data_loss_probability")))
        return Curve(words, trusted(points), colour)

    ticks = [(share, f"{share:g} %") for share in shares]
    return curves(
        "A power outage that some of 5 001 nodes do not survive",
        Axis("nodes that do not come back", 0.18, 3.3, log=True, ticks=ticks),
        Axis("probability that data are lost", 1e-3, 1.2, log=True, ticks=[(1e-3, "0.1 %"), (1e-2, "1 %"), (0.1, "10 %"), (1, "100 %")]),
        [
            sweep("random", "random", "orange"),
            sweep("scatter width 10", "copysets", "green"),
            sweep("partitioned", "partitioned", "blue"),
        ],
    )
