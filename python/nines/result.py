"""What was found, as data frames.

Times are in seconds, rates per year (of 8760 h), availabilities are UNavailabilities: ``unit`` says what a row holds.
"""

from __future__ import annotations

import dataclasses
import html
import json
import math
import os
import pathlib
from typing import Any, Mapping, Optional, Sequence, Union

import pandas

from nines.plot import Figure


@dataclasses.dataclass(frozen=True)
class Measure:
    """One measure of one subject. ``value``, ``low`` and ``high`` are simulated, ``exact`` is the Markov chain's over the same
    mission, all in ``unit``; nan where there is none. ``trust``: docs/reference/result.md."""

    subject: str
    measure: str
    unit: str
    value: float
    low: float
    high: float
    exact: float
    trust: str


def _number(value: Any) -> float:
    """JSON has no infinity: documents write it as a text. What there is no answer to is null."""
    return math.nan if value is None else float(value)


def _estimate(estimate: Optional[Mapping[str, Any]]) -> dict[str, Any]:
    estimate = estimate or {}
    numbers = {key: _number(estimate.get(key)) for key in ("value", "low", "high")}
    return {**numbers, "trust": estimate.get("trust", "not_available")}


def _frame(rows: Sequence[Mapping[str, Any]], columns: str) -> pandas.DataFrame:
    """With these columns even if there are no rows."""
    return pandas.DataFrame(list(rows), columns=columns.split())


ESTIMATE = "value low high trust"


class Document:
    """What every result can do."""

    def __init__(self, engine: Any):
        self._engine = engine
        self.document = json.loads(engine.json())  #: what `--format json` writes: docs/reference/result.md

    @property
    def interrupted(self) -> bool:
        """It is the answer so far."""
        return self._engine.interrupted

    def table(self) -> str:
        """The table that the command prints."""
        return self._engine.table()

    def json(self) -> str:
        """The document, as a text."""
        return self._engine.json()

    def __repr__(self) -> str:
        return self.table()

    def _repr_html_(self) -> str:
        style = "white-space:pre;overflow:auto;max-height:40em;font-size:85%;line-height:1.3"
        return f'<pre style="{style}">{html.escape(self.table())}</pre>'


class Rows(Document):
    """What is a table for spreadsheets, too."""

    def csv(self) -> str:
        """The same as CSV."""
        return self._engine.csv()


class Result(Rows):
    """The answers to one question about one scenario. Each property is a data frame that is made when it is asked for."""

    @property
    def trials(self) -> int:
        """Trials done."""
        return self.document["run"]["trials"]

    @property
    def measures(self) -> pandas.DataFrame:
        """Each measure of each subject (of node classes and domain levels of one of ``members``, but ``mttf`` is that of the first of
        them): simulated ``value`` with ``low`` and ``high``; ``exact`` by the chain over the same mission,
        ``exact_long_run`` and, of availability and the like, ``exact_at_end`` of the mission; ``closed_form`` with its
        ``closed_form_value``, the first whose assumptions hold or else the first."""
        return pandas.DataFrame([self._measure(each) for each in self.document["measures"]])

    @staticmethod
    def _measure(each: Mapping[str, Any]) -> dict[str, Any]:
        chain = each["chain"] or {}
        forms = each["closed_forms"]
        form = next((f for f in forms if not f["broken_assumptions"]), forms[0] if forms else None)
        simulated = each["simulated"] or {}
        return {
            "kind": each["kind"],
            "subject": each["subject"],
            "members": each["members"],
            "measure": each["measure"],
            "unit": each["unit"],
            **_estimate(simulated),
            "trials": simulated.get("trials", 0),
            "events": simulated.get("events", 0),
            "exact": _number(chain.get("value")),
            "exact_long_run": _number(chain.get("long_run")),
            "exact_at_end": _number(chain.get("at_end")),
            "exact_agreement": chain["verdict"]["agreement"] if chain else None,
            "closed_form": form["formula"] if form else None,
            "closed_form_value": _number(form["value"]) if form else math.nan,
            "closed_form_holds": bool(form and not form["broken_assumptions"]),
            "closed_form_agreement": form["verdict"]["agreement"] if form else None,
        }

    @property
    def closed_forms(self) -> pandas.DataFrame:
        """Every closed form of every measure, with its source and the assumptions that do not hold."""
        rows = []
        for each in self.document["measures"]:
            for form in each["closed_forms"]:
                rows.append(
                    {
                        "subject": each["subject"],
                        "measure": each["measure"],
                        "unit": each["unit"],
                        "formula": form["formula"],
                        "value": _number(form["value"]),
                        "horizon": form["horizon"],
                        "agreement": form["verdict"]["agreement"],
                        "relative_difference": _number(form["verdict"]["relative_difference"]),
                        "broken_assumptions": "; ".join(form["broken_assumptions"]),
                        "source": form["source"],
                    }
                )
        return pandas.DataFrame(rows)

    @property
    def causes(self) -> pandas.DataFrame:
        """Where the downtime of each service goes, by the failure mode that began the outage."""
        columns = "service cause downtime_s_per_year outages_per_year share_of_downtime"
        return _frame(self.document["causes"], columns)

    @property
    def phases(self) -> pandas.DataFrame:
        """Where it goes by what the service was waiting for: detection, decision, switchover, repair, restore and so on."""
        numbers = ["downtime_s_per_year", "exact_s_per_year", "share_of_downtime"]
        frame = _frame(self.document["phases"], "service phase " + " ".join(numbers))
        return frame.assign(**{column: frame[column].map(_number) for column in numbers})

    @property
    def losses(self) -> pandas.DataFrame:
        """What the data of each service are lost by. ``mean_loss_s``: how old what came back was, in seconds."""
        columns = "service cause losses_per_year share_of_losses mean_loss_s unrecoverable_share goes_on_at_once"
        return _frame(self.document["losses"], columns)

    @property
    def failures(self) -> pandas.DataFrame:
        """How often each failure mode struck in a mission, over all members, and what was observed in the field."""
        rows = [
            {"cause": each["cause"], **_estimate(each["per_mission"]), "observed": _number(each["observed"])}
            for each in self.document["failures"]
        ]
        return _frame(rows, f"cause {ESTIMATE} observed")

    @property
    def objectives(self) -> pandas.DataFrame:
        """Each objective, and whether it is met, missed or unresolved."""
        rows = [
            {
                **{key: each[key] for key in ("text", "service", "measure", "outcome", "reason")},
                "bound": _number(each["bound"]),
                **_estimate(each["value"]),
                "met_in_missions": _number((each["met_in_missions"] or {}).get("value")),
            }
            for each in self.document["objectives"]
        ]
        return _frame(rows, f"text service measure outcome reason bound {ESTIMATE} met_in_missions")

    @property
    def downtime_quantiles(self) -> pandas.DataFrame:
        """Downtime in seconds per year that a mission does not exceed with each probability."""
        rows = []
        for each in self.document["downtime_quantiles"]:
            for quantile in each["quantiles"]:
                rows.append({"service": each["service"], **quantile})
        return _frame(rows, "service probability downtime_s_per_year")

    @property
    def member_downtime_quantiles(self) -> pandas.DataFrame:
        """The same of node classes and levels of domains: of the mean downtime of all their members."""
        rows = []
        for each in self.document["member_downtime_quantiles"]:
            for quantile in each["quantiles"]:
                rows.append({"kind": each["kind"], "subject": each["subject"], **quantile})
        return _frame(rows, "kind subject probability downtime_s_per_year")

    @property
    def figures(self) -> list[Figure]:
        """The charts of the report: where the downtime goes, by cause and by phase; its distribution; lengths of outages; the course
        of the mission; how the interval narrowed; what data are lost; the platform."""
        return [Figure(each) for each in self._engine.figures()]

    def figure(self, id: str) -> Figure:
        """One of them, by the beginning of its id."""
        all = self.figures
        for each in all:
            if each.id.startswith(id):
                return each
        raise KeyError(f"there is no figure {id}; figures: {', '.join(each.id for each in all)}")

    def report(self, file: Union[str, os.PathLike[str]]) -> None:
        """Writes the page with charts that `nines report` writes: one file that opens offline."""
        page = self._engine.html(f"result.report({os.fspath(file)!r})")
        pathlib.Path(file).write_text(page, encoding="utf-8")

    def _repr_html_(self) -> str:
        shown = [each._repr_html_() for each in self.figures if each.id.startswith("causes")]
        return super()._repr_html_() + "".join(shown)

    def measure(self, subject: str, measure: str) -> Measure:
        """One measure: ``result.measure("shop", "availability").value`` is the simulated UNavailability."""
        for each in self.document["measures"]:
            if each["subject"] == subject and each["measure"] == measure:
                row = self._measure(each)
                return Measure(**{field.name: row[field.name] for field in dataclasses.fields(Measure)})
        known = sorted({each["subject"] for each in self.document["measures"]})
        raise KeyError(f"there is no {measure} of {subject}; subjects: {', '.join(known)}")


def _setting(text: str) -> Union[int, float, str]:
    """A number where it is one without a unit."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return text


class Sweep(Rows):
    """What a sweep found."""

    @property
    def points(self) -> pandas.DataFrame:
        """A row for each point, service and measure: a column for each place that is varied, the simulated ``value`` with ``low`` and
        ``high``, and ``exact`` by the chain, in ``unit``."""
        rows = []
        for number, point in enumerate(self.document["points"]):
            settings = {path: _setting(text) for path, text in point["settings"].items()}
            about = {"point": number, "combination": point["combination"], **settings}
            for each in point["measures"]:
                names = {key: each[key] for key in ("service", "measure", "unit")}
                rows.append({**about, **names, **_estimate(each["simulated"]), "exact": _number(each["chain"])})
        return pandas.DataFrame(rows)

    def curve(self, measure: str, service: Optional[str] = None) -> pandas.DataFrame:
        """Of the points, the rows of one measure of one service (or of the last one), in their order."""
        points = self.points
        service = points["service"].iloc[-1] if service is None else service
        rows = points[(points["measure"] == measure) & (points["service"] == service)]
        if rows.empty:
            raise KeyError(f"there is no {measure} of {service}")
        return rows.reset_index(drop=True)

    @property
    def spreads(self) -> pandas.DataFrame:
        """Of uncertain inputs, at each combination of what is varied: how far they spread the answer."""
        columns = "combination service measure draws mean quantile_5 median quantile_95 simulation_half_width"
        return _frame(self.document["spreads"], columns)

    @property
    def effects(self) -> pandas.DataFrame:
        """Of a tornado: the answer with each input low and high, the largest effect first."""
        return _frame(self.document["effects"], "service measure path low_setting high_setting low high resolved")

    @property
    def indices(self) -> pandas.DataFrame:
        """Shares of the answer's variance that are due to each uncertain input, with one standard error."""
        return _frame(self.document["indices"], "service measure path main main_error total total_error")


class Difference(Rows):
    """What tells two scenarios apart."""

    @property
    def measures(self) -> pandas.DataFrame:
        """Of each measure ``first``, ``second`` and the ``difference`` with ``low`` and ``high``, in ``unit``; ``outcome`` is resolved,
        unresolved, none_seen or not_available, ``narrower`` how many times narrower the interval is than of two runs."""
        frame = pandas.DataFrame(self.document["measures"])
        for column in ("first", "second", "difference", "low", "high", "chain_first", "chain_second"):
            if column in frame:
                frame[column] = frame[column].map(_number)
        return frame


class Importance(Rows):
    """Which parts the downtime of a service hangs on."""

    @property
    def parts(self) -> pandas.DataFrame:
        """A row for each part: ``gain`` of unavailability if it never fails, ``loss`` if one member has failed for good, and what
        reliability theory makes of them."""
        rows = []
        for each in self.document["parts"]:
            row = {key: each[key] for key in ("kind", "name")}
            for part in ("gain", "loss"):
                row.update({f"{part}{suffix}": _number(each[part][key]) for suffix, key in SUFFIXES.items()})
            rows.append({**row, **{key: _number(each[key]) for key in WORTHS}})
        return pandas.DataFrame(rows)


SUFFIXES = {"": "value", "_low": "low", "_high": "high", "_exact": "chain"}
WORTHS = ("fussell_vesely", "risk_reduction_worth", "risk_achievement_worth", "birnbaum")


class Audit(Document):
    """What formulas of the literature give, what is right, and what is simulated."""

    @property
    def examples(self) -> pandas.DataFrame:
        """A row for each example of each formula: its ``own`` answer (nan where it has not the unit of what it is about), the
        ``right`` one, and the simulated ``value`` with ``low`` and ``high``, in ``unit``."""
        rows = []
        for article in self.document["articles"]:
            for formula in article["formulas"]:
                rows += [self._example(formula, each) for each in formula["examples"]]
        return pandas.DataFrame(rows)

    @staticmethod
    def _example(formula: Mapping[str, Any], each: Mapping[str, Any]) -> dict[str, Any]:
        own, right, simulated = each["own"], each["right"], each["simulated"] or {}
        return {
            **{key: formula[key] for key in ("id", "name", "verdict")},
            "example": each["name"],
            "unit": right["unit"],
            "own": _number(own["value"]) if own["unit"] == right["unit"] else math.nan,
            "own_text": own["text"],
            "right": _number(right["value"]),
            "right_text": right["text"],
            **{key: _number(simulated.get(key)) for key in ("value", "low", "high")},
        }
