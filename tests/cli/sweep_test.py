"""Drives `nines sweep` and `nines diff` from outside: points, documents, exit codes, what is said of bad ones.

Usage: sweep_test.py PATH_OF_NINES [UNITTEST_ARGUMENTS...]
"""

import csv
import io
import json

from driver import ENDLESS, CommandTest, SCENARIO, main, nines, on_terminal



class Sweeps(CommandTest):
    def document(self, *arguments):
        return json.loads(self.assert_succeeds(nines("sweep", self.scenario, "--format", "json", *arguments)))

    def test_a_row_for_each_point(self):
        table = self.assert_succeeds(nines("sweep", self.scenario, "--vary", "nodes.machine.count=2..4", "--trials", "50"))
        self.assertIn("nodes.machine.count", table)
        self.assertIn("3 points", table)
        self.assertRegex(table, r"(?m)^ +4 +99\.")

    def test_grid_and_zip(self):
        vary = ["--trials", "20", "--vary", "nodes.machine.count=2,3", "--vary", "mission=100 h..200 h in 2"]
        grid, zipped = self.document(*vary), self.document(*vary, "--zip")
        self.assertEqual(len(grid["points"]), 4)
        self.assertEqual(
            [point["settings"] for point in zipped["points"]],
            [{"nodes.machine.count": "2", "mission": "100 h"}, {"nodes.machine.count": "3", "mission": "200 h"}],
        )
        # A point is what a run with these settings is.
        run = json.loads(
            self.assert_succeeds(
                nines("run", self.scenario, "--format", "json", "--trials", "20", "--set", "nodes.machine.count=3",
                      "--set", "mission=200 h")
            )
        )
        simulated = [each["simulated"] for each in run["measures"] if each["kind"] == "service"]
        self.assertEqual([each["simulated"] for each in zipped["points"][1]["measures"]], simulated)
        self.assertEqual(zipped["points"][1]["scenario_hash"], run["scenario"]["hash"])

    def test_uncertain_inputs_spread_the_answer(self):
        path = "nodes.machine.failures.fault.time to failure"
        arguments = ["--trials", "20", "--points", "16", "--uncertain", path + "=exponential {5 failures in 1000 h}"]
        document = self.document(*arguments, "--vary", "nodes.machine.count=2,3")
        self.assertEqual(len(document["points"]), 32)
        self.assertEqual([spread["combination"] for spread in document["spreads"]], [0, 1])
        for spread in document["spreads"]:
            self.assertLess(spread["quantile_5"], spread["median"])
            self.assertLess(spread["median"], spread["quantile_95"])
            self.assertIsNone(spread["simulation_half_width"])  # every draw has a chain
        table = self.assert_succeeds(nines("sweep", self.scenario, *arguments, "--no-chain"))
        self.assertIn("5 % .. 95 % of the draws", table)
        self.assertIn("+- ", table)

    def test_tornado_sorts_by_effect(self):
        arguments = ["--tornado", "--trials", "20", "--vary", "nodes.machine.failures.fault.time to repair=fixed {19 h, 21 h}",
                     "--vary", "nodes.machine.count=1..4"]
        effects = self.document(*arguments)["effects"]
        self.assertEqual([effect["path"].split(".")[-1] for effect in effects], ["count", "time to repair"])
        self.assertIn("##############################", self.assert_succeeds(nines("sweep", self.scenario, *arguments)))

    def test_walks_find_what_matters(self):
        arguments = ["--morris", "--points", "6", "--trials", "20", "--vary", "nodes.machine.count=1..4",
                     "--vary", "nodes.machine.failures.fault.time to repair=fixed {19 h, 21 h}"]
        document = self.document(*arguments)
        self.assertEqual(len(document["points"]), 6 * 3)
        self.assertEqual([each["path"].split(".")[-1] for each in document["elementary_effects"]], ["count", "time to repair"])
        self.assertIn("over 6 walks", self.assert_succeeds(nines("sweep", self.scenario, *arguments)))
        self.assert_fails(2, nines("sweep", self.scenario, *arguments, "--tornado"), "contradict")

    def test_sweep_of_the_scenario_itself(self):
        path = self.write("swept.yaml", SCENARIO + "sweep: {vary: {nodes.machine.count: 2..3}}\n")
        self.assertIn("2 points", self.assert_succeeds(nines("sweep", path, "--trials", "20")))
        self.assert_succeeds(nines("run", path, "--trials", "20"))

    def test_csv_has_a_row_for_each_point_and_measure(self):
        text = self.assert_succeeds(
            nines("sweep", self.scenario, "--vary", "nodes.machine.count=2,3", "--trials", "20", "--format", "csv")
        )
        rows = list(csv.DictReader(io.StringIO(text)))
        self.assertEqual({row["nodes.machine.count"] for row in rows}, {"2", "3"})
        self.assertEqual(len(rows) % 2, 0)
        self.assertTrue(all(float(row["chain"]) >= 0 for row in rows if row["measure"] == "availability"))

    def test_same_bytes_on_any_number_of_threads(self):
        arguments = ["--vary", "nodes.machine.count=2,3", "--trials", "200"]
        self.assertEqual(self.document(*arguments, "-j", "1"), self.document(*arguments, "-j", "3"))

    def test_all_bad_points_are_told_before_anything_runs(self):
        finished = nines("sweep", self.scenario, "--vary", "services.plant.needs=1 of machine, 3 of machine, 4 of machine")
        self.assert_fails(2, finished, "at services.plant.needs=3 of machine", "at services.plant.needs=4 of machine",
                          "2 of 3 points are wrong")
        self.assertEqual(finished.stdout, "")
        finished = nines("sweep", self.scenario, "--vary", "nodes.machina.count=1..40")
        self.assert_fails(2, finished, "`nodes.machina.count`: there is no `machina`", "and 39 more")
        self.assertLess(len(finished.stderr.splitlines()), 6)

    def test_check_looks_at_every_value(self):
        path = self.write("bad.yaml", SCENARIO + "sweep: {vary: {nodes.machine.count: [2, 0], seed: [1, x]}}\n")
        self.assert_fails(2, nines("check", path), "at nodes.machine.count=0", "at seed=x", "2 of 5 points are wrong")
        self.assert_succeeds(nines("run", path, "--trials", "20"))

    def test_mistakes_on_the_command_line(self):
        self.assert_fails(2, nines("sweep", self.scenario), "nothing is varied")
        self.assert_fails(2, nines("sweep", self.scenario, "--vary", "trials"), "--vary needs PATH=VALUE", "1..4")
        self.assert_fails(2, nines("sweep", self.scenario, "--vary", "trials=4..1"), "--vary:1:8: error: ")
        vary = ["--vary", "trials=10,20"]
        self.assert_fails(2, nines("sweep", self.scenario, *vary, "--measure", "plan.outages"), "no service 'plan'", "'plant'")
        self.assert_fails(2, nines("sweep", self.scenario, *vary, "--measure", "outage"), "did you mean 'outages'?")
        self.assert_fails(2, nines("sweep", self.scenario, *vary, "--tornado", "--zip"), "contradict")
        self.assert_fails(2, nines("sweep", self.scenario, *vary, "--output", self.scenario), "scenario itself")

    def test_interrupted_shows_the_points_so_far(self):
        path = self.write("long.yaml", SCENARIO + "sweep: {vary: {trials: [10, 1000000000]}}\n")
        shown, code = on_terminal("sweep", path, "--no-chain", interrupt_after=1)
        self.assertEqual(code, 130)
        self.assertIn("1 of 2 points", shown)
        self.assertIn("Interrupted", shown)

    def test_differences_from_a_row(self):
        vary = ["--vary", "nodes.machine.count=2..4", "--trials", "300"]
        plain = self.document(*vary)
        document = self.document(*vary, "--against", "first")
        self.assertEqual([(each["point"], each["against"]) for each in document["differences"]], [(1, 0), (2, 0)])
        self.assertEqual(document["points"], plain["points"])
        self.assertEqual(plain["differences"], [])
        alone = json.loads(
            self.assert_succeeds(nines("diff", self.scenario, "--set", "nodes.machine.count=2", "--against",
                                       "nodes.machine.count=3", "--trials", "300", "--format", "json"))
        )
        found = {key: value for key, value in document["differences"][0].items() if key not in ("point", "against")}
        (wanted,) = (each for each in alone["measures"] if each["measure"] == "availability")
        self.assertEqual(found, wanted)
        self.assertEqual({each["against"] for each in self.document(*vary, "--against", "best")["differences"]}, {2})
        self.assertEqual({each["against"] for each in self.document(*vary, "--against", "1")["differences"]}, {1})
        table = self.assert_succeeds(nines("sweep", self.scenario, *vary, "--against", "first"))
        self.assertIn("plant availability: differences from row 0", table)
        self.assertIn("the base", table)
        self.assertIn("differs", table)
        text = self.assert_succeeds(nines("sweep", self.scenario, *vary, "--against", "first", "--format", "csv"))
        rows = [row for row in csv.DictReader(io.StringIO(text)) if row["difference"]]
        self.assertEqual([(row["point"], row["measure"], row["outcome"]) for row in rows],
                         [("1", "availability", "resolved"), ("2", "availability", "resolved")])

    def test_rows_that_hardly_differ_are_not_resolved(self):
        path = "nodes.machine.failures.fault.time to repair"
        vary = ["--vary", path + "=exponential {20 h, 19.99 h}", "--trials", "3"]
        self.assertIn("not resolved", self.assert_succeeds(nines("sweep", self.scenario, *vary, "--against", "0")))

    def test_no_row_to_compare_with(self):
        vary = ["--vary", "nodes.machine.count=2..4"]
        self.assert_fails(2, nines("sweep", self.scenario, *vary, "--against", "3"), "no such row", "0 to 2")
        self.assert_fails(2, nines("sweep", self.scenario, *vary, "--against", "worst"), "--against")
        self.assert_fails(2, nines("sweep", self.scenario, *vary, "--against", "0", "--tornado"), "--against compares rows")
        law = "nodes.machine.failures.fault.time to failure=exponential {5 failures in 1000 h}"
        self.assert_fails(2, nines("sweep", self.scenario, "--uncertain", law, "--against", "0"), "--against compares rows")


class Differences(CommandTest):
    def document(self, *arguments):
        return json.loads(self.assert_succeeds(nines("diff", self.scenario, "--format", "json", *arguments)))

    def test_against_a_setting(self):
        document = self.document("--against", "nodes.machine.count=3", "--trials", "500")
        self.assertEqual((document["format"], document["version"]), ("nines-difference", 1))
        self.assertEqual(document["settings"], ["nodes.machine.count=3"])
        availability = document["measures"][0]
        self.assertEqual((availability["measure"], availability["outcome"]), ("availability", "resolved"))
        self.assertLess(availability["high"], 0)
        table = self.assert_succeeds(nines("diff", self.scenario, "--against", "nodes.machine.count=3", "--trials", "500"))
        self.assertIn("differs", table)
        self.assertIn("plant.yaml with nodes.machine.count=3", table)

    def test_two_files_and_one_measure(self):
        other = self.write("other.yaml", SCENARIO.replace("20 h", "19.99 h"))
        table = self.assert_succeeds(nines("diff", self.scenario, other, "--trials", "3", "--measure", "downtime"))
        self.assertIn("not resolved: about ", table)
        self.assertNotIn("MTBF", table)

    def test_same_bytes_on_any_number_of_threads(self):
        arguments = ["--against", "nodes.machine.count=3", "--trials", "300"]
        self.assertEqual(self.document(*arguments, "-j", "1"), self.document(*arguments, "-j", "3"))

    def test_mistakes(self):
        self.assert_fails(2, nines("diff", self.scenario), "a difference needs two sides", "--against")
        self.assert_fails(2, nines("diff", self.scenario, "--against", "mission=2 years"), "the missions differ")
        self.assert_fails(2, nines("diff", self.scenario, "--against", "seed=2"), "--against seed", "--set seed=2")
        self.assert_fails(2, nines("diff", self.scenario, "--against", "nodes.machina.count=2"), "there is no `machina`")
        self.assert_fails(2, nines("diff", self.scenario, self.folder / "none.yaml"), "cannot be read")

    def test_interrupted(self):
        shown, code = on_terminal("diff", self.scenario, "--against", "nodes.machine.count=3", *ENDLESS, interrupt_after=1)
        self.assertEqual(code, 130)
        self.assertIn("Interrupted", shown)


if __name__ == "__main__":
    main()
