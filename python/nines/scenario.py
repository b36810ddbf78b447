"""Scenarios: loaded, changed, and asked."""

from __future__ import annotations

import html
import os
import pathlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Optional, TypeVar, Union

from nines import _nines
from nines.result import Audit, Difference, Document, Importance, Result, Sweep

#: Called a few times a second with trials done, trials planned (0: not known), seconds so far, seconds left, and the interval so far in words.
Progress = Callable[[int, int, float, float, str], object]
Changes = Mapping[str, Any]
Kind = TypeVar("Kind", bound=Document)


class Interrupted(KeyboardInterrupt):
    """Somebody interrupted the simulation (Ctrl-C, or the notebook's stop button).

    ``result`` is the answer so far: its intervals are right for the trials that were done; of a sweep it has the points that
    were finished.
    """

    def __init__(self, result: Document):
        super().__init__("interrupted; the answer so far is in the exception's result")
        self.result = result


def finished(result: Kind) -> Kind:
    """The result, unless it is the answer so far."""
    if result.interrupted:
        raise Interrupted(result)
    return result


def written(value: Any) -> str:
    """A value as a scenario file would have it: True is ``true``, a list is ``[a, b]``, a text is itself."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {written(each)}" for key, each in value.items()) + "}"
    if isinstance(value, str):
        return value
    if hasattr(value, "tolist"):  # numpy's numbers and arrays
        value = value.tolist()
    if isinstance(value, (list, tuple, range)):
        return "[" + ", ".join(written(each) for each in value) + "]"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return str(value)


def _changes(changes: Optional[Changes]) -> list[tuple[str, str]]:
    return [(str(path), written(value)) for path, value in (changes or {}).items()]


def _whole(value: Any) -> Any:
    """2e4 is a whole number, too."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _wishes(trials=None, precision=None, seed=None, threads=0, chain=True, max_states=0) -> _nines.Wishes:
    return _nines.Wishes(_whole(trials), precision, _whole(seed), threads, chain, _whole(max_states))


class Scenario:
    """A platform, and what is asked about it. It never changes: ``with_`` gives another one.

    What the methods that simulate have in common:

    - ``trials``: simulate this many missions, whatever the scenario says
    - ``precision``: or simulate until half the interval's width is this share of the value (0.05 is 5 %)
    - ``seed``: other random numbers; equal seeds give equal bytes on any number of threads
    - ``threads``: 0 is one for each processor
    - ``chain``: False leaves the Markov chain out; ``max_states``: of it, 0 for as many as take seconds
    - ``progress``: called a few times a second with trials done, trials planned (0: not known), seconds so far, seconds left and
      the interval so far in words

    They raise Error for what cannot be, and Interrupted, with the answer so far.
    """

    def __init__(self, engine: _nines.Scenario):
        self._engine = engine

    @property
    def title(self) -> str:
        """One line."""
        return self._engine.title

    @property
    def description(self) -> str:
        """What it is, for a planner."""
        return self._engine.description

    @property
    def file(self) -> str:
        """The file that it was read from."""
        return self._engine.file

    @property
    def text(self) -> str:
        """As it was read, without the changes."""
        return self._engine.text()

    @property
    def hash(self) -> str:
        """16 hex digits over all that was read, with the changes."""
        return self._engine.hash

    @property
    def mission_s(self) -> float:
        """Length of the mission in seconds."""
        return self._engine.mission_s

    @property
    def seed(self) -> int:
        """Of the random numbers."""
        return self._engine.seed

    @property
    def warnings(self) -> str:
        """What the reader finds doubtful; empty if nothing."""
        return self._engine.warnings

    @property
    def changes(self) -> dict[str, str]:
        """What was changed, by path."""
        return self._engine.changes

    def with_(self, changes: Optional[Changes] = None, **more: Any) -> Scenario:
        """The same with other values: ``with_({"nodes.web.count": 4, "mission": "2 years"})``.

        Paths are those of ``nines run --set``. Texts have their units, as in the file. Raises Error where a path or a value
        is wrong.
        """
        return Scenario(self._engine.changed(_changes({**(changes or {}), **more})))

    def run(
        self,
        *,
        trials: Optional[float] = None,
        precision: Optional[float] = None,
        seed: Optional[int] = None,
        threads: int = 0,
        chain: bool = True,
        max_states: int = 0,
        progress: Optional[Progress] = None,
    ) -> Result:
        """Simulates, solves the Markov chain where there is one, evaluates the closed forms, and judges (`nines run`)."""
        wishes = _wishes(trials, precision, seed, threads, chain, max_states)
        return finished(Result(self._engine.run(wishes, progress)))

    def solve(self, *, max_states: int = 0, progress: Optional[Progress] = None) -> Result:
        """The Markov chain's answers alone (`nines solve`). Raises Error where there is no chain, with the reason."""
        return finished(Result(self._engine.solve(_wishes(max_states=max_states), progress)))

    def predict(self) -> Result:
        """The closed forms alone, with their sources and the assumptions that do not hold (`nines predict`)."""
        return Result(self._engine.predict())

    def importance(self, service: str = "", *, progress: Optional[Progress] = None, **wishes: Any) -> Importance:
        """Which parts the downtime of a service (or of the last one) hangs on (`nines importance`)."""
        return finished(Importance(_nines.importance(self._engine, service, _wishes(**wishes), progress)))

    def explain(self, trial: int = 0, *, seed: Optional[int] = None) -> str:
        """What happened in one trial (they count from 0), in words, with times and causes."""
        return self._engine.explain(trial, seed)

    def __repr__(self) -> str:
        name = self.title or self.file
        return f"<nines.Scenario {name!r}{', changed' if self.changes else ''}>"

    def _repr_html_(self) -> str:
        changes = "".join(
            f"<li><code>{html.escape(path)}: {html.escape(value)}</code></li>" for path, value in self.changes.items()
        )
        return (
            f"<p><strong>{html.escape(self.title or self.file)}</strong></p>"
            + (f"<p>{html.escape(self.description)}</p>" if self.description else "")
            + (f"<p>changed:</p><ul>{changes}</ul>" if changes else "")
            + f"<details><summary>the scenario</summary><pre>{html.escape(self.text)}</pre></details>"
            + (f"<pre>{html.escape(self.warnings)}</pre>" if self.warnings else "")
        )


def load(file: Union[str, os.PathLike[str]], changes: Optional[Changes] = None) -> Scenario:
    """Reads a scenario file. Raises Error with everything that is wrong with it, each with its place and a remedy."""
    return Scenario(_nines.Scenario.from_file(os.fspath(file), _changes(changes)))


def parse(
    text: str,
    changes: Optional[Changes] = None,
    *,
    name: str = "scenario",
    directory: Union[str, os.PathLike[str], None] = None,
) -> Scenario:
    """Reads a scenario from a text. ``directory``: what its includes and data files are relative to; without it there are none."""
    where = None if directory is None else pathlib.Path(directory)
    return Scenario(_nines.Scenario.from_text(text, name, where, _changes(changes)))


def new() -> str:
    """The text of a commented scenario to start from."""
    return _nines.starter_scenario()


def sweep(
    scenario: Scenario,
    vary: Optional[Changes] = None,
    *,
    uncertain: Optional[Mapping[str, str]] = None,
    zip: bool = False,
    kind: str = "points",
    draws: Optional[int] = None,
    design: str = "",
    measures: Sequence[str] = (),
    progress: Optional[Progress] = None,
    **wishes: Any,
) -> Sweep:
    """The scenario with one setting after another, all with the same random numbers (`nines sweep`).

    - ``vary``: values by path, ``{"nodes.web.count": [2, 3, 4], "detectors.beats.period": "log 1 s..1 min 7"}``: lists, or texts
      as behind ``--vary``; all their combinations, or with ``zip`` the first of each, then the second of each, and so on
    - ``uncertain``: what is known of inputs that are not known for certain, ``{"parameters.life": "3 failures in 10000 h"}``;
      ``draws`` of them, by ``design`` ("sobol" or "latin hypercube")
    - ``kind``: "points"; "tornado", each input alone low and high; "indices", the share of the spread that is due to each
    - ``measures``: which the table and the spreads are about: "shop.downtime", or "downtime" of the last service
    - the others: those of Scenario.run

    All points are checked before the first one runs: Error says what is wrong with which. What the scenario's own `sweep:`
    says is varied, too. Interrupted has a Sweep of the finished points.
    """
    question = _nines.SweepQuestion(
        kind, _changes(vary), _changes(uncertain), zip, design, _whole(draws), [str(each) for each in measures]
    )
    return finished(Sweep(_nines.sweep(scenario._engine, question, _wishes(**wishes), progress)))


def compare(
    first: Scenario,
    second: Scenario,
    *,
    measures: Sequence[str] = (),
    progress: Optional[Progress] = None,
    **wishes: Any,
) -> Difference:
    """The difference between two scenarios, second minus first, trial by trial with the same random numbers (`nines diff`).

    What both have in common happens to both, so that the difference is known far better than each of them. ``measures``: only
    these ("downtime", "shop.downtime"). The other arguments are those of Scenario.run.
    """
    names = [str(each) for each in measures]
    return finished(Difference(_nines.compare(first._engine, second._engine, names, _wishes(**wishes), progress)))


def audit(*, threads: int = 0) -> Audit:
    """Formulas of five articles at their word, beside what is right and what is simulated (`nines audit`)."""
    return finished(Audit(_nines.audit(threads)))
