"""Processes under measurement: started on a free port of loopback, their CPU time read, ended afterwards."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
TICK = 1 / os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 0.01
SECONDS_TO_START = 60


@contextmanager
def started(module: str, *arguments: str, port: int, **environment: str) -> Iterator[int]:
    """Run `python -m module arguments` until the block ends; give its process id once the port answers."""
    command = [sys.executable, "-m", module, *arguments]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=quiet, stderr=quiet
    ) as process:
        try:
            _wait_for(port, process)
            yield process.pid
        finally:
            process.terminate()


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def cpu_seconds(process: int) -> float:
    """Return user and system time of a process and of its living children's (Linux: /proc)."""
    numbers = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    own = (int(numbers[11]) + int(numbers[12])) * TICK
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return own + sum(cpu_seconds(int(child)) for child in children)


def machine() -> str:
    """Return what a figure depends on: cores, Python, and how busy the machine is with other work."""
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, load {load:.1f} before the start"


def need_proc(settings: Mapping[str, str] = os.environ) -> None:
    """End with a line where there is no /proc to read CPU times from."""
    if not Path("/proc/self/stat").exists() or settings.get("POIJU_URL"):
        sys.exit("this benchmark reads /proc (Linux) and needs a shell without POIJU_ settings")


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"{process.args!r} did not answer on port {port}")
