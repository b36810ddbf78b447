"""Figures of what is done to a platform on purpose: maintenance, updates, releases."""

from chart import TIME_TICKS, YEAR_S, Axis, Curve, bars, curves, duration, figure, trusted
from results import run

DOWNTIME = "downtime per year"
DAY_S = 86400.0


@figure
def maintenance():
    ages_d = [20, 30, 45, 60, 90, 120, 150, 180, 240, 300, 400, 600, 1000]
    simulated, form = [], []
    for age_d in ages_d:
        result = run("mechanisms/maintenance", f"parameters.age={age_d} d")
        simulated.append((age_d, *result.simulated("cooling", "downtime")))
        form.append((age_d, result.closed_form("cooling", "downtime", "age replacement")))
    tried_d = range(100, 201, 5)
    by_form = [(d, run("mechanisms/maintenance", f"parameters.age={d} d", command="predict")) for d in tried_d]
    best_d, least_s = min(((d, each.closed_form("cooling", "downtime", "age replacement")) for d, each in by_form), key=lambda p: p[1])
    return curves(
        "A pump that wears out, and the age at which it is serviced",
        Axis("age at the service visit", 20, 1000, log=True, ticks=[(d, f"{d} d") for d in (20, 30, 60, 120, 240, 400, 1000)]),
        Axis(DOWNTIME, 0, 40 * 3600, ticks=[(h * 3600, f"{h} h") for h in range(0, 41, 5)]),
        [
            Curve("simulated", simulated, "blue"),
            Curve("closed form (Barlow and Proschan 1965)", form, "ink", dashes="5 4", dots=False),
        ],
        notes=[(best_d, least_s, f"least: {duration(least_s)} at {best_d} d")],
    )


@figure
def rolling_update():
    rows = []
    for words, settings in (
        ("blindly", []),
        ("two must stay up", ["changes.update.keeps_up=2"]),
    ):
        for repair in ("2 d", "4 h"):
            result = run("mechanisms/rolling-update", f"parameters.repair=exponential {repair}", *settings)
            causes = {cause: outages for cause, (_, outages) in result.causes("shop").items()}
            begun = {"hardware": causes.get("web.hardware", 0), "the update": causes.get("web.update", 0)}
            rows.append(([words + ",", f"repair takes {repair}"], begun))
    return bars(
        "A weekly update of three machines, two of which are needed",
        "outages per year, by what begins them",
        rows,
        [("hardware", "blue"), ("the update", "orange")],
        in_words=lambda value: f"{value:.2g}",
    )


@figure
def bad_release():
    watches_min = [2, 5, 10, 20, 30, 60, 120]
    unwatched = run("mechanisms/bad-release", "trials=500").simulated("shop", "downtime")[0]

    def sweep(name, colour, noticed):
        points = []
        for watch_min in watches_min:
            settings = [f"changes.release.canary=1 for {watch_min} min", f"changes.release.bad release noticed after={noticed}"]
            result = run("mechanisms/bad-release", "trials=500", *settings)
            points.append((watch_min * 60, *result.simulated("shop", "downtime")))
        return Curve(name, trusted(points), colour)

    ticks = [(watch_min * 60, duration(watch_min * 60)) for watch_min in watches_min]
    return curves(
        "Bad releases, and how long one machine has them before the others",
        Axis("how long the canary is watched", 120, 2 * 3600, log=True, ticks=ticks),
        Axis(DOWNTIME, 10, 3600 * 5, log=True, ticks=TIME_TICKS),
        [
            Curve("noticed after 15 min, no canary", [(120, unwatched), (2 * 3600, unwatched)], "ink", dashes="6 4", dots=False),
            sweep("15 min and a canary", "orange", "exponential 15 min"),
            sweep("5 min and a canary", "blue", "exponential 5 min"),
        ],
        nines=True,
    )


@figure
def rejuvenation():
    means_d = [1, 2, 4, 7, 14, 30, 60, 120, 365]

    def sweep(name, colour, restart):
        points = []
        for mean_d in means_d:
            settings = [f"parameters.rejuvenate=exponential {mean_d} d", f"parameters.restart=exponential {restart}"]
            points.append((mean_d, run("textbook/rejuvenation", *settings, command="solve").exact("in time", "downtime")))
        return Curve(name, points, colour)

    never = run("textbook/rejuvenation", command="solve").exact("never", "downtime")
    return curves(
        "Software that ages, and restarts in time (Markov chain)",
        Axis("from aged to the restart, on average", 1, 365, log=True, ticks=[(d, f"{d} d") for d in means_d]),
        Axis(DOWNTIME, 60, YEAR_S / 365, log=True, ticks=TIME_TICKS),
        [
            Curve("never", [(1, never), (365, never)], "ink", dashes="6 4", dots=False),
            sweep("a restart takes 20 min", "orange", "20 min"),
            sweep("1 min", "purple", "1 min"),
            sweep("10 s", "blue", "10 s"),
        ],
        nines=True,
    )
