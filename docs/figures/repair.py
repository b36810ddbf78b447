"""Figures of how a failure is ended: restarts, replacement, a call, a diagnosis that may be wrong."""

from chart import TIME_TICKS, YEAR_S, Axis, Curve, bars, curves, figure, trusted
from results import PHASES, run, run_text

DOWNTIME = "downtime per year"


@figure
def restarts():
    attempts = [1, 2, 3, 4, 5, 6, 8, 10]

    def sweep(pause, colour):
        points = []
        for number in attempts:
            result = run("mechanisms/restart-policy", f"parameters.attempts={number}", f"parameters.back_off={pause}")
            points.append((number, *result.simulated("restarted-first", "downtime")))
        return Curve(f"first pause {pause}", points, colour)

    called = run("mechanisms/restart-policy").simulated("called", "downtime")[0]
    return curves(
        "A crash every two weeks, by the restarts before the call",
        Axis("restarts, of which three in five work", 1, 10, ticks=[(number, str(number)) for number in range(1, 11)]),
        Axis(DOWNTIME, 600, 3 * 86400, log=True, ticks=TIME_TICKS),
        [
            Curve("called at once", [(1, called), (10, called)], "ink", dashes="6 4", dots=False),
            sweep("5 min", "orange"),
            sweep("1 min", "purple"),
            sweep("10 s", "blue"),
        ],
        nines=True,
    )


# The crash of mechanisms/restart-policy, ended in four ways; each has a shelf of its own.
ENDED = """\
nines: 1
title: Four ways to end a crash
mission: 1 year
trials: 20000
detectors:
  checks: {kind: poll, interval: 10 s, timeout: 5 s, fall: 2}
spares:
  shelf: {stock: 1, replenishment: exponential 1 d}
  other shelf: {stock: 1, replenishment: exponential 1 d}
templates:
  crash: &crash
    time to failure: exponential 14 d
    detected by: checks
    time to call: lognormal median 15 min p95 1 h
    time to repair: lognormal median 1 h p95 3 h
  restarts: &restarts {up to: 2, takes: 20 s, succeed: 60 %, back-off: 10 s}
nodes:
  a: {failures: {crash: *crash}}
  b: {failures: {crash: {<<: *crash, restarts: *restarts}}}
  c: {failures: {crash: {<<: *crash, replacement: {from: shelf, takes: 5 min}}}}
  d: {failures: {crash: {<<: *crash, restarts: *restarts, replacement: {from: other shelf, takes: 5 min}}}}
services:
  called: {needs: 1 of a}
  restarted: {needs: 1 of b}
  replaced: {needs: 1 of c}
  both: {needs: 1 of d}
"""


@figure
def repair_policies():
    result = run_text(ENDED)
    rows = [
        ("called at once", result.phases("called")),
        ("two restarts", result.phases("restarted")),
        ("a spare", result.phases("replaced")),
        ("two restarts, a spare", result.phases("both")),
    ]
    label = "share of the downtime per year, by what the service waits for"
    return bars("A crash every two weeks, and what comes before the call", label, rows, PHASES, share=True)


@figure
def wrong_diagnosis():
    shares = [0, 5, 10, 15, 20, 25, 30]

    def sweep(technicians, colour, name):
        points = []
        for share in shares:
            settings = [f"parameters.wrong={share} %", f"crews.other-technician={technicians}", "trials=600"]
            points.append((share, *run("mechanisms/wrong-diagnosis", *settings).simulated("wrong", "downtime")))
        return Curve(name, trusted(points), colour)

    return curves(
        "A hundred machines, ninety needed, and wrong diagnoses",
        Axis("share of the diagnoses that are wrong", 0, 30, ticks=[(share, f"{share} %") for share in shares]),
        Axis(DOWNTIME, 60, YEAR_S / 5, log=True, ticks=TIME_TICKS),
        [sweep(1, "orange", "one technician"), sweep(2, "blue", "two technicians")],
        nines=True,
    )


@figure
def lemons():
    limits = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20]

    def interruptions(*settings):
        return run("mechanisms/lemons", *settings).simulated("training", "outages")

    def flat(name, settings, colour):
        value = interruptions(*settings)[0]
        return Curve(name, [(1, value), (20, value)], colour, dashes="6 4", dots=False)

    points = [(limit, *interruptions(f"parameters.retired_after={limit}")) for limit in limits]
    return curves(
        "A job on 64 servers, of which 1.5 % fail thirty times as often",
        Axis("failures after which a server is replaced", 1, 20, ticks=[(limit, str(limit)) for limit in (1, 3, 5, 10, 15, 20)]),
        Axis("interruptions per year", 140, 225, ticks=[(number, str(number)) for number in range(140, 221, 20)]),
        [
            flat("only repaired", ["parameters.retired_after=100"], "orange"),
            Curve("replaced", points, "blue"),
            flat("no lemons", ["parameters.lemons=0 %"], "ink"),
        ],
    )
