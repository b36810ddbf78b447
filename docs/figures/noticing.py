"""Figures of what notices failures."""

from chart import TIME_TICKS, YEAR_S, Axis, Curve, bars, curves, duration, figure, ranges, strips
from results import PHASES, outages, run, run_text

DOWNTIME = "downtime per year"


@figure
def detection_interval():
    intervals_s = [0.5, 1, 2, 5, 10, 20, 30, 60]

    def sweep(name, colour, *settings):
        points = []
        for interval_s in intervals_s:
            result = run("mechanisms/detection-interval", f"parameters.interval={interval_s} s", *settings)
            points.append((interval_s, *result.simulated("site", "downtime")))
        return Curve(name, points, colour)

    failures = "nodes.server.failures.hang.fails by"
    return curves(
        "What the interval between health checks costs a pair of servers",
        Axis("from one check to the next", 0.5, 60, log=True, ticks=[(s, duration(s)) for s in intervals_s]),
        Axis(DOWNTIME, 10, 3600 * 3, log=True, ticks=TIME_TICKS),
        [
            sweep("it hangs, timeout 10 s", "orange", "parameters.timeout=10 s"),
            sweep("it hangs, timeout 1 s", "purple", "parameters.timeout=1 s"),
            sweep("it dies", "blue", f"{failures}=dying"),
        ],
        nines=True,
    )


# The same machine, watched in ten ways.
WATCHED = """\
nines: 1
detectors:
  heartbeat: {kind: heartbeat, period: 1 s, missed: 3}
  phi: {kind: phi accrual, period: 1 s, threshold: 8, window: 200, min deviation: 100 ms, acceptable pause: 3 s}
  swim: {kind: swim, members: 50, period: 1 s, loss: 1 %, suspicion periods: 5}
  vrrp: {kind: vrrp, advertisement: 1 s, priority: 150}
  lease: {kind: lease, time to live: 30 s, renew every: 10 s}
  quick: {kind: poll, interval: 2 s, timeout: 1 s, fall: 3}
  slow: {kind: poll, interval: 30 s, timeout: 10 s, fall: 3}
  level: {kind: threshold, interval: 15 s, mean: 40, deviation: 10, failed mean: 120, threshold: 80, for: 5 min}
  duty:
    kind: people
    after: level
    channels: exponential 30 s
    acknowledgement: lognormal median 4 min p95 25 min
    escalate after: 15 min
  office:
    kind: people
    after: level
    channels: exponential 30 s
    acknowledgement: lognormal median 4 min p95 25 min
    escalate after: 15 min
    hours a day: 8 h
    days a week: 5
  test: {kind: inspection, interval: 30 d}
nodes:
  machine:
    failures: {FAILURES}
services: {shop: {needs: 1 of machine}}
"""
WAYS = [
    ("heartbeats, 1 s, 3 missed", "heartbeat"),
    ("VRRP, advertised every 1 s", "vrrp"),
    ("phi accrual, 1 s, pause 3 s", "phi"),
    ("SWIM, 50 members, 1 s", "swim"),
    ("checks every 2 s, fall 3", "quick"),
    ("lease of 30 s", "lease"),
    ("checks every 30 s, fall 3, hung", "slow"),
    ("a metric too high for 5 min", "level"),
    ("the same, then people on call", "duty"),
    ("the same, in office hours", "office"),
    ("a monthly test", "test"),
]


@figure
def detectors():
    modes = [
        f"by {name}: {{time to failure: exponential 1000 h, time to repair: 1 h, detected by: {name}, "
        f"fails by: {'hanging' if name == 'slow' else 'dying'}}}"
        for _, name in WAYS
    ]
    result = run_text(WATCHED.replace("{FAILURES}", "{" + ", ".join(modes) + "}"), "predict")
    rows = []
    for words, name in WAYS:
        found = result.detector(name)["detection"][0]
        mean_s, deviation_s = found["mean_s"], found["deviation_s"]
        rows.append((words, max(mean_s - deviation_s, 0.1 * mean_s), mean_s, mean_s + deviation_s))
    return ranges("How long it takes to notice", "time to notice: mean, and a standard deviation to both sides", rows, 1, 60 * 86400.0)


@figure
def paging():
    rows = []
    for words, hours, days in (("at any time", 24, 7), ("16 h a day", 16, 7), ("8 h a day", 8, 7), ("8 h, Monday to Friday", 8, 5)):
        rows.append((words, run("mechanisms/paging", f"parameters.hours={hours} h", f"parameters.days={days}").phases("shop")))
    return bars("Where the downtime goes, by when people look at alarms", "share of the downtime; downtime per year", rows, PHASES, share=True)


@figure
def latent_failures():
    intervals_d = [1, 3, 7, 14, 30, 60, 120, 365]

    def sweep(name, colour, finds):
        points = []
        for interval_d in intervals_d:
            settings = [f"parameters.tested_every={interval_d} d", f"parameters.finds={finds}", "trials=10000"]
            points.append((interval_d, *run("mechanisms/latent-failures", *settings).simulated("power", "downtime")))
        return Curve(name, points, colour)

    # Both unavailable at once: that of the mains times that of the generator, both to first order.
    by_hand = [(d, YEAR_S * 2 / 2002 * (d * 24 / 2 + 1 + 8) / (2 * 8760 + d * 24 / 2 + 9)) for d in intervals_d]
    return curves(
        "A generator that fails silently, and how often it is tested",
        Axis("from one test to the next", 1, 365, log=True, ticks=[(d, f"{d} d") for d in intervals_d]),
        Axis(DOWNTIME, 30, 3600 * 3, log=True, ticks=TIME_TICKS),
        [
            sweep("a test finds 70 %", "orange", "70 %"),
            sweep("it finds all", "blue", "100 %"),
            Curve("by hand: product of the unavailabilities", by_hand, "ink", dashes="5 4", dots=False),
        ],
        nines=True,
    )


@figure
def false_alarms():
    losses = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03]

    def sweep(missed, colour):
        points = []
        for loss in losses:
            # A false alarm takes as much time to simulate as a crash, and there can be thousands of them a year.
            trials = 4000 if loss < 0.003 else 100
            settings = [f"parameters.missed={missed}", f"parameters.loss={loss}", f"trials={trials}"]
            points.append((loss, *run("mechanisms/false-alarms", *settings).simulated("data", "downtime")))
        return Curve(f"{missed} missed", points, colour)

    return curves(
        "Lost heartbeats take down a healthy database",
        Axis("share of heartbeats that are lost", 0.0001, 0.03, log=True, ticks=[(loss, f"{100 * loss:g} %") for loss in losses]),
        Axis(DOWNTIME, 60, 15 * 86400.0, log=True, ticks=TIME_TICKS),
        [sweep(2, "orange"), sweep(3, "purple"), sweep(4, "blue")],
        nines=True,
    )


# As scenarios/measured/README.md has them: (words, file, shortest, longest).
MEASURED = [
    ("HAProxy, killed", "haproxy-killed", 1.007, 1.504),
    ("HAProxy, hung", "haproxy-hung", 2.506, 3.016),
    ("keepalived", "keepalived", 2.43, 3.42),
    ("Redis Sentinel", "redis-sentinel", 1.02, 1.15),
    ("etcd", "etcd-leader-killed", 0.90, 2.77),
    ("Patroni", "patroni", 15.9, 19.7),
]


@figure
def measured():
    rows = [
        (words, (shortest, longest), outages(f"measured/{file}", 0, "mission=1000 years"))
        for words, file, shortest, longest in MEASURED
    ]
    ticks = [(s, f"{s} s") for s in (1, 2, 3, 5, 10, 20)]
    return strips("Failover as it was measured and as it is simulated", "length of an outage", rows, 0.8, 22, ticks)
