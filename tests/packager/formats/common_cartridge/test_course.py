"""Several modules in one cartridge: valid, whole, and told apart."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from packager.archive import zip_archive
from packager.document.course import Course
from packager.document.edition import Edition
from packager.formats.base import Delivery, Job
from packager.formats.common_cartridge.course import write_course_1_1, write_course_1_3
from packager.notes import Loss, Notes
from tests.support.cartridges import TOOL_URL, Built, judged, schema_errors
from tests.support.sample import ESCO, ID
from tests.support.sample_course import SECOND, sample_course

WRITERS = {"1.1": write_course_1_1, "1.3": write_course_1_3}


def build(course: Course, folder: Path, version: str, delivery: Delivery = "native") -> Built:
    path = folder / f"course.{version}.{delivery}.imscc"
    notes = Notes(f"imscc-{version}")
    job = Job(
        edition=Edition(course.first, "sv"), notes=notes, delivery=delivery,
        tool_url=TOOL_URL if delivery == "lti" else "",
    )  # fmt: skip
    with zip_archive(path) as archive:
        contents = WRITERS[version](course, job, archive)
    with zipfile.ZipFile(path) as opened:
        return Built(path, contents, notes, {name: opened.read(name) for name in opened.namelist()})


def folders(built: Built) -> list[str]:
    """Return the titles of the items on the first level."""
    [top] = built.manifest.findall(".//{*}organization/{*}item")
    return [item.findtext("{*}title") or "" for item in top.findall("{*}item")]


@pytest.mark.parametrize("delivery", ["native", "lti"])
@pytest.mark.parametrize("version", ["1.1", "1.3"])
def test_schemas_and_judge_accept_it(tmp_path: Path, version: str, delivery: Delivery) -> None:
    built = build(sample_course(tmp_path), tmp_path, version, delivery)
    assert schema_errors(built, version) == []
    code, lines = judged(built.path)
    assert (code, lines[0][:4]) == (0, "PASS"), lines


def test_folders_are_numbered_module_by_module(tmp_path: Path) -> None:
    assert folders(build(sample_course(tmp_path), tmp_path, "1.3")) == [
        "Om kursen",
        "1. Sample module (sv)", "1.1 Learn (sv)", "1.2 Finish (sv)",
        "2. Second module (sv)", "2.1 Learn (sv)", "2.2 Finish (sv)",
    ]  # fmt: skip


def test_links_lead_to_the_modules_and_between_them(tmp_path: Path) -> None:
    built = build(sample_course(tmp_path), tmp_path, "1.3")
    first = built.files["course/modules.html"].decode()
    [record] = re.findall(r'<a href="([^"]+)">Second module', first)
    assert posixpath.normpath(f"course/{record}") in built.files
    for name, content in built.files.items():
        if name.endswith(".html"):
            for address in re.findall(r'(?:href|src)="([^"#:]+)"', content.decode()):
                assert posixpath.normpath(f"{posixpath.dirname(name)}/{address}") in built.files, (
                    name,
                    address,
                )


def test_the_manifest_describes_the_whole_and_each_resource_its_own_skills(tmp_path: Path) -> None:
    built = build(sample_course(tmp_path), tmp_path, "1.3")
    general = built.manifest.find(".//{*}lom/{*}general")
    assert general is not None
    assert general.findtext("{*}identifier/{*}entry") == "fi.example.path"
    assert general.findtext("{*}title/{*}string") == "A path (sv)"
    lessons = {
        (one.find("{*}file").get("href") or "").partition("/")[0]: one.findtext(".//{*}GUID")  # type: ignore[union-attr]  # each has one
        for one in built.resources()
        if (one.find("{*}file").get("href") or "").endswith("pages/outcomes.html")  # type: ignore[union-attr]  # the same
    }
    assert lessons == dict.fromkeys(("1-sample", "2-second"), ESCO.rpartition("/")[2])


def test_some_units_of_a_module_do_not_claim_its_credential(tmp_path: Path) -> None:
    course = sample_course(tmp_path)
    first, second = course.parts
    learn, _ = second.module.sections
    part = replace(second, module=replace(second.module, sections=(learn,)), whole=False)
    built = build(replace(course, parts=(first, part)), tmp_path, "1.1")
    assert folders(built)[4:] == ["2.1 Learn (sv)"]
    assert [name for name in built.files if name.endswith(".jsonld")] == [
        "1-sample/record/micro-credential.jsonld"
    ]
    left = {(note.place, note.text) for note in built.notes if note.loss is Loss.LEFT_OUT}
    assert (SECOND, "its description as a micro-credential is left out: a part of the module is here") in left
    assert {note.place.partition("/")[0] for note in built.notes} >= {ID, SECOND}


def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    course = sample_course(tmp_path)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one, two = (build(course, tmp_path / name, "1.1").path.read_bytes() for name in ("one", "two"))
    assert one == two
