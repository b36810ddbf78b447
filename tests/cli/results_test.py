"""Runs that are kept: killed and gone on with, added to, listed.

Usage: results_test.py PATH_OF_NINES [UNITTEST_ARGUMENTS...]
"""

import contextlib
import csv
import io
import json
import os
import pathlib
import random
import re
import resource
import signal
import sqlite3
import subprocess
import time

import driver
from driver import ROOT, SCENARIO, main, nines
from kept import KeptTest, LONG, dump, query

class Keeping(KeptTest):
    def test_the_same_bytes_as_without_a_store(self):
        alone = self.assert_succeeds(nines("run", self.scenario, "--format", "json"))
        self.assertEqual(self.run_kept(), alone)
        self.assertEqual(self.run_kept(), alone)
        self.assertEqual(query(self.runs, "SELECT count(*), sum(trials) FROM results"), [(1, 2000)])
        self.assertEqual(query(self.runs, "SELECT sum(trials) FROM blocks"), [(2000,)])
        self.assertEqual(query(self.runs, "SELECT document FROM results"), [(alone,)])
        self.assertEqual([path.name for path in self.folder.glob("runs.db*")], ["runs.db"])

    def test_it_says_what_was_there(self):
        self.assertNotIn("were there", nines("run", self.scenario, "--results", self.runs).stderr)
        again = nines("run", self.scenario, "--results", self.runs)
        self.assertRegex(again.stderr, r"kept in .*runs.db as run [0-9a-f]{8}; 2 000 of the 2 000 trials were there")
        self.assertEqual(nines("run", self.scenario, "--results", self.runs, "--quiet").stderr, "")

    def blocks(self):
        with contextlib.suppress(sqlite3.Error):  # the tables are not there yet
            return query(self.runs, "SELECT count(*) FROM blocks")[0][0]
        return 0

    def kill_in_the_middle(self, arguments):
        """kill -9 once there are more blocks in the file; how many trials are kept then, as nines itself finds them."""
        before = self.blocks() if self.runs.exists() else 0
        command = [driver.NINES, "run", self.scenario, "--results", self.runs, "--quiet", *arguments]
        with subprocess.Popen([*map(str, command)], stdout=subprocess.DEVNULL) as process:
            while process.poll() is None and not (self.runs.exists() and self.blocks() > before):
                time.sleep(0.01)
            process.send_signal(signal.SIGKILL)
            process.wait()
        self.assertEqual(process.returncode, -signal.SIGKILL, "it had ended before it could be killed")
        (run,) = self.listed()
        self.assertIsNone(run["result"])
        return run["kept_trials"]

    def test_killed_in_the_middle_and_gone_on_with(self):
        alone = self.assert_succeeds(nines("run", self.scenario, "--format", "json", *LONG))
        first = self.kill_in_the_middle(LONG)
        self.assertIn("not finished", nines("results", self.runs).stdout)
        second = self.kill_in_the_middle(LONG)
        self.assertTrue(0 < first < second < 300000, (first, second))
        self.assertEqual(self.run_kept(*LONG), alone)
        self.assertEqual(query(self.runs, "SELECT sum(trials) FROM blocks"), [(300000,)])
        self.assertEqual([path.name for path in self.folder.glob("runs.db*")], ["runs.db"])

    def test_killed_on_the_way_to_a_precision(self):
        precise = ["--precision", "0.2%", "--no-chain"]  # of 300 000 trials
        alone = self.assert_succeeds(nines("run", self.scenario, "--format", "json", *precise))
        self.kill_in_the_middle(precise)
        self.assertEqual(self.run_kept(*precise), alone)

    def test_interrupted_keeps_the_answer_so_far_and_goes_on(self):
        command = [driver.NINES, "run", self.scenario, "--results", self.runs, "--quiet", *LONG]
        with subprocess.Popen([*map(str, command)], stdout=subprocess.DEVNULL) as process:
            while not self.runs.exists():
                time.sleep(0.01)
            time.sleep(0.3)
            process.send_signal(signal.SIGINT)
            process.wait()
        if process.returncode == 130:
            (run,) = self.listed()
            self.assertTrue(run["result"]["run"]["interrupted"])
            self.assertIn("interrupted", nines("results", self.runs).stdout)
        alone = self.assert_succeeds(nines("run", self.scenario, "--format", "json", *LONG))
        self.assertEqual(self.run_kept(*LONG), alone)

    def test_more_trials(self):
        self.run_kept()
        document = json.loads(self.run_kept("--more", "1000"))
        self.assertEqual(document["run"]["trials"], 3000)
        self.assertEqual(query(self.runs, "SELECT count(*) FROM points"), [(1,)])
        # In one go, in blocks of the same size.
        whole = json.loads(self.run_kept("--trials", "3000", runs=self.folder / "whole.db"))
        for one, other in zip(document["measures"], whole["measures"]):
            self.assertAlmostEqual(one["simulated"]["value"], other["simulated"]["value"], delta=1e-12 * other["simulated"]["value"])

    def test_more_of_what_is_not_there(self):
        self.run_kept()
        more = ("--results", self.runs, "--more", "10")
        self.assert_fails(2, nines("run", self.scenario, *more, "--seed", "2"), "nothing to go on from", "of another text")
        self.assert_fails(2, nines("run", self.scenario, "--results", self.folder / "new.db", "--more", "10"), "new.db")
        self.assertFalse((self.folder / "new.db").exists())

    def test_two_processes_at_once(self):
        command = [driver.NINES, "run", self.scenario, "--results", self.runs, "--quiet", "--format", "json"]
        both = [
            subprocess.Popen([*map(str, command), "--seed", seed], stdout=subprocess.PIPE, text=True) for seed in ("1", "2", "1")
        ]
        shown = [process.communicate()[0] for process in both]
        self.assertEqual([process.returncode for process in both], [0, 0, 0])
        for text, seed in zip(shown, ("1", "2", "1")):
            self.assertEqual(text, self.assert_succeeds(nines("run", self.scenario, "--format", "json", "--seed", seed)))
        self.assertEqual(len(self.listed()), 2)
        self.assertEqual([path.name for path in self.folder.glob("runs.db*")], ["runs.db"])


class Listing(KeptTest):
    def setUp(self):
        super().setUp()
        (self.folder / "other").mkdir()
        strict = self.write("other/strict.yaml", SCENARIO.replace("Two machines", "Stricter, \"quoted\"")
                            + "objectives:\n  - plant availability >= 99.999 %\n")
        self.documents = [self.run_kept(), self.run_kept("--set", "mission=2 years")]
        self.documents.append(self.run_kept(scenario=strict))

    def test_a_row_for_each_run(self):
        table = self.assert_succeeds(nines("results", self.runs))
        self.assertIn("runs.db: 3 runs", table)
        self.assertIn("mission=2 years", table)
        self.assertIn("1 of 1 MISSED", table)
        lines = table.splitlines()
        self.assertEqual(len([line for line in lines if "Two machines" in line]), 2)
        self.assertLessEqual(max(map(len, lines)), 150)

    def test_filters(self):
        self.assertEqual(len(self.listed()), 3)
        self.assertEqual(len(self.listed("--filter", "two MACHINES")), 2)
        self.assertEqual(len(self.listed("--filter", "machines", "--filter", "mission=2")), 1)
        self.assertEqual(len(self.listed("--filter", "missed")), 1)
        self.assertIn("no such runs", self.assert_succeeds(nines("results", self.runs, "--filter", "nothing")))

    def test_exports(self):
        lines = self.assert_succeeds(nines("results", self.runs, "--format", "ndjson")).splitlines()
        self.assertEqual([json.loads(line)["id"] for line in lines], [run["id"] for run in self.listed()])
        text = self.assert_succeeds(nines("results", self.runs, "--format", "csv"))
        rows = list(csv.DictReader(io.StringIO(text)))
        self.assertEqual(len(rows), sum(len(json.loads(document)["measures"]) for document in self.documents))
        self.assertTrue(all(None not in row and None not in row.values() for row in rows))
        self.assertIn('Stricter, "quoted"', {row["title"] for row in rows})
        file = self.folder / "list.ndjson"
        self.assert_succeeds(nines("results", self.runs, "--output", file, "--quiet", "--format", "ndjson"))
        self.assertEqual(file.read_text(encoding="utf-8").splitlines(), lines)

    def test_one_run_as_it_was_printed(self):
        for document in self.documents:
            (run,) = (run for run in self.listed() if run["result"] == json.loads(document))
            self.assertEqual(self.assert_succeeds(nines("results", self.runs, run["id"], "--format", "json")), document)
            shown = self.assert_succeeds(nines("results", self.runs, run["id"][:8].upper()))
            self.assertIn("service plant", shown)
            self.assertNotIn(" events in ", shown, "the time that it took")
        self.assert_fails(2, nines("results", self.runs, "zzz"), "no run 'zzz'", "nines results")
        self.assert_fails(2, nines("results", self.runs, "a", "b"), "at most 2 FILE, not 3")

    def test_the_scenario_is_in_the_file(self):
        texts = [text.decode() for (text,) in query(self.runs, "SELECT text FROM texts")]
        self.assertEqual(len(texts), 2, "the same text is kept once, whatever --set")
        self.assertIn(SCENARIO, texts)
        self.assertEqual(query(self.runs, "SELECT path, value FROM overrides"), [("mission", "2 years")])


class Documentation(KeptTest):
    def test_every_table_and_column_is_explained(self):
        self.run_kept()
        page = (ROOT / "docs/reference/store.md").read_text(encoding="utf-8")
        for (table,) in query(self.runs, "SELECT name FROM sqlite_schema WHERE type = 'table'"):
            section = page.partition(f"\n`{table}`:")[2].partition("\n\n`")[0]
            self.assertTrue(section, table)
            for (column,) in query(self.runs, f"SELECT name FROM pragma_table_info('{table}')"):
                self.assertIn(f"`{column}`", section, table)
        (example,) = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
        self.assertEqual(query(self.runs, example), [])

    def test_every_member_of_the_list_is_explained(self):
        self.run_kept("--set", "mission=2 years")
        page = (ROOT / "docs/reference/store.md").read_text(encoding="utf-8")
        for member in self.listed()[0]:
            self.assertRegex(page, rf"`{member}(\[\]|\.file)?`")


class Mistakes(KeptTest):
    def test_files_that_are_no_results_stores(self):
        text = self.write("text.db", "a text\n" * 200)
        other = self.folder / "other.db"
        with contextlib.closing(sqlite3.connect(other)) as database:
            database.execute("CREATE TABLE t (a)")
        for path, words in ((text, "no results store"), (self.folder, "directory"), (other, "another program"),
                            (self.folder / "no" / "runs.db", "no"), ("/dev/null", "ordinary file")):
            for command in (["run", self.scenario, "--results", path], ["results", path]):
                with self.subTest(command=str(command)):
                    before = path.read_bytes() if isinstance(path, pathlib.Path) and path.is_file() else None
                    finished = nines(*command)
                    self.assert_fails(2, finished, str(path), words)
                    self.assertEqual(finished.stdout, "")
                    if before is not None:
                        self.assertEqual(path.read_bytes(), before)
        self.assert_fails(2, nines("results", self.scenario), "no results store")
        self.assert_fails(2, nines("run", self.scenario, "--results", self.scenario), "no results store")
        self.assertEqual(self.scenario.read_text(encoding="utf-8"), SCENARIO)

    def test_an_empty_file_holds_nothing_yet(self):
        empty = self.write("empty.db", "")
        self.assert_fails(2, nines("results", empty), "empty")
        self.run_kept(runs=empty)
        self.assertEqual(len(self.listed(runs=empty)), 1)

    def test_the_result_does_not_take_the_place_of_the_store(self):
        self.run_kept()
        before = dump(self.runs)
        for name in (self.runs, self.folder / "." / "runs.db"):
            finished = nines("run", self.scenario, "--results", self.runs, "--output", name, "--format", "json")
            self.assert_fails(2, finished, "results store")
        self.assert_fails(2, nines("results", self.runs, "--output", self.runs, "--format", "json"), "results store")
        self.assertEqual(dump(self.runs), before)

    def test_a_damaged_block_is_named(self):
        self.run_kept()
        with contextlib.closing(sqlite3.connect(self.runs)) as database:
            database.execute("UPDATE blocks SET tally = zeroblob(length(tally)) WHERE block = 7")
            database.commit()
        self.assert_fails(2, nines("run", self.scenario, "--results", self.runs), "block 7", "damaged")

    def test_a_file_with_any_bytes_changed_ends_in_an_answer_or_an_error(self):
        self.run_kept("--trials", "50")
        whole = self.runs.read_bytes()
        chance = random.Random(20261121)
        for _ in range(40):
            changed = bytearray(whole)
            for _ in range(chance.choice((1, 10, 300))):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            self.runs.write_bytes(changed)
            for command in (["results", self.runs], ["results", self.runs, "--format", "json"],
                            ["run", self.scenario, "--results", self.runs, "--trials", "50"]):
                finished = nines(*command)
                self.assertIn(finished.returncode, (0, 2), finished.stderr)
                self.assertNotIn("internal error", finished.stderr)

    def test_a_file_cut_short(self):
        self.run_kept()
        self.runs.write_bytes(self.runs.read_bytes()[:10000])
        for command in (["run", self.scenario, "--results", self.runs], ["results", self.runs]):
            self.assert_fails(2, nines(*command), "runs.db")

    def test_a_write_protected_file(self):
        self.run_kept()
        self.runs.chmod(0o444)
        if os.access(self.runs, os.W_OK):
            self.skipTest("this user may write everything")
        self.assert_fails(2, nines("run", self.scenario, "--results", self.runs), "write-protected")
        self.assertEqual(len(self.listed()), 1)

    def test_a_disk_that_takes_no_more(self):
        def small_files_only():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))

        finished = nines("run", self.scenario, "--results", self.runs, *LONG, preexec_fn=small_files_only)
        self.assert_fails(3, finished, "runs.db")
        alone = self.assert_succeeds(nines("run", self.scenario, "--format", "json", *LONG))
        self.assertEqual(self.run_kept(*LONG), alone, "what was written before can be gone on with")

    def test_a_newer_version_is_refused_and_version_1_is_read(self):
        self.run_kept()
        with contextlib.closing(sqlite3.connect(self.runs)) as database:
            database.execute("PRAGMA user_version = 99")
        for command in (["run", self.scenario, "--results", self.runs], ["results", self.runs], ["merge", self.folder / "out.db", self.runs]):
            self.assert_fails(2, nines(*command), "version 99", "a newer nines")

    def test_a_file_of_version_1_is_read_for_ever(self):
        sql = (ROOT / "tests/cli/data/store_version_1.sql").read_text(encoding="utf-8")
        with contextlib.closing(sqlite3.connect(self.runs)) as database:
            database.executescript(sql)
        (run,) = self.listed()
        self.assertEqual((run["title"], run["result"]["run"]["trials"]), ("Two machines", 20))
        self.assertIn("service plant", self.assert_succeeds(nines("results", self.runs, run["id"])))
        self.assert_succeeds(nines("merge", self.folder / "out.db", self.runs))
        self.assertEqual(self.listed(runs=self.folder / "out.db")[0]["id"], run["id"])


if __name__ == "__main__":
    main()
