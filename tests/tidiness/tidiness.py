"""Tidiness is an ordinary test: fails on an upward include, an overlong file, a folder that nobody explains, a path
of one machine, a link in a page that leads nowhere, a page in docs/ that its index does not name.

Usage: tidiness.py PROJECT_ROOT
"""

import pathlib
import posixpath
import re
import subprocess
import sys

# Each layer, and the layers that its files may include. docs/ and DESIGN say why: only downwards.
MAY_INCLUDE = {
    "sim": {"sim"},
    "models": {"models", "sim"},
    "scenarios": {"scenarios", "models", "sim"},
    "analysis": {"analysis", "models", "sim"},
    "cli": {"cli", "analysis", "scenarios", "models", "sim"},
    "python": {"python", "analysis", "scenarios", "models", "sim"},
}

LONGEST_FILE = 400
# Longer files, each with the reason why it is not split.
LONG_FILES_WITH_REASON = {}

CODE = {".cpp", ".h"}
TEXT = CODE | {".py", ".cmake", ".md", ".txt", ".yaml", ".yml", ".json", ".sh", ".in", ""}

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
# Absolute paths that exist only on the machine where something was written.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home|root|work|Users|mnt)/[\w.-]+")

# In a page: code, in which links are not links; links; headings, which links may lead to.
FENCED_CODE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
INLINE_CODE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"\]\(<?([^()\s>]+)>?\)")
HEADING = re.compile(r"^#+ +(.*?) *$", re.MULTILINE)


def tracked_files(root):
    """Every file that git tracks; without git (an unpacked archive), every file outside build folders."""
    try:
        listing = subprocess.run(
            ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=root, check=True, capture_output=True
        ).stdout.decode()
        names = [name for name in listing.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        names = []
    if not names:
        skipped = {"build", "out", ".git"}
        names = [
            str(path.relative_to(root))
            for path in root.rglob("*")
            if path.is_file() and path.relative_to(root).parts[0] not in skipped
        ]
    return sorted(name for name in names if (root / name).is_file())


def include_faults(name, lines):
    layer = name.split("/")[0]
    if layer not in MAY_INCLUDE or pathlib.Path(name).suffix not in CODE:
        return
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        target = match.group(2)
        if match.group(1) == '"' and target.split("/")[0] not in MAY_INCLUDE:
            yield f"{name}:{number}: include \"{target}\" by its path from the top of the project"
        elif ".." in target.split("/"):
            yield f"{name}:{number}: include \"{target}\" by its path from the top of the project"
        elif target.split("/")[0] in MAY_INCLUDE and target.split("/")[0] not in MAY_INCLUDE[layer]:
            allowed = ", ".join(sorted(MAY_INCLUDE[layer]))
            yield f"{name}:{number}: {layer} may not include {target} (only {allowed})"


def header_faults(name, lines):
    if name.endswith(".h") and "#pragma once" not in lines:
        yield f"{name}: a header needs #pragma once"


def length_faults(name, lines):
    if pathlib.Path(name).suffix not in CODE | {".py", ".cmake"}:
        return
    if len(lines) > LONGEST_FILE and name not in LONG_FILES_WITH_REASON:
        yield f"{name}: {len(lines)} lines, more than {LONGEST_FILE}: split it, or list it with the reason"
    if len(lines) <= LONGEST_FILE and name in LONG_FILES_WITH_REASON:
        yield f"{name}: no longer overlong, strike it from the list of long files"


def machine_path_faults(name, lines):
    if pathlib.Path(name).suffix not in TEXT:
        return
    for number, line in enumerate(lines, 1):
        match = MACHINE_PATH.search(line)
        if match:
            yield f"{name}:{number}: {match.group(0)} is a path of one machine"


def anchor_of(heading):
    """As GitHub makes it from a heading's text."""
    text = re.sub(r"\]\([^)]*\)", "]", heading).lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def text_of(page):
    return FENCED_CODE.sub("", page.read_text(encoding="utf-8"))


def link_faults(root, names):
    """Of every page: links to files that are not there, or to headings that the page linked to does not have."""
    pages = {name: text_of(root / name) for name in sorted(names) if name.endswith(".md")}
    folders = {str(parent) for name in names for parent in pathlib.PurePosixPath(name).parents}
    for name, text in pages.items():
        for link in LINK.findall(INLINE_CODE.sub("", text)):
            if re.match(r"[a-z]+:", link):
                continue  # elsewhere
            path, _, anchor = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            if target not in names and target not in folders:
                yield f"{name}: the link to {link} leads nowhere"
            elif anchor and target in pages and anchor not in map(anchor_of, HEADING.findall(pages[target])):
                yield f"{name}: the link to {link} leads to no heading of {target}"


def index_faults(root, names):
    index = "docs/README.md"
    if index not in names:
        return
    linked = {posixpath.normpath("docs/" + link.partition("#")[0]) for link in LINK.findall(text_of(root / index))}
    for name in sorted(names):
        named = {name, *map(str, pathlib.PurePosixPath(name).parents)} & linked
        if name.startswith("docs/") and name != index and not named:
            yield f"{name}: {index} does not name it"


def folder_faults(names):
    folders = {name.split("/")[0] for name in names if "/" in name and not name.startswith(".")}
    for folder in sorted(folders - {"cmake"}):
        if f"{folder}/README.md" not in names:
            yield f"{folder}/: say in {folder}/README.md what it is for"


def faults(root):
    root = pathlib.Path(root)
    names = tracked_files(root)
    found = [*folder_faults(set(names)), *link_faults(root, set(names)), *index_faults(root, set(names))]
    for name in names:
        if name.startswith("tests/tidiness/"):
            continue  # names what it forbids
        try:
            lines = (root / name).read_text(encoding="utf-8").split("\n")
        except UnicodeDecodeError:
            continue  # binary: seeds of the fuzzer
        if lines and lines[-1] == "":
            lines.pop()
        for check in (include_faults, header_faults, length_faults, machine_path_faults):
            found.extend(check(name, lines))
    return found


def main():
    found = faults(sys.argv[1])
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
