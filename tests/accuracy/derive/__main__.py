"""Answers to the project's own accuracy cases, derived apart from the engine: python3 tests/accuracy/derive

Writes tests/accuracy/cases/derived.json. Nothing of the engine is used: each chain is written down state by state, as the textbook has
it, and solved with 40 decimal digits, or a formula is evaluated in rational arithmetic. Times are in hours.
"""
import json
import pathlib

import planned
import network
import platforms
import redundancy
import repair
import simulated
import sites
from register import CASES


def main():
    for family in (simulated.FAMILIES + redundancy.FAMILIES + platforms.FAMILIES + planned.FAMILIES +
                   sites.FAMILIES + repair.FAMILIES + network.FAMILIES):
        family()
    path = pathlib.Path(__file__).resolve().parent.parent / "cases" / "derived.json"
    lines = ",\n".join("  " + json.dumps(each) for each in CASES)
    path.write_text('{\n "about": "Written by tests/accuracy/derive.",\n "cases": [\n' + lines + "\n ]\n}\n", encoding="utf-8")
    print(len(CASES), "cases")


if __name__ == "__main__":
    main()
