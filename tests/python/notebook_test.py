"""Executes a notebook: an error in it, or an assertion that does not hold, fails.

Usage: notebook_test.py NOTEBOOK
"""

import os
import pathlib
import subprocess
import sys
import tempfile

notebook = pathlib.Path(sys.argv[1]).resolve()
with tempfile.TemporaryDirectory() as scratch:
    # Nothing of the user's own settings, and nothing left behind.
    settings = {"HOME": scratch, "IPYTHONDIR": scratch, "JUPYTER_CONFIG_DIR": scratch, "JUPYTER_DATA_DIR": scratch}
    command = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--ExecutePreprocessor.timeout=600"]
    command += ["--output-dir", scratch, str(notebook)]
    done = subprocess.run(command, env={**os.environ, **settings}, cwd=notebook.parent, capture_output=True, text=True)
if done.returncode != 0:
    print(done.stderr[-6000:])
sys.exit(done.returncode)
