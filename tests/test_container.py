"""The container's files, as far as they can be tried without a container engine.

No image is built here: what the files name is there, and their command runs as another user who may
write to one folder alone.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from lti_tool.cli import COMMANDS
from lti_tool.config import Settings, settings_from
from packager.cli import make_group
from tests.support.ports import free_port
from tests.support.tool import SECRET
from tests.support.waiting import eventually

ROOT = Path(__file__).resolve().parents[1]
NOBODY = 65534


def instructions() -> list[tuple[str, str]]:
    """Return the Containerfile's instructions, each on one line."""
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [(line.split()[0], line.partition(" ")[2].strip()) for line in joined.splitlines() if line.strip()]


def of(name: str) -> list[str]:
    return [words for one, words in instructions() if one == name]


def last_stage() -> list[tuple[str, str]]:
    stages = [number for number, (name, _) in enumerate(instructions()) if name == "FROM"]
    return instructions()[stages[-1] :]


def environment() -> dict[str, str]:
    pairs = [pair for name, words in last_stage() if name == "ENV" for pair in shlex.split(words)]
    return dict(pair.split("=", 1) for pair in pairs)


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    return loaded


def filled(text: str) -> str:
    """Fill variables in as compose does, with something for each that must be given."""
    return re.sub(r"\$\{(\w+)(:[?-][^}]*)?\}", lambda one: f"given{one[1]}" if ":?" in one[0] else "", text)


def test_images_are_pinned_by_a_tag() -> None:
    images = [words.split()[0] for words in of("FROM")]
    images += [one["image"] for one in compose()["services"].values() if "build" not in one]
    assert len(images) == 3
    for image in images:
        assert re.fullmatch(r"docker\.io/library/\w+:\d[\w.-]*", image), image


def test_what_is_copied_is_there_and_is_not_ignored() -> None:
    ignored = (ROOT / ".containerignore").read_text(encoding="utf-8").split()
    named = [
        word for words in of("COPY") if not words.startswith("--from") for word in shlex.split(words)[:-1]
    ]
    assert {"pyproject.toml", "constraints.txt", "packager", "lti_tool", "templates", "modules"} <= set(named)
    for name in named:
        assert (ROOT / name).exists(), name
        assert name not in ignored


@pytest.mark.slow
def test_what_is_copied_is_enough_for_a_wheel(tmp_path: Path) -> None:
    source = tmp_path / "source"
    leave = shutil.ignore_patterns("__pycache__", "*.mo")
    for words in of("COPY"):
        for name in [] if words.startswith("--from") else shlex.split(words)[:-1]:
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, source / name, ignore=leave)
            else:
                shutil.copyfile(ROOT / name, source / name)
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "-w", str(tmp_path), str(source)], check=True, capture_output=True)
    [wheel] = tmp_path.glob("poiju-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for part in ("/base.html", "module.yaml", "messages.mo", "versions/0001_the_first_tables.py"):
        assert any(name.endswith(part) for name in names), part


def test_the_image_installs_the_locked_libraries_of_extras_that_exist() -> None:
    [build] = [words for words in of("RUN") if "pip" in words]
    extras = re.search(r"poiju\[([^\]]+)\]", build)
    assert extras is not None
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for extra in extras[1].split(","):
        assert f"\n{extra} = [" in project
    assert "PIP_CONSTRAINT=/source/constraints.txt" in " ".join(of("ENV"))


def test_it_runs_without_rights_and_keeps_everything_in_one_volume() -> None:
    names = [name for name, _ in last_stage()]
    assert names.index("USER") > max(number for number, name in enumerate(names) if name in ("RUN", "COPY"))
    assert of("USER") == ["10001:10001"]
    assert json.loads(of("VOLUME")[0]) == [environment()["POIJU_DATA_DIR"]]
    assert "/health" in of("HEALTHCHECK")[0]


def words(service: dict[str, Any]) -> list[str]:
    entry: list[str] = json.loads(of("ENTRYPOINT")[0])
    said: list[str] = service.get("command") or json.loads(of("CMD")[0])
    return [*entry, *said]


@pytest.mark.parametrize("name", ["web", "worker"])
def test_services_call_commands_that_exist_with_settings_that_are_right(name: str) -> None:
    service = compose()["services"][name]
    _, command, *options = words(service)
    group = make_group(COMMANDS)
    found = group.get_command(click.Context(group), command)
    assert found is not None
    found.make_context(command, list(options))  # every option is known
    given = {key: filled(value) for key, value in service["environment"].items()}
    assert set(given) <= {str(field.alias) for field in Settings.model_fields.values()}
    settings = settings_from({**given, "POIJU_URL": "https://poiju.example.fi", "POIJU_SECRET_KEY": SECRET})
    assert settings.database.startswith("postgresql://poiju:givenPOIJU_DATABASE_PASSWORD@database/")
    assert settings.worker is (name == "worker")
    assert service["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["volumes"] == [f"data:{environment()['POIJU_DATA_DIR']}"]


def test_only_the_web_is_reached_and_from_this_machine_alone() -> None:
    services = compose()["services"]
    assert {name for name, one in services.items() if "ports" in one} == {"web"}
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]
    assert "/ready" in " ".join(services["web"]["healthcheck"]["test"])
    assert set(compose()["volumes"]) == {"data", "database"}


def test_the_image_backs_up_a_database_of_its_own_version() -> None:
    """`pg_dump` refuses a server that is newer; Debian's releases bring one version each."""
    bring = {"bookworm": "15", "trixie": "17"}
    [base] = {words.split()[0] for words in of("FROM")}
    server, release = compose()["services"]["database"]["image"].rpartition(":")[2].split("-")
    assert base.endswith(f"-{release}")
    assert server == bring[release]
    assert any("postgresql-client" in words for name, words in last_stage() if name == "RUN")


def test_the_database_is_the_one_that_the_tool_opens() -> None:
    database = compose()["services"]["database"]
    given = {key: filled(value) for key, value in database["environment"].items()}
    assert given == {
        "POSTGRES_USER": "poiju",
        "POSTGRES_DB": "poiju",
        "POSTGRES_PASSWORD": "givenPOIJU_DATABASE_PASSWORD",
    }


def as_nobody() -> dict[str, Any]:
    """Return what makes a process another user's, where this user may do that."""
    if sys.platform == "win32" or os.getuid() != 0:
        return {}
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


@pytest.fixture
def volume() -> Iterator[Path]:
    """A folder of the other user. Not in pytest's own, which every run closes to others again."""
    with tempfile.TemporaryDirectory(prefix="poiju-container-") as name:
        place = Path(name)
        place.chmod(0o755)
        folder = place / "volume"
        folder.mkdir(mode=0o700)
        if as_nobody():
            os.chown(folder, NOBODY, NOBODY)
        yield folder


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the image is Linux")
def test_its_command_runs_as_another_user_who_writes_to_the_volume_alone(volume: Path) -> None:
    if not as_nobody():
        pytest.skip("needs root: only root may run the command as another user")
    runs = {"cwd": volume, "env": given(volume), **as_nobody()}
    tried = subprocess.run(
        [sys.executable, "-c", "import lti_tool"], **runs, capture_output=True, check=False
    )
    if tried.returncode:
        pytest.skip("another user cannot read this checkout or its Python")
    before = own_files()
    port = free_port()
    said = ["serve", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(
        [sys.executable, "-m", "lti_tool", *said], **runs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as server:
        try:
            eventually(lambda: answers(f"http://127.0.0.1:{port}/ready"), 90)
            assert answers(f"http://127.0.0.1:{port}/health")
        finally:
            server.send_signal(signal.SIGTERM)
            out = server.communicate(timeout=30)[0].decode()
    assert server.returncode == 0, out
    assert "installed fi.poiju.alignment" in out
    assert {"poiju.sqlite3", "bundles"} <= {path.name for path in volume.iterdir()}
    assert own_files() == before, "nothing is written beside the volume"


def given(volume: Path) -> dict[str, str]:
    """Return the image's environment, its folders led to the volume, and what it must be given."""
    held = {name: value for name, value in environment().items() if name != "PATH"}
    return {
        **held, "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(volume),
        "TMPDIR": str(volume), "POIJU_DATA_DIR": str(volume), "POIJU_URL": "https://poiju.example.fi",
        "POIJU_SECRET_KEY": SECRET,
    }  # fmt: skip


def own_files() -> set[str]:
    """Return what belongs to the other user in folders where everybody may write."""
    found = set()
    for place in (Path(name) for name in ("/tmp", "/var/tmp", "/dev/shm") if Path(name).is_dir()):
        for one in place.iterdir():
            with contextlib.suppress(FileNotFoundError):  # others come and go there
                if as_nobody() and one.lstat().st_uid == NOBODY:
                    found.add(str(one))
    return found


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
