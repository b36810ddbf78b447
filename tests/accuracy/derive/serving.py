"""Members that are replaced by others which have to start first, solved by hand: prints the numbers of
tests/accuracy/serving_test.cpp. Run it by itself. Times are in hours."""
from fractions import Fraction as F

from chain import Chain

FAIL, REPAIR, START, RACK, RACK_REPAIR = F(1, 50), F(1, 6), F(2), F(1, 100), F(1, 8)


def replaced():
    """Three members with a capacity of 10, a load of 20: two are on, of which some are starting."""
    n, target, load = 3, 2, F(2)

    def filled(failed, starting, serving):
        """Who is off is switched on if too few are."""
        while starting + serving < target and failed + starting + serving < n:
            starting += 1
        return failed, starting, serving

    def moves(state):
        failed, starting, serving = state
        return [(serving * FAIL, filled(failed + 1, starting, serving - 1)) if serving else (0, state),
                (starting * START, (failed, starting - 1, serving + 1)) if starting else (0, state),
                (failed * REPAIR, filled(failed - 1, starting, serving)) if failed else (0, state)]

    show("replaced", Chain((0, 0, target), moves), lambda s: s[2], lambda s: s[1], load)


def racks():
    """Two racks of two members that never fail themselves; the load is that of one, and two are on, at best in two racks. A member
    is switched on in the rack in which fewer are on. Who is on stays where it is when the other rack is back."""
    def filled(state):
        state = [list(rack) for rack in state]
        while sum(starting + serving for _, starting, serving in state) < 2:
            free = [rack for rack in state if rack[0] and rack[1] + rack[2] < 2]
            if not free:
                break
            min(free, key=lambda rack: rack[1] + rack[2])[1] += 1
        return tuple(sorted(tuple(rack) for rack in state))

    def moves(state):
        for i, (up, starting, serving) in enumerate(state):
            def other(*rack):
                return filled([rack if j == i else state[j] for j in range(2)])
            yield (RACK if up else RACK_REPAIR), (other(0, 0, 0) if up else other(1, 0, 0))
            if starting:
                yield starting * START, other(up, starting - 1, serving + 1)

    def total(at):
        return lambda state: sum(rack[at] for rack in state)

    # Once a rack has been lost, both are on in the other one: they are never spread again, for nobody is switched off.
    show("racks", Chain(((0, 0, 0), (1, 0, 2)), lambda s: list(moves(s))), total(2), total(1), F(1))


def show(name, chain, serving, starting, load):
    lost = chain.mean(lambda s: max(F(0), 1 - F(serving(s)) / load))
    degraded = chain.mean(lambda s: min(F(1), F(serving(s)) / load) if load > F(9, 10) * serving(s) else 0)
    on = chain.mean(lambda s: F(serving(s) + starting(s)))
    found = chain.long_run(lambda s: serving(s) >= 1)
    print(f"{name}: unavailability {found['unavailability']:.18}, outages/h {found['failures_per_h']:.18}, lost {lost:.18}, "
          f"degraded {degraded:.18}, on {on:.18}")


if __name__ == "__main__":
    replaced()
    racks()
