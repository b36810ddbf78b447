"""Runs that are split over machines and merged, and the scripts of docs/cluster with stand-ins for the batch systems.

Usage: cluster_test.py PATH_OF_NINES [UNITTEST_ARGUMENTS...]
"""

import os
import subprocess

import yaml

import driver
from driver import ROOT, SCENARIO, main, nines
from kept import KeptTest, dump

SBATCH = """\
#!/usr/bin/python3
# Runs the tasks of an array one after another, the last one first.
import os, re, subprocess, sys
script = sys.stdin.read()
array = re.search(r"--array=0-(\\d+)", " ".join(sys.argv))
for task in reversed(range(int(array[1]) + 1)) if array else [None]:
    job = {} if task is None else {
        "SLURM_ARRAY_TASK_ID": str(task), "SLURM_ARRAY_TASK_MIN": "0", "SLURM_ARRAY_TASK_STEP": "1",
        "SLURM_ARRAY_TASK_COUNT": str(int(array[1]) + 1),
    }
    subprocess.run(["sh"], input=script, text=True, check=True, env={**os.environ, **job}, stdout=sys.stderr)
print("17;cluster")
"""


class Sharing(KeptTest):
    def shard(self, number, count, *arguments, env=None):
        file = self.folder / f"shard-{number}.db"
        which = "auto" if env else f"{number}/{count}"
        shown = self.assert_succeeds(nines("run", self.scenario, "--results", file, "--shard", which, *arguments, env=env))
        self.assertIn(f"shard {number}/{count}:", shown)
        return file

    def test_shards_in_any_order_and_again_are_one_run(self):
        alone = self.assert_succeeds(nines("run", self.scenario, "--format", "json"))
        shards = [self.shard(number, 3) for number in range(3)]
        other = self.folder / "other.db"
        shown = self.assert_succeeds(nines("merge", self.runs, *shards))
        self.assertIn("2 000 trials", shown)
        self.assertIn("Two machines", shown)
        for inputs in ([shards[2], shards[0]], [shards[1]], [shards[1], shards[0], other]):
            self.assertIn("not finished" if inputs[0] == shards[2] else "agree", self.assert_succeeds(nines("merge", other, *inputs)))
        self.assertEqual(dump(other), dump(self.runs))
        whole = self.folder / "whole.db"
        self.assertEqual(self.run_kept(runs=whole), alone)
        self.assertEqual(dump(whole), dump(self.runs))
        for file in (self.runs, other):
            (run,) = self.listed(runs=file)
            self.assertEqual(self.assert_succeeds(nines("results", file, run["id"], "--format", "json")), alone)
            self.assertEqual(self.run_kept(runs=file), alone)

    def test_the_result_comes_from_the_file_alone(self):
        (self.folder / "parts").mkdir()
        self.write("parts/times.csv", "hours\n2\n3\n40\n")
        before, _, rest = SCENARIO.partition("nodes:")
        nodes, _, services = rest.partition("services:")
        nodes = nodes.replace("exponential 20 h", "{law: empirical, file: times.csv, unit: h}")
        self.write("parts/machines.yaml", "nodes:" + nodes)
        main_file = self.write("main.yaml", f"include: parts/machines.yaml\n{before}services:{services}")
        settings = ("--set", "mission=2 years", "--trials", "500", "--seed", "3")
        for number in (0, 1):
            kept = ("--results", self.folder / f"{number}.db", "--shard", f"{number}/2")
            self.assert_succeeds(nines("run", main_file, *settings, *kept))
        alone = self.assert_succeeds(nines("run", main_file, *settings, "--format", "json"))
        main_file.unlink()
        (self.folder / "parts/times.csv").unlink()
        self.assert_succeeds(nines("merge", self.runs, self.folder / "0.db", self.folder / "1.db"))
        (run,) = self.listed()
        self.assertEqual(self.assert_succeeds(nines("results", self.runs, run["id"], "--format", "json")), alone)

    def test_slurm_and_kubernetes_say_which(self):
        slurm = {"SLURM_ARRAY_TASK_ID": "30", "SLURM_ARRAY_TASK_MIN": "10", "SLURM_ARRAY_TASK_STEP": "10", "SLURM_ARRAY_TASK_COUNT": "4"}
        self.shard(2, 4, env=slurm)
        self.shard(1, 4, env={"JOB_COMPLETION_INDEX": "1", "JOB_COMPLETIONS": "4"})
        auto = ("run", self.scenario, "--results", self.runs, "--shard", "auto")
        self.assert_fails(2, nines(*auto), "SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX")
        self.assert_fails(2, nines(*auto, env={"JOB_COMPLETION_INDEX": "1"}), "JOB_COMPLETIONS", "manifest")
        self.assert_fails(2, nines(*auto, env={**slurm, "SLURM_ARRAY_TASK_ID": "35"}), "SLURM_ARRAY_TASK_ID=35")
        self.assertFalse(self.runs.exists())

    def test_a_shard_that_was_done_is_not_done_again(self):
        first = self.shard(0, 2)
        before = dump(first)
        self.shard(0, 2)
        self.assertEqual(dump(first), before)

    def test_what_is_no_shard(self):
        for text in ("5/4", "4/4", "0/0", "1", "a/b", "1/", "-1/4", "1/2/3"):
            with self.subTest(text):
                self.assert_fails(2, nines("run", self.scenario, "--results", self.runs, f"--shard={text}"), "--shard", text)
        run = ("run", self.scenario, "--results", self.runs)
        self.assert_fails(2, nines(*run, "--shard", "0/2", "--precision", "5%"), "--trials N")
        precise = self.write("precise.yaml", SCENARIO.replace("trials: 2000", "precision: 5 % on plant.availability"))
        self.assert_fails(2, nines("run", precise, "--results", self.runs, "--shard", "0/2"), "--trials N")
        self.assert_fails(2, nines("run", self.scenario, "--shard", "0/2"), "--shard needs --results FILE")
        self.assert_fails(2, nines("run", self.scenario, "--more", "2"), "--more needs --results FILE")
        self.assert_fails(2, nines(*run, "--more", "2", "--trials", "5"), "--more and --trials")
        self.assert_fails(2, nines(*run, "--more", "0"), "--more must be")
        self.assertFalse(self.runs.exists())

    def test_what_cannot_be_merged_is_all_named_and_nothing_is_written(self):
        good = self.shard(0, 2)
        text = self.write("text.db", "a text\n" * 200)
        finished = nines("merge", self.runs, good, text, self.folder, self.folder / "missing.db")
        self.assert_fails(2, finished, "text.db", "no results store", "directory", "missing.db")
        self.assert_fails(2, nines("merge", self.runs), "needs 2 FILEs")
        self.assertFalse(self.runs.exists())


class Cluster(KeptTest):
    """What docs/cluster/ holds, with stand-ins for the batch systems."""

    def test_the_slurm_script(self):
        (self.folder / "bin").mkdir()
        sbatch = self.write("bin/sbatch", SBATCH)
        sbatch.chmod(0o755)
        environment = {"PATH": f"{sbatch.parent}:{os.environ['PATH']}", "NINES": driver.NINES}
        command = [ROOT / "docs/cluster/slurm-array.sh", self.scenario, "2000", "3", self.folder / "out"]
        for _ in range(2):  # again: the tasks find what they did
            finished = subprocess.run([*map(str, command)], env={**os.environ, **environment}, capture_output=True, text=True, check=False)
            self.assertEqual(finished.returncode, 0, finished.stderr)
        alone = self.assert_succeeds(nines("run", self.scenario, "--format", "json"))
        self.assertEqual((self.folder / "out/result.json").read_text(encoding="utf-8"), alone)

    def test_the_kubernetes_manifest(self):
        job = yaml.safe_load((ROOT / "docs/cluster/kubernetes-job.yaml").read_text(encoding="utf-8"))["spec"]
        (container,) = job["template"]["spec"]["containers"]
        environment = {entry["name"]: entry["value"] for entry in container["env"]}
        self.assertEqual((job["completionMode"], str(job["completions"])), ("Indexed", environment["JOB_COMPLETIONS"]))
        (script,) = container["args"]
        for mount in container["volumeMounts"]:
            (self.folder / mount["name"]).mkdir()
            script = script.replace(mount["mountPath"] + "/", f"{self.folder}/{mount['name']}/")
        script = script.replace("nines run", f"{driver.NINES} run").replace("--trials 100000000", "--trials 2000")
        (self.folder / "scenario/shop.yaml").write_text(SCENARIO, encoding="utf-8")
        for index in range(job["completions"]):
            command = [*container["command"], script]
            env = {**os.environ, **environment, "JOB_COMPLETION_INDEX": str(index)}
            subprocess.run(command, env=env, capture_output=True, check=True)
            (self.folder / "mine/shard.db").unlink()
        self.assert_succeeds(nines("merge", self.runs, *(self.folder / "results").glob("shard-*.db")))
        scenario = self.folder / "scenario/shop.yaml"
        alone = self.assert_succeeds(nines("run", scenario, "--format", "json"))
        self.assertEqual(self.run_kept("--trials", "2000", scenario=scenario), alone)


if __name__ == "__main__":
    main()
