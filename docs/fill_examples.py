"""Writes anew what the commands in a page print: every block of code that begins with `$ nines ...`.

Usage: fill_examples.py PATH_OF_NINES PAGE..., from the top of the project
"""

import pathlib
import re
import shlex
import subprocess
import sys

EXAMPLE = re.compile(r"```\n\$ nines (.*)\n(?:.*\n)*?```")


def filled(nines, example):
    finished = subprocess.run([nines, *shlex.split(example[1])], capture_output=True, text=True, check=False)
    if finished.returncode != 0:
        sys.exit(f"nines {example[1]}\n{finished.stderr}")
    return f"```\n$ nines {example[1]}\n{finished.stdout}```"


def main():
    nines, *pages = sys.argv[1:]
    for page in map(pathlib.Path, pages):
        text = page.read_text(encoding="utf-8")
        page.write_text(EXAMPLE.sub(lambda example: filled(nines, example), text), encoding="utf-8")


if __name__ == "__main__":
    main()
