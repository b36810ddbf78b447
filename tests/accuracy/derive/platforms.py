"""Several kinds of units, domains, shocks, parts, nested services."""
import itertools
import math
from fractions import Fraction as F
from math import comb

from chain import Chain
from register import case, parameters

YEAR_H = 8760


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

        # State: in repair, waiting for a part, parts on order: each failure orders one, whether or not there is one on the shelf.
        def moves(state):
            repairing, waiting, ordered = state
            out = [(repairing * mu, (repairing - 1, waiting, ordered))]
            fine = n - repairing - waiting
            if ordered < stock:
                out.append((fine * lam, (repairing + 1, waiting, ordered + 1)))
            else:
                out.append((fine * lam, (repairing, waiting + 1, ordered + 1)))
            if waiting:
                out.append((ordered * nu, (repairing + 1, waiting - 1, ordered - 1)))
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


FAMILIES = [workstations_file_server, workstation_cluster, spare_parts, training_job, many_types, racks,
            shocks, series_parallel, pipeline]
