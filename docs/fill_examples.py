"""Runs what the pages show, and writes anew what it prints, or holds the pages to it.

A page's blocks are run from top to bottom in an empty folder of its own, in which `scenarios` is that of the project:

- a block whose first line is `# file: NAME` is that file;
- in a block that begins with `$ `, each line that begins so is a command for the shell, and what follows is what it prints.
  A line `…` stands for any lines that are left out; a command with nothing beneath it prints what it likes. It has to
  succeed; of one that shall not, end it with `; echo "exit code $?"`.

The time that a run took is not compared, and the page keeps the one that it has.

Usage: fill_examples.py [--check] PATH_OF_NINES [PAGE...], from the top of the project; without pages, of all pages
"""

import argparse
import concurrent.futures
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
GENERATED = "<!-- Made by `make docs`"
LEFT_OUT = "…"
BLOCK = re.compile(r"^```(?P<language>[\w-]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"# file: (\S+)\n")
ELAPSED = re.compile(r"(events? in) .* on \d+ threads?")
LONGEST_S = 600  # under a sanitizer, on a busy machine


class Differs(Exception):
    """A command fails, or what a page shows of it can no longer be found in what it prints."""


def pages():
    """Those that people write."""
    every = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [page for page in every if GENERATED not in page.read_text(encoding="utf-8")]


def label(line):
    """What stays of a line when its numbers change: its first words."""
    return re.sub(r"[\d.]+", "", re.split(r"\s{2,}", line.strip())[0])


def place(segment, printed, starts):
    """Where in `printed` the lines of `segment` are: those very ones, or else lines that begin with the same words, or so."""
    alike = (
        lambda shown, line: shown == line,
        lambda shown, line: label(shown) == label(line),
        lambda shown, line: line.strip().startswith(shown.strip()),  # to write a page: the beginning will do
    )
    for fits in alike:
        for start in starts:
            lines = printed[start : start + len(segment)]
            if len(lines) == len(segment) and all(map(fits, segment, lines)):
                return start
    raise Differs(f"does not print, or not there:\n{segment[0]}")


def abridged(shown, printed):
    """`printed`, with those lines left out that `shown` leaves out."""
    segments, lines = [[]], []
    for line in shown:
        if line == LEFT_OUT:
            segments.append([])
        else:
            segments[-1].append(line)
    if len(segments) == 1:
        return printed
    end = 0
    for number, segment in enumerate(segments):
        last = len(printed) - len(segment)
        if number > 0:
            lines.append(LEFT_OUT)
        if not segment:
            continue
        starts = [0] if number == 0 else [last] if number == len(segments) - 1 else range(end, last + 1)
        start = place(segment, printed, starts)
        end = start + len(segment)
        lines += printed[start:end]
    return lines


def first_lines(lines):
    """Of a run's output, from where to where the lines are that say how long it took: it may move their breaks."""
    for start, line in enumerate(lines):
        if ": mission " in line:
            end = next((i for i in range(start, len(lines)) if not lines[i] or lines[i] == LEFT_OUT), len(lines))
            return slice(start, end)
    return slice(0, 0)


def with_time_of(shown, printed):
    here, there = first_lines(shown), first_lines(printed)
    old, new = (ELAPSED.sub(r"\1", " ".join(map(str.strip, part))) for part in (shown[here], printed[there]))
    return printed[: there.start] + shown[here] + printed[there.stop :] if old == new else printed


def printed_by(command, folder, nines):
    path = os.pathsep.join([str(nines.parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8", "TERM": "dumb"}
    finished = subprocess.run(
        ["sh", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, encoding="utf-8", timeout=LONGEST_S, check=False,
    )  # fmt: skip
    if finished.returncode != 0:
        raise Differs(f"$ {command}\nexit code {finished.returncode}\n{finished.stdout}")
    return [line.rstrip() for line in finished.stdout.rstrip("\n").split("\n")]


def session(body, folder, nines):
    """The block's commands with what they print now."""
    lines = []
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, shown = re.fullmatch(r"((?:[^\n]*\\\n)*[^\n]*)\n(.*)", part, re.DOTALL).groups()
        printed = printed_by(command, folder, nines)
        lines.append(f"$ {command}")
        if shown.strip():
            shown = shown.rstrip("\n").split("\n")
            try:
                lines += abridged(shown, with_time_of(shown, printed))
            except Differs as fault:
                raise Differs(f"$ {command}\n{fault}\nIt prints:\n" + "\n".join(printed)) from fault
    return "\n".join(lines) + "\n"


def filled(text, nines):
    """The page with what its commands print now."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "scenarios").symlink_to(ROOT / "scenarios")

        def block(match):
            language, body = match["language"], match["body"]
            name = FILE.match(body)
            if name:
                # A page's lines are those of the file, so that diagnostics can name them; but only YAML has comments.
                kept = body if name[1].endswith(".yaml") else body[name.end() :]
                pathlib.Path(folder, name[1]).write_text(kept, encoding="utf-8")
            if body.startswith("$ "):
                body = session(body, folder, nines)
            return f"```{language}\n{body}```"

        return BLOCK.sub(block, text)


def faults(page, nines, check):
    """Fills the page, or with `check` says what would change."""
    text = page.read_text(encoding="utf-8")
    name = str(page.relative_to(ROOT))
    try:
        new = filled(text, nines)
    except Differs as fault:
        return f"{name}: {fault}"
    if new != text and not check:
        page.write_text(new, encoding="utf-8")
    if new == text or not check:
        return ""
    return "\n".join(difflib.unified_diff(text.split("\n"), new.split("\n"), name, "what it prints now", lineterm="", n=1))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--check", action="store_true", help="change nothing, but fail if a page would change")
    parser.add_argument("nines", type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("pages", nargs="*", type=lambda path: pathlib.Path(path).resolve())
    options = parser.parse_args()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(lambda page: faults(page, options.nines, options.check), options.pages or pages())
        found = [fault for fault in found if fault]
    print("\n\n".join(found), end="\n" if found else "")
    if found and options.check:
        print("\n`make docs` writes the pages anew.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
