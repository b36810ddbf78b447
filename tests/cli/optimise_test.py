"""Drives `nines optimise` from outside: the answer, documents, exit codes, what is said of bad questions.

Usage: optimise_test.py PATH_OF_NINES [UNITTEST_ARGUMENTS...]
"""

import csv
import io
import json
import re
import shlex

from driver import CommandTest, SCENARIO, main, nines, on_terminal

ASKED = """
optimise:
  settings: {nodes.machine.count: 1..4}
  costs: {nodes.machine.count: 1000 each, downtime of plant: 50 per h}
"""


class Optimise(CommandTest):
    def setUp(self):
        super().setUp()
        self.asked = self.write("asked.yaml", SCENARIO + ASKED)

    def document(self, *arguments):
        return json.loads(self.assert_succeeds(nines("optimise", self.asked, "--format", "json", *arguments)))

    def test_chain_and_simulation_agree(self):
        exact, simulated = self.document(), self.document("--no-chain", "--trials", "2000")
        self.assertEqual((exact["format"], exact["version"], exact["answer"]), ("nines-optimise", 1, "found"))
        self.assertEqual(exact["run"]["trials"], 0)
        self.assertGreater(simulated["run"]["trials"], 0)
        self.assertLessEqual(simulated["run"]["trials"], simulated["run"]["budget"])
        best = [document["points"][document["best"]]["settings"] for document in (exact, simulated)]
        self.assertEqual(best[0], best[1])
        cheapest = min(exact["points"], key=lambda point: point["cost_per_year"])
        self.assertEqual(cheapest["fate"], "best")

    def test_the_question_may_stand_on_the_command_line(self):
        table = self.assert_succeeds(
            nines("optimise", self.scenario, "--vary", "nodes.machine.count=1..3", "--cost",
                  "nodes.machine.count=1000 each", "--cost", "downtime of plant=50 per h", "--confidence", "99%")
        )
        self.assertIn("The cheapest: nodes.machine.count = ", table)
        self.assertIn("With 99 % confidence", table)

    def test_the_command_that_it_names_can_be_run(self):
        table = self.assert_succeeds(nines("optimise", self.asked))
        command = re.search(r"To see it: nines (.*)", table)[1]
        self.assert_succeeds(nines(*shlex.split(command), "--trials", "10"))

    def test_nothing_beats_the_best_by_fewer_trials(self):
        document = self.document("--no-chain", "--trials", "60", "--budget", "300")
        if document["answer"] in ("found", "cheaper_open"):
            best = document["points"][document["best"]]
            fewest = best["trials"]
            self.assertTrue(all(document["points"][i]["trials"] >= fewest for i in document["front"]), document["front"])

    def test_an_objective_that_nothing_can_meet_names_the_most_available(self):
        path = self.write("never.yaml", SCENARIO + ASKED + "objectives: [plant availability >= 100 %]\n")
        document = json.loads(self.assert_succeeds(nines("optimise", path, "--format", "json")))
        self.assertEqual(document["answer"], "none_meets")
        self.assertEqual(document["points"][document["closest"]]["settings"], {"nodes.machine.count": "4"})

    def test_a_page_with_cost_against_nines(self):
        page, drawing, again = (self.folder / name for name in ("best.html", "front.svg", "again.html"))
        self.assert_succeeds(nines("optimise", self.asked, "--output", page, "--output", drawing, "--quiet"))
        text = page.read_text()
        self.assertIn("Cost against nines", text)
        self.assertIn("nodes.machine.count = 3", text)  # a candidate, with its settings
        self.assertTrue(drawing.read_text().startswith("<svg"))
        command = re.search(r"nines (optimise [^<]*?--output best.html)", text)[1].replace("best.html", str(again))
        self.assert_succeeds(nines(*shlex.split(command)))
        self.assertEqual(again.read_bytes(), page.read_bytes())

    def test_csv_has_a_row_for_each_candidate(self):
        text = self.assert_succeeds(nines("optimise", self.asked, "--format", "csv"))
        rows = list(csv.DictReader(io.StringIO(text)))
        self.assertEqual([row["nodes.machine.count"] for row in rows], ["1", "2", "3", "4"])
        self.assertEqual(sum(row["fate"] == "best" for row in rows), 1)

    def test_same_bytes_on_any_number_of_threads(self):
        arguments = ["--no-chain", "--trials", "300"]
        self.assertEqual(self.document(*arguments, "-j", "1"), self.document(*arguments, "-j", "3"))

    def test_what_cannot_be_met(self):
        path = self.write("strict.yaml", SCENARIO + "objectives: [plant availability >= 99.99999999 %]\n" + ASKED)
        table = self.assert_succeeds(nines("optimise", path))
        self.assertIn("none of them meets the objectives. This one misses them by the least.", table)
        self.assertIn("nodes.machine.count = 4", table)

    def test_mistakes(self):
        self.assert_fails(2, nines("optimise", self.scenario), "nothing may be chosen", "nothing costs anything")
        vary = ["--vary", "nodes.machine.count=1..3"]
        self.assert_fails(2, nines("optimise", self.scenario, *vary, "--cost", "nodes.machine.count=5 each"),
                          "neither an objective nor a cost of downtime", "the worst setting is the best")
        cost = ["--cost", "downtime of plant=5 per h"]
        self.assert_fails(2, nines("optimise", self.scenario, *vary, "--cost", "nodes.machine.count=-5 each"),
                          "--cost:1:", "below 0")
        self.assert_fails(2, nines("optimise", self.scenario, "--vary", "nodes.machina.count=1..3", *cost),
                          "there is no `machina`", "3 of 3 points are wrong")
        self.assert_fails(2, nines("optimise", self.scenario, "--vary", "nodes.machine.count=2,0", *cost),
                          "at nodes.machine.count=0", "1 of 2 points are wrong")
        self.assert_fails(2, nines("optimise", self.asked, "--budget", "100"), "too small for 4 candidates", "--budget ")
        self.assert_fails(2, nines("optimise", self.asked, "--confidence", "101%"), "--confidence must be between")

    def test_check_looks_at_every_value(self):
        path = self.write("bad.yaml", SCENARIO + "optimise: {settings: {nodes.machine.count: [2, 0]}}\n")
        self.assert_fails(2, nines("check", path), "at nodes.machine.count=0")
        self.assert_succeeds(nines("run", path, "--trials", "20"))

    def test_interrupted_shows_the_answer_so_far(self):
        shown, code = on_terminal("optimise", self.asked, "--no-chain", "--budget", "100000000", "--set",
                                  "mission=1000 years", interrupt_after=2)
        self.assertEqual(code, 130)
        self.assertIn("Interrupted", shown)


if __name__ == "__main__":
    main()
