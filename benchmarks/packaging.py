"""`python -m benchmarks.packaging`: build 20 modules to a Moodle backup and a cartridge each.

Compared with two floors of the same run: zipping the same output (what any packager must do), and reading
and rendering the same Markdown with the parser alone. CPU seconds of whole processes, best of three.
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
import sys, zipfile
for name in sys.argv[2:]:
    with zipfile.ZipFile(name) as source, zipfile.ZipFile(sys.argv[1], "w") as out:
        for entry in source.infolist():
            out.writestr(entry, source.read(entry), entry.compress_type)
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
        start = best([sys.executable, "-m", "packager", "--help"])
        size = sum(Path(path).stat().st_size for path in packages) / 1e6
    print(f"20 modules to {len(packages)} packages, {size:.1f} MB")
    print(f"build         {build[0]:6.2f} s CPU  {build[1]:6.2f} s wall")
    ratio = build[0] / floor[0]
    print(f"zip floor     {floor[0]:6.2f} s CPU  {floor[1]:6.2f} s wall   build is {ratio:.1f} times it")
    print(f"start alone   {start[0]:6.2f} s CPU  {start[1]:6.2f} s wall")


if __name__ == "__main__":
    main()
