"""Installs the build to a temporary prefix, runs the installed command, and builds a consumer of the package against it."""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile


def run(*command):
    finished = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if finished.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\nexit code {finished.returncode}\n{finished.stdout}")
    return finished.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("cmake", "build-dir", "consumer", "cxx"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--cxx-flags", default="")
    options = parser.parse_args()

    # What the environment says about packages must not help.
    for variable in ("CMAKE_PREFIX_PATH", "nines_DIR", "DESTDIR"):
        os.environ.pop(variable, None)

    with tempfile.TemporaryDirectory() as folder:
        prefix = pathlib.Path(folder, "prefix")
        build = pathlib.Path(folder, "build")
        run(options.cmake, "--install", options.build_dir, "--prefix", prefix)
        nines = prefix / "bin" / "nines"
        assert run(nines, "--version").startswith("nines "), "the installed command tells its version"
        scenario = pathlib.Path(folder, "new.yaml")
        run(nines, "new", scenario)
        assert ": valid: " in run(nines, "check", scenario)

        run(
            options.cmake, "-S", options.consumer, "-B", build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release",
            f"-DCMAKE_PREFIX_PATH={prefix}", f"-DCMAKE_CXX_COMPILER={options.cxx}", f"-DCMAKE_CXX_FLAGS={options.cxx_flags}",
        )
        run(options.cmake, "--build", build)
        header, *rows = run(build / "consumer").splitlines()
        assert header.startswith("kind,subject,measure,"), header
        assert rows, "the starter scenario has measures"


if __name__ == "__main__":
    main()
