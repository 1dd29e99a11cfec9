"""`python -m benchmarks.media`: a module with a film of 1 GB, or a table of 256 MB, becomes a Moodle backup.

A film does not compress and is stored: its floor is a copy that also takes its sha1 (the backup names files
by it) and crc32 (the archive needs it). A table compresses: its floor is zlib at the level of the archives.
Beside them a plain copy, and the build of the same module without either, which is what all but media costs.
The film is a sparse file, so reading it costs no disk; writing does. Memory is the largest resident set of
the whole process. All take turns; the least of three rounds counts.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.big20 import WORDS, write_modules
from benchmarks.processes import ROOT, machine

ROUNDS = 3
FILM, TABLE = 1 << 30, 1 << 28
UNIT = "      - {{id: big, kind: file, file: big.md, asset: media/{name}, minutes: 60}}\n"

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
SQUEEZE = """
import sys, zlib
squeezer = zlib.compressobj(6)
with open(sys.argv[1], "rb") as source, open(sys.argv[2], "wb") as target:
    while piece := source.read(1 << 20):
        target.write(squeezer.compress(piece))
    target.write(squeezer.flush())
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
        small = write_modules(folder / "small", 1)[0]
        film = _module_with(folder / "film", "big.mp4")
        with (film / "media" / "big.mp4").open("wb") as opened:
            opened.truncate(FILM)
        table = _module_with(folder / "table", "big.csv")
        _write_table(table / "media" / "big.csv")
        rows = _in_turn(_commands(folder, small, film, table))
    for what, run in rows.items():
        print(f"{what:28}{run.cpu:7.2f} s CPU {run.wall:7.2f} s wall {run.memory:7.0f} MB")
    for what, floor, size in (("film", "film: copy, sha1, crc32", FILM), ("table", "table: zlib", TABLE)):
        least, build, rest = rows[floor], rows[f"{what}: build"], rows["build without"]
        speed = size / 1e6 / (build.cpu - rest.cpu)
        print(
            f"{what}: {speed:.0f} MB a second of CPU, {least.cpu / (build.cpu - rest.cpu):.0%} of its floor's"
        )
        print(f"   the whole process takes {build.cpu / least.cpu:.2f} of its floor's CPU")


def _commands(folder: Path, small: Path, film: Path, table: Path) -> dict[str, list[str]]:
    python, out, cache = sys.executable, folder / "out", str(folder / "cache")
    build = [python, "-m", "packager", "build", "--to", "moodle", "--out", str(out)]
    copies = [str(film / "media" / "big.mp4"), str(folder / "copy")]
    return {
        "film: copy": [python, "-c", COPY, *copies],
        "film: copy, sha1, crc32": [python, "-c", COPY, *copies, "sums"],
        "film: build": [*build, str(film), "--no-cache"],
        "film: build, then kept": [*build, str(film), "--cache", cache],
        "film: found": [*build, str(film), "--cache", cache],
        "table: zlib": [python, "-c", SQUEEZE, str(table / "media" / "big.csv"), str(folder / "copy")],
        "table: build": [*build, str(table), "--no-cache"],
        "build without": [*build, str(small), "--no-cache"],
    }


def _module_with(folder: Path, name: str) -> Path:
    """Write a module of the packaging benchmark with one unit more: a file to keep."""
    module = write_modules(folder, 1)[0]
    structure = module / "module.yaml"
    before, after = structure.read_text(encoding="utf-8").split("  - id: finish\n")
    structure.write_text(f"{before}{UNIT.format(name=name)}  - id: finish\n{after}", encoding="utf-8")
    (module / "en" / "big.md").write_text("# A file\n\nKeep it.\n", encoding="utf-8")
    with (module / "media" / "media.yaml").open("a", encoding="utf-8") as credits:
        credits.write(f"{name}: {{author: Benchmark, licence: CC0-1.0}}\n")
    return module


def _write_table(path: Path) -> None:
    chance = random.Random(1)
    rows = [f"{chance.random()},{','.join(chance.choices(WORDS, k=6))}\n" for _ in range(60_000)]
    part = "".join(rows).encode()
    with path.open("wb") as opened:
        while opened.tell() < TABLE:
            opened.write(part)


def _in_turn(commands: dict[str, list[str]]) -> dict[str, Run]:
    """Run all some rounds; return the least of each figure but memory, whose most counts."""
    rounds: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            rounds[name].append(_run(command))
    return {name: _best(runs) for name, runs in rounds.items()}


def _best(runs: Sequence[Run]) -> Run:
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
