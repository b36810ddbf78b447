"""Builds the site from the project's pages, in build/site/html: index.html opens without a server, and fetches nothing.

The pages lie in the site as they lie in the project, so the same relative links lead there and on a source host. Whatever the pages link to
comes along: other pages, pictures, files (as a page that shows them) and folders (as their README, or as a list).

Usage: build.py [FOLDER], from anywhere; needs mkdocs and mkdocs-material
"""

import json
import pathlib
import posixpath
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent

# What the navigation shows: pages, and folders with all pages in them. A new page in a folder is in it by being there.
NAVIGATION = {
    "Start": ["README.md"],
    "Tutorial": ["docs/tutorial.md"],
    "How to": ["docs/howto"],
    "Guide": ["docs/guide"],
    "Mechanisms": ["docs/mechanisms"],
    "Reference": ["docs/reference"],
    "Scenarios": ["scenarios/README.md", *(f"scenarios/{it}/README.md" for it in ("mechanisms", "seeds", "measured", "textbook", "drills"))],
    "Inside": ["docs/README.md", "sim/README.md", "models/README.md", "analysis/README.md", "cli/README.md", "tests/README.md", "CHANGELOG.md"],
    "Decisions": ["docs/decisions"],
}  # fmt: skip

FENCE = re.compile(r"^ *```")
# A link, whose words may be code or a picture; or code, in which nothing is a link.
LINK_OR_CODE = re.compile(
    r"(?P<words>!?\[(?:`[^`\n]*`|[^\[\]`]|\[[^\]]*\])*\])\(<?(?P<target>[^()\s>]+)>?\)|^ *```.*?^ *```|`[^`\n]*`", re.MULTILINE | re.DOTALL
)
PICTURES = {".svg", ".png"}
LANGUAGES = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".py": "python", ".sh": "sh", ".cpp": "cpp", ".h": "cpp"}


class Site:
    """The pages that have been taken over, and those that they link to."""

    def __init__(self, folder):
        self.pages = folder / "pages"
        self.waiting = []
        self.seen = set()

    def want(self, name):
        """Makes sure that the file or folder is in the site, and returns the name that it has there."""
        path = ROOT / name
        if path.is_dir():
            name = posixpath.normpath(f"{name}/README.md")
        if name not in self.seen:
            self.seen.add(name)
            self.waiting.append(name)
        return name if pathlib.PurePosixPath(name).suffix in PICTURES | {".md"} else f"{name}.md"

    def copy_all(self):
        while self.waiting:
            name = self.waiting.pop()
            source, target = ROOT / name, self.pages / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.suffix in PICTURES:
                shutil.copyfile(source, target)
            elif source.suffix != ".md":
                pathlib.Path(f"{target}.md").write_text(shown(source), encoding="utf-8")
            else:
                text = source.read_text(encoding="utf-8") if source.is_file() else listed(source.parent)
                target.write_text(self.rewritten(text, posixpath.dirname(name)), encoding="utf-8")

    def rewritten(self, text, folder):
        """Links lead to what stands for their targets, and lists are indented as this Markdown wants them: by four."""

        def link(match):
            path, hash_sign, anchor = (match["target"] or "").partition("#")
            if not path or re.match(r"[a-z]+:", path):
                return match[0]  # code, on this page, or elsewhere
            there = self.want(posixpath.normpath(posixpath.join(folder, path)))
            return f"{match['words']}({posixpath.relpath(there, folder or '.')}{hash_sign}{anchor})"

        lines, in_code = [], False
        for line in text.split("\n"):
            in_code ^= bool(FENCE.match(line))
            if not in_code and not FENCE.match(line):
                line = re.sub(r"^( +)", r"\1\1", line)
            lines.append(line)
        return LINK_OR_CODE.sub(link, "\n".join(lines))


def shown(path):
    """A file as a page."""
    fence = "`" * 5
    text = path.read_text(encoding="utf-8")
    return f"# {path.name}\n\n{path.relative_to(ROOT)}\n\n{fence}{LANGUAGES.get(path.suffix, '')}\n{text}{fence}\n"


def listed(folder):
    """A folder without a README as a page."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix != ".pyc")
    links = "\n".join(f"- [{title(path)}]({path.name})" for path in files)
    return f"# {folder.relative_to(ROOT)}\n\n{links}\n"


def title(path):
    """Of a page its heading, without what has no place in a navigation."""
    if path.suffix != ".md":
        return path.name
    heading = re.search(r"^# (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return re.sub(r"`", "", heading[1]) if heading else path.stem


def place_in_index(page):
    """Where docs/README.md links to the page; those that it does not link to come last."""
    place = (ROOT / "docs" / "README.md").read_text(encoding="utf-8").find(f"]({page.removeprefix('docs/')})")
    return (place < 0, place)


def navigation(site):
    def entries(name):
        path = ROOT / name
        if not path.is_dir():
            return [name]
        pages = sorted(f"{name}/{page.name}" for page in path.glob("*.md"))
        return sorted(pages, key=lambda page: (not page.endswith("/README.md"), place_in_index(page)))

    result = []
    for heading, names in NAVIGATION.items():
        pages = [page for name in names for page in entries(name) if (ROOT / page).is_file()]
        for page in pages:
            site.want(page)
        if len(pages) == 1:
            result.append({heading: pages[0]})
        elif pages:
            result.append({heading: [{title(ROOT / page): page} for page in pages]})
    return result


def write_offline_search(html):
    """What a page opened from a file may not fetch, as a script that it may load."""
    index = json.loads((html / "search" / "search_index.json").read_text(encoding="utf-8"))
    (worker,) = (html / "assets" / "javascripts" / "workers").glob("search.*.min.js")
    program = re.sub(r"^//# sourceMappingURL=.*$", "", worker.read_text(encoding="utf-8"), flags=re.MULTILINE)
    script = (
        f"var __search = {{index: Promise.resolve({json.dumps(index)}), "
        f'worker: URL.createObjectURL(new Blob([{json.dumps(program)}], {{type: "text/javascript"}}))}};\n'
    )
    (html / "search" / "offline.js").write_text(script, encoding="utf-8")


def build(folder):
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "pages").mkdir(parents=True)
    site = Site(folder)
    site.want("README.md")
    pages = navigation(site)
    site.copy_all()
    shutil.copyfile(HERE / "nines.css", folder / "pages" / "nines.css")
    shutil.copytree(HERE / "overrides", folder / "overrides")
    settings = (HERE / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(f"{settings}nav: {json.dumps(pages)}\n", encoding="utf-8")
    subprocess.run(["mkdocs", "build", "--strict", "--quiet", "--config-file", folder / "mkdocs.yml"], check=True)
    write_offline_search(folder / "html")


if __name__ == "__main__":
    build(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / "site").resolve())
