"""Members that share a load, solved by hand: prints the numbers of tests/accuracy/load_balancing_test.cpp. Run it by itself."""
from fractions import Fraction as F
from math import comb

from chain import Chain


def cascade(exponent):
    """Five workers, three needed, asked for 3.2 times what one serves; each loss raises the rate of the others. Exactly, as
    a birth-death chain in fractions."""
    n, lam, mu, load = 5, F(1, 200), F(1, 4), F(16, 5)
    weight = [F(1)]
    for j in range(n):
        rate = (n - j) * lam * F(n, n - j) ** exponent
        weight.append(weight[-1] * rate / ((j + 1) * mu))
    p = [w / sum(weight) for w in weight]
    down = sum(p[j] for j in range(n + 1) if n - j < 3)
    frequency = p[2] * 3 * lam * F(5, 3) ** exponent
    lost = sum(p[j] * max(F(0), 1 - (n - j) / load) for j in range(n + 1))
    print(f"cascade, exponent {exponent}: unavailability {float(down):.17g}, outages/h {float(frequency):.17g}, lost {float(lost):.17g}")


def late(exponent):
    """Three members that work, have failed unnoticed, are repaired, or wait to be put back; load 2. With 40 digits."""
    n, lam, notice, repair, back, load = 3, F(1, 50), F(1, 2), F(1, 6), F(1, 4), 2

    def moves(state):
        works, unnoticed, broken, returning = state
        rotating = works + unnoticed
        strain = F(n, rotating) ** exponent if rotating else F(0)
        return [(works * lam * strain, (works - 1, unnoticed + 1, broken, returning)),
                (unnoticed * notice, (works, unnoticed - 1, broken + 1, returning)),
                (broken * repair, (works, unnoticed, broken - 1, returning + 1)),
                (returning * back, (works + 1, unnoticed, broken, returning - 1))]

    chain = Chain((n, 0, 0, 0), lambda s: [(rate, to) for rate, to in moves(s) if rate])
    lost = chain.mean(lambda s: 1 - F(s[0], max(s[0] + s[1], load)))
    found = chain.long_run(lambda s: s[0] >= 2)
    print(f"late, exponent {exponent}: unavailability {found['unavailability']:.18}, outages/h {found['failures_per_h']:.18}, lost {lost:.18}")


def any_laws():
    """A pair, a trio; only means count: lambda 1/100 h, noticed after 1/2 h, repaired in 2 h, back after 1/4 h."""
    late, out = F(1, 2) / 100, (F(2) + F(1, 4)) / 100
    rotating = (1 + late) / (1 + late + out)
    f = late / (1 + late)
    for n, load in ((2, F(1)), (3, F(5, 2))):
        short = sum(comb(n, j) * (1 - rotating) ** j * rotating ** (n - j) * max(F(0), 1 - (n - j) / load) for j in range(n + 1))
        print(f"any laws, {n} members: lost {float(f + (1 - f) * short):.17g}")


for power in (0, 1, 2):
    cascade(power)
for power in (0, 1):
    late(power)
any_laws()
