"""Markov chains, written down state by state and solved with 40 decimal digits: by elimination without subtraction (Grassmann,
Taksar, Heyman 1985) and by uniformisation (Jensen 1953)."""
from decimal import Decimal as D, getcontext
from fractions import Fraction as F

getcontext().prec = 40


def real(x):
    """To 40 digits; a float is taken as the decimal number that it is written as."""
    if isinstance(x, F):
        return D(x.numerator) / D(x.denominator)
    return D(repr(x)) if isinstance(x, float) else D(x)


class Chain:
    """A chain given by its start and by moves(state) -> [(rate, next state)]."""

    def __init__(self, start, moves):
        self.number = {start: 0}
        self.states = [start]
        self.rates = []  # self.rates[i] = {j: rate}
        for state in self.states:  # grows meanwhile
            row = {}
            for rate, to in moves(state):
                if rate == 0 or to == state:
                    continue
                if to not in self.number:
                    self.number[to] = len(self.states)
                    self.states.append(to)
                j = self.number[to]
                row[j] = row.get(j, D(0)) + real(rate)
            self.rates.append(row)

    def mask(self, up):
        return [bool(up(state)) for state in self.states]

    def long_run(self, up):
        """Unavailability, frequency of outages, mean up plus down time, mean down time."""
        p, up = stationary(self.rates), self.mask(up)
        unavailability = sum((x for x, is_up in zip(p, up) if not is_up), D(0))
        frequency = sum((p[i] * self.into_down(i, up) for i in range(len(p)) if up[i]), D(0))
        return {"unavailability": unavailability, "failures_per_h": frequency, "mtbf_h": 1 / frequency,
                "mdt_h": unavailability / frequency}

    def into_down(self, i, up):
        return sum((rate for j, rate in self.rates[i].items() if not up[j]), D(0))

    def mean(self, value):
        return sum((x * real(value(state)) for x, state in zip(stationary(self.rates), self.states)), D(0))

    def mttf(self, up):
        """From the start: the chain begins anew whenever it goes down; the mean time is 1 / the rate of new beginnings."""
        up = self.mask(up)
        kept = [i for i, is_up in enumerate(up) if is_up]
        place = {i: at for at, i in enumerate(kept)}
        down = [self.into_down(i, up) for i in kept]
        rates = [{place[j]: rate for j, rate in self.rates[i].items() if up[j]} for i in kept]
        for at, rate in enumerate(down):
            if rate and at:  # from the start itself it leads nowhere, but counts below
                rates[at][0] = rates[at].get(0, D(0)) + rate
        return 1 / sum((x * rate for x, rate in zip(stationary(rates), down)), D(0))

    def mission(self, up, hours):
        """Point unavailability, hours down, outages and unreliability over [0, hours] from the start."""
        up = self.mask(up)
        states = range(len(up))
        p, time = uniformised(self.rates, hours)
        q, _ = uniformised([self.rates[i] if up[i] else {} for i in states], hours)
        return {"point_unavailability": sum(p[i] for i in states if not up[i]),
                "downtime_h": sum(time[i] for i in states if not up[i]),
                "outages": sum(time[i] * self.into_down(i, up) for i in states if up[i]),
                "unreliability": sum(q[i] for i in states if not up[i])}


def stationary(rates):
    """By elimination without subtraction, last state first; rates[i] = {j: rate from i to j}."""
    n = len(rates)
    out = [dict(row) for row in rates]
    into = [set() for _ in range(n)]
    for i, row in enumerate(out):
        for j in row:
            into[j].add(i)
    passed = [None] * n
    for k in range(n - 1, 0, -1):
        exits = {j: rate for j, rate in out[k].items() if j < k}
        total = sum(exits.values(), D(0))
        passed[k] = []
        for i in [i for i in into[k] if i < k]:
            share = out[i].pop(k) / total
            passed[k].append((i, share))
            for j, rate in exits.items():
                if j != i:
                    out[i][j] = out[i].get(j, D(0)) + share * rate
                    into[j].add(i)
    p = [D(1)] + [D(0)] * (n - 1)
    for k in range(1, n):
        p[k] = sum((p[i] * share for i, share in passed[k]), D(0))
    total = sum(p)
    return [x / total for x in p]


def uniformised(rates, hours):
    """Distribution at the end and expected hours in each state; all terms are positive."""
    n = len(rates)
    exits = [sum(row.values(), D(0)) for row in rates]
    q = max(exits) * D("1.02")
    stays = [(q - x) / q for x in exits]
    steps = [[(j, rate / q) for j, rate in row.items()] for row in rates]
    mean = q * D(hours)
    terms = int(mean + 14 * mean.sqrt() + 80)
    weights = [(-mean).exp()]
    for k in range(1, terms):
        weights.append(weights[-1] * mean / k)
    tails = [D(0)] * (terms + 1)  # tails[k] = P(N >= k)
    for k in range(terms - 1, -1, -1):
        tails[k] = tails[k + 1] + weights[k]
    v = [D(1)] + [D(0)] * (n - 1)
    end, time = [D(0)] * n, [D(0)] * n
    for k in range(terms):
        following = [x * s for x, s in zip(v, stays)]
        for i, x in enumerate(v):
            if not x:
                continue
            end[i] += weights[k] * x
            time[i] += tails[k + 1] * x / q
            for j, share in steps[i]:
                following[j] += x * share
        v = following
    return end, time
