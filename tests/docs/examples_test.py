"""Every command and every scenario in README.md and docs/ runs, and prints what the page shows.

Usage: examples_test.py PATH_OF_NINES [UNITTEST_ARGUMENTS...]
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

NINES = ""
ROOT = pathlib.Path(__file__).resolve().parents[2]

sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "docs"))

import fill_examples

ADDED = re.compile(r"# added to (\S+)\n")
WHOLE = re.compile(r"^(?:nines|drill): 1$", re.MULTILINE)
COMMAND = re.compile(r"^(?:\S*[$#] )?(nines|make) (.*)$", re.MULTILINE)


def blocks(language=None):
    """Of all pages: the page's name, and the block."""
    for page in fill_examples.pages():
        for match in fill_examples.BLOCK.finditer(page.read_text(encoding="utf-8")):
            if language in (None, match["language"]):
                yield str(page.relative_to(ROOT)), match["body"]


class ExamplesTest(unittest.TestCase):
    def test_every_command_prints_what_its_page_shows(self):
        script = ROOT / "docs" / "fill_examples.py"
        finished = subprocess.run([sys.executable, "-B", script, "--check", NINES], capture_output=True, text=True, check=False)
        self.assertEqual(finished.returncode, 0, f"{finished.stdout}{finished.stderr}")

    def test_no_command_stands_where_it_is_not_run(self):
        goals = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        for page, body in blocks():
            for program, arguments in COMMAND.findall(body):
                with self.subTest(f"{page}: {program} {arguments}"):
                    if program == "make":
                        self.assertIn(arguments.split()[0], goals)
                    else:
                        run = body.startswith("$ ") or fill_examples.FILE.match(body)
                        self.assertTrue(run, "begin the block with `$ nines ...`")

    def test_every_scenario_is_valid(self):
        for page, body in blocks("yaml"):
            with self.subTest(f"{page}\n{body}"), tempfile.TemporaryDirectory() as folder:
                for drill in (ROOT / "scenarios" / "drills").glob("*.yaml"):
                    os.symlink(drill, pathlib.Path(folder, drill.name))
                added = ADDED.match(body)
                if added:
                    body = (ROOT / added[1]).read_text(encoding="utf-8") + body
                self.assertRegex(body, WHOLE, "neither whole nor `# added to FILE`")
                path = pathlib.Path(folder, "on-a-page.yaml")
                path.write_text(body, encoding="utf-8")
                finished = subprocess.run([NINES, "check", path], capture_output=True, text=True, check=False)
                # A page that shows a mistake runs `nines check` itself and shows what it says.
                if not fill_examples.FILE.match(body):
                    self.assertEqual(finished.returncode, 0, finished.stderr)


class AbridgingTest(unittest.TestCase):
    PRINTED = ["title", "a.yaml: mission 1 y, 10 trials; 7 events in 3 ms on 2 threads", "", "up    99.9 %", "down  0.1 %", "end"]

    def test_what_is_left_out_stays_left_out_when_numbers_change(self):
        shown = ["title", "…", "up    98.0 %", "…"]
        self.assertEqual(fill_examples.abridged(shown, self.PRINTED), ["title", "…", "up    99.9 %", "…"])

    def test_what_is_no_longer_printed_is_told(self):
        for shown in (["…", "sideways  1", "…"], ["up    99.9 %", "…"], ["…", "down  0.1 %"]):
            self.assertRaises(fill_examples.Differs, fill_examples.abridged, shown, self.PRINTED)

    def test_the_time_that_it_took_is_not_compared(self):
        shown = [self.PRINTED[0], "a.yaml: mission 1 y, 10 trials; 7 events in 1.2 s", "  on 16 threads", *self.PRINTED[2:]]
        self.assertEqual(fill_examples.with_time_of(shown, self.PRINTED), shown)
        shown[1] = shown[1].replace("7 events", "8 events")
        self.assertEqual(fill_examples.with_time_of(shown, self.PRINTED), self.PRINTED)


if __name__ == "__main__":
    NINES = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
