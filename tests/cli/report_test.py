"""Reports and timelines, as files that the command writes, and as a browser shows them."""

import json
import re
import shutil
import unittest
import xml.etree.ElementTree

import browser
import driver
from driver import SCENARIO, CommandTest, nines

OBJECTIVES = "objectives:\n  - plant availability >= 90 %\n  - plant downtime <= 1 s per year\n"


class ReportTest(CommandTest):
    def report(self, *arguments):
        page = self.folder / "report.html"
        self.assert_succeeds(nines("report", self.scenario, "--quiet", "--output", page, *arguments))
        return page

    def test_report_is_one_file_that_fetches_nothing(self):
        text = self.report().read_text(encoding="utf-8")
        self.assertIn("default-src 'none'", text)
        self.assertNotRegex(text, r"(src|href)=\"(?!#)")
        self.assertNotIn("@import", text)
        self.assertIn("<h1>Two machines</h1>", text)
        self.assertIn("time to failure: exponential 200 h", text, "the scenario itself")

    def test_the_same_report_from_any_number_of_threads_and_by_run(self):
        first = self.report("--threads", "1").read_bytes()
        self.assertEqual(first, self.report("--threads", "3").read_bytes())
        page = self.folder / "run.html"
        self.assert_succeeds(nines("run", self.scenario, "--quiet", "--output", page))
        self.assertEqual(first, page.read_bytes())

    def test_the_command_in_the_report_makes_the_same_report(self):
        page = self.report("--trials", "300", "--set", "mission=2 years", "--seed", "5")
        text = page.read_text(encoding="utf-8")
        command = re.search(r"<code>nines (report .*?)</code>", text).group(1).replace("&#39;", "'")
        self.assertIn("--set 'mission=2 years' --trials 300 --seed 5", command)

    def test_without_a_file_it_goes_to_standard_output(self):
        self.assertTrue(self.assert_succeeds(nines("report", self.scenario, "--trials", "50")).startswith("<!DOCTYPE html>"))

    def test_from_standard_input_with_the_scenario_in_it(self):
        page = self.assert_succeeds(nines("report", "-", "--trials", "50", stdin=SCENARIO))
        self.assertIn("time to failure: exponential 200 h", page)

    def test_charts_are_files_of_their_own(self):
        folder = self.folder / "charts"
        folder.mkdir()
        self.assert_succeeds(nines("report", self.scenario, "--format", "svg", "--output", f"{folder}/"))
        names = {path.name for path in folder.iterdir()}
        self.assertLessEqual({"causes-plant.svg", "downtime-plant.svg", "system.svg"}, names)
        for path in folder.iterdir():
            self.assertTrue(xml.etree.ElementTree.parse(path).getroot().tag.endswith("svg"))

    def test_charts_for_vega_lite(self):
        self.assert_succeeds(nines("report", self.scenario, "--format", "vega-lite", "--output", self.folder / "a"))
        chart = json.loads((self.folder / "a-downtime-plant.vl.json").read_text(encoding="utf-8"))
        self.assertIn("vega-lite", chart["$schema"])

    @unittest.skipUnless(shutil.which("rsvg-convert"), "rsvg-convert is not here")
    def test_charts_as_png_and_pdf(self):
        for ending, magic in (("png", b"\x89PNG"), ("pdf", b"%PDF")):
            self.assert_succeeds(nines("report", self.scenario, "--format", ending, "--output", self.folder / "a"))
            self.assertEqual((self.folder / f"a-system.{ending}").read_bytes()[:4], magic)

    def test_without_rsvg_convert_the_remedy_is_named(self):
        finished = nines("report", self.scenario, "--format", "png", "--output", "a", env={"PATH": str(self.folder)})
        self.assert_fails(2, finished, "rsvg-convert", "librsvg2-bin", "--format svg")

    def test_what_cannot_be_done_is_said_before_the_run(self):
        endless = ["--trials", "1e9"]
        missing = self.folder / "missing" / "report.html"
        self.assert_fails(2, nines("report", self.scenario, *endless, "--output", missing), "missing")
        self.assert_fails(2, nines("report", self.scenario, *endless, "--output", self.folder), "directory")
        self.assert_fails(2, nines("report", self.scenario, *endless, "--output", self.scenario), "plant.yaml")
        self.assert_fails(2, nines("report", self.scenario, *endless, "--format", "svg"), "--output")
        self.assert_fails(2, nines("report", self.scenario, *endless, "--format", "gif", "--output", "a"), "gif")
        self.assert_fails(2, nines("solve", self.scenario, "--output", "x.html"), "x.html")
        self.assertFalse(missing.exists())

    def test_a_wrong_scenario_writes_nothing(self):
        wrong = self.write("wrong.yaml", "nines: 1\nservices: 3\n")
        page = self.folder / "report.html"
        self.assert_fails(2, nines("report", wrong, "--output", page), "wrong.yaml")
        self.assertFalse(page.exists())


class TimelineTest(CommandTest):
    def test_a_trial_as_page_drawing_and_trace(self):
        page, drawing, trace = (self.folder / f"t.{ending}" for ending in ("html", "svg", "json"))
        self.assert_succeeds(nines("explain", self.scenario, "--html", page, "--svg", drawing, "--trace", trace))
        self.assertIn("Trial 0 of Two machines", page.read_text(encoding="utf-8"))
        self.assertTrue(xml.etree.ElementTree.parse(drawing).getroot().tag.endswith("svg"))
        self.assertTrue(json.loads(trace.read_text(encoding="utf-8"))["traceEvents"])

    def test_the_worst_trial_is_named_and_told(self):
        text = self.assert_succeeds(nines("explain", self.scenario, "--worst", "--trials", "200"))
        trial = re.match(r"Trial (\d+) has the most downtime of plant among the first 200: ", text).group(1)
        self.assertIn(f"Trial {trial} of Two machines", text)
        self.assertIn("OUTAGE of plant", text)
        again = self.assert_succeeds(nines("explain", self.scenario, "--trial", trial))
        self.assertTrue(text.endswith(again))

    def test_a_typical_trial_has_no_more_downtime_than_the_worst(self):
        text = self.assert_succeeds(nines("explain", self.scenario, "--typical", "--service", "plant"))
        self.assertIn("has the median downtime of plant among the first 2 000", text)

    def test_mistakes(self):
        explain = ["explain", self.scenario]
        self.assert_fails(2, nines(*explain, "--worst", "--typical"), "contradict")
        self.assert_fails(2, nines(*explain, "--worst", "--trial", "3"), "--trial")
        self.assert_fails(2, nines(*explain, "--service", "plant"), "--worst")
        self.assert_fails(2, nines(*explain, "--trials", "10"), "--worst")
        self.assert_fails(2, nines(*explain, "--worst", "--service", "plnat"), "did you mean 'plant'?")
        self.assert_fails(2, nines(*explain, "--html", self.scenario), "plant.yaml")
        self.assert_fails(2, nines(*explain, "--html", self.folder / "no" / "t.html"), "no")


@unittest.skipUnless(browser.chromium(), "no Chromium here (Debian: chromium-headless-shell)")
class BrowserTest(CommandTest):
    def opened(self, page, **size):
        one = browser.Browser()
        self.addCleanup(one.__exit__)
        one.open(page, **size)
        return one

    def pages(self):
        report, timeline = self.folder / "report.html", self.folder / "timeline.html"
        scenario = self.write("asked.yaml", SCENARIO + OBJECTIVES)
        self.assert_succeeds(nines("report", scenario, "--quiet", "--output", report))
        self.assert_succeeds(nines("explain", scenario, "--worst", "--html", timeline))
        return report, timeline

    def test_pages_open_without_an_error_and_fetch_nothing(self):
        for page in self.pages():
            one = self.opened(page)
            self.assertEqual(one.errors, [])
            self.assertEqual(one.requests, [f"file://{page}"])
            self.assertGreater(one.value("document.querySelector('svg.wide').getBoundingClientRect().width"), 300)

    def test_a_chart_reacts_to_the_pointer(self):
        for page in self.pages():
            one = self.opened(page)
            self.assertTrue(one.value("document.getElementById('tip').hidden"))
            one.point_at("svg.wide .mark")
            self.assertFalse(one.value("document.getElementById('tip').hidden"))
            self.assertGreater(len(one.value("document.getElementById('tip').innerText")), 3)

    def test_nothing_is_wider_than_a_phone(self):
        for page in self.pages():
            one = self.opened(page, width=390, height=800)
            self.assertLessEqual(one.value("document.documentElement.scrollWidth"), 390)
            self.assertEqual(one.value("getComputedStyle(document.querySelector('svg.wide')).display"), "none")

    def test_it_follows_the_readers_dark_system(self):
        report, _ = self.pages()
        one = self.opened(report, dark=True)
        self.assertNotEqual(one.value("getComputedStyle(document.body).backgroundColor"), "rgb(255, 255, 255)")


if __name__ == "__main__":
    driver.main()
