"""Maintenance by age, and releases that are rolled out over the members of a class."""
from fractions import Fraction as F
from typing import NamedTuple

from chain import Chain
from register import case, parameters, simulated


def age_replacement():
    """Lives and ages in Erlang phases; a repair and a maintenance alike set both clocks back."""

    def chain(life_h, life_phases, age_h, age_phases, repair_h, work_h):
        def moves(state):
            if state in ("failed", "worked on"):
                return [(F(1, repair_h if state == "failed" else work_h), (0, 0))]
            life, age = state
            return [(F(life_phases, life_h), (life + 1, age) if life + 1 < life_phases else "failed"),
                    (F(age_phases, age_h), (life, age + 1) if age + 1 < age_phases else "worked on")]

        return Chain((0, 0), moves)

    for name, life, life_phases, age, age_phases in [("wear2_random", 1000, 2, 300, 1), ("wear2_age2", 1000, 2, 300, 2),
                                                     ("wear3_age4", 1000, 3, 500, 4)]:
        made = chain(life, life_phases, age, age_phases, 24, 2)
        up = lambda s: isinstance(s, tuple)
        law = lambda hours, phases: f"erlang {hours} h phases {phases}"
        settings = parameters(life=law(life, life_phases), age=law(age, age_phases), repair="exponential 24 h", work="exponential 2 h")
        case("age_replacement." + name, "age-replacement.yaml", "water", settings, made.long_run(up) | {"mttf_h": made.mttf(up)})


class Rollout(NamedTuple):
    """Members by what they are, and how far the rollout has come."""
    new: int  # up; outside rollouts all are "new"
    old: int = 0  # up, without the release
    failed_new: int = 0
    failed_old: int = 0
    updating: int = 0
    broken: int = 0  # with a bad release
    back: int = 0  # being rolled back
    phase: str = "idle"
    left: int = 0
    bad: bool = False

    def up(self):
        return self.new + self.old


def releases_chain(n, fail, repair, due, takes, at_a_time=1, keeps=0, bad=F(0), noticed=F(0), roll_back=F(0), canary=None):
    """Rates per hour; canary = (members, rate at which the watch ends)."""

    def settled(s):
        while s.phase in ("canary", "rolling") and s.left and s.updating < at_a_time and s.old and s.up() > keeps:
            s = s._replace(old=s.old - 1, updating=s.updating + 1, left=s.left - 1)
        if s.phase in ("canary", "rolling") and not s.left and not s.updating:
            s = s._replace(phase="watching") if s.phase == "canary" else s._replace(phase="idle", bad=False)
        return s

    def moves(s):
        out = [(s.new * fail, s._replace(new=s.new - 1, failed_new=s.failed_new + 1)),
               (s.old * fail, s._replace(old=s.old - 1, failed_old=s.failed_old + 1)),
               (s.failed_new * repair, s._replace(new=s.new + 1, failed_new=s.failed_new - 1)),
               (s.failed_old * repair, s._replace(old=s.old + 1, failed_old=s.failed_old - 1)),
               (s.back * roll_back, s._replace(new=s.new + 1, back=s.back - 1))]
        after = s._replace(updating=s.updating - 1)
        out.append((s.updating * takes, after._replace(broken=s.broken + 1) if s.bad else after._replace(new=s.new + 1)))
        if s.phase == "idle" and not (s.updating or s.broken or s.back):
            begun = s._replace(old=s.new, new=0, failed_old=s.failed_new, failed_new=0, phase="canary" if canary else "rolling",
                               left=canary[0] if canary else n)
            out += [(due * (1 - bad), begun), (due * bad, begun._replace(bad=True))]
        if s.phase == "watching":
            out.append((canary[1], s._replace(phase="rolling", left=n - canary[0])))
        if s.broken:
            out.append((noticed, Rollout(s.new + s.old, 0, s.failed_new + s.failed_old, 0, s.updating, 0, s.back + s.broken)))
        return [(rate, settled(to)) for rate, to in out]

    return Chain(Rollout(n), moves)


def releases():
    minute = lambda m: F(60, m)
    fixed = dict(fail=F(1, 500), repair=F(1, 10), due=F(1, 100), takes=minute(30))
    bad = dict(bad=F(1, 5), noticed=minute(45), roll_back=minute(15))
    bad_settings = {"changes.release.bad": "20 %", "changes.release.bad release noticed after": "exponential 45 min",
                    "changes.release.roll back": "exponential 15 min"}
    watched = {"changes.release.canary": "{members: 1, watched for: exponential 60 min}"}
    for name, n, needed, more, settings in [
            ("one", 1, 1, {}, {}), ("one_bad", 1, 1, bad, bad_settings), ("pair", 2, 1, {}, {}), ("pair_bad", 2, 1, bad, bad_settings),
            ("three_of_two_at_a_time", 3, 2, {"at_a_time": 2}, {"changes.release.at a time": 2}),
            ("three_waiting", 3, 2, {"keeps": 2}, {"changes.release.keeps up": 2}),
            ("three_waiting_bad", 3, 2, {"keeps": 2, "at_a_time": 2} | bad,
             {"changes.release.keeps up": 2, "changes.release.at a time": 2} | bad_settings),
            ("three_canary", 3, 2, {"canary": (1, F(1))} | bad, watched | bad_settings),
            ("four_two_canaries", 4, 3, {"canary": (2, F(1))} | bad,
             {"changes.release.canary": "{members: 2, watched for: exponential 60 min}"} | bad_settings)]:
        chain = releases_chain(n, **(fixed | more))
        up = lambda s: s.up() >= needed
        values = chain.long_run(up) | {"mttf_h": chain.mttf(up), "capacity_loss": chain.mean(lambda s: F(n - s.up(), n))}
        case("releases." + name, "releases.yaml", "shop", parameters(machines=n, needed=needed) | settings, values)


def one_machine_by_renewal_reward():
    """A single machine that never fails by itself: in each cycle, of `every` at least, it is down for the update and, if the release
    is bad, until it is rolled back. Any laws: only means count; a release that comes meanwhile is left out, here none does."""
    takes, noticed, back, share = F(1, 2), F(3), F(1, 4), F(1, 4)
    down = takes + share * (noticed + back)
    settings = parameters(machines=1, needed=1, every="fixed 100 h", takes="fixed 30 min", life="exponential 1e9 h") | {
        "changes.release.bad": "25 %", "changes.release.bad release noticed after": "uniform low 1 h high 5 h", "changes.release.roll back": "fixed 15 min",
        "mission": "100 years", "trials": "400"}
    simulated("releases.renewal_reward", "releases.yaml", "shop", settings,
              {"unavailability": down / 100, "failures_per_h": F(1, 100), "mdt_h": down}, 2e-4)


FAMILIES = [age_replacement, releases, one_machine_by_renewal_reward]
