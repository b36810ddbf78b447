"""The module: scenarios are loaded and changed, questions asked, errors told in the words of the command."""

import os
import signal
import threading
import time
import unittest

import nines

PAIR = """nines: 1
title: Two machines, one of which is needed
mission: 1 year
trials: 2000
nodes:
  machine:
    count: 2
    failures:
      fault: {time to failure: exponential 200 d, time to repair: exponential 3 h}
services:
  plant: {needs: 1 of machine}
objectives: [plant availability >= 99.9 %]
"""


class Scenarios(unittest.TestCase):
    def test_says_what_it_is(self):
        pair = nines.parse(PAIR)
        self.assertEqual(pair.title, "Two machines, one of which is needed")
        self.assertEqual(pair.mission_s, 8760 * 3600)
        self.assertEqual(pair.warnings, "")
        self.assertIn("Two machines", repr(pair))

    def test_a_file_and_its_text_are_the_same_scenario(self):
        file = "scenarios/textbook/single-unit.yaml"
        with open(file, encoding="utf-8") as text:
            parsed = nines.parse(text.read(), name=file, directory="scenarios/textbook")
        self.assertEqual(nines.load(file).run(trials=50).json(), parsed.run(trials=50).json())

    def test_changes_make_another_scenario(self):
        pair = nines.parse(PAIR)
        three = pair.with_({"nodes.machine.count": 3})
        self.assertEqual(pair.changes, {})
        self.assertEqual(three.changes, {"nodes.machine.count": "3"})
        self.assertNotEqual(pair.hash, three.hash)
        four = three.with_({"nodes.machine.count": 4})
        self.assertEqual(four.changes, {"nodes.machine.count": "4"})
        self.assertLess(
            four.solve().measure("plant", "availability").exact, pair.solve().measure("plant", "availability").exact
        )

    def test_values_are_written_as_in_a_file(self):
        pair = nines.parse(PAIR)
        changed = pair.with_({"trials": 1e3, "objectives": ["plant availability >= 99 %", "plant outages <= 1 per year"]})
        self.assertEqual(len(changed.predict().document["objectives"]), 2)

    def test_changes_are_made_in_their_order(self):
        fault = "nodes.machine.failures.fault"
        law = "{time to failure: exponential 100 d, time to repair: exponential 1 h}"
        changed = nines.parse(PAIR, {fault: law, f"{fault}.time to repair": "exponential 2 h"})
        down = changed.solve().measure("machine", "availability")
        self.assertAlmostEqual(down.exact / (2 / 2402), 1, 2)  # over a mission a little less than in the long run

    def test_a_new_one_is_valid(self):
        self.assertEqual(nines.parse(nines.new()).warnings, "")


class Errors(unittest.TestCase):
    def test_all_at_once_with_place_and_remedy(self):
        with self.assertRaises(nines.Error) as caught:
            nines.parse(PAIR.replace("count: 2", "cont: 2").replace("1 year", "1 yaer"), name="pair.yaml")
        text = str(caught.exception)
        self.assertIn("pair.yaml:7:5: error", text)
        self.assertIn("did you mean `count`?", text)
        self.assertIn("pair.yaml:3:10: error", text)

    def test_of_changes_and_files(self):
        pair = nines.parse(PAIR)
        for wrong in (
            lambda: pair.with_({"nodes.machin.count": 3}),
            lambda: pair.with_({"nodes.machine.count": -1}),
            lambda: pair.with_({"mission": 1}),
            lambda: nines.load("not/there.yaml"),
            lambda: nines.parse(PAIR + "include: [other.yaml]\n"),
            lambda: pair.run(trials=0),
            lambda: pair.run(precision=2),
            lambda: pair.run(trials=10, precision=0.1),
            lambda: pair.run(seed=2**60),
        ):
            with self.assertRaises(nines.Error):
                wrong()
        self.assertTrue(issubclass(nines.Error, ValueError))
        self.assertEqual(nines.Error.__module__, "nines")

    def test_no_chain_says_why(self):
        fixed = nines.parse(PAIR.replace("exponential 3 h", "3 h"))
        with self.assertRaisesRegex(nines.Error, "machine"):
            fixed.solve()

    def test_wrong_types_are_errors_of_python(self):
        with self.assertRaises(TypeError):
            nines.parse(PAIR).run(trials="many")
        with self.assertRaises(TypeError):
            nines.parse(PAIR).run(100)


class Running(unittest.TestCase):
    def test_equal_seeds_equal_bytes(self):
        pair = nines.parse(PAIR)
        one, other = pair.run(trials=500, threads=1), pair.run(trials=500, threads=2)
        self.assertEqual(one.json(), other.json())
        self.assertNotEqual(one.json(), pair.run(trials=500, seed=2).json())

    def test_other_threads_of_python_go_on(self):
        ticks = []
        done = threading.Event()

        def tick():
            while not done.wait(0.001):
                ticks.append(1)

        ticker = threading.Thread(target=tick)
        ticker.start()
        nines.parse(PAIR).run(trials=200_000, chain=False)
        done.set()
        ticker.join()
        self.assertGreater(len(ticks), 5)

    def test_progress_is_reported_and_its_errors_end_the_run(self):
        reports = []
        endless = nines.parse(PAIR)
        with self.assertRaisesRegex(RuntimeError, "enough"):

            def progress(done, planned, elapsed_s, remaining_s, interval):
                reports.append((done, planned))
                raise RuntimeError("enough")

            endless.run(trials=1_000_000_000, chain=False, progress=progress)
        self.assertEqual(len(reports), 1)
        self.assertEqual(reports[0][1], 1_000_000_000)

    def test_an_interrupt_gives_the_answer_so_far(self):
        def interrupt():
            time.sleep(0.5)
            os.kill(os.getpid(), signal.SIGINT)

        threading.Thread(target=interrupt).start()
        with self.assertRaises(nines.Interrupted) as caught:
            nines.parse(PAIR).run(trials=1_000_000_000, chain=False)
        result = caught.exception.result
        self.assertTrue(result.interrupted)
        self.assertGreater(result.trials, 0)
        self.assertGreater(result.measure("plant", "outages").high, 0)
        self.assertIsInstance(caught.exception, KeyboardInterrupt)

    def test_another_signal_s_error_is_not_lost(self):
        def too_long(*_):
            raise TimeoutError("too long")

        before = signal.signal(signal.SIGALRM, too_long)
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        try:
            with self.assertRaisesRegex(TimeoutError, "too long"):
                nines.parse(PAIR).run(trials=1_000_000_000, chain=False)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    def test_one_trial_in_words(self):
        pair = nines.parse(PAIR.replace("200 d", "2 d"))
        self.assertIn("machine", pair.explain(3))
        self.assertEqual(pair.explain(3), pair.explain(3))
        self.assertNotEqual(pair.explain(3), pair.explain(4))


if __name__ == "__main__":
    unittest.main()
