"""Charts by the same hand as those of a report. In a notebook they are shown; `save` writes an SVG file.

    nines.plot.chart(
        "Downtime in a year",
        nines.plot.line(intervals, downtime, low=low, high=high, name="two missing beats"),
        x="a beat every", x_unit="seconds", y="per year", y_unit="seconds", log_x=True,
    )

Units say how values are written: "number", "count", "share" (0.5 is 50 %), "seconds" (90 is 1 min 30 s), "unavailability" (1e-4 is
99.99 %, and less of it is further up).
"""

from __future__ import annotations

import base64
import html
import os
import pathlib
from collections.abc import Iterable, Mapping
from typing import Optional, Union

import pandas

from nines import _nines

Numbers = Iterable[float]


class Figure:
    """A drawing, and the numbers behind it."""

    def __init__(self, engine: _nines.Figure):
        self._engine = engine

    @property
    def id(self) -> str:
        """Of letters, digits and dashes."""
        return self._engine.id

    @property
    def title(self) -> str:
        """What it shows."""
        return self._engine.title

    @property
    def caption(self) -> str:
        """How to read it; may be empty."""
        return self._engine.caption

    @property
    def svg(self) -> str:
        """The drawing, as a text."""
        return self._engine.svg

    @property
    def vega_lite(self) -> str:
        """The same as a specification for Vega-Lite, as a text; empty where there is none."""
        return self._engine.vega_lite

    @property
    def table(self) -> pandas.DataFrame:
        """The numbers behind it, as they are written."""
        table = self._engine.table
        return pandas.DataFrame(table.rows, columns=table.header)

    def save(self, file: Union[str, os.PathLike[str]]) -> None:
        """Writes it as an SVG file."""
        pathlib.Path(file).write_text(self.svg, encoding="utf-8")

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_html_(self) -> str:
        # As an image, its rules of style stay its own.
        data = base64.b64encode(self.svg.encode()).decode()
        alt = html.escape(f"{self.title}. {self.caption}", quote=True)
        image = f'<img alt="{alt}" style="max-width:100%" src="data:image/svg+xml;base64,{data}">'
        return f'<figure style="margin:0">{image}<figcaption>{html.escape(self.caption)}</figcaption></figure>'

    def __repr__(self) -> str:
        return f"<nines.plot.Figure {self.title!r}>"


def _numbers(values: Optional[Numbers]) -> list[float]:
    return [] if values is None else [float(value) for value in values]


def line(
    x: Numbers, y: Numbers, low: Optional[Numbers] = None, high: Optional[Numbers] = None, name: str = ""
) -> _nines.Series:
    """A curve; with `low` and `high` it has a band. What is nan, or not positive on a logarithmic axis, is left out."""
    return _nines.Series("line", name, _numbers(x), _numbers(y), _numbers(low), _numbers(high))


def steps(
    x: Numbers, y: Numbers, low: Optional[Numbers] = None, high: Optional[Numbers] = None, name: str = ""
) -> _nines.Series:
    """Level from each x to the next."""
    return _nines.Series("steps", name, _numbers(x), _numbers(y), _numbers(low), _numbers(high))


def bars(x: Numbers, y: Numbers, name: str = "") -> _nines.Series:
    """Bars that stand, each from its x to the next."""
    return _nines.Series("bars", name, _numbers(x), _numbers(y), [], [])


def chart(
    title: str,
    *series: _nines.Series,
    x: str = "",
    y: str = "",
    x_unit: str = "number",
    y_unit: str = "number",
    log_x: bool = False,
    log_y: bool = False,
    at_x: Optional[Mapping[str, float]] = None,
    at_y: Optional[Mapping[str, float]] = None,
    caption: str = "",
) -> Figure:
    """Series over two axes. at_x, at_y: lines across it, values by name."""
    upright = [(str(words), float(value)) for words, value in (at_x or {}).items()]
    level = [(str(words), float(value)) for words, value in (at_y or {}).items()]
    x_axis, y_axis = _nines.Axis(x, x_unit, log_x), _nines.Axis(y, y_unit, log_y)
    return Figure(_nines.chart(title, caption, x_axis, y_axis, list(series), upright, level))


def lying_bars(
    title: str, rows: Mapping[str, float], *, x: str = "", unit: str = "number", caption: str = ""
) -> Figure:
    """Bars that lie, one for each name in `rows`."""
    pairs = [(str(label), float(value)) for label, value in rows.items()]
    return Figure(_nines.lying_bars(title, caption, _nines.Axis(x, unit, False), pairs))
