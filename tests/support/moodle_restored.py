"""What a real Moodle holds after it has restored a backup that was built here.

`MOODLE_DIR` is the folder with Moodle's config.php, `MOODLE_URL` its address; `php` runs beside.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from packager.archive import zip_archive
from packager.document.edition import Edition
from packager.document.module import Module
from packager.formats.base import Job
from packager.formats.moodle.writer import write
from packager.notes import Notes
from tests.support.sample import ID

TOOL = "https://poiju.example.fi"
LANGUAGE = "en"
SCRIPT = Path(__file__).parents[1] / "acceptance" / "moodle" / "restore.php"


def restored(
    module: Module, folder: Path, packed: Any = zip_archive, wish: str = "", **job: Any
) -> dict[str, Any]:
    """Build a backup, let Moodle restore it, and return what arrived. `wish` is an option of the script."""
    moodle = os.environ.get("MOODLE_DIR")
    if not moodle:
        pytest.skip("MOODLE_DIR is not set: it names the folder of a Moodle to restore into")
    if shutil.which("php") is None:
        pytest.skip("php is absent: it runs Moodle's restore")
    backup = folder / "sample.mbz"
    with packed(backup) as archive:
        write(Job(edition=Edition(module, LANGUAGE), notes=Notes("moodle"), **job), archive)
    script = SCRIPT
    wish = wish or (f"--tool={job['tool_url']}" if "tool_url" in job else "--walk=outcomes,hard")
    command = ["php", str(script), moodle, str(backup), wish]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    arrived: dict[str, Any] = json.loads(done.stdout)
    assert arrived["complaints"] == []
    address = os.environ.get("MOODLE_URL")
    assert address is None or arrived["root"] == address.rstrip("/")
    return arrived


def activities(arrived: dict[str, Any]) -> dict[str, Any]:
    """Return the activities by idnumber, without the module's id."""
    found = [one for section in arrived["course"]["sections"] for one in section["activities"]]
    return {one["idnumber"].removeprefix(ID).removeprefix("/"): one for one in found}


def slots(arrived: dict[str, Any], quiz: str) -> dict[str, Any]:
    """Return the slots of a quiz by the question's id."""
    return {
        slot["question"]["idnumber"].partition("#")[2]: slot for slot in activities(arrived)[quiz]["slots"]
    }


def at_home(arrived: dict[str, Any], html: str) -> str:
    """Return markup with links to activities and files written as the document writes them."""
    names = {one["id"]: (one["module"], key) for key, one in activities(arrived).items()}

    def unit(found: re.Match[str]) -> str:
        module, key = names[int(found[2])]
        assert module == found[1]
        return f"unit:{ID}/{key}"

    html = re.sub(re.escape(arrived["root"]) + r"/mod/(\w+)/view\.php\?id=(\d+)", unit, html)
    return html.replace("@@PLUGINFILE@@/", "asset:media/")
