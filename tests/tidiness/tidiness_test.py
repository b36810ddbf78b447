"""A check that never fails proves nothing: plant each fault that tidiness.py looks for, and see it found."""

import pathlib
import tempfile
import unittest

import tidiness

CLEAN = {
    "sim/README.md": "Time.\n",
    "sim/clock.h": '#pragma once\n#include "sim/time.h"\n#include <vector>\n',
    "models/README.md": "What fails.\n",
    "models/node.cpp": '#include "models/node.h"\n#include "sim/clock.h"\n',
}


class PlantedFaults(unittest.TestCase):
    def faults_of(self, files):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in {**CLEAN, **files}.items():
                path = pathlib.Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            return tidiness.faults(folder)

    def assert_one_fault(self, files, *words):
        found = self.faults_of(files)
        self.assertEqual(len(found), 1, found)
        for word in words:
            self.assertIn(word, found[0])

    def test_clean_project_has_no_faults(self):
        self.assertEqual(self.faults_of({}), [])

    def test_upward_include(self):
        self.assert_one_fault({"sim/up.cpp": '#include "models/node.h"\n'}, "sim/up.cpp:1", "may not include")

    def test_upward_include_in_angle_brackets_and_with_spaces(self):
        self.assert_one_fault({"sim/up.cpp": "int x;\n  #  include <models/node.h>\n"}, "sim/up.cpp:2")

    def test_analysis_and_scenarios_never_include_each_other(self):
        readmes = {"analysis/README.md": "a\n", "scenarios/README.md": "s\n"}
        self.assert_one_fault({**readmes, "analysis/a.cpp": '#include "scenarios/s.h"\n'}, "analysis/a.cpp:1")
        self.assert_one_fault({**readmes, "scenarios/s.cpp": '#include "analysis/a.h"\n'}, "scenarios/s.cpp:1")

    def test_include_not_from_the_top(self):
        self.assert_one_fault({"sim/near.cpp": '#include "clock.h"\n'}, "from the top")
        self.assert_one_fault({"sim/up.cpp": '#include "sim/../models/node.h"\n'}, "from the top")

    def test_header_without_guard(self):
        self.assert_one_fault({"sim/bare.h": "int x;\n"}, "#pragma once")

    def test_overlong_file(self):
        self.assert_one_fault({"sim/long.cpp": "// x\n" * 401}, "401 lines")
        self.assertEqual(self.faults_of({"sim/long.cpp": "// x\n" * 400}), [])

    def test_folder_without_readme(self):
        self.assert_one_fault({"extras/x.txt": "x\n"}, "extras/README.md")

    def test_machine_path(self):
        self.assert_one_fault({"sim/note.md": "see /home/alice/x\n"}, "sim/note.md:1", "/home/alice")

    def test_link_that_leads_nowhere(self):
        self.assert_one_fault({"sim/README.md": "[a](../models/gone.md)\n"}, "sim/README.md", "../models/gone.md")
        good = "[a](../models/README.md) [b](clock.h) [c](https://x.org/y) [d](../models)\n"
        self.assertEqual(self.faults_of({"sim/README.md": good}), [])

    def test_links_in_code_are_none(self):
        self.assertEqual(self.faults_of({"sim/README.md": "`[a](b)`\n\n```\n[c](d)\n```\n"}), [])

    def test_link_to_a_heading_that_is_not_there(self):
        page = "# Clocks, and `time`\n\n[a](#{})\n"
        self.assertEqual(self.faults_of({"sim/README.md": page.format("clocks-and-time")}), [])
        self.assert_one_fault({"sim/README.md": page.format("clocks")}, "no heading")
        self.assert_one_fault({"models/README.md": "[a](../sim/README.md#x)\n"}, "../sim/README.md#x", "no heading")

    def test_page_that_the_index_does_not_name(self):
        files = {"docs/README.md": "[a](a.md) [all of these](more/)\n", "docs/a.md": "a\n", "docs/more/b.md": "b\n"}
        self.assertEqual(self.faults_of(files), [])
        self.assert_one_fault({**files, "docs/c.md": "c\n"}, "docs/c.md", "does not name it")


if __name__ == "__main__":
    unittest.main()
