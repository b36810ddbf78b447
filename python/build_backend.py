"""Builds the wheel: configures and builds with CMake, and packs what is in the package's folder.

It is its own because the usual ones are fetched from the network, and `pip install .` must work without it (PEP 517, PEP 427).
The environment's CMAKE_ARGS are handed to CMake.
"""

import base64
import hashlib
import os
import pathlib
import re
import shlex
import subprocess
import sys
import sysconfig
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
REQUIRED = ["pandas"]


def _version():
    return re.search(r"project\(nines VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text()).group(1)


def _build():
    build = ROOT / "build" / "python"
    configure = ["cmake", "-S", str(ROOT), "-B", str(build), "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release"]
    configure += ["-DNINES_PYTHON_MODULE=ON", "-DNINES_TESTS=OFF", f"-DPython3_EXECUTABLE={sys.executable}"]
    subprocess.run(configure + shlex.split(os.environ.get("CMAKE_ARGS", "")), check=True)
    jobs = str(os.cpu_count() or 1)
    subprocess.run(["cmake", "--build", str(build), "--target", "nines_python_package", "--parallel", jobs], check=True)
    return build / "python" / "nines"


def _metadata():
    lines = ["Metadata-Version: 2.1", "Name: nines", f"Version: {_version()}", "Requires-Python: >=3.9"]
    lines += ["Summary: How many nines will this system really have, and where do the others go?"]
    return "\n".join(lines + [f"Requires-Dist: {name}" for name in REQUIRED]) + "\n"


def _tag():
    version = f"cp{sys.version_info.major}{sys.version_info.minor}"
    platform = re.sub(r"[-.]", "_", sysconfig.get_platform())
    return f"{version}-{version}-{platform}"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    package = _build()
    name = f"nines-{_version()}-{_tag()}.whl"
    information = f"nines-{_version()}.dist-info"
    files = {f"nines/{path.name}": path.read_bytes() for path in sorted(package.iterdir()) if path.is_file()}
    files[f"{information}/METADATA"] = _metadata().encode()
    files[f"{information}/WHEEL"] = (
        f"Wheel-Version: 1.0\nGenerator: nines\nRoot-Is-Purelib: false\nTag: {_tag()}\n".encode()
    )
    record = []
    for path, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        record.append(f"{path},sha256={digest},{len(content)}")
    record.append(f"{information}/RECORD,,")
    files[f"{information}/RECORD"] = ("\n".join(record) + "\n").encode()
    with zipfile.ZipFile(pathlib.Path(wheel_directory) / name, "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, content in files.items():
            about = zipfile.ZipInfo(path)  # without the time, so that equal files make equal wheels
            about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            wheel.writestr(about, content)
    return name


def build_sdist(sdist_directory, config_settings=None):
    raise NotImplementedError("install from a checkout: pip install .")
