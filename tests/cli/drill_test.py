"""Drives `nines drill` from outside: drills of the repository, exit codes, documents, what is said of bad ones.

Usage: drill_test.py PATH_OF_NINES [UNITTEST_ARGUMENTS...]
"""

import json

from driver import CommandTest, ROOT, main, nines

DRILLS = ROOT / "scenarios" / "drills"

# Two machines of which one is needed, as in SCENARIO; the first one is killed an hour after the start.
DRILL = """\
drill: 1
scenario: plant.yaml
lasts: 200 h
trials: 200
faults:
  - {at: 1 h, fail: machine.fault, count: 2}
expect:
  - plant down <= 200 h
"""


def is_drill(path):
    return any(line.startswith("drill:") for line in path.read_text(encoding="utf-8").splitlines())


class Drills(CommandTest):
    def setUp(self):
        super().setUp()
        self.drill = self.write("drill.yaml", DRILL)

    def missed(self):
        return self.write("missed.yaml", DRILL.replace("200 h\n", "1 s\n").replace("lasts: 1 s", "lasts: 200 h"))

    def test_every_drill_of_the_repository_is_as_it_expects(self):
        drills = [path for path in sorted(DRILLS.glob("*.yaml")) if is_drill(path)]
        self.assertGreater(len(drills), 3)
        for path in drills:
            with self.subTest(path.name):
                self.assertIn("expectations met", self.assert_succeeds(nines("drill", path, "--strict")))
                self.assertIn(f"({path.name})", (DRILLS / "README.md").read_text(encoding="utf-8"))

    def test_the_page_on_drills_shows_the_whole_drill(self):
        page = (ROOT / "docs" / "guide" / "drill.md").read_text(encoding="utf-8")
        for line in (DRILLS / "game-day.yaml").read_text(encoding="utf-8").splitlines():
            self.assertTrue(line.startswith("  ") and not line.startswith("  -") or line in page or line.startswith("desc"), line)

    def test_what_is_missed_fails_with_strict_only(self):
        missed = self.missed()
        self.assertIn("MISSED", self.assert_succeeds(nines("drill", missed)))
        self.assert_fails(1, nines("drill", missed, "--strict"), "an expectation is missed")

    def test_document(self):
        document = json.loads(self.assert_succeeds(nines("drill", self.drill, "--format", "json")))
        self.assertEqual((document["format"], document["version"]), ("nines-drill", 1))
        self.assertEqual(document["run"]["trials"], 200)
        fault = document["faults"][0]
        self.assertEqual((fault["fault"], fault["at_s"], fault["struck_trials"]), ("machine.fault", 3600, 200))
        whats = {response["what"] for response in fault["responses"]}
        self.assertLessEqual({"noticed", "repaired", "plant goes down", "plant is up again"}, whats)
        plant = document["services"][0]
        self.assertEqual((plant["up"]["before"], plant["up"]["during"], plant["up"]["after"]), (1, 0, 1))
        # Two exponential repairs of 20 h, of which the first ends the outage: 10 h on average; 200 trials, sigma 0.7 h,
        # and a false alarm in 16 000 seeds, of which this one is fixed.
        self.assertAlmostEqual(plant["down_s"]["mean"] / 3600, 10, delta=4 * 10 / 200**0.5)
        self.assertEqual(document["expectations"][0]["outcome"], "met")

    def test_same_bytes_again_and_others_with_another_seed(self):
        one, two = (self.assert_succeeds(nines("drill", self.drill, "--format", "json")) for _ in range(2))
        self.assertEqual(one, two)
        self.assertNotEqual(one, self.assert_succeeds(nines("drill", self.drill, "--format", "json", "--seed", "7")))

    def test_options(self):
        document = json.loads(self.assert_succeeds(nines("drill", self.drill, "--format", "json", "--trials", "17")))
        self.assertEqual(document["run"]["trials"], 17)
        self.assert_fails(2, nines("drill", self.drill, "--trials", "1e7"), "--trials")
        shorter = "nodes.machine.failures.fault.time to repair=fixed 1 h"
        document = json.loads(self.assert_succeeds(nines("drill", self.drill, "--format", "json", "--set", shorter)))
        self.assertEqual(document["services"][0]["down_s"]["mean"], 3600)
        out = self.folder / "out.json"
        self.assert_succeeds(nines("drill", self.drill, "--quiet", "--output", out))
        self.assertEqual(json.loads(out.read_text(encoding="utf-8"))["format"], "nines-drill")
        self.assert_fails(2, nines("drill", self.drill, "--output", self.folder / "out.csv"), "--format")
        self.assert_fails(2, nines("drill", self.drill, "--format", "json", "--output", self.drill), "drill.yaml")
        self.assert_fails(2, nines("drill", self.drill, "--format", "json", "--output", self.scenario), "plant.yaml")

    def test_one_trial_in_words(self):
        told = self.assert_succeeds(nines("drill", self.drill, "--trial", "3"))
        self.assertIn("day 0 01:00:00", told)
        self.assertIn("injected: machine.fault", told)

    def test_check_knows_drills(self):
        self.assertIn("a drill with 1 fault and 1 expectation", self.assert_succeeds(nines("check", self.drill)))
        bad = self.write("bad.yaml", DRILL.replace("machine.fault", "machine.falt"))
        self.assert_fails(2, nines("check", bad), "bad.yaml:6:21", "did you mean `machine.fault`?")

    def test_mistakes_are_diagnostics(self):
        self.assert_fails(2, nines("drill", self.scenario), "has no key `nines`", "needs the key `faults`")
        self.assert_fails(2, nines("drill", self.folder / "nothing.yaml"), "cannot be read")
        self.assert_fails(2, nines("run", self.drill), "is a drill, not a scenario", "hint: nines drill ")
        lost = self.write("lost.yaml", DRILL.replace("plant.yaml", "plan.yaml"))
        self.assert_fails(2, nines("drill", lost), "lost.yaml:2:11", "plan.yaml")
        self.write("plant.yaml", "nines: 1\n")
        self.assert_fails(2, nines("drill", self.drill), "drill.yaml:2:11", "plant.yaml")

    def test_drill_from_standard_input(self):
        told = nines("drill", "-", "--trials", "5", stdin=DRILL, cwd=self.folder)
        self.assertIn("Fault 1", self.assert_succeeds(told))


if __name__ == "__main__":
    main()
