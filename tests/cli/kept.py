"""What the tests of the results store share."""

import contextlib
import json
import sqlite3

from driver import CommandTest, nines

# Long enough to be killed in the middle, on any machine.
LONG = ["--trials", "300000", "--no-chain"]


def query(file, sql):
    with contextlib.closing(sqlite3.connect(file)) as database:
        return database.execute(sql).fetchall()


def dump(file):
    with contextlib.closing(sqlite3.connect(file)) as database:
        return sorted(database.iterdump())


class KeptTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.runs = self.folder / "runs.db"

    def run_kept(self, *arguments, scenario=None, runs=None):
        kept = ("--results", runs or self.runs, "--format", "json")
        return self.assert_succeeds(nines("run", scenario or self.scenario, *kept, *arguments))

    def listed(self, *arguments, runs=None):
        text = self.assert_succeeds(nines("results", runs or self.runs, "--format", "json", *arguments))
        return json.loads(text)["runs"]
