"""`poiju serve` as a process: it prepares, answers and ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.support.ports import free_port
from tests.support.tool import SECRET

ROOT = Path(__file__).resolve().parents[3]


def answer(url: str) -> bytes:
    """Wait for the server and return what it answers."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(url) as response:
                return bytes(response.read())
        except (ConnectionError, urllib.error.URLError):
            time.sleep(0.1)
    raise AssertionError(f"{url} never answered")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="ends by a signal that Windows has not")
def test_serve_prepares_answers_and_ends(tmp_path: Path) -> None:
    port = free_port()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "POIJU_URL": "https://poiju.example.fi",
        "POIJU_SECRET_KEY": SECRET,
        "POIJU_DATA_DIR": str(tmp_path),
        "DATABASE_URL": "",
        "HOME": str(tmp_path / "home"),
        "XDG_RUNTIME_DIR": str(tmp_path / "home"),
    }
    script = "from lti_tool.cli import main; main()"
    words = [sys.executable, "-c", script, "serve", "--port", str(port), "--workers", "1"]
    with (tmp_path / "out").open("w+") as out:
        server = subprocess.Popen(words, env=environment, stdout=out, stderr=out)
        try:
            assert answer(f"http://127.0.0.1:{port}/health") == b'{"status":"ok"}\n'
            with pytest.raises(urllib.error.HTTPError) as caught:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/s/AAAAAAAAAAAAAAAAAAAAAA/")
            caught.value.close()
        finally:
            server.send_signal(signal.SIGTERM)
            assert server.wait(30) == 0
        out.seek(0)
        said = out.read()
    assert "installed fi.poiju.alignment" in said
    assert "Traceback" not in said
    assert "/s/…/" in said
    assert "AAAAAAAA" not in said
    assert said.count("Booting worker") == said.count("session-ended") == 1, "each line once"
    assert not (tmp_path / "home").exists(), "no control socket"
    assert (tmp_path / "poiju.sqlite3").exists()
