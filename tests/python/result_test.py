"""Results as data frames: what they hold is what the document says, in the same units."""

import math
import os
import pathlib
import re
import signal
import tempfile
import unittest
import xml.dom.minidom

import nines
from tests.python.module_test import PAIR

LIFE_H, REPAIR_H = 200 * 24, 3
UNAVAILABLE = (REPAIR_H / (LIFE_H + REPAIR_H)) ** 2  # of both at once, in the long run


class Frames(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.result = nines.parse(PAIR).run(trials=4000)

    def test_measures_hold_three_answers(self):
        frame = self.result.measures.set_index(["subject", "measure"])
        row = frame.loc[("plant", "availability")]
        self.assertEqual(row["unit"], "unavailability")
        self.assertAlmostEqual(row["exact_long_run"] / UNAVAILABLE, 1, 9)
        self.assertAlmostEqual(row["exact_at_end"] / UNAVAILABLE, 1, 9)  # exp(-(a year) / (3 h)) off
        self.assertTrue(math.isnan(frame.loc[("plant", "outages")]["exact_at_end"]))
        self.assertLess(row["low"], row["exact"])
        self.assertLess(row["exact"], row["high"])
        self.assertAlmostEqual(row["closed_form_value"] / UNAVAILABLE, 1, 9)
        self.assertTrue(row["closed_form_holds"])
        self.assertEqual(row["exact_agreement"], "agrees")

    def test_closed_forms_have_sources(self):
        frame = self.result.closed_forms
        self.assertTrue((frame["source"].str.len() > 0).all())
        self.assertTrue({"long_run", "mission"} >= set(frame["horizon"]))

    def test_shares_add_up(self):
        self.assertAlmostEqual(self.result.causes["share_of_downtime"].sum(), 1, 9)
        self.assertAlmostEqual(self.result.phases["share_of_downtime"].sum(), 1, 9)

    def test_failures_and_objectives(self):
        failures = self.result.failures
        # 4000 missions with 3.64 failures: a relative standard error of 0.8 %; five of them, seed fixed
        self.assertAlmostEqual(failures["value"][0] / (2 * 8760 / (LIFE_H + REPAIR_H)), 1, delta=0.04)
        self.assertTrue(math.isnan(failures["observed"][0]))
        self.assertEqual(list(self.result.objectives["outcome"]), ["met"])

    def test_quantiles_ascend(self):
        quantiles = self.result.downtime_quantiles
        self.assertTrue(quantiles["downtime_s_per_year"].is_monotonic_increasing)

    def test_quantiles_of_members(self):
        quantiles = self.result.member_downtime_quantiles
        self.assertEqual(set(quantiles["kind"]), {"node_class"})
        self.assertTrue(quantiles["downtime_s_per_year"].is_monotonic_increasing)

    def test_one_measure(self):
        outages = self.result.measure("plant", "outages")
        self.assertEqual(outages.unit, "1/year")
        self.assertLessEqual(outages.low, outages.value)
        with self.assertRaisesRegex(KeyError, "plant"):
            self.result.measure("plnt", "outages")

    def test_texts(self):
        self.assertIn("service plant", self.result.table())
        self.assertEqual(repr(self.result), self.result.table())
        self.assertIn("plant,availability", self.result.csv())

    def test_a_prediction_alone_has_nothing_simulated(self):
        frame = nines.parse(PAIR).predict().measures
        self.assertTrue(frame["value"].isna().all())
        self.assertGreater(frame["closed_form_value"].notna().sum(), 0)


class Notebook(unittest.TestCase):
    """What is shown in a notebook is self-contained markup."""

    @classmethod
    def setUpClass(cls):
        cls.result = nines.parse(PAIR).run(trials=4000)

    def test_a_result_shows_its_table_and_where_the_downtime_goes(self):
        shown = self.result._repr_html_()
        self.assertIn("service plant", shown)
        self.assertIn("data:image/svg+xml;base64,", shown)
        self.assertNotIn("http", re.sub(r"base64,[^\"]*", "", shown))

    def test_names_of_a_scenario_are_not_taken_for_markup(self):
        shown = nines.parse(PAIR.replace("title: Two", "title: <b>Two</b>"))._repr_html_()
        self.assertIn("&lt;b&gt;Two&lt;/b&gt;", shown)
        self.assertNotIn("<b>", shown)

    def test_figures_are_svg_with_a_table_behind(self):
        figures = self.result.figures
        self.assertIn("mission-plant", [each.id for each in figures])
        for each in figures:
            xml.dom.minidom.parseString(each._repr_svg_())
        self.assertFalse(self.result.figure("causes").table.empty)
        with self.assertRaisesRegex(KeyError, "convergence-plant"):
            self.result.figure("nothing")

    def test_a_report_is_a_page(self):
        with tempfile.TemporaryDirectory() as folder:
            self.result.report(pathlib.Path(folder) / "report.html")
            page = (pathlib.Path(folder) / "report.html").read_text(encoding="utf-8")
        self.assertIn("Content-Security-Policy", page)
        self.assertIn("Two machines, one of which is needed", page)

    def test_charts_refuse_what_cannot_be_drawn(self):
        plot = nines.plot
        self.assertIn("<svg", plot.chart("Up", plot.line([1, 2], [3, 4]))._repr_svg_())
        self.assertIn("<svg", plot.lying_bars("Up", {"a": 1, "b": 0}).svg)
        for wrong in (
            lambda: plot.chart("Up", plot.line([1, 2], [3])),
            lambda: plot.chart("Up", plot.line([1], [math.nan])),
            lambda: plot.chart("Up", plot.line([1], [0]), log_y=True),
            lambda: plot.chart("Up", plot.line([1], [1]), x_unit="furlongs"),
            lambda: plot.lying_bars("Up", {"a": -1}),
            lambda: plot.lying_bars("Up", {}),
        ):
            with self.assertRaises(ValueError):
                wrong()


class Sweeps(unittest.TestCase):
    def test_a_grid_by_the_chain_and_the_formula(self):
        vary = {"nodes.machine.count": [2, 3], "mission": ["1 year", "2 years"]}
        curve = nines.sweep(nines.parse(PAIR), vary, trials=100).curve("availability")
        self.assertEqual(len(curve), 4)
        self.assertEqual(list(curve["nodes.machine.count"]), [2, 2, 3, 3])
        self.assertEqual(list(curve["mission"]), ["1 year", "2 years"] * 2)
        for _, row in curve.iterrows():
            point = nines.parse(PAIR, {path: row[path] for path in vary})
            self.assertEqual(row["exact"], point.solve().measure("plant", "availability").exact)

    def test_it_is_the_sweep_of_the_command(self):
        swept = nines.sweep(nines.parse(PAIR), {"nodes.machine.count": "1..3"}, trials=100)
        self.assertEqual(swept.document["format"], "nines-sweep")
        self.assertEqual(len(swept.document["points"]), 3)
        self.assertIn("3 points", swept.table())
        self.assertTrue(swept.csv().startswith("point,"))

    def test_what_is_not_known_for_certain(self):
        uncertain = {"nodes.machine.failures.fault.time to failure": "exponential {3 failures in 14400 h}"}
        pair = nines.parse(PAIR)
        spread = nines.sweep(pair, uncertain=uncertain, draws=16, trials=10, measures=["availability"]).spreads
        self.assertEqual(list(spread["draws"]), [16])
        self.assertLess(spread["quantile_5"][0], spread["quantile_95"][0])
        tornado = nines.sweep(pair, {"nodes.machine.count": [1, 2]}, uncertain=uncertain, kind="tornado", trials=10)
        self.assertEqual(tornado.effects["path"][0], "nodes.machine.count")
        indices = nines.sweep(pair, uncertain=uncertain, draws=16, kind="indices", trials=10).indices
        # All of it is due to the only input; 4.5 of its standard errors, the seed is fixed.
        self.assertLess(abs(indices["total"][0] - 1), 4.5 * indices["total_error"][0])

    def test_all_points_are_checked_before_the_first(self):
        pair = nines.parse(PAIR)
        with self.assertRaisesRegex(nines.Error, "(?s)out of range.*at nodes.machine.count=-1.*1 of 2 points are wrong"):
            nines.sweep(pair, {"nodes.machine.count": [2, -1]}, trials=1_000_000_000)
        with self.assertRaisesRegex(nines.Error, "did you mean 'availability'"):
            nines.sweep(pair, {"nodes.machine.count": [2]}, measures=["avalability"])
        with self.assertRaisesRegex(nines.Error, "nothing is varied"):
            nines.sweep(pair)
        with self.assertRaisesRegex(nines.Error, "kind is"):
            nines.sweep(pair, {"nodes.machine.count": [2]}, kind="spiral")

    def test_an_interrupt_keeps_the_points_that_are_finished(self):
        calls = []

        def interrupt(*progress):
            calls.append(progress)
            os.kill(os.getpid(), signal.SIGINT)

        with self.assertRaises(nines.Interrupted) as caught:
            vary = {"nodes.machine.count": [2, 3, 4]}
            nines.sweep(nines.parse(PAIR), vary, trials=1_000_000_000, chain=False, progress=interrupt)
        self.assertLess(len(caught.exception.result.document["points"]), 3)


class Differences(unittest.TestCase):
    def test_same_random_numbers_on_both_sides(self):
        pair = nines.parse(PAIR)
        slower = pair.with_({"nodes.machine.failures.fault.time to repair": "exponential 6 h"})
        difference = nines.compare(pair, slower, trials=4000, measures=["capacity_availability"])
        (row,) = difference.measures.itertuples()
        # Both are down twice as long; of 4000 missions the difference is known to a few percent, the seed is fixed.
        self.assertLess(row.low, row.chain_second - row.chain_first)
        self.assertGreater(row.high, row.chain_second - row.chain_first)
        self.assertEqual(row.outcome, "resolved")
        self.assertGreater(row.narrower, 1)
        self.assertIn("time to repair=exponential 6 h", difference.table())

    def test_unequal_missions_cannot_be_compared(self):
        pair = nines.parse(PAIR)
        with self.assertRaisesRegex(nines.Error, "the missions differ: 1 y and 2 y"):
            nines.compare(pair, pair.with_({"mission": "2 years"}))

    def test_importance(self):
        parts = nines.parse(PAIR).importance(trials=2000).parts
        self.assertEqual(list(parts["name"]), ["machine"])
        self.assertGreater(parts["loss_low"][0], 0)
        with self.assertRaisesRegex(nines.Error, "did you mean 'plant'"):
            nines.parse(PAIR).importance("plan")


class Audits(unittest.TestCase):
    def test_right_formulas_are_those_that_are_simulated(self):
        examples = nines.audit().examples
        simulated = examples[examples["high"] > examples["low"]]
        inside = (simulated["low"] <= simulated["right"]) & (simulated["right"] <= simulated["high"])
        # Of so many 95 % intervals a fifth outside would be a chance below 1 in 1000; the seed is fixed.
        self.assertGreater(inside.mean(), 0.8)


if __name__ == "__main__":
    unittest.main()
