"""The pages of docs/mechanisms: each shows figures that are there, each figure is shown and has what draws it, and `nines check`
accepts each block of YAML.

Usage: mechanisms_test.py PATH_OF_NINES [UNITTEST_ARGUMENTS...]
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

NINES = ""
ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "mechanisms"
FIGURES = ROOT / "docs" / "figures"
LARGEST_BYTES = 300 * 1024  # all figures together

HEADINGS = ["What it does to the nines", "Formula", "Not modelled", "See also"]
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
YAML = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)

sys.dont_write_bytecode = True
sys.path.insert(0, str(FIGURES))


def pages():
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(PAGES.glob("*.md")) if path.name != "README.md"}


class MechanismsTest(unittest.TestCase):
    def test_every_page_has_the_headings_and_is_in_the_index(self):
        index = (PAGES / "README.md").read_text(encoding="utf-8")
        self.assertTrue(pages())
        for name, text in pages().items():
            with self.subTest(name):
                self.assertEqual(re.findall(r"^## (.*)$", text, re.MULTILINE), HEADINGS)
                self.assertIn(f"]({name})", index)

    def test_every_page_shows_figures_that_exist_and_says_what_is_on_them(self):
        for name, text in pages().items():
            with self.subTest(name):
                pictures = PICTURE.findall(text)
                self.assertTrue(pictures, "no figure")
                for words, target in pictures:
                    self.assertTrue((PAGES / target).is_file(), target)
                    self.assertTrue(words, f"{target} has no words for those who cannot see it")

    def test_every_figure_is_shown_and_drawn_by_a_function(self):
        import make_figures

        files = {path.stem for path in FIGURES.glob("*.svg")}
        shown = {
            pathlib.PurePosixPath(target).stem
            for path in (ROOT / "docs").glob("**/*.md")
            for _, target in PICTURE.findall(path.read_text(encoding="utf-8"))
        }
        self.assertEqual(files - shown, set(), "in no page")
        self.assertEqual(files, set(make_figures.FIGURES), "make figures draws them")

    def test_the_figures_are_small(self):
        self.assertLess(sum(path.stat().st_size for path in FIGURES.glob("*.svg")), LARGEST_BYTES)

    def test_the_same_command_gives_the_same_bytes(self):
        """Of the one figure that needs no simulation."""
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-B", FIGURES / "make_figures.py", NINES, "--folder", folder, "detectors"]
            subprocess.run(command, check=True, capture_output=True)
            drawn = pathlib.Path(folder, "detectors.svg").read_bytes()
        self.assertEqual(drawn, (FIGURES / "detectors.svg").read_bytes(), "make figures draws them anew")

    def test_every_scenario_on_a_page_is_valid(self):
        for name, text in pages().items():
            blocks = YAML.findall(text)
            self.assertTrue(blocks, f"{name} has no scenario to begin with")
            for number, block in enumerate(blocks, 1):
                with self.subTest(f"{name}, block {number}"):
                    finished = subprocess.run([NINES, "check", "-"], input=block, capture_output=True, text=True, check=False)
                    self.assertEqual((finished.returncode, finished.stderr), (0, ""))


if __name__ == "__main__":
    NINES = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
