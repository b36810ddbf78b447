"""Drives the built nines command from outside, as a user does: exit codes, scenarios, references, results.

Usage: command_test.py PATH_OF_NINES [UNITTEST_ARGUMENTS...]
"""

import csv
import io
import json
import os
import re
import subprocess

import jsonschema
import yaml

import driver
from driver import CommandTest, ROOT, SCENARIO, main, nines


class Usage(CommandTest):
    def test_help_and_version(self):
        self.assertIn("Exit codes", self.assert_succeeds(nines("--help")))
        self.assertIn("--precision", self.assert_succeeds(nines("run", "--help")))
        self.assertIn("--precision", self.assert_succeeds(nines("help", "run")))
        self.assertRegex(self.assert_succeeds(nines("--version")), r"^nines \d+\.\d+\.\d+\n$")

    def test_nothing_to_do_is_a_mistake(self):
        self.assert_fails(2, nines(), "nines run FILE")

    def test_an_unknown_option_is_named_and_not_its_value(self):
        self.assert_fails(2, nines("run", "--fromat", "json", self.scenario), "'--fromat'", "did you mean '--format'?")

    def test_a_file_without_a_command(self):
        self.assert_fails(2, nines(self.scenario), f"nines run {self.scenario}")

    def test_bad_values(self):
        for arguments in (["--trials", "0"], ["--seed=-1"], ["--precision", "0"], ["--format", "xml"], ["--set", "x"]):
            self.assert_fails(2, nines("run", self.scenario, *arguments), arguments[0].split("=")[0])


    def test_numbers_have_the_same_limits_as_in_a_scenario(self):
        for name, most in (("trials", 10**10), ("seed", 2**53)):
            with self.subTest(name):
                for arguments in ([f"--{name}", most + 1], ["--set", f"{name}={most + 1}"]):
                    self.assert_fails(2, nines("run", self.scenario, *arguments), name, str(most))

    def test_every_example_of_the_help_runs(self):
        (self.folder / "scenarios").symlink_to(ROOT / "scenarios")
        self.assert_succeeds(nines("new", self.folder / "cluster.yaml"))
        # It is the commands that are tried, not how long the whole chain takes at each of fifty points.
        quick = (self.folder / "cluster.yaml").read_text()
        for pattern, text in (("trials: 10000", "trials: 300"), ("      crash:.*\n(?:        .*\n){2}", "")):
            quick, replaced = re.subn(f"^{pattern}", text, quick, flags=re.MULTILINE)
            self.assertEqual(replaced, 1, pattern)
        (self.folder / "cluster.yaml").write_text(quick)
        for number in (0, 1):  # for nines results and nines merge
            shard = ("--trials", "20", "--results", self.folder / f"shard-{number}.db", "--shard", f"{number}/2")
            self.assert_succeeds(nines("run", self.folder / "cluster.yaml", *shard))
        self.assert_succeeds(nines("merge", self.folder / "runs.db", *sorted(self.folder.glob("shard-*.db"))))
        folder = self.folder / "bin"
        folder.mkdir()
        (folder / "nines").symlink_to(driver.NINES)
        commands = ["", *re.findall(r"^  ([a-z]+)  ", nines("--help").stdout, re.MULTILINE)]
        examples = set()
        for command in commands:
            page = self.assert_succeeds(nines(*([command] if command else []), "--help"))
            examples |= {re.split(r" {3,}", line.strip())[0] for line in page.splitlines() if line.startswith("  nines ")}
        self.assertGreater(len(examples), 15)
        for example in sorted(examples):
            with self.subTest(example):
                # No example of a test writes outside its own folder, or over what is there.
                line = re.sub(r">\S.*$", ">/dev/null", example).replace("nines new cluster.yaml", "nines new fresh.yaml")
                (self.folder / "fresh.yaml").unlink(missing_ok=True)
                finished = subprocess.run(
                    ["bash", "-c", line], cwd=self.folder, capture_output=True, text=True, timeout=300, check=False,
                    env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"},
                )
                self.assertEqual(finished.returncode, 0, finished.stderr)


class Scenarios(CommandTest):
    def test_check_says_valid_or_every_mistake_with_its_place(self):
        self.assertIn("plant.yaml: valid: 1 service", self.assert_succeeds(nines("check", self.scenario)))
        bad = self.write("bad.yaml", SCENARIO.replace("exponential 200 h", "exponential 200").replace("seed", "sead"))
        finished = nines("check", bad)
        self.assert_fails(2, finished, "bad.yaml:5:1: error", "bad.yaml:11:", "2 errors")
        self.assertEqual(finished.stdout, "")

    def test_check_several_files(self):
        bad = self.write("bad.yaml", "nines: 1\n")
        finished = nines("check", self.scenario, bad)
        self.assert_fails(2, finished, "bad.yaml")
        self.assertIn("plant.yaml: valid", finished.stdout)

    def test_files_that_cannot_be_read(self):
        for path in (self.folder / "missing.yaml", self.folder, "/dev/null"):
            for command in ("run", "check", "solve", "predict", "explain"):
                with self.subTest(path=str(path), command=command):
                    finished = nines(command, path)
                    self.assert_fails(2, finished, str(path))
                    self.assertEqual(finished.stdout, "")

    def test_a_file_without_permission(self):
        self.scenario.chmod(0)
        if os.access(self.scenario, os.R_OK):
            self.skipTest("this user may read everything")
        self.assert_fails(2, nines("run", self.scenario), str(self.scenario))

    def test_a_binary_file(self):
        path = self.folder / "binary.yaml"
        path.write_bytes(bytes(range(256)) * 16)
        finished = nines("check", path)
        self.assert_fails(2, finished, "binary.yaml")
        self.assertNotIn("\x1b", finished.stderr)

    def test_standard_input(self):
        self.assertIn("-: valid", self.assert_succeeds(nines("check", "-", stdin=SCENARIO)))
        self.assertIn("valid", self.assert_succeeds(nines("check", "/dev/stdin", stdin=SCENARIO)))
        self.assertIn("service plant", self.assert_succeeds(nines("run", "-", stdin=SCENARIO)))
        self.assert_fails(2, nines("check", "-", stdin="nines: 1\nbogus: 2\n"), "<stdin>:2:1")

    def test_files_beside_standard_input_are_looked_for_in_the_working_directory(self):
        self.write("times.csv", "hours\n2\n3\n4\n")
        scenario = SCENARIO.replace("exponential 20 h", "{law: empirical, file: times.csv, unit: h}")
        for name in ("-", "/dev/stdin"):
            self.assertIn("valid", self.assert_succeeds(nines("check", name, stdin=scenario, cwd=self.folder)))
            self.assert_fails(2, nines("check", name, stdin=scenario, cwd=ROOT), "<stdin>:12:", "times.csv")

    def test_standard_input_without_an_end(self):
        with open("/dev/zero", "rb") as zero:
            finished = subprocess.run([driver.NINES, "check", "-"], stdin=zero, capture_output=True, text=True, check=False)
        self.assert_fails(2, finished, "<stdin>: error: the text is larger than 64 MiB")

    def test_what_a_run_refuses_check_refuses_too(self):
        scenario = SCENARIO.replace("count: 2", "count: 6000000").replace("exponential 20 h", "weibull 20 h shape 2")
        many = self.write("many.yaml", scenario.replace("trials: 2000", "trials: 1"))
        for command in ("check", "run", "solve"):
            self.assert_fails(2, nines(command, many), "many.yaml:7:3: error", "6000000", "at most 5000000")
        self.assert_fails(2, nines("run", self.scenario, "--trials", "1e10"), "plant.yaml:7:3: error", "1e+12")

    def test_overrides(self):
        self.assertIn("mission 2 y", self.assert_succeeds(nines("check", self.scenario, "--set", "mission=2 years")))
        self.assert_fails(2, nines("check", self.scenario, "--set", "mision=2 years"), "mision", "mission")
        self.assert_fails(2, nines("check", self.scenario, "--set", "machine.count=3"), "did you mean `nodes.machine.count`?")

    def test_new_writes_a_valid_scenario_and_replaces_nothing(self):
        fresh = self.folder / "fresh.yaml"
        self.assert_succeeds(nines("new", fresh))
        self.assertIn("valid", self.assert_succeeds(nines("check", fresh)))
        self.assertEqual(fresh.read_text(encoding="utf-8"), self.assert_succeeds(nines("new")))
        self.assert_fails(2, nines("new", fresh), "--force")
        self.assert_succeeds(nines("new", fresh, "--force"))


class Repository(CommandTest):
    def test_every_scenario_is_valid(self):
        # tests/scenarios/schema_validation_test.py asks an independent validator, too.
        scenarios = sorted((ROOT / "scenarios").glob("**/*.yaml"))
        self.assertGreater(len(scenarios), 0)
        for path in scenarios:
            with self.subTest(str(path.relative_to(ROOT))):
                self.assert_succeeds(nines("check", path))

    def test_scenario_of_the_readme(self):
        (text,) = re.findall(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
        self.assertIn(": valid: ", self.assert_succeeds(nines("check", self.write("readme.yaml", text))))

    def test_table_of_the_readme_is_what_the_demo_prints(self):
        (shown,) = re.findall(r"^Llama 3.*?(?=```)", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
        printed = self.assert_succeeds(nines("run", "scenarios/ai/llama3-cluster.yaml", cwd=ROOT))
        shown, printed = (re.sub(r" events in .*;$", " events", text, flags=re.MULTILINE) for text in (shown, printed))
        rest = iter(printed.split("\n"))
        for line in shown.split("\n"):
            self.assertTrue(line in ("…", "") or line in rest, f"{line!r} is not in the table, or not in this order")


class References(CommandTest):
    def test_schema_is_a_schema_and_accepts_what_nines_accepts(self):
        schema = json.loads(self.assert_succeeds(nines("schema")))
        jsonschema.Draft7Validator.check_schema(schema)
        validator = jsonschema.Draft7Validator(schema)
        validator.validate(yaml.safe_load(SCENARIO))
        validator.validate(yaml.safe_load(self.assert_succeeds(nines("new"))))
        self.assertFalse(validator.is_valid(yaml.safe_load(SCENARIO.replace("trials", "trails"))))

    def test_laws(self):
        self.assertIn("weibull", self.assert_succeeds(nines("laws")))
        self.assertIn("shape", self.assert_succeeds(nines("laws", "weibull")))
        self.assert_fails(2, nines("laws", "weibul"), "weibul")

    def test_generated_pages_in_docs_are_current(self):
        pages = {
            "reference/language.md": ["schema", "--markdown"],
            "reference/drill.md": ["schema", "--markdown", "--drill"],
            "reference/command.md": ["help", "--markdown"],
            "reference/formulas.md": ["formula", "--markdown"],
            "guide/audit.md": ["audit", "--format", "markdown"],
        }
        for name, arguments in pages.items():
            with self.subTest(name):
                page = (ROOT / "docs" / name).read_text(encoding="utf-8")
                self.assertEqual(page, self.assert_succeeds(nines(*arguments)), "make docs writes it anew")

    def test_audit(self):
        file = self.folder / "audit.json"
        self.assertEqual(self.assert_succeeds(nines("audit", "--format", "json", "--output", file)), "")
        document = json.loads(file.read_text(encoding="utf-8"))
        self.assertEqual((document["format"], document["version"]), ("nines-audit", 1))
        self.assertEqual([article["number"] for article in document["articles"]], ["000", "001", "002", "003", "004"])
        self.assert_fails(2, nines("audit", "--format", "csv"), "--format")
        self.assert_fails(2, nines("audit", "--output", "/no/such/folder/audit.md"), "no/such/folder")

    def test_bash_completes(self):
        script = self.write("completion.bash", self.assert_succeeds(nines("completion", "bash")))
        self.assertEqual(self.complete(script, "nines", "pre"), ["predict"])
        self.assertEqual(self.complete(script, "nines", "run", "--pre"), ["--precision"])
        self.assertEqual(self.complete(script, "nines", "run", "--format", ""), ["table", "json", "csv"])
        self.assertEqual(self.complete(script, "nines", "run", "plan"), ["plant.yaml"])

    def complete(self, script, *words):
        program = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _nines; printf "%s\\n" "${COMPREPLY[@]}"'
        finished = subprocess.run(
            ["bash", "-c", program, "bash", script, *words], capture_output=True, text=True, cwd=self.folder, check=True
        )
        return finished.stdout.split()


class Results(CommandTest):
    def test_three_formats(self):
        self.assertIn("service plant", self.assert_succeeds(nines("run", self.scenario)))
        document = json.loads(self.assert_succeeds(nines("run", self.scenario, "--format", "json")))
        self.assertEqual(document["run"]["trials"], 2000)
        rows = list(csv.DictReader(io.StringIO(self.assert_succeeds(nines("run", self.scenario, "--format", "csv")))))
        self.assertEqual(len(rows), len(document["measures"]) + len(document["failures"]))
        for row, failure in zip(rows[len(document["measures"]):], document["failures"]):
            self.assertEqual((row["kind"], row["subject"]), ("failure_mode", failure["cause"]))
            self.assertEqual(float(row["simulated"]), float(failure["per_mission"]["value"]))
        for row, measure in zip(rows, document["measures"]):
            self.assertEqual((row["kind"], row["subject"]), (measure["kind"], measure["subject"]))
            if measure["simulated"] is not None:
                self.assertEqual(float(row["simulated"]), float(measure["simulated"]["value"]))

    def test_documents_follow_their_schema(self):
        schema = json.loads((ROOT / "docs/reference/result.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft7Validator.check_schema(schema)
        starter = self.folder / "starter.yaml"
        self.assert_succeeds(nines("new", starter))
        for arguments in (["run", self.scenario], ["run", starter, "--trials", "50"], ["predict", starter], ["solve", self.scenario]):
            document = json.loads(self.assert_succeeds(nines(*arguments, "--format", "json")))
            jsonschema.Draft7Validator(schema).validate(document)
        for folder in ("mechanisms", "measured"):
            for scenario in sorted((ROOT / "scenarios" / folder).glob("*.yaml")):
                with self.subTest(scenario=scenario.name):
                    few = ("--trials", "40", "--max-states", "300", "--format", "json")
                    document = json.loads(self.assert_succeeds(nines("run", scenario, *few)))
                    jsonschema.Draft7Validator(schema).validate(document)

    def test_availability_of_the_plant_by_all_three_answers(self):
        # Each machine is up with probability 200/220, independently; over a year the start matters little: 1 - (1/11)^2.
        document = json.loads(self.assert_succeeds(nines("run", self.scenario, "--format", "json")))
        for measure in document["measures"]:
            if (measure["subject"], measure["measure"]) == ("plant", "availability"):
                self.assertAlmostEqual(measure["chain"]["long_run"], 1 / 121, delta=1e-12)
                self.assertEqual(measure["chain"]["verdict"]["agreement"], "agrees")
                self.assertLess(measure["simulated"]["low"], measure["chain"]["value"] * 1.05)
                return
        self.fail("no availability of the plant")

    def test_same_bytes_on_any_number_of_threads(self):
        one, two = (self.assert_succeeds(nines("run", self.scenario, "--format", "json", "-j", n)) for n in (1, 2))
        self.assertEqual(one, two)
        other = self.assert_succeeds(nines("run", self.scenario, "--format", "json", "--seed", "2"))
        self.assertNotEqual(one, other)

    def test_trials_and_precision(self):
        document = json.loads(self.assert_succeeds(nines("run", self.scenario, "--format", "json", "--trials", "123")))
        self.assertEqual(document["run"]["trials"], 123)
        document = json.loads(self.assert_succeeds(nines("run", self.scenario, "--format", "json", "--precision", "3%")))
        self.assertTrue(document["run"]["precision_reached"])

    def test_strict_fails_on_a_missed_objective_only(self):
        hopeless = self.write("hopeless.yaml", SCENARIO + "objectives:\n  - plant availability >= 99.999 %\n")
        self.assert_succeeds(nines("run", hopeless))
        finished = nines("run", hopeless, "--strict")
        self.assert_fails(1, finished, "objective")
        self.assertIn("MISSED", finished.stdout)
        easy = self.write("easy.yaml", SCENARIO + "objectives:\n  - plant availability >= 90 %\n")
        self.assert_succeeds(nines("run", easy, "--strict"))

    def test_solve_predict_explain(self):
        self.assertIn("in the long run", self.assert_succeeds(nines("solve", self.scenario)))
        self.assertIn("Closed forms", self.assert_succeeds(nines("predict", self.scenario)))
        self.assertIn("machine", self.assert_succeeds(nines("explain", self.scenario)))

    def test_solve_says_what_prevents_the_chain(self):
        weibull = self.write("weibull.yaml", SCENARIO.replace("exponential 200 h", "weibull 200 h shape 2"))
        self.assert_fails(2, nines("solve", weibull), "machine")
        self.assertIn("machine", self.assert_succeeds(nines("run", weibull)))

    def test_explain_says_where_an_outage_is(self):
        quiet = self.write("quiet.yaml", SCENARIO.replace("exponential 200 h", "exponential 3 years"))
        text = self.assert_succeeds(nines("explain", quiet))
        (trial,) = re.findall(r"The next trial with an outage: --trial (\d+)", text)
        self.assertIn("OUTAGE", self.assert_succeeds(nines("explain", quiet, "--trial", trial)))

    def test_a_normal_law_cut_off_at_0_is_warned_of(self):
        cut = SCENARIO.replace("exponential 20 h", "normal mean 1 h sd 2 h")
        self.assertRegex(nines("check", "-", stdin=cut).stderr, r"<stdin>:12:\d+: warning: .* times the mean that is given")
        whole = SCENARIO.replace("exponential 20 h", "normal mean 10 h sd 2 h")
        self.assertEqual(nines("check", "-", stdin=whole).stderr, "")

    def test_a_solution_that_is_refused_says_so_once(self):
        weibull = self.write("weibull.yaml", SCENARIO.replace("exponential 200 h", "weibull 200 h shape 2"))
        finished = nines("solve", weibull)
        self.assertEqual((finished.stdout + finished.stderr).count("Weibull"), 1)
        document = json.loads(nines("solve", weibull, "--format", "json").stdout)
        self.assertIn("Weibull", document["chain"]["refused"])

    def test_the_first_lines_say_which_precision_was_missed(self):
        scenario = SCENARIO.replace("trials: 2000", "precision: 0.1 % on plant.availability\nmax trials: 100")
        shown = self.assert_succeeds(nines("run", self.write("precise.yaml", scenario)))
        heading = " ".join(shown.split("\n\n")[0].split())
        self.assertIn("until plant.availability is known to 0.1 %, which is NOT REACHED", heading)

    def test_what_cannot_fail_is_exact(self):
        scenario = self.write("racks.yaml", SCENARIO.replace("nodes:", "domains: {rack: 2}\nnodes:"))
        document = json.loads(self.assert_succeeds(nines("run", scenario, "--format", "json")))
        (rack,) = (m for m in document["measures"] if (m["subject"], m["measure"]) == ("rack", "availability"))
        self.assertEqual((rack["simulated"]["high"], rack["simulated"]["trust"]), (0, "cannot_fail"))
        self.assertEqual(rack["chain"]["verdict"]["agreement"], "agrees")
        self.assertIn("cannot fail", nines("run", scenario).stdout)

    def test_export_for_prism(self):
        prefix = self.folder / "chain"
        self.assert_succeeds(nines("solve", self.scenario, "--export", "prism", prefix))
        states, transitions = map(int, prefix.with_suffix(".tra").read_text().split("\n")[0].split())
        self.assertEqual((states, transitions), (3, 4))
        self.assert_fails(2, nines("solve", self.scenario, "--export", "prism", self.folder / "no" / "chain"), "no directory")


if __name__ == "__main__":
    main()
