"""Every scenario of the repository against docs/reference/scenario.schema.json, by a validator that is not ours.

The schema and the reader are made from one table; this finds where the schema refuses what people really write, or lets
through what the reader refuses.

Usage: schema_validation_test.py PATH_OF_NINES [UNITTEST_ARGUMENTS...]
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import jsonschema
import yaml

NINES = ""
ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "docs" / "reference" / "scenario.schema.json"

GOOD = """\
nines: 1
mission: 1 year
trials: 100
domains:
  zone: 2
nodes:
  machine:
    count: 2 per zone
    failures:
      fault:
        time to failure: weibull 200 d shape 1.5
        time to repair: exponential 3 h
        crew: technician
        observed: 3
        detected by: checks
crews:
  technician: 1
detectors:
  checks: {kind: poll, interval: 5 s, fall: 3}
services:
  plant:
    needs: 1 of machine
objectives:
  - plant availability >= 99.9 %
sweep:
  vary: {nodes.machine.capacity: 1..4, seed: [1, 3]}
  uncertain: {"nodes.machine.failures.fault.time to repair": "exponential {uniform 1 h to 3 h}"}
  points: 8
"""

# What to write instead of which text; each is refused by the validator and by nines alike.
BAD = {
    "unknown key": ("trials:", "trails:"),
    "unknown key of a node class": ("    count:", "    number:"),
    "missing unit": ("mission: 1 year", "mission: 8760"),
    "unit that does not exist": ("mission: 1 year", "mission: 3 fortnights"),
    "month": ("mission: 1 year", "mission: 2 months"),
    "negative count": ("technician: 1", "technician: -1"),
    "fraction where a whole number is needed": ("trials: 100", "trials: 1.5"),
    "version from the future": ("nines: 1", "nines: 2"),
    "law that does not exist": ("weibull 200 d", "weibul 200 d"),
    "law with a parameter of another law": ("shape 1.5", "phases 2"),
    "law without unit": ("exponential 3 h", "exponential 3"),
    "law as a mapping with an unknown key": ("exponential 3 h", "{law: exponential, mean: 3 h, shape: 1}"),
    "law as a mapping that says too little": ("exponential 3 h", "{law: weibull, mean: 3 h}"),
    "no repair": ("        time to repair: exponential 3 h\n", ""),
    "observed is not a count": ("observed: 3", "observed: 3 per year"),
    "needs something unreadable": ("needs: 1 of machine", "needs: some machines"),
    "objective without a comparison": ("availability >= 99.9 %", "availability 99.9 %"),
    "measure that does not exist": ("plant availability", "plant uptime"),
    "no services": ("services:\n  plant:\n    needs: 1 of machine\n", ""),
    "detector of no kind": ("kind: poll, ", ""),
    "detector of an unknown kind": ("kind: poll", "kind: pull"),
    "detector with a setting of another kind": ("fall: 3", "missed: 3"),
    "detector without a needed setting": ("interval: 5 s, ", ""),
    "detector with a bare number for a time": ("interval: 5 s", "interval: 5"),
    "check that may fail 0 times": ("fall: 3", "fall: 0"),
    "sweep over nothing": ("{nodes.machine.capacity: 1..4, seed: [1, 3]}", "{}"),
    "sweep with an unknown key": ("  points: 8", "  point: 8"),
    "sweep with too few draws": ("points: 8", "points: 1"),
    "sweep over mappings": ("[1, 3]", "[{a: 1}]"),
    "list for a mapping": ("crews:\n  technician: 1", "crews: [technician]"),
}


def validator():
    return jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


class SchemaValidation(unittest.TestCase):
    def refused_by_nines(self, text):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "scenario.yaml")
            path.write_text(text, encoding="utf-8")
            finished = subprocess.run([NINES, "check", path], capture_output=True, text=True, check=False)
        self.assertIn(finished.returncode, (0, 2), finished.stderr)
        return finished.returncode == 2

    def test_the_schema_is_a_schema_and_the_one_that_nines_prints(self):
        text = SCHEMA.read_text(encoding="utf-8")
        jsonschema.Draft7Validator.check_schema(json.loads(text))
        printed = subprocess.run([NINES, "schema"], capture_output=True, text=True, check=True).stdout
        self.assertEqual(text, printed, "make docs writes it anew")

    def test_every_scenario_of_the_repository(self):
        scenarios = sorted((ROOT / "scenarios").glob("**/*.yaml"))
        self.assertGreater(len(scenarios), 0)
        for path in scenarios:
            with self.subTest(str(path.relative_to(ROOT))):
                document = yaml.safe_load(path.read_text(encoding="utf-8"))
                for error in validator().iter_errors(document):
                    self.fail(f"{path.name}: {'.'.join(map(str, error.absolute_path))}: {error.message[:500]}")

    def test_the_good_scenario_is_good(self):
        validator().validate(yaml.safe_load(GOOD))
        self.assertFalse(self.refused_by_nines(GOOD))

    def test_bad_scenarios_are_refused_by_both(self):
        for name, (good, bad) in BAD.items():
            with self.subTest(name):
                self.assertEqual(GOOD.count(good), 1, "the text to replace is there once")
                text = GOOD.replace(good, bad)
                self.assertFalse(validator().is_valid(yaml.safe_load(text)), "accepted by the schema")
                self.assertTrue(self.refused_by_nines(text), "accepted by nines")


if __name__ == "__main__":
    NINES = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
