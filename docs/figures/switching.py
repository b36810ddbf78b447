"""Figures of what follows when a failure has been noticed: balancers, standbys, ways back, sites, elections."""

from chart import TIME_TICKS, Axis, Curve, bars, curves, duration, figure, timeline, trusted
from results import PHASES, incidents, run, spans

DOWNTIME = "downtime per year"


@figure
def load_balancer():
    intervals_s = [0.5, 1, 2, 5, 10, 20, 30, 60]

    def sweep(replicas, colour, dashes=None):
        points = []
        for interval_s in intervals_s:
            settings = [f"parameters.interval={interval_s} s", f"nodes.replica.count={replicas}", "trials=5000"]
            points.append((interval_s, *run("mechanisms/load-balancer", *settings).simulated("api", "served")))
        return Curve(f"{replicas} replicas", points, colour, dashes)

    shares = [(1e-6, "0.0001 %"), (1e-5, "0.001 %"), (1e-4, "0.01 %"), (1e-3, "0.1 %")]
    return curves(
        "Requests that go to the dead, by the interval of the checks",
        Axis("from one check to the next", 0.5, 60, log=True, ticks=[(s, duration(s)) for s in intervals_s]),
        Axis("share of the requests that is lost", 1e-6, 1e-3, log=True, ticks=shares),
        [sweep(3, "orange"), sweep(8, "green"), sweep(5, "blue", "6 8")],
    )


@figure
def overload():
    exponents = [0, 0.5, 1, 1.5, 2, 2.5, 3]

    def sweep(workers, colour):
        points = []
        for exponent in exponents:
            settings = [f"parameters.exponent={exponent}", f"parameters.count={workers}", "parameters.load=3"]
            points.append((exponent, run("mechanisms/overload", *settings, command="solve").exact("api", "downtime")))
        return Curve(f"{workers} workers", points, colour)

    return curves(
        "Failures that grow with the load on those that are left (Markov chain)",
        Axis("exponent: failure rate grows as this power of the load", 0, 3, ticks=[(e, f"{e:g}") for e in exponents]),
        Axis(DOWNTIME, 1, 3600 * 20, log=True, ticks=TIME_TICKS),
        [sweep(5, "orange"), sweep(6, "purple"), sweep(7, "blue")],
        nines=True,
    )


@figure
def standby():
    rows = []
    for coverage in ("98 %", "99.9 %"):
        result = run("mechanisms/standby", f"parameters.coverage={coverage}")
        rows += [([f"{kind} spare,", f"coverage {coverage}"], result.phases(kind)) for kind in ("hot", "warm", "cold")]
    return bars("Where the downtime of three pairs goes", "downtime per year, by what the service waits for", rows, PHASES)


@figure
def standby_timeline():
    lanes = []
    for kind in ("hot", "warm", "cold"):
        events = next(
            events
            for _, events in incidents("mechanisms/standby", 0)
            if events and events[1][1].startswith(f"{kind} is DOWN") and any("switchover done" in words for _, words in events)
        )
        turns = [
            (f"{kind} is DOWN.*", "not noticed"),
            (f"{kind}: switchover begins", "switching over"),
            (f"{kind} is up again.*", "serving"),
        ]
        lanes.append((f"{kind} pair", spans(events, turns, "serving", 360)))
    states = [("not noticed", "orange"), ("switching over", "purple"), ("serving", "pale")]
    return timeline("One crash of each pair, as nines explain tells it", lanes, states, [], 360, "since the crash")


@figure
def failback():
    watches_s = [10, 60, 300, 600, 1200, 3600, 3600 * 4, 3600 * 24]
    points = []
    for watch_s in watches_s:
        result = run("mechanisms/failback", f"parameters.watch={watch_s} s")
        points.append((watch_s, *result.simulated("patient", "outages")))
    hasty = result.simulated("hasty", "outages")[0]
    ticks = [(10, "10 s"), (60, "1 min"), (600, "10 min"), (3600, "1 h"), (3600 * 4, "4 h"), (86400, "1 d")]
    return curves(
        "How long a line must be back before the traffic returns to it",
        Axis("how long it is watched", 10, 86400, log=True, ticks=ticks),
        Axis("outages per year", 0, 120, ticks=[(n, str(n)) for n in range(0, 121, 20)]),
        [
            Curve("back at once", [(10, hasty), (86400, hasty)], "orange", dashes="6 4", dots=False),
            Curve("back when watched", points, "blue"),
        ],
    )


@figure
def failback_timeline():
    """A card that falls off the bus again and again: the first series of them in the first trial."""
    begin_s, end_s = None, 34 * 60.0
    events = []
    for at_s, told in incidents("mechanisms/primary-backup", 0):
        if begin_s is None and any(words.startswith("ai is DOWN") for _, words in told):
            begin_s = at_s
        if begin_s is not None and at_s - begin_s < end_s:
            events += [(at_s - begin_s + offset_s, words) for offset_s, words in told]
    primary = [("primary is DOWN.*", "down"), ("primary is up again.*", "up")]
    ai = [
        ("ai is DOWN.*", "switching"),
        ("ai: traffic goes to backup", "at the backup"),
        ("ai: traffic goes to primary", "at the primary"),
    ]
    lanes = [
        ("primary", spans(events, primary, "up", end_s)),
        ("ai", spans(events, ai, "at the primary", end_s)),
    ]
    states = [
        ("up", "pale"),
        ("down", "red"),
        ("at the primary", "blue"),
        ("at the backup", "teal"),
        ("switching", "orange"),
    ]
    told = [(at_s, words) for at_s, words in events if words.startswith("ai") and "up again" not in words and "DOWN" not in words]
    return timeline("A flapping card, and a way back that waits for ten quiet minutes", lanes, states, told, end_s, "since its first failure")


@figure
def dns_failover():
    rows = []
    for words in ("10 s", "30 s", "1 min", "2 min", "5 min", "15 min"):
        result = run("mechanisms/dns-failover", f"parameters.time_to_live={words}", "trials=20000")
        rows.append((f"time-to-live {words}", result.phases("shop")))
    return bars("Two sites behind one name: where the downtime goes", "downtime per year, by what the service waits for", rows, PHASES)


@figure
def public_private_cloud():
    ready, found = "parameters.start=1 min", "parameters.finds_capacity=99.9 %"
    rows = []
    for words, settings in (
        (["started when", "needed"], []),
        (["capacity found", "99.9 %"], [found]),
        (["ready in", "1 min"], [ready]),
        ("both", [ready, found]),
    ):
        rows.append((words, run("mechanisms/public-private-cloud", *settings).phases("shop")))
    title = "A public cloud behind a private one that is down for 17.6 h a year"
    return bars(title, "downtime per year that is left, by what the service waits for", rows, PHASES)


@figure
def quorum():
    sizes = range(1, 8)

    def sweep(name, colour, election, dashes=None):
        points = []
        for size in sizes:
            settings = [f"nodes.member-three.count={size}", f"parameters.election={election}", "trials=20000"]
            points.append((size, *run("mechanisms/quorum", *settings).simulated("three", "downtime")))
        return Curve(name, trusted(points), colour, dashes)

    return curves(
        "A lock service that needs a majority, by the number of its members",
        Axis("members", 1, 7, ticks=[(size, str(size)) for size in sizes]),
        Axis(DOWNTIME, 5, 4 * 86400, log=True, ticks=TIME_TICKS),
        [
            sweep("a round takes 10 s", "orange", "fixed 10 s"),
            sweep("it takes 1 to 2 s", "blue", "uniform 1 s to 2 s"),
            sweep("it takes 0.15 to 0.3 s", "green", "uniform 150 ms to 300 ms"),
        ],
        nines=True,
    )
