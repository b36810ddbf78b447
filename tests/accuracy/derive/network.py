"""Members that count while they are connected: all states of links, places and members, one by one."""
from fractions import Fraction as F
from itertools import product

from register import case, parameters

SITES, EXCHANGES = ("s1", "s2", "s3"), ("e1", "e2")
ACCESS = (("s1", "e1"), ("s2", "e1"), ("s2", "e2"), ("s3", "e2"))
TRUNK = ("e1", "e2")


def reachable(start, places, links):
    """The places that a walk from `start` comes to, itself included; none if it is down."""
    seen, left = set(), [start] if start in places else []
    while left:
        here = left.pop()
        if here in seen:
            continue
        seen.add(here)
        for one, other in links:
            if here in (one, other):
                there = other if here == one else one
                if there in places:
                    left.append(there)
    return seen


def majority(places, members, links):
    return any(len(reachable(s, places, links) & members & places) >= 2 for s in SITES)


def users(places, members, links):
    return bool(reachable("e1", places, links) & members & places)


def long_run(elements, is_up):
    """elements: name -> (rate of failure, rate of repair), independent of each other. The unavailability, and how often the
    rates lead from a state that is up to one that is down."""
    names = list(elements)
    answer = {}
    for up in product((True, False), repeat=len(names)):
        state = frozenset(name for name, works in zip(names, up) if works)
        probability = F(1)
        for name, works in zip(names, up):
            fails, repairs = elements[name]
            probability *= (repairs if works else fails) / (fails + repairs)
        answer[state] = probability, is_up(state)
    unavailability = sum(p for p, works in answer.values() if not works)
    frequency = sum(p * elements[name][0] for state, (p, works) in answer.items() if works
                    for name in state if not answer[state - {name}][1])
    return {"unavailability": unavailability, "failures_per_h": frequency, "mtbf_h": 1 / frequency,
            "mdt_h": unavailability / frequency}


def networks():
    """Three sites at two exchanges; site 2 has a link to each."""
    def solve(name, site, exchange, member, access, trunk):
        rates = lambda life, repair: (F(1, life), F(1, repair))
        elements = {}
        for place in SITES:
            elements[place] = rates(*site)
            elements["m" + place] = rates(*member)
        for place in EXCHANGES:
            elements[place] = rates(*exchange)
        for link in ACCESS:
            elements[link] = rates(*access)
        elements[TRUNK] = rates(*trunk)

        def seen_by(service):
            return lambda state: service({p for p in SITES + EXCHANGES if p in state}, {s for s in SITES if "m" + s in state},
                                         [link for link in ACCESS + (TRUNK,) if link in state])

        settings = parameters(site_life=f"{site[0]} h", site_repair=f"{site[1]} h", exchange_life=f"{exchange[0]} h",
                              exchange_repair=f"{exchange[1]} h", member_life=f"{member[0]} h", member_repair=f"{member[1]} h",
                              access_life=f"{access[0]} h", access_repair=f"{access[1]} h", trunk_life=f"{trunk[0]} h",
                              trunk_repair=f"{trunk[1]} h")
        for service in (majority, users):
            case(f"network.{name}.{service.__name__}", "network.yaml", service.__name__, settings,
                 long_run(elements, seen_by(service)), tolerance=1e-12)

    solve("as_written", (4000, 5), (3000, 3), (800, 6), (1000, 10), (500, 8))
    solve("links_that_are_mostly_down", (40, 5), (30, 3), (20, 6), (10, 10), (5, 8))


FAMILIES = [networks]
