#!/usr/bin/env python3
"""Answers to the project's own accuracy cases, derived apart from the engine.

Writes tests/accuracy/cases/derived.json. Nothing of the engine is used: each chain is written down here state by state, as the textbook has it,
and solved by elimination without subtraction (Grassmann, Taksar, Heyman 1985) or by uniformisation (Jensen 1953) with 40 decimal digits, or a
formula is evaluated in rational arithmetic. Times are in hours.
"""
import itertools
import json
import math
import os
from decimal import Decimal as D, getcontext
from fractions import Fraction as F
from math import comb

getcontext().prec = 40
YEAR_H = 8760


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


CASES = []


def case(name, scenario, service, settings, values, tolerance=1e-13, by="chain"):
    """values: quantity -> number; to be compared in doubles, so printed with 17 digits."""
    CASES.append({
        "id": "own." + name, "scenario": scenario, "service": service,
        "set": {k: str(v) for k, v in settings.items()},
        by: [{"quantity": q, "expected": f"{float(v):.17g}", "tolerance": tolerance} for q, v in values.items()],
    })


def simulated(name, scenario, service, settings, values, tolerance=0.0):
    """Laws without a chain: `tolerance` is the share by which a long-run value may differ over the scenario's mission."""
    case(name, scenario, service, settings, values, tolerance, by="simulated")


def parameters(**values):
    return {"parameters." + k: v for k, v in values.items()}


# ---- families ----------------------------------------------------------------------------------------------------


def k_of_n():
    for n, k, r, life, repair, mission in [
            (1, 1, 1, 10, 1, 5), (4, 2, 1, 500, 24, 100), (4, 2, 2, 500, 24, 1000), (6, 3, 2, 300, 12, 50),
            (5, 5, 1, 1000, 8, 200), (20, 17, 3, 2000, 12, 720), (50, 45, 4, 1000, 24, 100), (100, 90, 10, 1000, 24, 24),
            (8, 1, 1, 100, 10, 500), (7, 4, 7, 40, 60, 30), (12, 9, 2, 100000, 2, 8760), (3, 2, 3, 1000, 10, 8760)]:
        lam, mu = F(1, life), F(1, repair)
        chain = Chain(0, lambda j: [((n - j) * lam, j + 1), (min(j, r) * mu, j - 1)])
        up = lambda j: n - j >= k
        case(f"k_of_n.{k}of{n}_r{r}_{life}_{repair}", "k-of-n.yaml", "work",
             {**parameters(machines=n, needed=k, crews=r, life=f"{life} h", repair=f"{repair} h"),
              "mission": f"{mission} h"},
             {**chain.long_run(up), "mttf_h": chain.mttf(up), "capacity_loss": chain.mean(lambda j: F(j, n))})
        case(f"k_of_n.{k}of{n}_r{r}_{life}_{repair}_mission{mission}", "k-of-n.yaml", "work",
             {**parameters(machines=n, needed=k, crews=r, life=f"{life} h", repair=f"{repair} h"),
              "mission": f"{mission} h"}, chain.mission(up, mission), tolerance=1e-11)


def machine_repairman():
    for n, k, r, life, repair in [(10, 8, 2, 100, 10), (10, 8, 1, 100, 10), (25, 20, 3, 200, 16), (6, 6, 6, 50, 5)]:
        lam, mu = F(1, life), F(1, repair)
        chain = Chain(0, lambda j: [((n - j) * lam, j + 1), (min(j, r) * mu, j - 1)])
        case(f"machine_repairman.{n}_r{r}_{life}", "machine-repairman.yaml", "production",
             parameters(machines=n, needed=k, repairers=r, life=f"{life} h", repair=f"{repair} h"),
             {**chain.long_run(lambda j: n - j >= k), "capacity_loss": chain.mean(lambda j: F(j, n))})


def standby():
    for n, active, a, r, life, repair in [(3, 2, F(1, 4), 1, 1000, 20), (4, 2, F(0), 2, 500, 50), (5, 3, F(1, 2), 2, 800, 30),
                                          (2, 1, F(7, 10), 2, 100, 20), (6, 1, F(1, 20), 1, 200, 40), (3, 1, F(1), 1, 300, 5)]:
        lam, mu = F(1, life), F(1, repair)

        def moves(j):
            fine = n - j
            working = min(fine, active)
            return [((working + (fine - working) * a) * lam, j + 1), (min(j, r) * mu, j - 1)]

        chain = Chain(0, moves)
        up = lambda j: n - j >= active
        case(f"standby.{active}of{n}_a{float(a)}_r{r}", "standby.yaml", "work",
             parameters(machines=n, active=active, reserve=float(a), crews=r, life=f"{life} h", repair=f"{repair} h"),
             {**chain.long_run(up), "mttf_h": chain.mttf(up)})


def repair_law():
    """Regenerative argument: R a repair, X the life of the machine left; E exp(-lambda R) = transform."""
    lam = F(1, 1000)

    def erlang(phases, mean):
        return mean, (F(phases, mean) / (F(phases, mean) + lam)) ** phases

    def hyper(p, m1, m2):
        return p * m1 + (1 - p) * m2, p / (1 + lam * m1) + (1 - p) / (1 + lam * m2)

    for text, (mean, transform) in [
            ("erlang 20 h phases 3", erlang(3, 20)), ("erlang 50 h phases 10", erlang(10, 50)),
            ("hyperexponential p 0.9 mean1 5 h mean2 155 h", hyper(F(9, 10), 5, 155)),
            ("hyperexponential p 0.5 mean1 1 h mean2 39 h", hyper(F(1, 2), 1, 39))]:
        for a in (F(0), F(3, 10), F(1)):
            p = 1 - transform
            both_up = 1 / ((1 + a) * lam)
            cycle = mean + (1 - p) * both_up
            down = mean - p / lam
            case(f"repair_law.{text.replace(' ', '_')}_a{float(a)}", "repair-law.yaml", "work",
                 parameters(repair=text, reserve=float(a)),
                 {"mttf_h": 1 / ((1 + a) * lam * p) + 1 / lam, "unavailability": down / cycle,
                  "failures_per_h": p / cycle, "mdt_h": down / p})


def coverage_duplex():
    for c, life, repair, takeover_s, reboot_s in [(F(1, 2), 5000, 4, 30, 600), (F(99, 100), 1000, 24, 5, 3600),
                                                  (F(0), 2000, 8, 60, 600)]:
        lam, mu, delta, beta = F(1, life), F(1, repair), F(3600, takeover_s), F(3600, reboot_s)
        chain = Chain("both", lambda s: {
            "both": [(2 * lam * c, "taking over"), (2 * lam * (1 - c), "rebooting")],
            "taking over": [(delta, "one")], "rebooting": [(beta, "one")],
            "one": [(lam, "none"), (mu, "both")], "none": [(mu, "one")]}[s])
        up = lambda s: s in ("both", "one")
        case(f"coverage_duplex.c{float(c)}_{life}", "coverage-duplex.yaml", "computer",
             parameters(coverage=float(c), life=f"{life} h", repair=f"{repair} h",
                        reconfiguration=f"{takeover_s} s", reboot=f"{reboot_s} s"),
             {**chain.long_run(up), "mttf_h": chain.mttf(up)})


def coverage():
    for c, life, repair, r in [(F(9, 10), 1000, 10, 1), (F(9, 10), 1000, 10, 2), (F(1, 2), 100, 10, 1), (F(999, 1000), 2000, 48, 2)]:
        lam, mu = F(1, life), F(1, repair)
        # Not covered: down with one machine fit, until a repair ends; the fit one may fail meanwhile.
        chain = Chain("2", lambda s: {
            "2": [(2 * lam * c, "1"), (2 * lam * (1 - c), "1 stopped")], "1": [(lam, "0"), (mu, "2")],
            "1 stopped": [(lam, "0"), (mu, "2")], "0": [(min(2, r) * mu, "1")]}[s])
        up = lambda s: s in ("2", "1")
        case(f"coverage.c{float(c)}_{life}_r{r}", "coverage.yaml", "work",
             parameters(coverage=float(c), life=f"{life} h", repair=f"{repair} h", crews=r),
             {**chain.long_run(up), "mttf_h": chain.mttf(up)})


def cold_standby_switch():
    for g, life, repair in [(F(1, 20), 1000, 20), (F(1, 4), 300, 30), (F(0), 500, 5)]:
        lam, mu = F(1, life), F(1, repair)
        chain = Chain("2", lambda s: {
            "2": [(lam * (1 - g), "1"), (lam * g, "1 stopped")], "1": [(lam, "0"), (mu, "2")],
            "1 stopped": [(mu, "2")], "0": [(mu, "1")]}[s])
        up = lambda s: s in ("2", "1")
        case(f"cold_standby_switch.g{float(g)}", "cold-standby-switch.yaml", "work",
             parameters(switch=float(1 - g), life=f"{life} h", repair=f"{repair} h"),
             {**chain.long_run(up), "mttf_h": chain.mttf(up)})


def failover():
    for law, mean_s, life, repair in [("exponential 90 s", 90, 2000, 8), ("erlang 90 s phases 4", 90, 2000, 8),
                                      ("exponential 10 min", 600, 500, 24),
                                      ("hyperexponential p 0.5 mean1 10 s mean2 30 min", 905, 1000, 12)]:
        lam, mu, delta = F(1, life), F(1, repair), F(3600, mean_s)
        chain = Chain("both", lambda s: {
            "both": [(lam, "failing over"), (lam, "one")], "failing over": [(delta, "one")],
            "one": [(lam, "none"), (mu, "both")], "none": [(mu, "one")]}[s])
        up = lambda s: s in ("both", "one")
        case(f"failover.{law.replace(' ', '_')}_{life}", "failover.yaml", "data",
             parameters(failover=law, life=f"{life} h", repair=f"{repair} h"),
             {**chain.long_run(up), "mttf_h": chain.mttf(up)})


def workstations_file_server():
    def system(n, lw, lf, mw, mf, crews, preemptive):
        """State: workstations down, server down, what the crew works on ('w', 's' or '')."""

        def choose(w, s, at):
            if crews > 1:
                return (w, s, "all")
            if s and (preemptive or at != "w"):
                return (w, s, "s")
            if w:
                return (w, s, "w")
            return (w, s, "s" if s else "")

        def moves(state):
            w, s, at = state
            out = [((n - w) * lw, choose(w + 1, s, at))] if w < n else []
            if not s:
                out.append((lf, choose(w, 1, at)))
            if at == "all":
                out += [(w * mw, choose(w - 1, s, at)), (s * mf, choose(w, 0, at))]
            elif at == "w":
                out.append((mw, choose(w - 1, s, "")))
            elif at == "s":
                out.append((mf, choose(w, 0, "")))
            return out

        return Chain((0, 0, "all" if crews > 1 else ""), moves)

    for n, lw, lf, mw, mf, crews, preemptive in [
            (2, F(1, 10000), F(1, 20000), 1, 2, 1, False), (3, F(1, 100), F(1, 200), 10, 20, 1, True),
            (3, F(1, 100), F(1, 200), 10, 20, 1, False), (5, F(1, 50), F(1, 30), 4, 6, 1, True), (2, F(1, 100), F(1, 200), 10, 20, 3, True)]:
        chain = system(n, lw, lf, F(1, mw), F(1, mf), crews, preemptive)
        up = lambda s: s[0] < n and not s[1]
        case(f"workstations_file_server.{n}_{float(lw)}_crews{crews}_{'preemptive' if preemptive else 'patient'}",
             "workstations-file-server.yaml", "work",
             parameters(workstations=n, workstation_rate=f"{float(lw)!r} per h", server_rate=f"{lf.numerator}/{lf.denominator} per h",
                        workstation_repair=f"{mw} h", server_repair=f"{mf} h", crews=crews, preemptive=str(preemptive).lower()),
             {**chain.long_run(up), "mttf_h": chain.mttf(up)})


def beta_factor():
    for n, k, beta, life, repair in [(4, 2, F(1, 5), 10000, 12), (5, 3, F(1, 50), 2000, 24), (3, 2, F(1, 10), 500, 10),
                                     (2, 1, F(1), 1000, 10), (8, 6, F(3, 100), 1000, 4)]:
        lam, mu = F(1, life), F(1, repair)
        chain = Chain(0, lambda j: [((n - j) * (1 - beta) * lam, j + 1), (beta * lam if j < n else 0, n), (j * mu, j - 1)])
        up = lambda j: n - j >= k
        case(f"beta_factor.{k}of{n}_b{float(beta)}", "beta-factor.yaml", "cooling",
             parameters(units=n, needed=k, beta=float(beta), life=f"{life} h", repair=f"{repair} h"),
             {**chain.long_run(up), "mttf_h": chain.mttf(up)})


def mttdl():
    for n, k, r, rate, rebuild in [(20, 17, 20, F(1, 500000), 78), (6, 4, 1, F(1, 100000), 24), (16, 12, 2, F(1, 1000000), 10),
                                   (30, 24, 30, F(1, 200000), 30)]:
        chain = Chain(0, lambda j: [((n - j) * rate, j + 1), (F(min(j, r), rebuild), j - 1)])
        up = lambda j: n - j >= k
        case(f"mttdl.{k}of{n}_r{r}", "mttdl.yaml", "data",
             {**parameters(disks=n, needed=k, rebuilds=r, rate=f"{rate.numerator}/{rate.denominator} per h", rebuild=f"{rebuild} h"), "mission": "10 years"},
             {"mttf_h": chain.mttf(up)})
        case(f"mttdl.{k}of{n}_r{r}_loss_in_1_year", "mttdl.yaml", "data",
             {**parameters(disks=n, needed=k, rebuilds=r, rate=f"{rate.numerator}/{rate.denominator} per h", rebuild=f"{rebuild} h"), "mission": "1 year"},
             {"unreliability": chain.mission(up, YEAR_H)["unreliability"]}, tolerance=1e-11)


def raid_latent_errors():
    for n, h, rate, rebuild in [(8, F(1, 100), F(1, 1000000), 24), (10, F(3, 10), F(1, 100000), 36), (4, F(0), F(1, 10000), 12)]:
        mu = F(1, rebuild)
        chain = Chain("good", lambda s: {
            "good": [(n * rate * (1 - h), "one lost"), (n * rate * h, "gone")],
            "one lost": [(mu, "good"), ((n - 1) * rate, "gone")], "gone": []}[s])
        up = lambda s: s != "gone"
        case(f"raid_latent_errors.{n}_h{float(h)}", "raid-latent-errors.yaml", "data",
             parameters(disks=n, needed=n - 1, readable=float(1 - h), rate=f"{rate.numerator}/{rate.denominator} per h", rebuild=f"{rebuild} h"),
             {"mttf_h": chain.mttf(up)})


def workstation_cluster():
    for n, minimum in [(1, 1), (3, 2), (5, 3)]:
        totals = {"l": n, "r": n, "L": 1, "R": 1, "B": 1}
        kinds = list(totals)
        fail = {"l": F(1, 500), "r": F(1, 500), "L": F(1, 4000), "R": F(1, 4000), "B": F(1, 5000)}
        mend = {"l": 2, "r": 2, "L": F(1, 4), "R": F(1, 4), "B": F(1, 8)}

        def moves(state):
            down, busy = dict(zip(kinds, state[0])), state[1]

            def after(kind, change, at):
                return tuple(down[k] + (change if k == kind else 0) for k in kinds), at

            out = [((totals[k] - down[k]) * fail[k], after(k, 1, busy)) for k in kinds if down[k] < totals[k]]
            if busy:
                out.append((mend[busy], after(busy, -1, "")))
            else:
                out += [(10, (state[0], k)) for k in kinds if down[k] > 0]
            return out

        def enough(wanted):
            def up(state):
                l, r, left, right, backbone = state[0]
                l, r = n - l, n - r
                return (l >= wanted and not left) or (r >= wanted and not right) or (
                    l + r >= wanted and not (left or right or backbone))
            return up

        chain = Chain(((0, 0, 0, 0, 0), ""), moves)
        settings = {**parameters(workstations=n, minimum=minimum), "mission": "100 h"}
        for service, wanted in (("minimum", minimum), ("premium", n)):
            up = enough(wanted)
            case(f"workstation_cluster.{n}_{service}", "workstation-cluster.yaml", service, settings,
                 {**chain.long_run(up), "mttf_h": chain.mttf(up), "states": len(chain.states)})
            if n <= 3:
                case(f"workstation_cluster.{n}_{service}_100h", "workstation-cluster.yaml", service, settings,
                     chain.mission(up, 100), tolerance=1e-11)


def spare_parts():
    for n, k, stock, life, repair, delivery in [(3, 2, 2, 1000, 4, 168), (3, 2, 1, 1000, 4, 168), (5, 4, 3, 200, 10, 100), (1, 1, 1, 100, 1, 20)]:
        lam, mu, nu = F(1, life), F(1, repair), F(1, delivery)

        # State: in repair, waiting for a part, parts on order. A part that comes goes to who waits, and is ordered again.
        def moves(state):
            repairing, waiting, ordered = state
            out = [(repairing * mu, (repairing - 1, waiting, ordered))]
            fine = n - repairing - waiting
            if ordered < stock:
                out.append((fine * lam, (repairing + 1, waiting, ordered + 1)))
            else:
                out.append((fine * lam, (repairing, waiting + 1, ordered)))
            if waiting:
                out.append((ordered * nu, (repairing + 1, waiting - 1, ordered)))
            else:
                out.append((ordered * nu, (repairing, waiting, ordered - 1)))
            return out

        chain = Chain((0, 0, 0), moves)
        up = lambda s: n - s[0] - s[1] >= k
        case(f"spare_parts.{k}of{n}_stock{stock}_{life}", "spare-parts.yaml", "work",
             parameters(machines=n, needed=k, parts=stock, life=f"{life} h", repair=f"{repair} h", delivery=f"{delivery} h"),
             {**chain.long_run(up), "mttf_h": chain.mttf(up)})


def training_job():
    for servers, rate, restart in [(2048, F(65, 10000), F(1, 2)), (16384 // 8, F(234, 100000), F(1, 4)), (8, F(1, 100), F(24))]:
        per_h = servers * rate / 24  # nothing fails while the job is down: one outage at a time
        case(f"training_job.{servers}_{float(rate)}", "training-job.yaml", "job",
             parameters(servers=servers, rate=f"{float(rate)!r} per d", restart=f"{float(restart)} h"),
             {"mttf_h": 1 / per_h, "unavailability": per_h * restart / (1 + per_h * restart), "mdt_h": restart,
              "mtbf_h": 1 / per_h + restart})


def many_types():
    for n, rates, repair in [(3, (F(1, 1000), F(3, 2000), F(2, 1000000)), 1), (4, (F(1, 100), F(3, 200), F(2, 10000)), 1),
                             (12, (F(1, 10), F(15, 100), F(2, 100)), 1), (6, (F(1, 1000),) * 3, 5)]:
        mu = F(1, repair)
        down = [sum(comb(n, i) * (r / (r + mu)) ** (n - i) * (mu / (r + mu)) ** i for i in (0, 1)) for r in rates]
        availability = math.prod(1 - d for d in down)
        values = {"unavailability": 1 - availability,
                  "failures_per_h": sum(availability / (1 - d) * comb(n, 2) * (r / (r + mu)) ** (n - 2) * (mu / (r + mu)) ** 2 * 2 * r
                                        for d, r in zip(down, rates))}
        values["mdt_h"] = values["unavailability"] / values["failures_per_h"]
        if n <= 6:
            chain = Chain((0, 0, 0), lambda s: [((n - s[i]) * rates[i], s[:i] + (s[i] + 1,) + s[i + 1:]) for i in range(3)] +
                          [(s[i] * mu, s[:i] + (s[i] - 1,) + s[i + 1:]) for i in range(3)])
            values["mttf_h"] = chain.mttf(lambda s: max(s) <= n - 2)
        case(f"many_types.{n}_{float(rates[0])}", "many-types.yaml", "system",
             parameters(parts=n, rate_a=f"{float(rates[0])!r} per h", rate_b=f"{float(rates[1])!r} per h",
                        rate_c=f"{float(rates[2])!r} per h", repair=f"{repair} h") | {"mission": "100 h"}, values)


def racks():
    for r, s, needed, rack_life, rack_repair, life, repair in [(3, 4, 8, 8760, 4, 1000, 10), (4, 3, 8, 8760, 4, 1000, 10),
                                                              (2, 5, 5, 2000, 24, 500, 8), (5, 2, 6, 1000, 50, 100, 20)]:
        q, u = F(rack_repair, rack_life + rack_repair), F(repair, life + repair)

        def more_than(total, wanted):  # P(at least so many of total servers are fit)
            return sum(comb(total, i) * (1 - u) ** i * u ** (total - i) for i in range(max(wanted, 0), total + 1))

        def exactly(total, i):
            return comb(total, i) * (1 - u) ** i * u ** (total - i) if 0 <= i <= total else F(0)

        weight = [comb(r, g) * (1 - q) ** g * q ** (r - g) for g in range(r + 1)]
        unavailability = 1 - sum(weight[g] * more_than(g * s, needed) for g in range(r + 1))
        # Outages begin with a server (of exactly `needed` fit ones in live racks) or with a rack.
        frequency = sum(weight[g] * exactly(g * s, needed) * needed / life for g in range(r + 1))
        for g in range(1, r + 1):
            for inside in range(s + 1):
                for outside in range((g - 1) * s + 1):
                    if inside + outside >= needed > outside:
                        frequency += weight[g] * g * exactly(s, inside) * exactly((g - 1) * s, outside) / rack_life
        case(f"racks.{r}x{s}_needs{needed}", "racks.yaml", "load",
             parameters(racks=r, servers=s, needed=needed, rack_life=f"{rack_life} h", rack_repair=f"{rack_repair} h",
                        life=f"{life} h", repair=f"{repair} h"),
             {"unavailability": unavailability, "failures_per_h": frequency, "mdt_h": unavailability / frequency})


def shocks():
    for n, k, storm, hit, life, repair in [(4, 2, 5 * YEAR_H, F(3, 10), 2 * YEAR_H, 72), (6, 4, 1000, F(1, 10), 500, 12), (3, 1, 2000, F(1), 1000, 24),
                                           (10, 7, 300, F(1, 20), 5000, 6)]:
        lam, mu, sigma = F(1, life), F(1, repair), F(1, storm)

        def moves(j):
            fine = n - j
            return [(fine * lam, j + 1), (j * mu, j - 1)] + [
                (sigma * comb(fine, i) * hit ** i * (1 - hit) ** (fine - i), j + i) for i in range(1, fine + 1)]

        chain = Chain(0, moves)
        up = lambda j: n - j >= k
        case(f"shocks.{k}of{n}_{float(hit)}", "shocks.yaml", "radio",
             parameters(masts=n, needed=k, storm=f"{storm} h", hit=float(hit), life=f"{life} h", repair=f"{repair} h"),
             {**chain.long_run(up), "mttf_h": chain.mttf(up)})


def series_parallel():
    for life, repair, other_life, other_repair, voter_life in [(1000, 10, 5000, 4, 100000), (100, 20, 300, 5, 1000)]:
        u, v, w = F(repair, life + repair), F(other_repair, other_life + other_repair), F(repair, voter_life + repair)
        lam, other, vote = F(1, life), F(1, other_life), F(1, voter_life)
        settings = parameters(life=f"exponential {life} h", repair=f"exponential {repair} h", other_life=f"exponential {other_life} h",
                              other_repair=f"exponential {other_repair} h", voter_life=f"exponential {voter_life} h")
        a, b = 1 - u, 1 - v
        pair, other_pair, channels = 1 - u * u, 1 - v * v, 3 * a ** 2 - 2 * a ** 3
        chains = {
            "series": (a * a * b * b, a * a * b * b * 2 * (lam + other)),
            "pair": (pair, 2 * a * u * lam),
            "other pair": (other_pair, 2 * b * v * other),
            "pairs in series": (pair * other_pair, other_pair * 2 * a * u * lam + pair * 2 * b * v * other),
            "channels": (channels, 3 * a * a * u * 2 * lam),
            "voted": (channels * (1 - w), (1 - w) * 3 * a * a * u * 2 * lam + channels * (1 - w) * vote),
        }
        for service, (availability, frequency) in chains.items():
            values = {"unavailability": 1 - availability, "failures_per_h": frequency, "mdt_h": (1 - availability) / frequency}
            if service == "series":
                values["mttf_h"] = 1 / (2 * lam + 2 * other)
            if service == "voted":
                mu = F(1, repair)
                chain = Chain(0, lambda j: {0: [(3 * lam, 1), (vote, 2)], 1: [(mu, 0), (2 * lam + vote, 2)], 2: []}[j])
                values["mttf_h"] = chain.mttf(lambda j: j < 2)
            case(f"series_parallel.{service.replace(' ', '_')}_{life}", "series-parallel.yaml", service, settings, values)


def pipeline():
    n, window = 12, 3
    for life, repair in [(1000, 10), (100, 30)]:
        u = F(repair, life + repair)
        unavailability, frequency = F(0), F(0)
        for broken in itertools.product((0, 1), repeat=n):
            stands = lambda row: any(all(row[i:i + window]) for i in range(n - window + 1))
            if stands(broken):
                unavailability += u ** sum(broken) * (1 - u) ** (n - sum(broken))
                continue
            critical = sum(1 for i in range(n) if not broken[i] and stands(broken[:i] + (1,) + broken[i + 1:]))
            frequency += u ** sum(broken) * (1 - u) ** (n - sum(broken)) * critical / life
        case(f"pipeline.{window}of{n}_{life}", "pipeline.yaml", "pipeline", parameters(life=f"{life} h", repair=f"{repair} h"),
             {"unavailability": unavailability, "failures_per_h": frequency, "mdt_h": unavailability / frequency})


def laws_without_a_chain():
    """Only means count, or a Laplace transform is known."""
    for name, law, transform, mean in [("gamma", "gamma 20 h shape 0.5", (1 + 40 * 1e-3) ** -0.5, 20),
                                       ("gamma", "gamma 60 h shape 4", (1 + 15 * 1e-3) ** -4.0, 60),
                                       ("uniform", "uniform low 10 h high 90 h", (math.exp(-0.01) - math.exp(-0.09)) / 0.08, 50)]:
        for a in (0, 1):
            p = 1 - transform
            simulated(f"repair_law.{name}_{mean}_a{a}", "repair-law.yaml", "work", parameters(repair=law, reserve=a),
                      {"mttf_h": 1000 / ((1 + a) * p) + 1000, "mdt_h": (mean - p * 1000) / p})
    for law in ("fixed 90 s", "uniform low 0 s high 180 s"):  # all else stands still: as with the exponential law
        lam, mu, delta = F(1, 2000), F(1, 8), F(3600, 90)
        chain = Chain("both", lambda s: {
            "both": [(lam, "failing over"), (lam, "one")], "failing over": [(delta, "one")],
            "one": [(lam, "none"), (mu, "both")], "none": [(mu, "one")]}[s])
        values = chain.long_run(lambda s: s in ("both", "one"))
        simulated(f"failover.{law.replace(' ', '_')}", "failover.yaml", "data", parameters(failover=law),
                  {k: values[k] for k in ("unavailability", "failures_per_h", "mdt_h")}, 1e-3)
    # Independent repairs: only means count. Lives of cv^2 = c differ from the long run by (c - 1) / 2 MTTF / T at most.
    u, v = F(10, 1010), F(4, 5004)
    settings = parameters(life="gamma 1000 h shape 2", repair="lognormal mean 10 h cv 1.5", other_life="weibull 5000 h shape 1.5",
                          other_repair="fixed 4 h", voter_life="exponential 100000 h") | {"mission": "300 years", "trials": 300}
    a, b = 1 - u, 1 - v
    for service, up, rate in [("series", (a * b) ** 2, 2 * (a * b) ** 2 * (F(1, 1000) + F(1, 5000))), ("pair", 1 - u * u, 2 * a * u / 1000),
                              ("channels", 3 * a ** 2 - 2 * a ** 3, 6 * a * a * u / 1000)]:
        simulated(f"series_parallel.any_laws_{service}", "series-parallel.yaml", service, settings,
                  {"unavailability": 1 - up, "failures_per_h": rate, "mdt_h": (1 - up) / rate}, 1e-3)
    for life, mean_life, repair, mean_repair in [("gamma 200 h shape 0.4", 200, "uniform low 1 h high 9 h", 5),
                                                 ("lognormal mean 500 h cv 2", 500, "erlang 12 h phases 4", 12),
                                                 ("fixed 100 h", 100, "gamma 3 h shape 2", 3)]:
        simulated(f"any_law.{life.split()[0]}", "any-law.yaml", "work", parameters(life=life, repair=repair) | {"trials": 200},
                  {"unavailability": F(mean_repair, mean_life + mean_repair), "mdt_h": mean_repair,
                   "failures_per_h": F(1, mean_life + mean_repair)}, 2e-4)
    for shape, hours in [(2, 5000), (1.5, 3000), (3, 2500), (0.5, 4000)]:
        simulated(f"minimal_repair.shape{shape}", "minimal-repair.yaml", "ship", parameters(shape=shape) | {"mission": f"{hours} h"},
                  {"failures of engine.fault": (hours / 1000) ** shape}, 1e-5)


def main():
    for family in (laws_without_a_chain, k_of_n, machine_repairman, standby, repair_law, coverage_duplex, coverage, cold_standby_switch, failover,
                   workstations_file_server, beta_factor, mttdl, raid_latent_errors, workstation_cluster, spare_parts,
                   training_job, many_types, racks, shocks, series_parallel, pipeline):
        family()
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases", "derived.json")
    lines = ",\n".join("  " + json.dumps(each) for each in CASES)
    with open(path, "w", encoding="utf-8") as out:
        out.write('{\n "about": "Written by tests/accuracy/derive.py.",\n "cases": [\n' + lines + "\n ]\n}\n")
    print(len(CASES), "cases")


if __name__ == "__main__":
    main()
