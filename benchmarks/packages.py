"""`python -m benchmarks.packages`: build 20 modules to Moodle backups and cartridges, from scratch and again.

Compared with a floor of the same run: reading the packages that came out, taking the sha1 of every file in
them and zipping them again, which any packager must do. Beside it what starting costs: the build's command
alone, and `check` of a shipped module. CPU seconds of whole processes; all take turns, and the medians of
some rounds are compared, so that a busy machine is busy for all.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.big20 import write_modules
from benchmarks.processes import machine
from lti_tool.services.preparation import shipped_modules

ROUNDS = 5

ZIP_FLOOR = """
import hashlib, sys, zipfile
for name in sys.argv[2:]:
    with zipfile.ZipFile(name) as source, zipfile.ZipFile(sys.argv[1], "w") as out:
        for entry in source.infolist():
            content = source.read(entry)
            hashlib.sha1(content)
            out.writestr(entry, content, entry.compress_type)
"""

Times = tuple[float, float]
"""CPU seconds and wall seconds."""


def times_of(command: Sequence[str]) -> Times:
    """Run a command; return what it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[1])
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def in_turn(commands: Mapping[str, Sequence[str]], fresh: Mapping[str, Path]) -> dict[str, Times]:
    """Run all commands some rounds; return their medians. `fresh`: folders to remove before a command."""
    rounds: dict[str, list[Times]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            if name in fresh:
                shutil.rmtree(fresh[name], ignore_errors=True)
            rounds[name].append(times_of(command))
    return {
        name: (statistics.median(cpu for cpu, _ in rows), statistics.median(wall for _, wall in rows))
        for name, rows in rounds.items()
    }


def measured(folder: Path) -> dict[str, Times]:
    """Write the modules and measure all commands."""
    modules = [str(path) for path in write_modules(folder / "modules")]
    poiju = [sys.executable, "-m", "packager"]
    build = [*poiju, "build", *modules, "--to", "moodle"]
    both = [*build, "--to", "imscc-1.1", "--no-cache"]
    subprocess.run([*both, "--out", str(folder / "packages")], check=True, capture_output=True)
    packages = sorted(str(path) for path in (folder / "packages").iterdir() if zipfile.is_zipfile(path))
    out, empty, full = folder / "out", folder / "empty", folder / "full"
    kept = [*build, "--out", str(folder / "kept"), "--cache", str(full)]
    subprocess.run(kept, check=True, capture_output=True)
    commands = {
        "both": [*both, "--out", str(out)],
        "both, 2 jobs": [*both, "--out", str(out), "--jobs", "2"],
        "backups": [*build, "--out", str(out), "--cache", str(empty)],
        "backups again": kept,
        "backups elsewhere": [*build, "--out", str(out), "--cache", str(full)],
        "floor": [sys.executable, "-c", ZIP_FLOOR, str(folder / "floor.zip"), *packages],
        "check of one": [*poiju, "check", str(shipped_modules()[0])],
        "build --help": [*poiju, "build", "--help"],
        "python": [sys.executable, "-c", "pass"],
    }
    fresh = {"both": out, "both, 2 jobs": out, "backups": empty, "backups elsewhere": out}
    return in_turn(commands, fresh)


def main() -> None:
    """Measure and print a table."""
    print(f"20 modules; {machine()}")
    with tempfile.TemporaryDirectory() as name:
        rows = measured(Path(name))
    for what, (cpu, wall) in rows.items():
        print(f"{what:18}{cpu:7.3f} s CPU {wall:7.3f} s wall {cpu / rows['floor'][0]:6.2f} times the floor")
    again = rows["backups again"][0] / rows["backups"][0]
    print(f"with nothing changed {again:.1%} of the CPU of a build from scratch")
    print(f"2 jobs take {rows['both, 2 jobs'][1] / rows['both'][1]:.2f} of the wall time of one")
    print(
        f"check of one module is {rows['check of one'][0] / rows['python'][0]:.0f} times the start of Python"
    )


if __name__ == "__main__":
    main()
