"""Every piece of Python in the guide is run, one after the other, as a reader would."""

import os
import pathlib
import re
import tempfile
import unittest

PAGE = pathlib.Path("docs/guide/python.md").resolve()


class Guide(unittest.TestCase):
    def test_what_it_shows_runs(self):
        pieces = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
        self.assertGreater(len(pieces), 3)
        before = pathlib.Path.cwd()
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            try:
                names = {}
                for number, piece in enumerate(pieces):
                    exec(compile(piece, f"{PAGE.name}, piece {number + 1}", "exec"), names)
                self.assertTrue(pathlib.Path("report.html").exists())
            finally:
                os.chdir(before)


if __name__ == "__main__":
    unittest.main()
