"""`python -m benchmarks.media`: a module with a film of 1 GB becomes a Moodle backup.

Compared with two floors of the same run: a plain copy of the film, and a copy that also takes its sha1 (the
backup names files by it) and crc32 (the archive needs it). The film is a sparse file, so reading it costs no
disk; writing does. Memory is the largest resident set of the whole process. The best of three rounds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.big20 import write_modules
from benchmarks.processes import ROOT, machine

ROUNDS = 3
SIZE = 1 << 30
UNIT = "      - {id: film, kind: file, file: film.md, asset: media/film.mp4, minutes: 60}\n"

COPY = """
import hashlib, sys, zlib
sha1, crc32 = hashlib.sha1(), 0
with open(sys.argv[1], "rb") as source, open(sys.argv[2], "wb") as target:
    while piece := source.read(1 << 20):
        target.write(piece)
        if len(sys.argv) > 3:
            sha1.update(piece)
            crc32 = zlib.crc32(piece, crc32)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took: CPU seconds, wall seconds, largest resident set in MB."""

    cpu: float
    wall: float
    memory: float


def main() -> None:
    """Measure and print."""
    print(machine())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        module = _module_with_film(folder)
        film, copy = str(module / "media" / "film.mp4"), str(folder / "copy")
        build = [sys.executable, "-m", "packager", "build", str(module), "--to", "moodle"]
        rows = {
            "copy": _best([sys.executable, "-c", COPY, film, copy]),
            "copy, sha1, crc32": _best([sys.executable, "-c", COPY, film, copy, "sums"]),
            "build": _best([*build, "--out", str(folder / "out")]),
        }
    print(f"{'':18}  CPU s  wall s    MB/s  MB memory")
    for what, run in rows.items():
        print(f"{what:18}{run.cpu:7.2f}{run.wall:8.2f}{SIZE / 1e6 / run.wall:8.0f}{run.memory:11.0f}")
    for floor in ("copy", "copy, sha1, crc32"):
        ratio = rows["build"].cpu / rows[floor].cpu, rows["build"].wall / rows[floor].wall
        print(f"build is {ratio[0]:.2f} times the CPU and {ratio[1]:.2f} times the wall of: {floor}")


def _module_with_film(folder: Path) -> Path:
    """Write a module of the packaging benchmark with one unit more: a film to keep."""
    module = write_modules(folder / "modules", 1)[0]
    structure = module / "module.yaml"
    before, after = structure.read_text(encoding="utf-8").split("  - id: finish\n")
    structure.write_text(f"{before}{UNIT}  - id: finish\n{after}", encoding="utf-8")
    (module / "en" / "film.md").write_text("# A film\n\nWatch it.\n", encoding="utf-8")
    with (module / "media" / "media.yaml").open("a", encoding="utf-8") as credits:
        credits.write("film.mp4: {author: Benchmark, licence: CC0-1.0}\n")
    with (module / "media" / "film.mp4").open("wb") as film:
        film.truncate(SIZE)
    return module


def _best(command: list[str]) -> Run:
    """Run some rounds; return the least of each figure but memory, whose most counts."""
    runs = [_run(command) for _ in range(ROUNDS)]
    return Run(min(run.cpu for run in runs), min(run.wall for run in runs), max(run.memory for run in runs))


def _run(command: list[str]) -> Run:
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command!r} failed")
    kilobyte = 1e6 if sys.platform == "darwin" else 1e3  # macOS counts bytes
    return Run(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / kilobyte)


if __name__ == "__main__":
    main()
