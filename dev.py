"""Set everything up, then show or test it. Standard library only; Linux, macOS and Windows.

    python3 dev.py demo    build the shipped modules into dist/, start the tool beside a stand-in platform
    python3 dev.py test    run the tests (words behind it go to pytest: python3 dev.py test tests/packager)

Slow tests stay out of `test` unless POIJU_CI=1 is set or a path or `-m` says which tests are meant.
Makes `.venv` beside this file and installs Poiju and its locked libraries there; a second run only
looks whether anything changed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")
PYTHON = BIN / ("python.exe" if sys.platform == "win32" else "python")
DECIDE = ("pyproject.toml", "constraints.txt", "hatch_build.py")
"""What an environment is made of; phrases are added, as installing compiles them."""


def main(words: list[str]) -> int:
    """Do what the first word says; return the exit code."""
    if sys.version_info < (3, 11):
        print(f"Poiju needs Python 3.11 or newer; this is {sys.version.split()[0]}: call a newer python3")
        return 2
    if not words or words[0] not in ("demo", "test"):
        print(__doc__)
        return 2
    set_up("dev" if words[0] == "test" else "")
    command = (
        ["-m", "pytest", *chosen(words[1:])] if words[0] == "test" else ["-m", "lti_tool", "demo", *words[1:]]
    )
    try:
        return subprocess.call([str(PYTHON), *command], cwd=HERE)
    except KeyboardInterrupt:
        return 130  # the command below us has heard it, too, and said goodbye


def chosen(words: list[str], environment: Mapping[str, str] = os.environ) -> list[str]:
    """Return pytest's words: without slow tests, unless CI runs them or the words say which are meant.

    Where no path is named, all processors share the tests (a file's stay together).
    """
    named = any((HERE / word.partition("::")[0]).exists() for word in words)
    everything = named or any(word.startswith("-m") for word in words) or environment.get("POIJU_CI") == "1"
    shared = [] if named else ["-n", "logical", "--dist", "loadfile"]
    return [*([] if everything else ["-m", "not slow"]), *shared, *words]


def set_up(extra: str) -> None:
    """Make the environment, unless it was made of just these files."""
    stamp = VENV / f"made-for{'-' + extra if extra else ''}"
    made_of = fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == made_of:
        return
    if not PYTHON.exists():
        print(f"making {VENV}", flush=True)
        venv.create(VENV, with_pip=True)
    print("installing libraries", flush=True)
    target = f"{HERE}[{extra}]" if extra else str(HERE)
    pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "-c", str(HERE / "constraints.txt"), "-e", target], check=True)
    stamp.write_text(made_of, encoding="ascii")


def fingerprint() -> str:
    """Return a hash of all that decides what is installed."""
    files = [HERE / name for name in DECIDE] + sorted(HERE.glob("*/translations/*/LC_MESSAGES/*.po"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
