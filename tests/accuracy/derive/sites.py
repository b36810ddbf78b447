"""Traffic that is switched between a primary and a backup site, and back."""
from fractions import Fraction as F

from chain import Chain
from register import case, parameters, simulated


def two_sites():
    """State: whether the primary and the backup are up, where the traffic goes, what is going on, and whether the primary has
    been up for long enough to go back to."""

    def solve(name, primary, backup, notice_s, decision_s, switch_s, covered, recovery_s, watch_s, failback_s):
        (life_p, repair_p), (life_b, repair_b) = primary, backup
        rate = lambda seconds: F(3600) / F(seconds)

        def with_primary(p, b, use, doing, stable):
            """The primary is up and not in use: long enough, and nothing else is going on."""
            if stable and doing in ("serving", "noticing", "deciding"):
                return p, b, "p", "failing back", False
            return p, b, use, doing, stable

        def arrived(p, b, use, stable):
            up = p if use == "p" else b
            return with_primary(p, b, use, "serving" if up else "noticing", stable)

        def switched(p, b, use, stable):
            """Rates' shares and states once the decision to leave `use`, which is down, has been made."""
            other = "b" if use == "p" else "p"
            if not (b if other == "b" else p):
                return [(F(1), (p, b, use, "waiting", stable))]
            return [(covered, (p, b, other, "switching", stable and other == "b")), (1 - covered, (p, b, use, "failed", stable))]

        def site_changes(state, site):
            """What follows from the site's failure or return."""
            p, b, use, doing, stable = state
            if site == "p":
                p, stable = not p, False
            else:
                b = not b
            in_use = p if use == "p" else b
            if site == use:
                if doing == "serving":
                    return [(F(1), (p, b, use, "noticing", stable))]
                if in_use and doing in ("noticing", "deciding", "waiting"):
                    return [(F(1), (p, b, use, "serving", stable))]
            elif doing == "waiting":
                return switched(p, b, use, stable)
            return [(F(1), (p, b, use, doing, stable))]

        def moves(state):
            p, b, use, doing, stable = state
            found = [(r * share, to) for site, r in (("p", F(1, life_p if p else repair_p)), ("b", F(1, life_b if b else repair_b)))
                     for share, to in site_changes(state, site)]
            if p and use == "b" and not stable:
                found.append((rate(watch_s), with_primary(p, b, use, doing, True)))
            if doing == "noticing":
                found.append((rate(notice_s), (p, b, use, "deciding", stable)))
            elif doing == "deciding":
                found += [(rate(decision_s) * share, to) for share, to in switched(p, b, use, stable)]
            elif doing == "switching":
                found.append((rate(switch_s), arrived(p, b, use, stable)))
            elif doing == "failing back":
                found.append((rate(failback_s), arrived(p, b, use, stable)))
            elif doing == "failed":
                if p or b:
                    found.append((rate(recovery_s), arrived(p, b, "p" if p else "b", stable and not p)))
                else:
                    found.append((rate(recovery_s), (p, b, use, "waiting", stable)))
            return found

        chain = Chain((True, True, "p", "serving", False), moves)
        up = lambda s: s[3] == "serving" and (s[0] if s[2] == "p" else s[1])
        case(f"two_sites.{name}", "two-sites.yaml", "traffic",
             parameters(primary_life=f"{life_p} h", primary_repair=f"exponential {repair_p} h", backup_life=f"{life_b} h",
                        backup_repair=f"{repair_b} h", notice=f"exponential {notice_s} s",
                        decision=f"exponential {decision_s} s", switch=f"exponential {switch_s} s", coverage=float(covered),
                        recovery=f"exponential {recovery_s} s", watch=f"exponential {watch_s} s",
                        failback=f"exponential {failback_s} s"),
             {**chain.long_run(up), "mttf_h": chain.mttf(up)})

    solve("as_in_the_file", (700, 6), (500, 9), 30, 300, 120, F(19, 20), 3600, 1800, 60)
    solve("mostly_works", (2000, 4), (2000, 4), 10, 60, 30, F(999, 1000), 3600, 600, 10)
    solve("slow", (40, 20), (30, 15), 7200, 18000, 10800, F(1, 2), 36000, 14400, 9000)


def any_laws():
    """A backup that never fails; repairs that are longer than a switch there and back. The traffic begins to go back when the
    primary has been up for W without a break, wherever in its life it is; from then it lasts 1 / lambda until the primary fails
    again, and (1 / lambda + E R) / q - 1 / lambda, with q = E exp(-lambda W), until it has again been up for W: stretches of the
    primary's life, each long enough with probability q (Feller 1968, XIII.7, of runs). So a cycle lasts (1 / lambda + E R) / q,
    and has one way there and one way back. Each is an outage, unless the primary fails on the way back."""
    import math
    life, repair = 200.0, 5.0
    for name, notice, decision, switch, covered, recovery, watch, q, failback, back_s in [
            ("fixed", ("fixed 30 s", 30), ("uniform low 0 s high 10 min", 300), ("uniform low 0 s high 5 min", 150), 0.95, ("fixed 1 h", 3600),
             "fixed 10 h", math.exp(-10 / life), "fixed 20 s", 20),
            ("failing", ("uniform low 1 s high 9 s", 5), ("fixed 60 s", 60), ("fixed 60 s", 60), 0.8, ("uniform low 0 h high 2 h", 3600),
             "uniform low 0 h high 100 h", (1 - math.exp(-100 / life)) / (100 / life), "fixed 5 min", 300)]:
        down_s = notice[1] + decision[1] + covered * switch[1] + (1 - covered) * recovery[1] + back_s
        cycle_h = (life + repair) / q
        outages = 1 + math.exp(-back_s / 3600 / life)
        simulated(f"two_sites.any_laws_{name}", "two-sites.yaml", "traffic",
                  parameters(primary_life=f"{life:g} h", primary_repair=f"uniform low 4.5 h high {2 * repair - 4.5:g} h",
                             backup_life="1e13 h", backup_repair="1 h", notice=notice[0], decision=decision[0], switch=switch[0],
                             coverage=covered, recovery=recovery[0], watch=watch, failback=failback),
                  {"unavailability": down_s / 3600 / cycle_h, "failures_per_h": outages / cycle_h, "mdt_h": down_s / 3600 / outages}, 1e-3)


FAMILIES = [two_sites, any_laws]
