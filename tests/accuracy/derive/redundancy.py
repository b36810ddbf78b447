"""Units that stand in for each other: k-of-n, reserves, takeovers, common causes."""
from fractions import Fraction as F

from chain import Chain
from register import case, parameters

YEAR_H = 8760


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


def elections():
    for n, life, repair, round_s, split in [(3, 1000, 8, 120, F(1, 10)), (5, 1000, 8, 120, F(1, 10)), (5, 50, 10, 3600, F(1, 2)),
                                            (2, 300, 5, 30, F(0)), (7, 20, 4, 600, F(1, 4)), (1, 100, 10, 1800, F(1, 5))]:
        lam, mu, won, majority = F(1, life), F(1, repair), F(3600, round_s) * (1 - split), n // 2 + 1

        def moves(state):
            working, leads = state
            found = [((n - working) * mu, (working + 1, leads))]
            if leads:  # who resigns when the majority is lost
                found += [(lam, (working - 1, False)), ((working - 1) * lam, (working - 1, working - 1 >= majority))]
            else:
                found += [(working * lam, (working - 1, False)), (won if working >= majority else 0, (working, True))]
            return [(rate, to) for rate, to in found if rate]

        chain = Chain((n, True), moves)
        up = lambda state: state[1]
        case(f"elections.{n}_{life}_{round_s}s_split{float(split)}", "quorum.yaml", "store",
             parameters(members=n, life=f"{life} h", repair=f"{repair} h", round=f"exponential {round_s} s", split=float(split)),
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


FAMILIES = [k_of_n, machine_repairman, standby, repair_law, coverage_duplex, coverage, cold_standby_switch,
            failover, elections, beta_factor, mttdl, raid_latent_errors]
