"""What a run found, as data frames."""

import dataclasses
import html
import json
import math

import pandas


@dataclasses.dataclass(frozen=True)
class Measure:
    """One measure of one subject: three answers. ``value`` is nan where nothing was simulated."""

    subject: str
    measure: str
    unit: str
    value: float
    low: float
    high: float
    exact: float
    trust: str


def _number(value):
    """JSON has no infinity: documents write it as a text. What there is no answer to is null."""
    return math.nan if value is None else float(value)


def _estimate(estimate, prefix=""):
    estimate = estimate or {}
    numbers = {prefix + key: _number(estimate.get(key)) for key in ("value", "low", "high")}
    return {**numbers, prefix + "trust": estimate.get("trust", "not_available")}


def _flat(rows, numbers=()):
    frame = pandas.DataFrame(rows)
    for column in numbers:
        if column in frame:
            frame[column] = frame[column].map(_number)
    return frame


class Result:
    """The answers to one question. Each property is a data frame that is made when it is asked for."""

    def __init__(self, engine):
        self._engine = engine
        self.document = json.loads(engine.json())  #: what `nines run --format json` writes: docs/reference/result.md

    interrupted = property(lambda self: self._engine.interrupted, doc="It is the answer so far.")
    trials = property(lambda self: self.document["run"]["trials"], doc="Trials done.")

    @property
    def measures(self):
        """Each measure of each subject: simulated ``value`` with ``low`` and ``high``; ``exact`` by the chain over the same mission and
        ``exact_long_run``; ``closed_form`` with its ``closed_form_value``, the first whose assumptions hold or else the first."""
        return pandas.DataFrame([self._measure(each) for each in self.document["measures"]])

    @staticmethod
    def _measure(each):
        chain = each["chain"] or {}
        forms = each["closed_forms"]
        form = next((f for f in forms if not f["broken_assumptions"]), forms[0] if forms else None)
        simulated = each["simulated"] or {}
        return {
            "kind": each["kind"],
            "subject": each["subject"],
            "measure": each["measure"],
            "unit": each["unit"],
            **_estimate(simulated),
            "trials": simulated.get("trials", 0),
            "events": simulated.get("events", 0),
            "exact": _number(chain.get("value")),
            "exact_long_run": _number(chain.get("long_run")),
            "exact_agreement": chain["verdict"]["agreement"] if chain else None,
            "closed_form": form["formula"] if form else None,
            "closed_form_value": _number(form["value"]) if form else math.nan,
            "closed_form_holds": bool(form and not form["broken_assumptions"]),
            "closed_form_agreement": form["verdict"]["agreement"] if form else None,
        }

    @property
    def closed_forms(self):
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
    def causes(self):
        """Where the downtime of each service goes, by the failure mode that began the outage."""
        return _flat(self.document["causes"])

    @property
    def phases(self):
        """Where it goes by what the service was waiting for: detection, decision, switchover, repair, restore and so on."""
        return _flat(self.document["phases"], ["downtime_s_per_year", "exact_s_per_year", "share_of_downtime"])

    @property
    def losses(self):
        """What the data of each service are lost by."""
        return _flat(self.document["losses"])

    @property
    def failures(self):
        """How often each failure mode struck in a mission, over all members, and what was observed in the field."""
        rows = [
            {"cause": each["cause"], **_estimate(each["per_mission"]), "observed": _number(each["observed"])}
            for each in self.document["failures"]
        ]
        return pandas.DataFrame(rows)

    @property
    def objectives(self):
        """Each objective, and whether it is met, missed or unresolved."""
        rows = [
            {
                **{key: each[key] for key in ("text", "service", "measure", "outcome", "reason")},
                "bound": _number(each["bound"]),
                **_estimate(each["value"]),
            }
            for each in self.document["objectives"]
        ]
        return pandas.DataFrame(rows)

    @property
    def downtime_quantiles(self):
        """Downtime in seconds per year that a mission does not exceed with each probability."""
        rows = []
        for each in self.document["downtime_quantiles"]:
            for quantile in each["quantiles"]:
                rows.append({"service": each["service"], **quantile})
        return pandas.DataFrame(rows)

    def measure(self, subject, measure):
        """One measure: ``result.measure("shop", "availability").value`` is the simulated UNavailability."""
        for each in self.document["measures"]:
            if each["subject"] == subject and each["measure"] == measure:
                row = self._measure(each)
                return Measure(**{field.name: row[field.name] for field in dataclasses.fields(Measure)})
        known = sorted({each["subject"] for each in self.document["measures"]})
        raise KeyError(f"there is no {measure} of {subject}; subjects: {', '.join(known)}")

    def table(self):
        """The table that the command prints."""
        return self._engine.table()

    def json(self):
        """The result document, as a text."""
        return self._engine.json()

    def csv(self):
        """The result as CSV."""
        return self._engine.csv()

    def __repr__(self):
        return self.table()

    def _repr_html_(self):
        return f"<pre>{html.escape(self.table())}</pre>"
