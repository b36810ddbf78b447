"""Loss of data, solved by hand: prints the numbers of tests/accuracy/durability_test.cpp. Run it by itself."""
from decimal import Decimal as D, getcontext
from fractions import Fraction as F
from itertools import combinations, permutations
from math import comb
from random import Random

getcontext().prec = 60


def digits(x):
    x = F(x)
    return f"{D(x.numerator) / D(x.denominator):.16e}"


def solve(rows, right):
    """Gaussian elimination in fractions."""
    n = len(rows)
    a = [list(row) + [value] for row, value in zip(rows, right)]
    for i in range(n):
        pivot = next(k for k in range(i, n) if a[k][i] != 0)
        a[i], a[pivot] = a[pivot], a[i]
        for k in range(n):
            if k != i and a[k][i] != 0:
                factor = a[k][i] / a[i][i]
                a[k] = [x - factor * y for x, y in zip(a[k], a[i])]
    return [a[i][n] / a[i][i] for i in range(n)]


def mttdl(n, m, lam, mu, at_once, h=F(0), survives=None):
    """The expected time from each state, as linear equations; h: the failure that leaves no redundancy loses with it."""
    rows, right = [], []
    for j in range(m + 1):
        fails, repairs = (n - j) * lam, min(j, at_once) * mu
        stays = (survives[j] if survives else F(1)) * (1 - h if j + 1 == m else 1) if j < m else F(0)
        row = [F(0)] * (m + 1)
        row[j] = fails + repairs
        if j < m:
            row[j + 1] = -fails * stays
        if j > 0:
            row[j - 1] = -repairs
        rows.append(row)
        right.append(F(1))
    return solve(rows, right)[0]


def groups():
    for n, m, lam, mu, at_once, h in ((2, 1, "1e-5", "1/10", 2, "0"), (4, 3, "1e-6", "1/24", 4, "0"), (4, 3, "1e-6", "1/24", 1, "0"),
                                      (5, 2, "1e-1", "1/3", 1, "0"), (20, 3, "462e-9", "1/156", 20, "0"), (12, 0, "1e-6", "1", 1, "0"),
                                      (1000, 8, "1e-7", "1/2", 1000, "0"), (30, 9, "1e-9", "3", 30, "0"),
                                      (8, 1, "1e-6", "1/24", 1, "1/10"), (8, 2, "1e-6", "1/24", 1, "6/10"),
                                      (12, 2, "1e-6", "1/24", 12, "1e-9"), (5, 4, "1/37668", "1", 5, "0"), (9, 3, "1e-30", "1e30", 1, "1/3")):
        exact = mttdl(n, m, F(lam), F(mu), at_once, F(h))
        print(f"{{{n}, {m}, {float(F(lam))!r}, {float(F(mu))!r}, {at_once}, {float(F(h))!r}, {digits(exact)}}},")
    inner = mttdl(9, 2, F("2e-6"), F(1, 24), 9)
    print("two levels", digits(inner), digits(mttdl(12, 2, 1 / inner, F(1, 200), 1)))


def rank(rows, prime):
    rows, found = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((i for i in range(found, len(rows)) if rows[i][column] % prime), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        inverse = pow(rows[found][column], -1, prime)
        for i in range(found + 1, len(rows)):
            factor = rows[i][column] * inverse % prime
            if factor:
                rows[i] = [(x - factor * y) % prime for x, y in zip(rows[i], rows[found])]
        found += 1
    return found


def local_codes():
    """Sets of failed fragments that can be decoded, by the rank of the generator matrix without them; random coefficients in a
    field of 2^61 - 1 elements are maximally recoverable but for a chance of 1e-15."""
    prime, random = 2 ** 61 - 1, Random(1)
    for k, local, r in ((6, 2, 2), (12, 2, 2), (5, 2, 1), (6, 3, 2), (4, 1, 2), (4, 4, 1)):
        rows = [[int(i == j) for j in range(k)] for i in range(k)]
        begin = 0
        for i in range(local):
            size = k // local + (i < k % local)
            rows.append([random.randrange(1, prime) if begin <= j < begin + size else 0 for j in range(k)])
            begin += size
        rows += [[random.randrange(1, prime) for j in range(k)] for i in range(r)]
        n, counts = len(rows), []
        for failed in range(local + r + 2):
            counts.append(sum(rank([rows[i] for i in range(n) if i not in out], prime) == k
                              for out in map(set, combinations(range(n), failed))))
        print(f"{{{k}, {local}, {r}, {{{', '.join(map(str, counts))}}}}},")
        shares = [F(c, comb(n, j)) for j, c in enumerate(counts)]
        m = local + r
        time = mttdl(n, m, F(1, 35064), F(1), 1, F(0), [shares[j + 1] / shares[j] for j in range(m)])
        print("   MTTDL", digits(time))


def windows():
    for data, parity, rate, window, total in ((17, 3, "0.00405/365", "6.5", 365), (990, 10, "1e-4", "1", 365), (500, 500, "0.6", "1", 10),
                                              (10, 4, "1e-30", "1", 365), (6, 3, "1e-12", "0.5", 3650), (1, 1, "0.7", "1", 1),
                                              (997, 3, "1e-28", "1", 1), (8, 0, "1e-20", "2", 365)):
        parts = rate.split("/")
        lam = D(parts[0]) / D(parts[1] if len(parts) > 1 else 1)
        p = 1 - (-lam * D(window)).exp()
        n = data + parity
        exact, up = F(p), F(1) - F(p)
        # The shorter side of the sum, so that what is left of it has enough digits.
        tail = (sum(comb(n, j) * exact ** j * up ** (n - j) for j in range(parity + 1, n + 1)) if n <= 20 else
                sum((D(comb(n, j)) * p ** j * (1 - p) ** (n - j) for j in range(parity + 1, n + 1)), D(0)))
        q = D(tail.numerator) / D(tail.denominator) if isinstance(tail, F) else tail
        loses = 1 - ((1 - q).ln() * D(total) / D(window)).exp() if q > D("1e-40") else q * D(total) / D(window)
        print(f"{{{data}, {parity}, {float(lam)!r}, {float(window)!r}, {total}, {p:.16e}, {q:.16e}, {loses:.16e}}},")


def placements():
    """Every set of failed nodes."""
    for nodes, members, tolerated in ((9, 3, 2), (10, 3, 1), (12, 4, 1), (13, 4, 2), (11, 5, 2)):
        divided = [set(range(i * members, (i + 1) * members)) for i in range(nodes // members)]
        for failed in range(1, nodes + 1):
            sets = list(map(set, combinations(range(nodes), failed)))
            lost = sum(any(len(g & out) > tolerated for g in divided) for out in sets)
            chunk = sum(len(set(range(members)) & out) > tolerated for out in sets)
            print(f"{{{nodes}, {members}, {tolerated}, {failed}, {lost}, {chunk}, {len(sets)}}},", end=" ")
        print()


def copysets():
    """Two random divisions of six nodes in pairs, averaged over all pairs of divisions and all sets of three failed nodes."""
    divisions = {frozenset(frozenset(order[i:i + 2]) for i in (0, 2, 4)) for order in permutations(range(6))}
    lost = total = 0
    for out in map(frozenset, combinations(range(6), 3)):
        for a in divisions:
            for b in divisions:
                total += 1
                lost += any(group <= out for group in a | b)
    print("copysets, all divisions", F(lost, total))
    nodes, failed = 5000, 50
    one = F(comb(failed, 3), comb(nodes, 3))
    safe = F(sum((-1) ** j * comb(1666, j) * comb(nodes - 3 * j, failed - 3 * j) for j in range(17)), comb(nodes, failed))
    print("5000 nodes, 50 fail, 3 copies: a chunk", digits(one), "a division", digits(1 - safe), "5 divisions", digits(1 - safe ** 5))
    for chunks in (1e4, 5000 * 8000 / 3, 5000 * 55):
        print("  at random", chunks, f"{1 - (D(chunks) * (1 - D(one.numerator) / D(one.denominator)).ln()).exp():.16e}")
    for members, tolerated in ((14, 4), (9, 3)):
        share = F(sum(comb(members, j) * comb(nodes - members, failed - j) for j in range(tolerated + 1, members + 1)), comb(nodes, failed))
        print("  a stripe", members, tolerated, digits(share))
    share = F(sum(comb(20, j) * comb(980, 600 - j) for j in range(18, 21)), comb(1000, 600))
    print("  1000 nodes, 600 fail, 20 with 17", digits(share))


def others():
    for bits, per_bit in ((9.6e13, "1e-14"), (8e12, "1e-15"), (1, "1e-30"), (1e6, "1e-3")):
        x = (D(bits) * (1 - D(per_bit)).ln()).exp()
        print("read error", bits, per_bit, f"{1 - x:.16e}")


groups()
local_codes()
windows()
placements()
copysets()
others()
