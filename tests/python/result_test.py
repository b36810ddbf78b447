"""Results as data frames: what they hold is what the document says, in the same units."""

import math
import unittest

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

    def test_one_measure(self):
        outages = self.result.measure("plant", "outages")
        self.assertEqual(outages.unit, "1/year")
        self.assertLessEqual(outages.low, outages.value)
        with self.assertRaisesRegex(KeyError, "plant"):
            self.result.measure("plnt", "outages")

    def test_texts(self):
        self.assertIn("service plant", self.result.table())
        self.assertEqual(repr(self.result), self.result.table())
        self.assertTrue(self.result._repr_html_().startswith("<pre>"))
        self.assertIn("plant,availability", self.result.csv())

    def test_a_prediction_alone_has_nothing_simulated(self):
        frame = nines.parse(PAIR).predict().measures
        self.assertTrue(frame["value"].isna().all())
        self.assertGreater(frame["closed_form_value"].notna().sum(), 0)


class Sweeps(unittest.TestCase):
    def test_a_grid_by_the_chain_and_the_formula(self):
        frame = nines.sweep(
            nines.parse(PAIR), {"nodes.machine.count": [2, 3], "mission": ["1 year", "2 years"]}, trials=100, measures=["availability"]
        )
        plant = frame[frame["subject"] == "plant"]
        self.assertEqual(len(plant), 4)
        for _, row in plant.iterrows():
            expected = (REPAIR_H / (LIFE_H + REPAIR_H)) ** row["nodes.machine.count"]
            self.assertAlmostEqual(row["exact_long_run"] / expected, 1, 9)

    def test_all_points_are_checked_before_the_first(self):
        with self.assertRaises(nines.Error):
            nines.sweep(nines.parse(PAIR), {"nodes.machine.count": [2, -1]}, trials=1_000_000_000)


if __name__ == "__main__":
    unittest.main()
