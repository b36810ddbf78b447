"""Reports and timelines, as files that the command writes, and as a browser shows them."""

import json
import pathlib
import re
import shutil
import unittest
import xml.etree.ElementTree

import browser
import driver
from driver import SCENARIO, CommandTest, nines

OBJECTIVES = "objectives:\n  - plant availability >= 90 %\n  - plant downtime <= 1 s per year\n"


# Explores a chart, and waits until it is drawn.
EXPLORE = """(async () => {
  const figure = document.getElementById("FIGURE");
  figure.querySelector(".tools button:last-child").click();
  for (let i = 0; i < 100 && !figure.querySelector(".explorer svg path"); ++i) await new Promise((done) => setTimeout(done, 50));
  figure.scrollIntoView({ block: "center", behavior: "instant" });
})()"""


class ReportTest(CommandTest):
    def report(self, *arguments):
        page = self.folder / "report.html"
        self.assert_succeeds(nines("report", self.scenario, "--quiet", "--output", page, *arguments))
        return page

    def test_report_is_one_file_that_fetches_nothing(self):
        text = re.sub(r"<script>.*?</script>", "", self.report().read_text(encoding="utf-8"), flags=re.DOTALL)
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

    def test_charts_that_can_be_explored_are_left_out_if_asked(self):
        text = self.report("--charts", "svg").read_text(encoding="utf-8")
        self.assertNotIn("vega", text)
        self.assertIn("--charts svg", text, "the command that makes the same report")
        self.assertLess(len(text), 400_000)
        explored = self.report().read_text(encoding="utf-8")
        if "class=\"vega-lite\"" in explored:  # built with Vega
            self.assertIn("Copyright", explored, "the licences of what is within")
            self.assertNotIn("unsafe", re.search(r"Content-Security-Policy\" content=\"([^\"]*)", explored).group(1))
        self.assert_fails(2, nines("report", self.scenario, "--charts", "gif"), "--charts")

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

    def test_nothing_takes_the_place_of_what_it_is_made_from(self):
        outer = self.write("outer.yaml", f"include: {pathlib.Path(self.scenario).name}\ntrials: 20\n")
        before = pathlib.Path(self.scenario).read_text()
        for command in (["run", "--format", "json"], ["report"], ["sweep", "--vary", "nodes.machine.count=2,3", "--format", "csv"],
                        ["diff", "--against", "nodes.machine.count=3", "--format", "csv"]):
            name, *options = command
            page = self.folder / "included.html"  # by another name, with an ending that a report may have
            page.unlink(missing_ok=True)
            page.symlink_to(self.scenario)
            output = page if name == "report" else self.scenario
            self.assert_fails(2, nines(name, outer, *options, "--output", output), "a part of the scenario")
        page = self.folder / "t.html"
        page.symlink_to(self.scenario)
        self.assert_fails(2, nines("explain", outer, "--html", page), "a part of the scenario")
        self.assertEqual(pathlib.Path(self.scenario).read_text(), before)

    def test_a_store_is_not_written_over(self):
        store = self.folder / "runs.html"
        self.assert_succeeds(nines("run", self.scenario, "--trials", "20", "--results", store))
        before = store.read_bytes()
        self.assert_fails(2, nines("report", self.scenario, "--trials", "20", "--output", store), "results store")
        self.assert_fails(2, nines("explain", self.scenario, "--html", store), "results store")
        self.assertEqual(store.read_bytes(), before)
        other = self.folder / "other.yaml"
        self.assert_fails(2, nines("report", self.scenario, "--output", other), "end it in .html")

    def test_the_command_counts_the_trials_that_a_store_had(self):
        store, page = self.folder / "runs.db", self.folder / "more.html"
        self.assert_succeeds(nines("run", self.scenario, "--trials", "20", "--results", store))
        self.assert_succeeds(nines("run", self.scenario, "--more", "30", "--results", store, "--output", page))
        self.assertIn("--trials 50", page.read_text())

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


class SweepPageTest(CommandTest):
    def test_a_sweep_as_page_and_drawing(self):
        page, drawing = self.folder / "sweep.html", self.folder / "sweep.svg"
        vary = ["--vary", "nodes.machine.count=2..4", "--vary", "crews.fitter=1,2"]
        crews = self.write("crews.yaml", SCENARIO.replace("20 h\n", "20 h\n        crew: fitter\n") + "crews:\n  fitter: 1\n")
        self.assert_succeeds(nines("sweep", crews, *vary, "--trials", "50", "--quiet", "-o", page, "-o", drawing))
        text = page.read_text(encoding="utf-8")
        self.assertIn("Availability of plant goes from", text)
        self.assertIn("heat-availability-of-plant", text)
        self.assertTrue(xml.etree.ElementTree.parse(drawing).getroot().tag.endswith("svg"))
        # The command in it makes the same page.
        command = re.search(r"<code>nines sweep .*? (--vary .*?) --output sweep.html</code>", text).group(1).split()
        again = self.folder / "again.html"
        self.assert_succeeds(nines("sweep", crews, *command, "--threads", "3", "--quiet", "--output", again))
        self.assertEqual(page.read_bytes(), again.read_bytes())

    def test_mistakes(self):
        sweep = ["sweep", self.scenario, "--vary", "nodes.machine.count=2..3"]
        self.assert_fails(2, nines(*sweep, "--output", "x.gif"), ".htm or .svg")
        self.assert_fails(2, nines(*sweep, "--output", self.folder / "no" / "x.html"), "no")


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

    def test_pages_of_sweeps_can_be_explored(self):
        page = self.folder / "sweep.html"
        for what in (
            ["--vary", "nodes.machine.count=2..4", "--vary", "mission=1 year,2 years"],
            ["--tornado", "--vary", "nodes.machine.count=2..4", "--vary", "mission=1 year,2 years"],
            ["--uncertain", "mission=uniform 1000 h to 2000 h", "--points", "4"],
            ["--indices", "--uncertain", "mission=uniform 1000 h to 2000 h", "--points", "8"],
        ):
            self.assert_succeeds(nines("sweep", self.scenario, *what, "--trials", "20", "--quiet", "--output", page))
            for size in ({}, {"dark": True, "width": 390, "height": 800}):
                one = self.opened(page, **size)
                wanted = one.value("document.querySelectorAll('figure').length")
                self.assertGreaterEqual(wanted, 1)
                if not one.value("typeof vegaLite === 'object'"):
                    self.skipTest("built without Vega")
                drawn = one.value(
                    "(async () => { for (const each of document.querySelectorAll('.tools button:last-child')) each.click();"
                    "const drawn = () => document.querySelectorAll('.explorer svg path').length;"
                    "for (let i = 0; i < 100 && !drawn(); ++i) await new Promise((done) => setTimeout(done, 50));"
                    "await new Promise((done) => setTimeout(done, 200));"
                    "return document.querySelectorAll('.explorer svg').length; })()"
                )
                self.assertEqual(drawn, wanted, what)
                self.assertEqual(one.errors, [])
                self.assertEqual(one.requests, [f"file://{page}"])
                self.assertLessEqual(one.value("document.documentElement.scrollWidth"), size.get("width", 1100))

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

    def explored(self, page, figure="downtime-plant", **size):
        """The page, one of whose charts is a Vega chart then; None where nines was built without Vega."""
        one = self.opened(page, **size)
        if not one.value("typeof vegaLite === 'object'"):
            return None
        one.value(EXPLORE.replace("FIGURE", figure))
        return one

    def test_a_chart_can_be_explored(self):
        report, _ = self.pages()
        for size in ({}, {"dark": True}, {"width": 390, "height": 800}):
            one = self.explored(report, **size)
            if one is None:
                self.skipTest("built without Vega")
            self.assertEqual(one.errors, [])
            self.assertEqual(one.requests, [f"file://{report}"])
            chart = "document.querySelector('.explored .explorer svg')"
            width = one.value("document.documentElement.clientWidth")
            self.assertLessEqual(one.value("document.documentElement.scrollWidth"), width)
            self.assertGreater(one.value(f"{chart}.getBoundingClientRect().width"), 0.7 * min(width, 800))
            self.assertEqual(one.value("getComputedStyle(document.querySelector('.explored > svg')).display"), "none")
            # Bars follow the reader's system.
            light = "rgb(31, 111, 184)", "#1f6fb8"
            fill = one.value(f"{chart}.querySelector('.mark-rect path').getAttribute('fill')")
            self.assertEqual(fill in light, not size.get("dark"))

    def test_a_chart_that_is_explored_reacts_to_the_pointer_and_zooms(self):
        report, _ = self.pages()
        one = self.explored(report)
        if one is None:
            self.skipTest("built without Vega")
        one.point_at(".explored .mark-rect path:nth-of-type(12)")
        self.assertFalse(one.value("document.getElementById('tip').hidden"))
        self.assertIn(":", one.value("document.getElementById('tip').innerText"))
        ends = "JSON.stringify(document.querySelector('.explored').view.scale('x').domain())"
        before = one.value(ends)
        one.call("Input.dispatchMouseEvent", type="mouseWheel", x=500, y=450, deltaX=0, deltaY=-200)
        one.value("new Promise((done) => setTimeout(done, 300))")
        turned = one.value(ends)
        self.assertNotEqual(turned, before, "the wheel zooms")
        one.value("document.querySelector('.explored .tools button[aria-label=\"Zoom in\"]').click()")
        one.value("new Promise((done) => setTimeout(done, 100))")
        self.assertNotEqual(one.value(ends), turned, "and so does the button")
        self.assertEqual(one.errors, [])

    def test_the_legend_of_a_chart_that_is_explored_picks_a_series(self):
        report, _ = self.pages()
        one = self.explored(report, figure="lengths-plant")
        if one is None:
            self.skipTest("built without Vega")
        back = "document.querySelectorAll('.explored .mark-rule line[opacity^=\"0.1\"]').length"
        self.assertEqual(one.value(back), 0)
        one.click_at(".explored .role-legend-symbol path")
        one.value("new Promise((done) => setTimeout(done, 200))")
        self.assertGreater(one.value(back), 5, "of the downtime: stands back")
        self.assertEqual(one.errors, [])

    def test_without_scripts_there_are_the_drawings(self):
        report, _ = self.pages()
        one = browser.Browser()
        self.addCleanup(one.__exit__)
        one.call("Emulation.setScriptExecutionDisabled", value=True)
        one.open(report)
        self.assertIsNone(one.value("document.querySelector('.explorer')"))
        self.assertGreater(one.value("document.querySelector('svg.wide').getBoundingClientRect().width"), 300)
        self.assertEqual(one.value("document.querySelectorAll('script').length && getComputedStyle(document.scripts[0]).display"), "none")

    def test_on_paper_there_are_the_drawings(self):
        report, _ = self.pages()
        one = self.explored(report)
        if one is None:
            self.skipTest("built without Vega")
        one.call("Emulation.setEmulatedMedia", media="print")
        self.assertEqual(one.value("getComputedStyle(document.querySelector('.explored .explorer')).display"), "none")
        self.assertEqual(one.value("getComputedStyle(document.querySelector('.explored > svg.wide')).display"), "block")

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
