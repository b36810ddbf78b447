"""The site that `make docs` builds: no warning, no dead link, nothing fetched from elsewhere, and a search that works without a server.

Passes over itself where mkdocs is not there. Usage: site_test.py [UNITTEST_ARGUMENTS...]
"""

import html.parser
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "cli"))
sys.dont_write_bytecode = True

import browser

# What a browser fetches by itself; links that people follow may lead anywhere.
FETCHED = {"script": ["src"], "link": ["href"], "img": ["src", "srcset"], "iframe": ["src"], "source": ["src", "srcset"], "object": ["data"]}
# Searches as a reader would: only once the index is made, which the page says.
OPEN_SEARCH = """(() => {
  const toggle = document.querySelector('#__search');
  toggle.checked = true;
  toggle.dispatchEvent(new Event('change'));
  document.querySelector('[data-md-component=search-query]').focus();
})()"""
IS_READY = "document.querySelector('.md-search-result__meta').innerText.startsWith('Type to start')"
SEARCH = """(() => {
  const query = document.querySelector('[data-md-component=search-query]');
  query.value = 'heartbeat';
  query.dispatchEvent(new Event('keyup'));
})()"""
FOUND = "document.querySelectorAll('.md-search-result__link').length"
ELSEWHERE = re.compile(r"^(?:[a-z]+:)?//")


def eventually(chrome, expression):
    """Its value once that is true; how long the index takes depends on the machine."""
    for _ in range(600):
        value = chrome.value(expression)
        if value:
            return value
        time.sleep(0.1)
    return None


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.fetched, self.links, self.names = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.fetched += [attributes[name] for name in FETCHED.get(tag, []) if attributes.get(name)]
        if tag == "a" and attributes.get("href"):
            self.links.append(attributes["href"])
        self.names.update(attributes[name] for name in ("id", "name") if attributes.get(name))


@unittest.skipUnless(shutil.which("mkdocs"), "mkdocs is not there")
class SiteTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        command = [sys.executable, "-B", ROOT / "docs" / "site" / "build.py", cls.folder.name]
        cls.built = subprocess.run(command, capture_output=True, text=True, check=False)
        cls.html = pathlib.Path(cls.folder.name, "html").resolve()
        cls.pages = {path: Page(path.read_text(encoding="utf-8")) for path in sorted(cls.html.rglob("*.html"))}

    def test_it_is_built_without_a_warning(self):
        self.assertEqual((self.built.returncode, self.built.stdout, self.built.stderr), (0, "", ""))
        self.assertGreater(len(self.pages), 100)

    def test_nothing_is_fetched_from_elsewhere(self):
        for path, page in self.pages.items():
            self.assertEqual([one for one in page.fetched if ELSEWHERE.match(one)], [], path)
        for path in self.html.rglob("*.css"):
            style = path.read_text(encoding="utf-8")
            self.assertEqual(re.findall(r"(?:url\(|@import\s)\s*[\"']?(?:https?:)?//[^)\s]*", style), [], path)

    def test_every_link_within_leads_somewhere(self):
        for path, page in self.pages.items():
            if path.name == "404.html":
                continue  # its links begin at the root of a server
            for link in {*page.links, *page.fetched}:
                parts = urllib.parse.urlsplit(link)
                if parts.scheme or parts.netloc:
                    continue
                target = (path.parent / urllib.parse.unquote(parts.path)).resolve() if parts.path else path
                name = f"{path.relative_to(self.html)}: {link}"
                self.assertTrue(target.is_file(), name)
                if parts.fragment and target in self.pages:
                    self.assertIn(urllib.parse.unquote(parts.fragment), self.pages[target].names | {"__top"}, name)

    def test_every_page_of_the_documentation_is_in_it(self):
        for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
            name = page.relative_to(ROOT)
            built = name.parent / "index.html" if name.name == "README.md" else name.with_suffix(".html")
            self.assertIn(self.html / built, self.pages)

    @unittest.skipUnless(browser.chromium(), "no Chromium is there")
    def test_a_browser_opens_it_from_the_folder_and_its_search_finds(self):
        with browser.Browser() as chrome:
            chrome.open(self.html / "index.html")
            chrome.value(OPEN_SEARCH)
            self.assertTrue(eventually(chrome, IS_READY))
            chrome.value(SEARCH)
            self.assertTrue(eventually(chrome, FOUND))
            self.assertEqual(chrome.errors, [])
            outside = [request for request in chrome.requests if not str(request).startswith(("file:", "data:", "blob:"))]
            self.assertEqual(outside, [])


if __name__ == "__main__":
    unittest.main()
