"""Figures of networks that are cut: detectors that see nothing or too much, partitions, links."""

from itertools import combinations

from chart import TIME_TICKS, Axis, Curve, bars, curves, duration, figure, trusted
from results import PHASES, run, run_text

DOWNTIME = "downtime per year"
DAY_S = 86400.0


@figure
def dead_watcher():
    waits_s = [600, 3600, 4 * 3600, 12 * 3600, DAY_S, 3 * DAY_S, 7 * DAY_S, 14 * DAY_S, 30 * DAY_S]

    def sweep(name, colour, monitors):
        points = []
        for wait_s in waits_s:
            settings = [f"parameters.wondering=exponential {wait_s} s", f"nodes.monitor-alone.count={monitors}", "trials=40000"]
            points.append((wait_s, *run("mechanisms/dead-watcher", *settings).simulated("alone", "downtime")))
        return Curve(name, trusted(points), colour)

    guarded = run("mechanisms/dead-watcher", "trials=40000").simulated("guarded", "downtime")[0]
    return curves(
        "Two servers, and a monitor that is dead until somebody wonders",
        Axis("until somebody wonders, on average", 600, 30 * DAY_S, log=True, ticks=[(s, duration(s)) for s in waits_s]),
        Axis(DOWNTIME, 4, 20 * DAY_S, log=True, ticks=TIME_TICKS),
        [
            sweep("one monitor", "orange", 1),
            sweep("two monitors", "blue", 2),
            Curve("one that is watched", [(600, guarded), (30 * DAY_S, guarded)], "ink", dashes="6 4", dots=False),
        ],
        nines=True,
    )


@figure
def cut_off_watcher():
    lives_d = [1, 3, 10, 30, 100, 300, 1000]

    def sweep(name, colour, *settings):
        points = []
        for life_d in lives_d:
            reboots = f"nodes.switch.failures.reboot.time to failure=exponential {life_d} d"
            points.append((life_d, *run("mechanisms/cut-off-watcher", reboots, *settings).simulated("shop", "downtime")))
        return Curve(name, trusted(points), colour)

    return curves(
        "Five healthy replicas, and the network through which they are watched",
        Axis("from one reboot of a switch to the next", 1, 1000, log=True, ticks=[(d, f"{d} d") for d in lives_d]),
        Axis(DOWNTIME, 1, 5 * DAY_S, log=True, ticks=TIME_TICKS),
        [
            sweep("one switch", "orange"),
            sweep("one that reboots in 1 min", "purple", "nodes.switch.failures.reboot.time to repair=exponential 1 min"),
            sweep("two switches", "blue", "nodes.switch.count=2"),
        ],
        nines=True,
    )


@figure
def split_brain():
    merges = "services.fenced.partition.reconciliation=exponential 8 h"
    unsure = run("mechanisms/split-brain", merges, "services.fenced.partition.fencing.succeeds=95 %")
    result = run("mechanisms/split-brain")
    rows = [
        ("left alone", result.phases("left alone")),
        (["fenced, and it", "works at 95 %"], unsure.phases("fenced")),
        ("fenced", result.phases("fenced")),
        (["a way round", "the cut"], result.phases("way round")),
        (["a way round,", "and a witness"], result.phases("way round with witness")),
    ]
    named = [(name, colour) for name, colour in PHASES if name != "restart"]
    label = "share of the downtime per year, by what the service waits for"
    return bars("Two databases, and a line that is cut six times a year", label, rows, named, share=True)


@figure
def partition():
    lives_d = [3, 10, 30, 60, 100, 300, 1000]

    def sweep(name, service, colour, dashes=None):
        points = []
        for life_d in lives_d:
            result = run("mechanisms/partition", f"parameters.cut=exponential {life_d} d")
            points.append((life_d, *result.simulated(service, "downtime")))
        return Curve(name, trusted(points), colour, dashes)

    return curves(
        "Five members of a quorum in two places or three, by the cuts of the lines",
        Axis("from one cut of each line to the next", 3, 1000, log=True, ticks=[(d, f"{d} d") for d in lives_d]),
        Axis(DOWNTIME, 200, 40 * DAY_S, log=True, ticks=TIME_TICKS),
        [
            sweep("3 + 2, used at the second", "two places from the second", "orange", "6 8"),
            sweep("3 + 2", "two places", "orange"),
            sweep("2 + 2 + 1, used in the south", "three places from the south", "blue", "6 8"),
            sweep("2 + 2 + 1", "three places", "blue"),
        ],
        nines=True,
    )


def placed(members, words):
    """The members, the places and the lines of mechanisms/partition, with so many members at each place and all places linked."""
    places = range(1, len(members) + 1)
    classes = [f"m{each}" for each in places]
    lines = [f"    line {a}-{b}: {{<<: *line, between: [p{a}, p{b}]}}" for a, b in combinations(places, 2)]
    connected = ", connected: true" if lines else ""
    named = classes[0] if len(classes) == 1 else f"{', '.join(classes[:-1])} and {classes[-1]}"
    return "\n".join(
        [
            "nines: 1",
            f"title: Members placed as {words}",
            "mission: 1 year",
            "trials: 50000",
            "templates:",
            "  place: &place",
            "    failures: {power: {time to failure: exponential 1 years, time to repair: lognormal median 3 h sigma 0.7}}",
            "  line: &line {failures: {cut: {time to failure: exponential 60 d, time to repair: exponential 4 h}}}",
            "  member: &member",
            "    crash: {time to failure: exponential 30 d, time to repair: 1 min}",
            "    hardware: {time to failure: exponential 180 d, time to repair: lognormal median 20 h sigma 0.5}",
            "domains:",
            *[f"  p{each}: *place" for each in places],
            *(["network:", "  links:", *lines] if lines else []),
            "nodes:",
            *[f"  m{each}: {{count: {count} per p{each}, failures: *member}}" for each, count in enumerate(members, 1)],
            "services:",
            f'  quorum: {{needs: "majority of {named}"{connected}}}',
            "",
        ]
    )


@figure
def placement():
    rows = []
    for words, members in (
        ("all at one", [5]),
        ("3 + 2", [3, 2]),
        ("2 + 2 + 1", [2, 2, 1]),
        ("2 + 1 + 1 + 1", [2, 1, 1, 1]),
        ("one at each", [1] * 5),
    ):
        begun = {"a place's power": 0.0, "a line": 0.0, "a member": 0.0}
        for cause, (downtime_s, _) in run_text(placed(members, words)).causes("quorum").items():
            part = {"power": "a place's power", "cut": "a line"}.get(cause.rpartition(".")[2], "a member")
            begun[part] += downtime_s or 0.0
        rows.append((words, begun))
    return bars(
        "Five members over one to five places, each linked with each",
        "share of the downtime per year, by what begins the outages",
        rows,
        [("a place's power", "orange"), ("a line", "purple"), ("a member", "blue")],
        share=True,
    )


@figure
def edge_links():
    trunks, lines = "network.links.trunk.count=2", "network.links.line.count=2"
    rows = []
    for words, settings in (
        (["one line from", "each place"], []),
        (["two from", "each shop"], [lines]),
        (["two from each", "router"], [trunks]),
        ("both", [trunks, lines]),
    ):
        begun = {"the lines of routers": 0.0, "routers": 0.0, "the lines of shops": 0.0, "tills, servers": 0.0}
        parts = {"trunk.cut": "the lines of routers", "router.hardware": "routers", "line.cut": "the lines of shops"}
        for cause, (downtime_s, _) in run("mechanisms/edge-links", *settings).causes("shops").items():
            begun[parts.get(cause, "tills, servers")] += downtime_s or 0.0
        rows.append((words, begun))
    return bars(
        "Twenty tills of which eighteen are needed, and the lines to the centre",
        "downtime per year, by what begins the outages",
        rows,
        [("the lines of routers", "orange"), ("routers", "brown"), ("the lines of shops", "blue"), ("tills, servers", "grey")],
    )
