"""Reports of runs that were kept: the same page without simulating again, the choice of the run, unfinished ones.

Usage: kept_report_test.py PATH_OF_NINES [UNITTEST_ARGUMENTS...]
"""

import signal
import subprocess
import time

import driver
from driver import main, nines
from kept import KeptTest, LONG, query


class Reports(KeptTest):
    def page(self, *arguments):
        return self.assert_succeeds(nines("report", *arguments))

    def test_the_same_bytes_as_a_report_of_the_scenario(self):
        self.run_kept()
        alone = self.page(self.scenario)
        self.assertEqual(self.page(self.runs), alone)
        self.scenario.unlink()  # all is in the file
        self.runs.chmod(0o444)
        self.assertEqual(self.page(self.runs, "--threads", "1"), alone)
        self.assertEqual([path.name for path in self.folder.glob("runs.db*")], ["runs.db"])

    def test_of_another_seed_with_settings(self):
        changes = ("--trials", "300", "--seed", "7", "--set", "mission=2 years")
        self.run_kept(*changes)
        self.assertEqual(self.page(self.runs), self.page(self.scenario, *changes))

    def test_charts_as_files(self):
        self.run_kept("--trials", "50")
        self.assert_succeeds(nines("report", self.runs, "--format", "svg", "--output", self.folder / "figure"))
        self.assertTrue(list(self.folder.glob("figure-*.svg")))

    def test_one_of_several_is_chosen(self):
        self.run_kept("--trials", "50")
        self.run_kept("--trials", "50", "--seed", "2")
        first, second = (run["id"] for run in self.listed())
        self.assert_fails(2, nines("report", self.runs), "holds 2 runs", f"--run {first}", f"--run {second}")
        self.assertEqual(self.page(self.runs, "--run", second[:8]), self.page(self.scenario, "--trials", "50", "--seed", "2"))
        self.assert_fails(2, nines("report", self.runs, "--run", "zzz"), "no run 'zzz'")

    def test_a_sweep_has_the_same_page(self):
        vary = ["--vary", "nodes.machine.count=2,3", "--vary", "nodes.machine.failures.fault.time to repair=10 h,20 h"]
        page, again, store = self.folder / "sweep.html", self.folder / "again.html", self.folder / "study.db"
        sweep = ["sweep", self.scenario, *vary, "--trials", "30", "--results", store]
        self.assert_succeeds(nines(*sweep, "--output", page))
        self.assert_succeeds(nines("report", store, "--output", again))
        self.assertEqual(page.read_bytes(), again.read_bytes())
        self.assert_succeeds(nines("report", store, "--format", "svg", "--output", self.folder / "chart"))
        self.assertTrue(list(self.folder.glob("chart-*.svg")))
        self.assert_succeeds(nines("run", self.scenario, "--trials", "40", "--results", store))
        self.assert_fails(2, nines("report", store), "--run", "sweep:")

    def test_one_that_was_killed_is_reported_as_far_as_it_came(self):
        command = [driver.NINES, "run", self.scenario, "--results", self.runs, "--quiet", *LONG]
        with subprocess.Popen([*map(str, command)], stdout=subprocess.DEVNULL) as process:
            while process.poll() is None and not (self.runs.exists() and self.kept_blocks() > 0):
                time.sleep(0.01)
            process.send_signal(signal.SIGKILL)
            process.wait()
        self.assertEqual(process.returncode, -signal.SIGKILL)
        before = query(self.runs, "SELECT count(*) FROM blocks")
        output = self.folder / "report.html"
        finished = nines("report", self.runs, "--output", output)
        self.assert_succeeds(finished)
        self.assertRegex(finished.stderr, r"run [0-9a-f]{8} is not finished: [\d ]+ of 300 000 trials are there")
        self.assertIn("Interrupted: this is the answer so far.", output.read_text(encoding="utf-8"))
        self.assertEqual(query(self.runs, "SELECT count(*) FROM blocks"), before, "nothing new was simulated")

    def kept_blocks(self):
        try:
            return query(self.runs, "SELECT count(*) FROM blocks")[0][0]
        except Exception:  # the tables are not there yet
            return 0

    def test_a_shard_alone_has_no_answer(self):
        self.assert_succeeds(nines("run", self.scenario, "--results", self.runs, "--shard", "1/2"))
        self.assert_fails(2, nines("report", self.runs), "no trials of run", "nines merge")

    def test_what_cannot_be_said_of_a_run_that_was_made(self):
        self.run_kept("--trials", "50")
        for option in (["--trials", "60"], ["--set", "mission=2 years"], ["--seed", "2"], ["--precision", "5%"]):
            self.assert_fails(2, nines("report", self.runs, *option), option[0], "cannot change a run that was kept")
        self.assert_fails(2, nines("report", self.scenario, "--run", "abc"), "--run goes with a results store")
        self.assert_fails(2, nines("report", self.runs, "--output", self.runs), "runs.db")
        self.assertEqual(len(self.listed()), 1)

    def test_a_sweep_is_named_as_one(self):
        self.assert_succeeds(nines("sweep", self.scenario, "--vary", "nodes.machine.count=2,3", "--trials", "20",
                                   "--results", self.runs))
        ((sweep,),) = query(self.runs, "SELECT sweep FROM sweeps")
        self.assertEqual(self.page(self.runs), self.page(self.runs, "--run", sweep))  # nothing else is there
        first = self.listed()[0]
        page = self.page(self.runs, "--run", first["id"])
        settings = [f"{each['path']}={each['value']}" for each in first["settings"]]
        self.assertEqual(page, self.page(self.scenario, "--trials", "20", "--set", *settings))


if __name__ == "__main__":
    main()
