"""Jobs that checkpoint, solved by hand: prints the numbers of tests/accuracy/checkpointing_test.cpp. Run it by itself."""
from decimal import Decimal as D, getcontext
from fractions import Fraction as F
from itertools import combinations
from math import comb

getcontext().prec = 50


def run_times():
    """Mean time of a segment from the balance of one attempt, in seconds with 50 digits: an attempt succeeds with s =
    exp(-(w + C)/M) and else lasts M - (w + C) s / (1 - s) on average; each failure costs a recovery, which takes
    D + R, or, where it may fail too, is such a segment itself, of R, after D."""
    for mtbf, checkpoint, down, restart, work in ((86400, 300, 0, 600, 7200), (86400, 300, 1800, 600, 7200),
                                                  (600, 60, 120, 900, 300), ("1e12", 30, 10, 60, 600), (3600, 0, 0, 0, 36000)):
        m, c, d, r, w = map(D, (mtbf, checkpoint, down, restart, work))

        def attempts(span, recovery):
            s = (-span / m).exp()
            return span if span == 0 else span + (1 - s) / s * (m - span * s / (1 - s) + recovery)

        recovery = D(0)
        success = (-r / m).exp()
        # recovery = d + r with probability `success`, else d + the time until it fails + another recovery
        recovery = (d + r * success + (m * (1 - success) - r * success)) / success
        print(f"{{{mtbf}, {checkpoint}, {down}, {restart}, {work}, {attempts(w + c, recovery):.16e}, {attempts(w + c, d + r):.16e}}}")


def holders(machines, copies):
    """Which machines keep the checkpoint of each."""
    groups = machines // copies
    kept = []
    for i in range(machines):
        first = i // copies * copies
        if i // copies < groups - 1:
            kept.append(frozenset(range(first, first + copies)))
        else:
            begin = (groups - 1) * copies
            kept.append(frozenset(begin + (i - begin + j) % (machines - begin) for j in range(copies)))
    return kept


def peers_by_enumeration():
    for machines, copies in ((8, 2), (9, 3), (7, 2), (11, 3), (14, 4), (5, 5), (5, 1), (15, 4)):
        kept = set(holders(machines, copies))
        for failed in range(1, machines + 1):
            safe = sum(not any(h <= set(out) for h in kept) for out in combinations(range(machines), failed))
            print(f"{{{machines}, {copies}, {failed}, {safe}, {comb(machines, failed)}}},", end=" ")
        print()


def peers_by_counting():
    """Inclusion and exclusion over the groups that are lost, in whole numbers, times the safe sets of the last group, by
    enumeration."""
    for machines, copies, failed in ((16384, 2, 2), (16384, 2, 200), (16384, 3, 3), (1000, 3, 30), (131072, 2, 64), (1000, 2, 400),
                                     (1200, 4, 12), (1024, 4, 1000)):
        groups = machines // copies - 1
        last = machines - groups * copies
        kept = {frozenset((i + j) % last for j in range(copies)) for i in range(last)}

        def safe_in_last(out):
            return sum(not any(h <= set(chosen) for h in kept) for chosen in combinations(range(last), out))

        def safe_in_groups(out):
            return sum((-1) ** j * comb(groups, j) * comb((groups - j) * copies, out - j * copies)
                       for j in range(min(groups, out // copies) + 1))

        safe = F(sum(safe_in_last(i) * safe_in_groups(failed - i) for i in range(min(last, failed) + 1)), comb(machines, failed))

        def digits(x):
            return f"{D(x.numerator) / D(x.denominator):.16e}"
        print(f"{{{machines}, {copies}, {failed}, {digits(1 - safe)}, {digits(safe)}}},")


def ratios():
    """RSC's formula against the renewal one at its optimum."""
    for gpus, rate, write, restart in ((100000, "6.5e-3", 5, 5), (100000, "1e-3", 1, 5), (131072, "6.5e-3", 5, 5)):
        m = D(1440) / (D(gpus) / 8 * D(rate))
        best = (2 * D(write) * m).sqrt()
        added = (1 - (restart + best / 2) / m) / (1 + write / best)
        exact = best / ((m + restart) * (((best + write) / m).exp() - 1))
        print(gpus, rate, write, restart, f"{best:.16e} {added:.16e} {exact:.16e}")


run_times()
peers_by_enumeration()
peers_by_counting()
ratios()
