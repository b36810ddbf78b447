"""Runs the built nines command from outside, as a user does. Shared by the tests beside it."""

import os
import pathlib
import pty
import select
import signal
import subprocess
import sys
import tempfile
import time
import unittest

NINES = ""
ROOT = pathlib.Path(__file__).resolve().parents[2]

# Two machines of which one is needed: a chain of three states, and outages enough for a short run.
SCENARIO = """\
nines: 1
title: Two machines
mission: 1 year
trials: 2000
seed: 1
nodes:
  machine:
    count: 2
    failures:
      fault:
        time to failure: exponential 200 h
        time to repair: exponential 20 h
services:
  plant:
    needs: 1 of machine
"""
# Longer than any of these tests waits.
ENDLESS = ["--trials", "1e9"]


def nines(*arguments, stdin=None, env=None, **keywords):
    environment = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "TERM")}
    environment.update(env or {})
    return subprocess.run(
        [NINES, *map(str, arguments)], input=stdin, capture_output=True, text=True, env=environment, timeout=120, **keywords
    )


def on_terminal(*arguments, env=None, interrupt_after=None):
    """Runs nines on a terminal of its own; what it shows, and its exit code."""
    try:
        child, terminal = pty.fork()
    except OSError as error:  # where /dev/pts is not mounted
        raise unittest.SkipTest(f"no terminal to be had here: {error}") from error
    if child == 0:
        os.environ.pop("NO_COLOR", None)
        os.environ.update({"TERM": "xterm", **(env or {})})
        os.execv(NINES, [NINES, *map(str, arguments)])
    shown = b""
    started = time.monotonic()
    while True:
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                piece = os.read(terminal, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        if interrupt_after is not None and time.monotonic() - started > interrupt_after:
            os.kill(child, signal.SIGINT)
            interrupt_after = None
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return shown.decode(), os.waitstatus_to_exitcode(status)


class CommandTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.scenario = self.write("plant.yaml", SCENARIO)

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def assert_fails(self, exit_code, finished, *words):
        self.assertEqual(finished.returncode, exit_code, finished.stderr)
        for word in words:
            self.assertIn(word, finished.stderr)
        self.assertNotIn("internal error", finished.stderr)

    def assert_succeeds(self, finished):
        self.assertEqual(finished.returncode, 0, finished.stderr)
        return finished.stdout


def main():
    """Runs the tests of the calling script, whose first argument is the nines command."""
    global NINES
    NINES = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
