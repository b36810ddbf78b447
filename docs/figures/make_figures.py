"""Draws the figures of the documentation from runs of the nines command, each with the seed that its scenario fixes: the
same command gives the same bytes.

Usage: make_figures.py PATH_OF_NINES [--folder FOLDER] [NAME...]

A figure is a function marked with @figure, in one of the modules imported below: detection_interval() gives
detection-interval.svg. It runs scenarios (results.py) and hands what it finds to a kind of chart (chart.py).
"""

import argparse
import pathlib

import change  # noqa: F401: its figures are in FIGURES, as those of the other modules
import data  # noqa: F401
import networks  # noqa: F401
import noticing  # noqa: F401
import repair  # noqa: F401
import results
import serving  # noqa: F401
import storage  # noqa: F401
import switching  # noqa: F401
from chart import FIGURES


def main():
    parser = argparse.ArgumentParser(description="Draw the figures of the documentation.")
    parser.add_argument("nines", help="the built command")
    parser.add_argument("names", nargs="*", help="of figures; all by default")
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent)
    options = parser.parse_intermixed_args()
    unknown = sorted(set(options.names) - set(FIGURES))
    if unknown:
        parser.error(f"no figure {', '.join(unknown)}; there are {', '.join(sorted(FIGURES))}")
    results.NINES[0] = str(pathlib.Path(options.nines).resolve())
    for name in options.names or sorted(FIGURES):
        markup = FIGURES[name]().markup()
        (options.folder / f"{name}.svg").write_text(markup, encoding="utf-8")
        print(f"{name}.svg  {len(markup.encode()) / 1024:.1f} KB")


if __name__ == "__main__":
    main()
