"""Figures of data: backups, losses, restores."""

from chart import Axis, Curve, bars, curves, figure
from results import run

DAY_S = 86400.0
BACKUPS = "data.orders.backups.nightly"


@figure
def backups():
    rows = []
    for words, tested in (("never", None), ("each half year", "180 d"), ("each quarter", "90 d"), ("each month", "30 d"), ("each week", "7 d")):
        settings = [f"{BACKUPS}.tested={{every: {tested}, takes: 4 h}}"] if tested else []
        result = run("mechanisms/backups", "trials=4000", *settings)
        lost, everything = result.failures("orders.lost"), result.failures("orders.unrecoverable")
        rows.append(([words], {"something is left": lost - everything, "everything is lost": everything}))
    return bars(
        "Losses of data in ten years, by how often a restore is tested",
        "losses in ten years",
        rows,
        [("something is left", "blue"), ("everything is lost", "orange")],
        in_words=lambda value: f"{value:.2g}",
    )


@figure
def backup_interval():
    intervals_h = [1, 2, 3, 6, 12, 24, 48, 96, 168]

    def sweep(takes, colour):
        points, form = [], []
        for interval_h in intervals_h:
            if interval_h * 60 < takes:
                continue
            settings = [f"{BACKUPS}={{every: {interval_h} h, takes: {takes} min, keep: 30 d}}", "trials=500"]
            points.append((interval_h * 3600, *run("mechanisms/backups", *settings).simulated("shop", "rpo")))
            form.append((interval_h * 3600, run("mechanisms/backups", *settings, command="predict").closed_form("shop", "rpo", "loss since")))
        words = f"{takes} min" if takes < 60 else f"{takes // 60} h"
        return [
            Curve(f"a backup takes {words}", points, colour),
            Curve("B + T/2", form, "ink", dashes="5 4", dots=False),
        ]

    ticks = [(h * 3600, words) for h, words in ((1, "1 h"), (3, "3 h"), (6, "6 h"), (12, "12 h"), (24, "1 d"), (48, "2 d"), (96, "4 d"), (168, "7 d"))]
    return curves(
        "What a loss costs, by the interval between backups",
        Axis("from one backup to the next", 3600, 168 * 3600, log=True, ticks=ticks),
        Axis("time that is lost", 2400, 6 * DAY_S, log=True, ticks=ticks[:-1]),
        sweep(30, "blue") + sweep(360, "orange"),
    )
