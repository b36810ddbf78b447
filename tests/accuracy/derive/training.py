"""A training job, played checkpoint by checkpoint and node by node, for tests/analysis/job_statistics_test.cpp.

Nodes fail at random while all are up, and then the job waits for the repair. Checkpoints are kept in the memory of pairs of nodes
(lost with both) and, each fourth one, in a store, where they can be used after a while. Prints the share of the time in which
work was done that is kept, with its standard error. Takes some minutes.
"""

import random
import statistics

NODES, GROUP, RATE, REPAIR_H, MISSION_H = 16, 2, 1 / 40, 0.5, 2000
EVERY_H, STALL_H, LOAD_H = 1.0, 0.02, 0.1  # in memory
STORE_EACH, STORE_STALL_H, STORE_DRAIN_H, STORE_LOAD_H = 4, 0.1, 0.7, 0.5
RESTART_H, KEPT = 0.2, 2


def effective_share(seed):
    draw = random.Random(seed)
    failure = lambda: draw.expovariate(NODES * RATE)
    now, fails_at, done, number = 0.0, failure(), 0.0, 0
    memory, store, without = [], [], set()  # checkpoints; nodes without a copy of the newest one
    while True:
        while True:  # from checkpoint to checkpoint
            stall = STALL_H + (STORE_STALL_H if (number + 1) % STORE_EACH == 0 else 0)
            stops_at = min(fails_at, MISSION_H)
            if now + EVERY_H + stall > stops_at:
                break
            now, number, done, without = now + EVERY_H + stall, number + 1, done + EVERY_H, set()
            memory = (memory + [(done, number)])[-KEPT:]
            if number % STORE_EACH == 0:
                store.append((done, number, now + STORE_DRAIN_H))
        if stops_at == MISSION_H:
            return (done + min(EVERY_H, MISSION_H - now)) / MISSION_H
        now = stops_at
        while True:  # until a restart is through
            store = [each for each in store if each[2] <= now][-KEPT:]
            node = draw.randrange(NODES)
            without.add(node)
            first = node // GROUP * GROUP
            if all(first + i in without for i in range(GROUP)):
                memory, without = [], set()
            now += draw.expovariate(1 / REPAIR_H)
            fails_at = now + failure()
            done, number, load = 0.0, 0, 0.0
            if memory:
                done, number, load = *memory[-1], LOAD_H
            if store and store[-1][0] > done:
                done, number, load = *store[-1][:2], STORE_LOAD_H
            now += load + RESTART_H
            if now >= MISSION_H:
                return done / MISSION_H
            if fails_at > now:
                break
            now = fails_at


if __name__ == "__main__":
    shares = [effective_share(seed) for seed in range(8000)]
    print(f"{statistics.mean(shares):.5f} +- {statistics.stdev(shares) / len(shares) ** 0.5:.5f}")
