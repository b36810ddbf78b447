"""What the figures show comes from runs of the nines command: here they are made and read."""

import functools
import json
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
NINES = ["nines"]

# The colours of the phases of an outage, in the order in which they follow each other.
PHASES = [
    ("detection", "orange"),
    ("decision", "brown"),
    ("switchover", "purple"),
    ("recovery", "red"),
    ("failback", "teal"),
    ("waiting for a spare", "brown"),
    ("waiting for a crew", "grey"),
    ("repair", "blue"),
    ("restart", "green"),
    ("rotation", "green"),
    ("restore", "red"),
    ("replay", "brown"),
]


class Result:
    """One result document of `nines run` (docs/reference/result.md)."""

    def __init__(self, document):
        self._document = document
        if not document["run"]["precision_reached"]:
            raise ValueError(f"{document['title']}: the precision was not reached")

    def simulated(self, subject, measure):
        """(value, low, high): in seconds a year for downtime, a year for outages, unavailabilities, shares lost."""
        found = self._measure(subject, measure)["simulated"]
        return found["value"], found["low"], found["high"]

    def exact(self, subject, measure):
        """The Markov chain's answer in the long run."""
        return self._measure(subject, measure)["chain"]["long_run"]

    def closed_form(self, subject, measure, formula):
        return next(each["value"] for each in self._measure(subject, measure)["closed_forms"] if formula in each["formula"])

    def _measure(self, subject, measure):
        return next(
            each
            for each in self._document["measures"]
            if each["kind"] == "service" and (each["subject"], each["measure"]) == (subject, measure)
        )

    def phases(self, service):
        """Seconds of downtime a year."""
        words = {"spare_wait": "waiting for a spare", "crew_wait": "waiting for a crew"}
        return {
            words.get(each["phase"], each["phase"]): each["downtime_s_per_year"] or 0 for each in self._document["phases"] if each["service"] == service
        }

    def causes(self, service):
        """{what began the outages: (seconds of downtime a year, outages a year)}"""
        return {
            each["cause"]: (each["downtime_s_per_year"], each["outages_per_year"])
            for each in self._document["causes"]
            if each["service"] == service
        }

    def failures(self, cause):
        """How often it struck in a mission."""
        return next(each["per_mission"]["value"] for each in self._document["failures"] if each["cause"] == cause)

    def detector(self, name):
        return next(each for each in self._document["detectors"] if each["name"] == name)


@functools.cache
def run(scenario, *settings, command="run"):
    """`settings` are PATH=VALUE as for --set. Scenarios are named from scenarios/ on, without .yaml."""
    return Result(json.loads(_nines(command, f"scenarios/{scenario}.yaml", settings, ["--format", "json", "--quiet"])))


def run_text(text, command="run"):
    """As `run`, of a scenario that is given as text."""
    return Result(json.loads(_nines(command, "-", (), ["--format", "json", "--quiet"], text)))


def _nines(command, file, settings, options, text=None):
    arguments = [word for setting in settings for word in ("--set", setting)]
    words = [*NINES, command, file, *arguments, *options]
    finished = subprocess.run(words, cwd=ROOT, input=text, capture_output=True, text=True)
    if finished.returncode != 0:
        raise RuntimeError(f"{' '.join(words)}\n{finished.stderr}")
    return finished.stdout


UNITS_S = {"ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0, "y": 31536000.0}


def seconds(words):
    """From 1 min 33 s."""
    return sum(float(value) * UNITS_S[unit] for value, unit in re.findall(r"([\d.]+) (ms|s|min|h|d|y)\b", words))


def incidents(scenario, trial, *settings):
    """Of `nines explain`: for each incident when it begins, in seconds, and its events, as (seconds from then, words)."""
    found = []
    for line in _nines("explain", f"scenarios/{scenario}.yaml", settings, ["--trial", str(trial)]).splitlines():
        if line.startswith("day "):
            found.append((3600 * float(re.search(r"\(([\d.]+) h\)", line)[1]), []))
        elif line.startswith("    +"):
            offset, words = re.match(r" +\+(.*?)  +(.*)", line).groups()
            found[-1][1].append((seconds(offset), words))
    return found


def outages(scenario, trial, *settings):
    """How long each outage lasted in one trial, in seconds."""
    told = _nines("explain", f"scenarios/{scenario}.yaml", settings, ["--trial", str(trial)])
    return [seconds(words) for words in re.findall(r"^day .*OUTAGE of [^:]*: ([^,]*),", told, re.MULTILINE)]


def spans(events, turns, first_state, end_s):
    """(from, to, state) of one lane of a timeline; turns are (what `explain` says, the state from then on)."""
    found = []
    since_s, state = 0.0, first_state
    for at_s, words in events:
        for pattern, next_state in turns:
            if re.fullmatch(pattern, words):
                if at_s > since_s:
                    found.append((since_s, at_s, state))
                since_s, state = at_s, next_state
    return [*found, (since_s, end_s, state)]
