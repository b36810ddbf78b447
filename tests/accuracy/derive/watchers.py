"""Detectors that do not always see, solved by hand: prints the numbers of tests/accuracy/watchers_test.cpp. Run it by itself.

The chains are written down from the rules in docs/guide/model.md."""

from fractions import Fraction as F

from chain import Chain


def show(name, start, moves, up):
    found = Chain(start, lambda state: [(rate, to) for to, rate in moves(state)]).long_run(up)
    print(f"{name}: unavailability {found['unavailability']:.18}, outages/h {found['failures_per_h']:.18}")


def h(mean):
    return F(1) / F(mean)



def blind(phases, false_alarms=False):
    """One unit; its failures are noticed after Erlang phases of one hour each while the monitor is up.

    State: (monitor up, unit). The unit is up, in the k-th phase of being unnoticed, repaired, or suspected by mistake.
    """

    def moves(state):
        monitor, unit = state
        if monitor:
            begins = ("unnoticed", 0) if unit[0] == "unnoticed" else unit
            yield (False, begins), h(50)
        else:
            yield (True, unit), h(10)
        if unit == ("up",):
            yield (monitor, ("unnoticed", 0)), h(100)
            if false_alarms and monitor:
                yield (monitor, ("suspected",)), h(30)
        elif unit == ("repaired",):
            yield (monitor, ("up",)), h(4)
        elif not monitor:
            return
        elif unit == ("suspected",):
            yield (monitor, ("up",)), h(2)
        elif unit[1] + 1 < phases:
            yield (monitor, ("unnoticed", unit[1] + 1)), h(1)
        else:
            yield (monitor, ("repaired",)), h(1)

    return (True, ("up",)), moves, lambda state: state[1] == ("up",)


def cut_off(members, needed, ages_always, own_failures_of_monitor=False):
    """Units that are all taken out when the path to them has been down for some time.

    State: (monitor up, path up, all suspected, members up, unnoticed). The others are being repaired.
    """

    def moves(state):
        monitor, path, suspected, up, unnoticed = state
        if own_failures_of_monitor:
            yield (not monitor, path, suspected, up, unnoticed), h(50) if monitor else h(10)
        yield (monitor, not path, suspected, up, unnoticed), h(60) if path else h(5)
        if monitor and path and suspected:
            yield (monitor, path, False, up, unnoticed), h(1)
        if monitor and not path and not suspected:
            yield (monitor, path, True, up, unnoticed), h(2)
        if up > 0 and (ages_always or not suspected):
            yield (monitor, path, suspected, up - 1, unnoticed + 1), up * h(100)
        if unnoticed > 0 and monitor and path:
            yield (monitor, path, suspected, up, unnoticed - 1), unnoticed * h(3)
        repaired = members - up - unnoticed
        if repaired > 0:
            yield (monitor, path, suspected, up + 1, unnoticed), repaired * h(4)

    return (True, True, False, members, 0), moves, lambda state: not state[2] and state[3] >= needed


def moved(runs_on_monitor, through_path):
    """Traffic that is moved from a primary to a backup, and back once the primary has been seen up for 4 h.

    State: (monitor up, path up, all suspected, primary up, backup up, phase, in use, suspected, stable). Phases as in the
    guide; in use 0 is the primary.
    """

    def seen(state):
        return state[0] and state[1]

    def settle(state):
        """What follows at once from what is up and seen."""
        monitor, path, suspects, p, b, phase, use, suspected, stable = state
        sites = (p, b)
        up = sites[use]
        if phase == "settled" and not up:
            phase = "noticing"
        elif phase == "noticing" and up:
            phase = "settled"
        elif phase == "deciding" and up and not suspected:
            phase = "settled"
        elif phase == "deciding" and not up:
            suspected = False
        elif phase == "waiting" and up:
            phase = "settled"
        elif phase == "waiting" and monitor and path and sites[1 - use]:
            phase, use = "switching", 1 - use
        if use == 0 or not p or not (monitor and path) or suspects:
            stable = False
        if stable and phase in ("settled", "noticing", "deciding"):
            phase, use, stable, suspected = "failing back", 0, False, False
        return (monitor, path, suspects, p, b, phase, use, suspected, stable)

    def moves(state):
        monitor, path, suspects, p, b, phase, use, suspected, stable = state

        def to(**changes):
            names = ("monitor", "path", "suspects", "p", "b", "phase", "use", "suspected", "stable")
            values = dict(zip(names, state))
            values.update(changes)
            return settle(tuple(values[name] for name in names))

        yield to(p=not p), h(40) if p else h(6)
        yield to(b=not b), h(60) if b else h(9)
        if runs_on_monitor:
            yield to(monitor=not monitor), h(50) if monitor else h(9)
        if through_path:
            yield to(path=not path), h(60) if path else h(5)
            if monitor and not path and not suspects:
                if phase in ("settled", "noticing"):
                    yield to(suspects=True, phase="deciding", suspected=(p, b)[use]), h(2)
                else:
                    yield to(suspects=True), h(2)
            if monitor and path and suspects:
                if suspected:
                    yield to(suspects=False, phase="settled", suspected=False), h(1)
                else:
                    yield to(suspects=False), h(1)
        if phase == "noticing" and seen(state):
            yield to(phase="deciding"), h(1)
        if phase == "deciding":
            if (p, b)[1 - use]:
                yield to(phase="switching", use=1 - use, suspected=False), h("0.5")
            elif suspected:
                yield to(phase="settled", suspected=False), h("0.5")
            else:
                yield to(phase="waiting"), h("0.5")
        if phase in ("switching", "failing back"):
            yield to(phase="settled"), h(1) if phase == "switching" else h("0.7")
        if use == 1 and p and seen(state) and not suspects and not stable:
            yield to(stable=True), h(4)

    def up(state):
        _, _, _, p, b, phase, use, _, _ = state
        return phase not in ("switching", "failing back") and (p, b)[use]

    return (True, True, False, True, True, "settled", 0, False, False), moves, up


show("blind", *blind(1))
show("blind, Erlang", *blind(2))
show("blind, false alarms", *blind(1, True))
show("cut off", *cut_off(1, 1, False))
show("cut off, ages always", *cut_off(1, 1, True))
show("cut off, two of three", *cut_off(3, 2, False))
show("cut off and blind, one of two", *cut_off(2, 1, False, True))
show("sites, blind", *moved(True, False))
show("sites, cut off", *moved(False, True))
show("sites, both", *moved(True, True))
