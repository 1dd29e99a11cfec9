"""How much memory a program takes at its peak, measured in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

# getrusage's ru_maxrss would count the parent's pages too: Linux keeps it across fork and exec.
_TELL = """
import re
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1]) // 1024)
"""


def peak_megabytes(program: str, *arguments: object) -> int:
    """Run a Python program with arguments; return its peak of resident memory."""
    if not Path("/proc/self/status").exists():
        pytest.skip("memory is measured by Linux' /proc")
    command = [sys.executable, "-c", program + _TELL, *(str(one) for one in arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout.splitlines()[-1])
