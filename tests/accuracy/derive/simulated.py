"""Laws without a chain, which only the simulation answers."""
import math
from fractions import Fraction as F

from chain import Chain
from register import parameters, simulated


def laws_without_a_chain():
    """Only means count, or a Laplace transform is known."""
    for name, law, transform, mean in [("fixed", "fixed 20 h", math.exp(-0.02), 20), ("gamma", "gamma 20 h shape 0.5", (1 + 40 * 1e-3) ** -0.5, 20),
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
    # Never repaired: P(failed within the mission) of the structure, from those of the parts.
    f1, f2, f3 = 1 - math.exp(-1), 0.5, 1 - math.exp(-0.2)
    settings = parameters(x1="weibull scale 1 h shape 2", x2="uniform low 0.5 h high 1.5 h")
    for service, probability in [("either", f1 * f2), ("both", 1 - (1 - f1) * (1 - f2)), ("trio", 1 - (1 - f1) * (1 - f2) * (1 - f3)),
                                 ("voted trio", f1 * f2 + f1 * f3 + f2 * f3 - 2 * f1 * f2 * f3)]:
        simulated(f"fault_trees.any_laws_{service.replace(' ', '_')}", "fault-trees.yaml", service, settings, {"unreliability": probability})
    for shape, hours in [(2, 5000), (1.5, 3000), (3, 2500), (0.5, 4000)]:
        simulated(f"minimal_repair.shape{shape}", "minimal-repair.yaml", "ship", parameters(shape=shape) | {"mission": f"{hours} h"},
                  {"failures of engine.fault": (hours / 1000) ** shape}, 1e-5)


FAMILIES = [laws_without_a_chain]
