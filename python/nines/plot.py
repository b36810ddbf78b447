"""Charts by the same hand as those of a report. In a notebook they are shown; `save` writes an SVG file.

    nines.plot.chart(
        "Downtime in a year",
        nines.plot.line(intervals, downtime, low=low, high=high, name="two missing beats"),
        x="a beat every", x_unit="seconds", y="per year", y_unit="seconds", log_x=True,
    )

Units say how values are written: "number", "count", "share" (0.5 is 50 %), "seconds" (90 is 1 min 30 s), "unavailability" (1e-4 is
99.99 %, and less of it is further up).
"""

import pathlib

from nines import _nines


class Figure:
    """A drawing."""

    def __init__(self, title, svg):
        self.title = title
        self.svg = svg  #: as a text

    def save(self, file):
        """Writes it as an SVG file."""
        pathlib.Path(file).write_text(self.svg, encoding="utf-8")

    def _repr_svg_(self):
        return self.svg

    def __repr__(self):
        return f"<nines.plot.Figure {self.title!r}>"


def _numbers(values):
    return [] if values is None else [float(value) for value in values]


def line(x, y, low=None, high=None, name=""):
    """A curve; with `low` and `high` it has a band. What is nan, or not positive on a logarithmic axis, is left out."""
    return _nines.Series("line", name, _numbers(x), _numbers(y), _numbers(low), _numbers(high))


def steps(x, y, low=None, high=None, name=""):
    """Level from each x to the next."""
    return _nines.Series("steps", name, _numbers(x), _numbers(y), _numbers(low), _numbers(high))


def bars(x, y, name=""):
    """Bars that stand, each from its x to the next."""
    return _nines.Series("bars", name, _numbers(x), _numbers(y), [], [])


def chart(
    title, *series, x="", y="", x_unit="number", y_unit="number", log_x=False, log_y=False, at_y=None, caption=""
):
    """Series over two axes. at_y: lines across it, values by name."""
    rules = [(str(words), float(value)) for words, value in (at_y or {}).items()]
    x_axis, y_axis = _nines.Axis(x, x_unit, log_x), _nines.Axis(y, y_unit, log_y)
    return Figure(title, _nines.chart_svg(title, caption, x_axis, y_axis, list(series), rules))


def lying_bars(title, rows, *, x="", unit="number", caption=""):
    """Bars that lie, one for each name in `rows`."""
    pairs = [(str(label), float(value)) for label, value in rows.items()]
    return Figure(title, _nines.lying_bars_svg(title, caption, _nines.Axis(x, unit, False), pairs))
