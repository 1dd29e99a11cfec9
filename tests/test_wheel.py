"""A wheel holds all that a checkout holds: templates, phrases, the training model."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
import requests

from tests.support.ports import free_port

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an unpacked wheel, made from a copy: building leaves files behind."""
    folder = tmp_path_factory.mktemp("wheel")
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in tracked.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (folder / "source" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / "source" / name)
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
    ]
    subprocess.run([*command, str(folder / "source")], check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def poiju(installed: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command of the unpacked wheel, far from the checkout."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-m", "lti_tool", *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_a_wheel_makes_checks_and_builds_a_module(installed: Path, tmp_path: Path) -> None:
    assert poiju(installed, tmp_path, "new", "mine").returncode == 0
    assert poiju(installed, tmp_path, "check", "mine").stdout == "0 mistakes and 0 warnings in 1 module\n"
    built = poiju(installed, tmp_path, "build", "mine", "--to", "all", "--lang", "fi", "--out", "out")
    assert built.returncode == 0, built.stderr
    assert len([path for path in (tmp_path / "out").iterdir() if zipfile.is_zipfile(path)]) == 4
    page = (tmp_path / "out" / "fi.example.mine-0.1.0.fi.mbz.html").read_text(encoding="utf-8")
    assert '<html lang="fi"' in page
    assert "kurssi" in page.lower(), "the phrases travel compiled"


@pytest.mark.slow
def test_a_wheel_serves(installed: Path, tmp_path: Path) -> None:
    port = free_port()
    address = f"http://localhost:{port}"
    environment = {
        **os.environ,
        "PYTHONPATH": str(installed),
        "PYTHONSAFEPATH": "1",
        "POIJU_URL": address,
        "POIJU_SECRET_KEY": "wheel " * 8,
        "POIJU_DATA_DIR": str(tmp_path / "data"),
        "POIJU_ALLOW_HTTP": "1",
    }
    command = [sys.executable, "-m", "lti_tool", "serve", "--port", str(port)]
    with (
        (tmp_path / "log").open("wb") as log,
        subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=log, stderr=log) as process,
    ):
        try:
            wait_until_it_answers(f"{address}/health", process)
            assert len(requests.get(f"{address}/lti/jwks", timeout=10).json()["keys"]) >= 1
        finally:
            process.terminate()
    assert "installed fi.poiju.alignment" in (tmp_path / "log").read_text(encoding="utf-8")


def wait_until_it_answers(address: str, process: subprocess.Popen[bytes]) -> None:
    """Ask until the server answers; fail when it ends or takes a minute."""
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            if requests.get(address, timeout=5).ok:
                return
        except (requests.ConnectionError, requests.Timeout):
            time.sleep(0.2)
    pytest.fail(f"{address} does not answer")


@pytest.mark.slow
def test_a_wheel_holds_the_training_model(installed: Path) -> None:
    shipped = installed / "packager" / "_modules"
    there = {path.parent.name for path in shipped.glob("*/module.yaml")}
    assert there == {path.parent.name for path in (ROOT / "modules").glob("*/module.yaml")}
