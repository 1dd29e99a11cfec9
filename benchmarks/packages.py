"""`python -m benchmarks.packages`: build 20 modules to a Moodle backup and a cartridge each.

Compared with a floor of the same run: reading the packages that came out, taking the sha1 of every file in
them and zipping them again, which any packager must do. Beside it what starting costs: the build's command
alone, and `check` of a shipped module. CPU seconds of whole processes, best of some rounds.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from benchmarks.big20 import write_modules
from benchmarks.processes import machine
from lti_tool.services.preparation import shipped_modules

ROUNDS = 3


def cpu_of(command: list[str]) -> tuple[float, float]:
    """Run a command; return its CPU seconds and its wall seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[1])
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def best(command: list[str]) -> tuple[float, float]:
    """Return the lowest CPU and wall seconds of some rounds."""
    rounds = [cpu_of(command) for _ in range(ROUNDS)]
    return min(cpu for cpu, _ in rounds), min(wall for _, wall in rounds)


ZIP_FLOOR = """
import hashlib, sys, zipfile
for name in sys.argv[2:]:
    with zipfile.ZipFile(name) as source, zipfile.ZipFile(sys.argv[1], "w") as out:
        for entry in source.infolist():
            content = source.read(entry)
            hashlib.sha1(content)
            out.writestr(entry, content, entry.compress_type)
"""


def main() -> None:
    """Measure and print a table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        modules = [str(path) for path in write_modules(folder / "modules")]
        out = folder / "out"
        command = [sys.executable, "-m", "packager", "build", *modules, "--to", "moodle", "--to", "imscc-1.1"]
        build = best([*command, "--out", str(out)])
        packages = sorted(str(path) for path in out.iterdir() if zipfile.is_zipfile(path))
        floor = best([sys.executable, "-c", ZIP_FLOOR, str(folder / "floor.zip"), *packages])
        start = best([sys.executable, "-m", "packager", "build", "--help"])
        check = best([sys.executable, "-m", "packager", "check", str(shipped_modules()[0])])
        bare = best([sys.executable, "-c", "pass"])
        size = sum(Path(path).stat().st_size for path in packages) / 1e6
    print(f"20 modules to {len(packages)} packages, {size:.1f} MB; {machine()}")
    rows = {
        "build": build,
        "zip and sha1": floor,
        "build --help": start,
        "check of one": check,
        "python": bare,
    }
    for what, (cpu, wall) in rows.items():
        print(f"{what:14}{cpu:6.2f} s CPU {wall:6.2f} s wall")
    alone = (build[0] - start[0]) / floor[0]
    print(f"build is {build[0] / floor[0]:.1f} times its floor, {alone:.1f} without starting")
    print(f"check of one module is {check[0] / bare[0]:.0f} times the start of Python")


if __name__ == "__main__":
    main()
