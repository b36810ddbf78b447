"""Scenarios: loaded, changed, and asked."""

import collections.abc
import itertools
import os
import pathlib

import pandas

from nines import _nines
from nines.result import Result


class Interrupted(KeyboardInterrupt):
    """Somebody interrupted the simulation (Ctrl-C, or the notebook's stop button).

    ``result`` is the answer so far: its intervals are right for the trials that were done.
    """

    def __init__(self, result):
        super().__init__(f"interrupted after {result.trials} trials; the answer so far is in the exception's result")
        self.result = result


def written(value):
    """A value as a scenario file would have it: True is ``true``, a list is ``[a, b]``, a text is itself."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, collections.abc.Mapping):
        return "{" + ", ".join(f"{key}: {written(each)}" for key, each in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(written(each) for each in value) + "]"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return str(value)


def _changes(changes):
    return {str(path): written(value) for path, value in (changes or {}).items()}


class Scenario:
    """A platform, and what is asked about it. It never changes: ``with_`` gives another one."""

    def __init__(self, engine):
        self._engine = engine

    title = property(lambda self: self._engine.title, doc="One line.")
    description = property(lambda self: self._engine.description, doc="What it is, for a planner.")
    file = property(lambda self: self._engine.file, doc="The file that it was read from.")
    hash = property(lambda self: self._engine.hash, doc="16 hex digits over all that was read, with the changes.")
    mission_s = property(lambda self: self._engine.mission_s, doc="Length of the mission in seconds.")
    seed = property(lambda self: self._engine.seed, doc="Of the random numbers.")
    warnings = property(lambda self: self._engine.warnings, doc="What the reader finds doubtful; empty if nothing.")
    changes = property(lambda self: self._engine.changes, doc="What was changed, by path.")

    def with_(self, changes=None, **more):
        """The same with other values: ``with_({"nodes.web.count": 4, "mission": "2 years"})``.

        Paths are those of ``nines run --set``. Texts have their units, as in the file. Raises Error where a path or a value
        is wrong.
        """
        return Scenario(self._engine.changed(_changes({**(changes or {}), **more})))

    def run(self, *, trials=None, precision=None, seed=None, threads=0, chain=True, max_states=0, progress=None):
        """Simulates, solves the Markov chain where there is one, evaluates the closed forms, and judges.

        trials: this many, whatever the scenario says. precision: or until half the interval's width is this share of the value.
        seed: other random numbers; equal seeds give equal bytes on any number of threads. threads: 0, one for each
        processor. chain: False leaves the chain out. max_states: of the chain, 0 for as many as take seconds.
        progress: called a few times a second with trials done, trials planned (0: not known), seconds so far, seconds left
        and the interval so far in words.

        Raises Error for what cannot be, and Interrupted, with the answer so far.
        """
        result = Result(
            self._engine.run(
                trials=trials,
                precision=precision,
                seed=seed,
                threads=threads,
                chain=chain,
                max_states=max_states,
                progress=progress,
            )
        )
        if result.interrupted:
            raise Interrupted(result)
        return result

    def solve(self, *, max_states=0, progress=None):
        """The Markov chain's answers alone. Raises Error where there is no chain, with the reason."""
        return Result(self._engine.solve(max_states=max_states, progress=progress))

    def predict(self):
        """The closed forms alone, with their sources and the assumptions that do not hold."""
        return Result(self._engine.predict())

    def explain(self, trial=0, *, seed=None):
        """What happened in one trial (they count from 0), in words, with times and causes."""
        return self._engine.explain(trial=trial, seed=seed)

    def __repr__(self):
        name = self.title or self.file
        return f"<nines.Scenario {name!r}{', changed' if self.changes else ''}>"


def load(file, changes=None):
    """Reads a scenario file. Raises Error with everything that is wrong with it, each with its place and a remedy."""
    return Scenario(_nines.Scenario.from_file(os.fspath(file), _changes(changes)))


def parse(text, changes=None, *, name="scenario", directory=None):
    """Reads a scenario from a text. ``directory``: what its includes and data files are relative to; without it there are none."""
    where = None if directory is None else pathlib.Path(directory)
    return Scenario(_nines.Scenario.from_text(text, name, where, _changes(changes)))


def new():
    """The text of a commented scenario to start from."""
    return _nines.starter_scenario()


def sweep(scenario, vary, *, measures=None, **run):
    """Runs the scenario at every point of a grid, and returns the measures of all points as one data frame.

    vary: values by path, ``{"nodes.web.count": [2, 3, 4], "detectors.checks.interval": ["1 s", "5 s"]}``. All points have the same
    seed, so that differences between them are sharper than their intervals say. measures: names of those to keep.
    The other arguments are those of ``Scenario.run``. All points are checked before the first one runs. Raises Interrupted with
    the frame of the finished points as ``result``.
    """
    paths = list(vary)
    points = [dict(zip(paths, values)) for values in itertools.product(*vary.values())]
    scenarios = [scenario.with_(point) for point in points]
    frames = []
    for point, each in zip(points, scenarios):
        frame = each.run(**run).measures
        if measures is not None:
            frame = frame[frame["measure"].isin(measures)]
        for position, path in enumerate(paths):
            frame.insert(position, path, [point[path]] * len(frame))
        frames.append(frame)
    return pandas.concat(frames, ignore_index=True)
