"""Sweeps that are kept: killed and gone on with, extended, split over machines, listed, and worked with from the file.

Usage: kept_sweep_test.py PATH_OF_NINES [UNITTEST_ARGUMENTS...]
"""

import contextlib
import csv
import io
import json
import signal
import sqlite3
import subprocess
import time

import driver
from driver import ROOT, main, nines
from kept import KeptTest, dump, query

PATH = "nodes.machine.failures.fault.time to repair"
# A thousand points, each of them short.
THOUSAND = ["--vary", PATH + "=exponential {10 h..1009 h step 1 h}", "--trials", "200", "--no-chain"]
FEW = ["--vary", "nodes.machine.count=2..4", "--trials", "50"]


class KeptSweepTest(KeptTest):
    def sweep(self, *arguments, form="json", runs=None):
        return self.assert_succeeds(
            nines("sweep", self.scenario, "--format", form, "--results", runs or self.runs, *arguments)
        )

    def alone(self, *arguments, form="json"):
        return self.assert_succeeds(nines("sweep", self.scenario, "--format", form, *arguments))

    def document(self, *arguments, runs=None):
        return json.loads(self.assert_succeeds(nines("results", runs or self.runs, "--format", "json", *arguments)))

    def points_done(self):
        with contextlib.suppress(sqlite3.Error):  # the tables are not there yet
            return query(self.runs, "SELECT count(*) FROM results")[0][0]
        return 0


class Keeping(KeptSweepTest):
    def test_the_same_bytes_as_without_a_store(self):
        alone, table = self.alone(*FEW), self.alone(*FEW, form="csv")
        self.assertEqual(self.sweep(*FEW), alone)
        self.assertEqual(self.sweep(*FEW), alone)
        self.assertEqual(self.sweep(*FEW, "--threads", "1", form="csv"), table)
        self.assertEqual(query(self.runs, "SELECT count(*) FROM sweeps"), [(1,)])
        self.assertEqual([path.name for path in self.folder.glob("runs.db*")], ["runs.db"])

    def test_a_point_is_what_a_run_of_it_is(self):
        self.sweep(*FEW)
        run = self.assert_succeeds(
            nines("run", self.scenario, "--trials", "50", "--set", "nodes.machine.count=3", "--format", "json")
        )
        documents = [text for (text,) in query(self.runs, "SELECT document FROM results")]
        self.assertIn(run, documents)
        kept = nines("run", self.scenario, "--trials", "50", "--set", "nodes.machine.count=3", "--results", self.runs)
        self.assertIn("50 of the 50 trials were there", kept.stderr)

    def interrupted(self, at, by):
        """A sweep of a thousand points, ended by a signal once so many are done; how many are then, and its exit code."""
        command = [driver.NINES, "sweep", self.scenario, "--results", self.runs, "--quiet", *THOUSAND]
        with subprocess.Popen([*map(str, command)], stdout=subprocess.DEVNULL) as process:
            while process.poll() is None and self.points_done() < at:
                time.sleep(0.01)
            process.send_signal(by)
            process.wait()
        return self.points_done(), process.returncode

    def test_a_thousand_points_killed_in_the_middle_and_gone_on_with(self):
        first, code = self.interrupted(200, signal.SIGKILL)
        self.assertEqual(code, -signal.SIGKILL, "it had ended before it could be killed")
        self.assertIn(" of 1 000", self.assert_succeeds(nines("results", self.runs)))
        (sweep,) = self.document()["sweeps"]
        self.assertEqual((sweep["points_done"], sweep["points_planned"]), (first, 1000))
        second, code = self.interrupted(first + 200, signal.SIGKILL)
        self.assertEqual(code, -signal.SIGKILL)
        self.assertTrue(200 <= first < second < 1000, (first, second))
        finished = nines("sweep", self.scenario, "--results", self.runs, "--format", "json", *THOUSAND)
        self.assertEqual(self.assert_succeeds(finished), self.alone(*THOUSAND))
        self.assertRegex(finished.stderr, r"as sweep [0-9a-f]{8}; \d+ of the 1 000 points were there")
        again = nines("sweep", self.scenario, "--results", self.runs, "--format", "csv", *THOUSAND)
        self.assertEqual(self.assert_succeeds(again), self.alone(*THOUSAND, form="csv"))
        self.assertIn("1 000 of the 1 000 points were there", again.stderr)
        self.assertEqual([path.name for path in self.folder.glob("runs.db*")], ["runs.db"])

    def test_interrupted_goes_on(self):
        done, code = self.interrupted(50, signal.SIGINT)
        self.assertEqual(code, 130)
        self.assertTrue(50 <= done < 1000)
        few = THOUSAND[:1] + [PATH + "=exponential {10 h..69 h step 1 h}"] + THOUSAND[2:]
        finished = nines("sweep", self.scenario, "--results", self.runs, "--format", "json", *few)
        self.assertEqual(self.assert_succeeds(finished), self.alone(*few))
        self.assertRegex(finished.stderr, r"; [56]\d of the 60 points were there")

    def test_one_that_is_extended_has_what_is_there(self):
        self.sweep("--vary", "nodes.machine.count=2,4", "--trials", "50")
        more = nines("sweep", self.scenario, "--results", self.runs, "--format", "json", *FEW)
        self.assertEqual(self.assert_succeeds(more), self.alone(*FEW))
        self.assertIn("2 of the 3 points were there", more.stderr)
        self.assertEqual(len(self.document()["sweeps"]), 2)

    def test_more_trials_of_each_point(self):
        self.sweep(*FEW)
        vary = FEW[:2]
        document = json.loads(self.sweep(*vary, "--more", "30"))
        self.assertEqual({point["trials"] for point in document["points"]}, {80})
        self.assertEqual(query(self.runs, "SELECT count(*), sum(trials) FROM results"), [(3, 240)])
        self.assertEqual(query(self.runs, "SELECT sum(trials) FROM blocks"), [(240,)], "none was simulated twice")
        document = json.loads(self.sweep(*vary, "--more", "20", "--threads", "1"))
        self.assertEqual({point["trials"] for point in document["points"]}, {100})
        self.assertEqual({sweep["points_done"] for sweep in self.document()["sweeps"]}, {3})

    def test_more_that_was_killed_goes_on(self):
        self.sweep(*FEW)
        self.sweep(*FEW[:2], "--more", "30")
        whole = dump(self.runs)
        with contextlib.closing(sqlite3.connect(self.runs)) as database:  # as a kill leaves it
            last = "(SELECT point FROM sweep_points WHERE number = 2)"
            for table in ("verdicts", "measures", "objectives", "results"):
                database.execute(f"DELETE FROM {table} WHERE point IN {last}")
            database.execute(f"DELETE FROM blocks WHERE block > 60 AND point IN {last}")
            database.commit()
        self.sweep(*FEW)  # what the longer one left unfinished
        self.sweep(*FEW[:2], "--more", "30")
        self.assertEqual(dump(self.runs), whole)

    def test_more_of_what_is_not_there(self):
        more = ("--results", self.runs, "--more", "10")
        self.assert_fails(2, nines("sweep", self.scenario, *FEW[:2], *more), "runs.db")
        self.assertFalse(self.runs.exists())
        self.sweep(*FEW)
        self.assert_fails(2, nines("sweep", self.scenario, *FEW[:2], *more, "--seed", "2"), "nothing to go on from")
        self.assert_fails(2, nines("sweep", self.scenario, "--vary", "nodes.machine.count=2,4", *more), "nothing to go on from")
        self.assert_fails(2, nines("sweep", self.scenario, *FEW, *more), "--more and --trials")

    def test_precision_tornado_and_draws(self):
        path = "nodes.machine.failures.fault.time to failure"
        for arguments in (
            ["--precision", "20%", "--vary", "nodes.machine.count=2,3", "--no-chain"],
            ["--tornado", *FEW],
            ["--trials", "20", "--points", "4", "--uncertain", path + "=exponential {5 failures in 1000 h}"],
        ):
            with self.subTest(arguments):
                alone = self.alone(*arguments)
                self.assertEqual(self.sweep(*arguments), alone)
                self.assertEqual(self.sweep(*arguments), alone)
        self.assertEqual({sweep["kind"] for sweep in self.document()["sweeps"]}, {"points", "one_at_a_time"})

    def test_the_result_does_not_take_the_place_of_the_store(self):
        self.sweep(*FEW)
        before = dump(self.runs)
        finished = nines("sweep", self.scenario, *FEW, "--results", self.runs, "--output", self.runs, "--format", "json")
        self.assert_fails(2, finished, "results store")
        self.assertEqual(dump(self.runs), before)

    def test_a_bad_point_leaves_nothing_behind(self):
        bad = nines("sweep", self.scenario, "--vary", "nodes.machine.count=2,-1", "--results", self.runs)
        self.assert_fails(2, bad, "1 of 2 points are wrong")
        self.assertFalse(self.runs.exists())


class Shards(KeptSweepTest):
    def shard(self, number, count, *arguments, env=None):
        file = self.folder / f"shard-{number}.db"
        wish = "auto" if env else f"{number}/{count}"
        finished = nines("sweep", self.scenario, "--results", file, "--shard", wish, *arguments, env=env)
        return file, self.assert_succeeds(finished)

    def test_merged_in_any_order_they_give_what_one_machine_gives(self):
        grid = ["--vary", "nodes.machine.count=2..4", "--vary", "mission=100 h,200 h,300 h", "--trials", "50"]
        shards = [self.shard(number, 4, *grid) for number in range(4)]
        self.assertIn("shard 0/4: 3 of 3 points, of a sweep of 9", shards[0][1])
        files = [file for file, _ in shards]
        shown = self.assert_succeeds(nines("merge", self.runs, *files))
        self.assertIn("1 sweep", shown)
        other = self.folder / "other.db"
        for inputs in ([files[2], files[0]], [files[3]], [files[1], files[3], other]):
            self.assert_succeeds(nines("merge", other, *inputs))
        self.assertEqual(dump(other), dump(self.runs))
        whole = self.folder / "whole.db"
        alone = self.sweep(*grid, runs=whole)
        self.assertEqual(dump(whole), dump(self.runs))
        finished = nines("sweep", self.scenario, "--results", self.runs, "--format", "json", *grid)
        self.assertEqual(self.assert_succeeds(finished), alone)
        self.assertIn("9 of the 9 points were there", finished.stderr)

    def test_slurm_and_kubernetes_say_which(self):
        slurm = {"SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_COUNT": "4"}
        self.assertIn("shard 2/4: 1 of 1 points", self.shard(2, 4, *FEW, env=slurm)[1])
        pod = {"JOB_COMPLETION_INDEX": "1", "JOB_COMPLETIONS": "2"}
        self.assertIn("shard 1/2: 1 of 1 points", self.shard(1, 2, *FEW, env=pod)[1])

    def test_a_shard_may_be_asked_for_a_precision(self):
        precise = ["--precision", "20%", "--vary", "nodes.machine.count=2,3", "--no-chain"]
        files = [self.shard(number, 2, *precise)[0] for number in (0, 1)]
        self.assert_succeeds(nines("merge", self.runs, *files))
        self.assertEqual(self.sweep(*precise), self.alone(*precise))

    def test_what_is_no_shard(self):
        self.assert_fails(2, nines("sweep", self.scenario, *FEW, "--results", self.runs, "--shard", "4/4"), "no such shard")
        self.assert_fails(2, nines("sweep", self.scenario, *FEW, "--shard", "0/4"), "--shard needs --results FILE")
        part = ("--results", self.runs, "--shard", "0/2")
        self.assert_fails(2, nines("sweep", self.scenario, *FEW, *part, "--against", "first"), "a shard has only some")
        self.assertFalse(self.runs.exists())


class Listing(KeptSweepTest):
    def setUp(self):
        super().setUp()
        self.sweep(*FEW)
        self.run_kept("--trials", "30")

    def test_a_line_for_the_sweep_and_the_points_on_demand(self):
        table = self.assert_succeeds(nines("results", self.runs))
        self.assertIn("runs.db: 1 sweep", table)
        self.assertIn("runs.db: 1 run\n", table)
        self.assertIn("nodes.machine.count=2..4", table)
        self.assertNotIn("nodes.machine.count=3", table)
        self.assertIn("runs.db: 4 runs", self.assert_succeeds(nines("results", self.runs, "--points")))
        (sweep,) = self.document()["sweeps"]
        points = self.assert_succeeds(nines("results", self.runs, sweep["id"][:8]))
        self.assertIn("runs.db: 3 runs", points)
        self.assertIn("nodes.machine.count=3", points)

    def test_filters(self):
        shown = self.assert_succeeds(nines("results", self.runs, "--filter", "sweep"))
        self.assertIn("1 sweep", shown)
        self.assertNotIn("1 run", shown)
        self.assertEqual(self.document("--filter", "machine.count=2..4")["runs"], [])
        self.assertEqual(len(self.document("--filter", "machine.count=3")["runs"]), 1)
        self.assertIn("no such runs", self.assert_succeeds(nines("results", self.runs, "--filter", "nothing")))

    def test_exports(self):
        document = self.document()
        self.assertEqual(len(document["runs"]), 4)
        (sweep,) = document["sweeps"]
        self.assertEqual([point["number"] for point in sweep["points"]], [0, 1, 2])
        self.assertLessEqual({point["run"] for point in sweep["points"]}, {run["id"] for run in document["runs"]})
        self.assertEqual(sweep["vary"], [{"path": "nodes.machine.count", "value": "2..4"}])
        rows = list(csv.DictReader(io.StringIO(self.assert_succeeds(nines("results", self.runs, sweep["id"], "--format", "csv")))))
        self.assertEqual([row["run"] for row in rows if row["measure"] == "availability" and row["kind"] == "service"],
                         [point["run"] for point in sweep["points"]])
        lines = self.assert_succeeds(nines("results", self.runs, sweep["id"], "--format", "ndjson")).splitlines()
        self.assertEqual([json.loads(line)["id"] for line in lines], [point["run"] for point in sweep["points"]])

    def test_every_member_is_explained(self):
        page = (ROOT / "docs/reference/store.md").read_text(encoding="utf-8")
        for member in self.document()["sweeps"][0]:
            self.assertRegex(page, rf"`{member}(\[\]|\.file)?`")
        for (table,) in query(self.runs, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'sweep%'"):
            section = page.partition(f"\n`{table}`:")[2].partition("\n\n`")[0]
            for (column,) in query(self.runs, f"SELECT name FROM pragma_table_info('{table}')"):
                self.assertIn(f"`{column}`", section, table)

    def test_two_points_are_compared(self):
        first, second, _ = (point["run"] for point in self.document()["sweeps"][0]["points"])
        self.scenario.unlink()  # all is in the file
        shown = self.assert_succeeds(
            nines("diff", f"{self.runs}#{first}", f"{self.runs}#{second[:8]}", "--format", "json")
        )
        found = json.loads(shown)
        self.assertEqual(found["run"]["trials"], 50)
        self.assertEqual(found["second"]["settings"], ["nodes.machine.count=3"])
        self.write("plant.yaml", driver.SCENARIO)
        whole = json.loads(
            self.assert_succeeds(
                nines("diff", self.scenario, "--set", "nodes.machine.count=2", "--against", "nodes.machine.count=3",
                      "--trials", "50", "--format", "json")
            )
        )
        self.assertEqual(found["measures"], whole["measures"])
        self.assert_fails(2, nines("diff", f"{self.runs}#{first}", f"{self.runs}#zzz"), "no run 'zzz'")


class OlderFiles(KeptSweepTest):
    def test_a_file_of_version_1_takes_a_sweep_and_gives_its_trials(self):
        sql = (ROOT / "tests/cli/data/store_version_1.sql").read_text(encoding="utf-8")
        with contextlib.closing(sqlite3.connect(self.runs)) as database:
            database.executescript(sql)
        self.assertEqual(self.document()["sweeps"], [])
        alone = self.assert_succeeds(nines("run", self.scenario, "--trials", "20", "--format", "json"))
        self.assertEqual(self.run_kept("--trials", "20"), alone, "sums of an older form are simulated anew")
        self.assertEqual(query(self.runs, "PRAGMA user_version"), [(2,)])
        self.assertEqual(self.sweep(*FEW), self.alone(*FEW))
        self.assertEqual(len(self.document()["sweeps"]), 1)

    def test_sums_of_an_older_form_give_way_to_newer_ones_in_any_order(self):
        sql = (ROOT / "tests/cli/data/store_version_1.sql").read_text(encoding="utf-8")
        old = self.folder / "old.db"
        with contextlib.closing(sqlite3.connect(old)) as database:
            database.executescript(sql)
        self.run_kept("--trials", "20")
        for name, inputs in (("one.db", [old, self.runs]), ("other.db", [self.runs, old])):
            self.assert_succeeds(nines("merge", self.folder / name, *inputs))
        blocks = "SELECT * FROM blocks ORDER BY point, block"
        self.assertEqual(query(self.folder / "one.db", blocks), query(self.runs, blocks))
        self.assertEqual(query(self.folder / "other.db", blocks), query(self.runs, blocks))


if __name__ == "__main__":
    main()
