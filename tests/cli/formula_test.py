"""`nines formula` from outside: every example of the reference page, mistakes, completion.

Usage: formula_test.py PATH_OF_NINES
"""

import json
import re
import shlex

from driver import ROOT, CommandTest, main, nines


def examples():
    page = (ROOT / "docs/reference/formulas.md").read_text(encoding="utf-8")
    return [shlex.split(line) for line in re.findall(r"^nines (formula \S+ --.*)$", page, re.MULTILINE)]


class Formula(CommandTest):
    def test_every_example_runs(self):
        self.assertGreater(len(examples()), 10)
        for arguments in examples():
            with self.subTest(arguments[1]):
                table = self.assert_succeeds(nines(*arguments))
                document = json.loads(self.assert_succeeds(nines(*arguments, "--format", "json")))
                self.assertEqual(document["name"], arguments[1])
                for result in document["results"]:
                    self.assertIsInstance(result["value"], (int, float), result["what"])
                    self.assertIn(f"{result['what']}", table)
                    self.assertIn(result["text"], table)

    def test_every_formula_of_the_list_has_an_example(self):
        named = re.findall(r"^([a-z][a-z-]*)$", self.assert_succeeds(nines("formula")), re.MULTILINE)
        self.assertEqual(named, [arguments[1] for arguments in examples()])
        for name in named:
            self.assertIn(f"nines formula {name} --", self.assert_succeeds(nines("formula", name)))

    def test_mistakes_all_at_once(self):
        self.assert_fails(2, nines("formula", "dally"), "dally", "did you mean 'daly'?")
        self.assert_fails(2, nines("formula", "daly", "--mtfb", "3h"), "--mtfb", "did you mean '--mtbf'?")
        self.assert_fails(2, nines("formula", "daly", "--checkpoint", "5"), "the unit of the time `5` is missing", "--mtbf is missing")
        self.assert_fails(2, nines("formula", "daly", "--mtbf", "3h", "--checkpoint", "0s", "--crews", "2"), "above 0 s", "--crews is no parameter")
        self.assert_fails(2, nines("formula", "daly", "--format", "json"), "--mtbf is missing", "--checkpoint is missing")
        self.assert_fails(2, nines("formula", "read-error", "--read", "12 TB", "--bit-error", "2"), "not between 0 and 1")
        self.assert_fails(2, nines("formula", "backblaze", "--data", "1.5", "--parity", "3", "--failure-rate", "1", "--rebuild", "1d"), "1.5", "unit of the rate")

    def test_results_in_files(self):
        file = self.folder / "daly.json"
        arguments = ["formula", "daly", "--mtbf", "24h", "--checkpoint", "5min"]
        self.assert_succeeds(nines(*arguments, "--quiet", "--output", file))
        self.assertEqual(json.loads(file.read_text(encoding="utf-8"))["results"][0]["value"], 6900)
        self.assert_fails(2, nines(*arguments, "--output", self.folder / "daly.csv"), ".json or .txt")

    def test_completion_knows_formulas_and_parameters(self):
        for shell in ("bash", "zsh", "fish"):
            script = self.assert_succeeds(nines("completion", shell))
            self.assertIn("peer-memory", script)
            self.assertIn("scatter-width", script)


if __name__ == "__main__":
    main()
