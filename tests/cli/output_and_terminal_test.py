"""Drives the built nines command from outside, as a user does: files, pipes, terminals, Ctrl-C.

Usage: output_and_terminal_test.py PATH_OF_NINES [UNITTEST_ARGUMENTS...]
"""

import json
import os
import resource
import signal
import subprocess
import time

import driver
from driver import CommandTest, ENDLESS, SCENARIO, main, nines, on_terminal


class Files(CommandTest):
    def test_output_by_its_ending_and_the_table_besides(self):
        document, table = self.folder / "r.json", self.folder / "r.csv"
        finished = nines("run", self.scenario, "--output", document, "-o", table)
        self.assertIn("service plant", self.assert_succeeds(finished))
        self.assertIn(f"wrote {document}", finished.stderr)
        self.assertEqual(json.loads(document.read_text())["format"], "nines-result")
        self.assertTrue(table.read_text().startswith("kind,subject"))
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["plant.yaml", "r.csv", "r.json"])

    def test_output_with_format_prints_nothing_besides(self):
        finished = nines("run", self.scenario, "--format", "json", "--output", self.folder / "result")
        self.assertEqual(self.assert_succeeds(finished), "")
        json.loads((self.folder / "result").read_text())

    def test_quiet(self):
        finished = nines("run", self.scenario, "--quiet", "--output", self.folder / "r.json")
        self.assertEqual((finished.stdout, finished.stderr, finished.returncode), ("", "", 0))

    def test_places_that_cannot_be_written_are_found_before_the_run(self):
        places = [self.folder / "no" / "r.json", self.folder, self.folder / "r.unknown", self.scenario / "r.json", ""]
        for place in places:
            with self.subTest(str(place)):
                started = time.monotonic()
                self.assert_fails(2, nines("run", self.scenario, *ENDLESS, "--output", place), "nines: ")
                self.assertLess(time.monotonic() - started, 10)

    def test_no_output_takes_the_place_of_the_scenario(self):
        link, twin = self.folder / "link.json", self.folder / "twin.json"
        link.symlink_to("plant.yaml")
        os.link(self.scenario, twin)
        for command in ("run", "solve", "predict"):
            for place in (self.scenario, self.folder / "." / "plant.yaml", link, twin):
                with self.subTest(command=command, place=str(place)):
                    finished = nines(command, self.scenario, "--format", "json", "-o", place)
                    self.assert_fails(2, finished, str(place), "is the scenario itself", "plant.result.json")
                    self.assertEqual(self.scenario.read_text(encoding="utf-8"), SCENARIO)
        for ending in (".tra", ".sta", ".lab", "1.srew"):
            scenario = self.write("chain" + ending, SCENARIO)
            finished = nines("solve", scenario, "--export", "prism", self.folder / "chain")
            self.assert_fails(2, finished, "is the scenario itself")
            self.assertEqual(scenario.read_text(encoding="utf-8"), SCENARIO)

    def test_an_export_writes_no_result(self):
        for options in (["--format", "json"], ["-o", self.folder / "result.json"]):
            finished = nines("solve", self.scenario, "--export", "prism", self.folder / "chain", *options)
            self.assert_fails(2, finished, "--export writes the chain, and no result")
            self.assertFalse((self.folder / "chain.tra").exists())
            self.assertFalse((self.folder / "result.json").exists())

    def test_an_export_that_does_not_fit_leaves_nothing(self):
        large = SCENARIO.replace("count: 2", "count: 2000")
        self.assertNotEqual(large, SCENARIO)

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

        finished = subprocess.run(
            [driver.NINES, "solve", "-", "--export", "prism", self.folder / "chain"], input=large, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=limit, check=False,
        )
        self.assert_fails(3, finished, "chain.tra: File too large")
        self.assertEqual([p.name for p in self.folder.iterdir()], ["plant.yaml"])

    def test_empty_names_are_refused(self):
        no_prefix = "--export needs the beginning of the names of files"
        for command, options, words in (
            ("solve", ["--export", "prism", ""], no_prefix), ("solve", ["--export", "prism", f"{self.folder}/"], no_prefix),
            ("explain", ["--html", ""], "--html: its value is empty"),
            ("explain", ["--worst", "--service", ""], "--service: its value is empty"),
        ):
            with self.subTest(words):
                self.assert_fails(2, nines(command, self.scenario, *options), words)
        self.assertEqual([p.name for p in self.folder.iterdir()], ["plant.yaml"])

    def test_a_full_disk_is_not_a_success(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            finished = subprocess.run([driver.NINES, "laws"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual(finished.returncode, 3)
        self.assertIn("No space left", finished.stderr)

    def test_a_broken_pipe_is_quiet(self):
        for ignored in (signal.SIG_DFL, signal.SIG_IGN):
            process = subprocess.Popen(
                [driver.NINES, "run", self.scenario], stdout=subprocess.PIPE, stderr=subprocess.PIPE, restore_signals=False,
                preexec_fn=lambda handler=ignored: signal.signal(signal.SIGPIPE, handler),
            )
            process.stdout.close()
            errors = process.stderr.read()
            process.stderr.close()
            self.assertEqual(process.wait(), -signal.SIGPIPE)
            self.assertEqual(errors, b"")


class Terminals(CommandTest):
    def test_colour_only_on_a_terminal_that_wants_it(self):
        self.assertNotIn("\x1b", nines("run", self.scenario, env={"TERM": "xterm"}).stdout)
        self.assertIn("\x1b[", on_terminal("run", self.scenario)[0])
        self.assertNotIn("\x1b[", on_terminal("run", self.scenario, "--trials", "50", env={"NO_COLOR": "1"})[0])
        self.assertNotIn("\x1b[", on_terminal("run", self.scenario, "--trials", "50", env={"TERM": "dumb"})[0])

    def test_progress_and_interrupt_on_a_terminal(self):
        shown, exit_code = on_terminal("run", self.scenario, *ENDLESS, interrupt_after=3)
        self.assertEqual(exit_code, 130)
        self.assertRegex(shown, r"trials; ")
        self.assertIn("Interrupted: this is the answer so far", shown)
        self.assertIn("service plant", shown)
        quiet, _ = on_terminal("run", self.scenario, *ENDLESS, "--quiet", interrupt_after=2)
        self.assertNotIn(" of about ", quiet)

    def test_no_progress_without_a_terminal_and_an_answer_after_interrupt(self):
        process = subprocess.Popen(
            [driver.NINES, "run", self.scenario, *ENDLESS, "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)
        self.assertEqual(errors, b"")
        document = json.loads(out)
        self.assertTrue(document["run"]["interrupted"])
        self.assertGreater(document["run"]["trials"], 0)

    def test_names_from_a_file_do_not_steer_the_terminal(self):
        evil = self.write("evil.yaml", SCENARIO.replace("Two machines", '"\\e[2J\\u009b31mTwo"').replace("seed: 1", '"\\e[2J": 1'))
        self.assertNotIn("\x1b", nines("check", evil).stderr)
        evil.write_text(SCENARIO.replace("Two machines", '"\\e[2J\\u009b31mTwo"'), encoding="utf-8")
        finished = nines("run", evil, "--trials", "50")
        self.assertNotIn("\x1b", finished.stdout)
        self.assertNotIn("\u009b", finished.stdout)


if __name__ == "__main__":
    main()
