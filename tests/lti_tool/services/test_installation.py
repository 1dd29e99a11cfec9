"""Installing modules: bundles that never change, a switch in one moment, hostile archives refused."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from lti_tool.errors import InstallError
from lti_tool.runtime import Runtime
from lti_tool.services import installation
from lti_tool.services.catalogue import dump_module
from lti_tool.services.installation import install, publish
from packager.definition.problems import DefinitionError
from packager.definition.starter import create_module
from tests.support.sample import ID, sample_module


def current(runtime: Runtime) -> str:
    release = runtime.catalogue.current(ID)
    assert release is not None
    return release.module.version


def test_a_bundle_holds_the_same_module(runtime: Runtime, tmp_path: Path) -> None:
    module = sample_module(tmp_path / "source")
    publish(runtime, module)
    release = runtime.catalogue.current(ID)
    assert release is not None
    assert release.module == module
    for path, asset in release.module.assets.items():
        assert asset.location.read_bytes() == module.assets[path].location.read_bytes()
    found = runtime.catalogue.unit(f"{ID}/quiz")
    assert found is not None
    assert found[1] == module.unit("quiz")
    assert runtime.catalogue.unit(f"{ID}/nowhere") is None
    assert runtime.catalogue.unit("nowhere/quiz") is None
    assert runtime.catalogue.unit("") is None


def test_no_path_of_the_source_machine_stands_in_a_bundle(tmp_path: Path) -> None:
    one = dump_module(sample_module(tmp_path / "one"))
    other = dump_module(sample_module(tmp_path / "other"))
    assert one == other
    assert str(tmp_path).encode() not in one


def test_a_new_version_is_current_and_the_old_one_stays_for_its_attempts(
    runtime: Runtime, tmp_path: Path
) -> None:
    module = sample_module(tmp_path / "source")
    first = publish(runtime, module)
    second = publish(runtime, replace(module, version="1.3.0"))
    assert current(runtime) == "1.3.0"
    old = runtime.catalogue.release(ID, first.content_hash)
    assert old is not None
    assert old.module.version == "1.2.0"
    publish(runtime, module)
    assert current(runtime) == "1.2.0"
    assert second.content_hash != first.content_hash


def test_a_module_is_found_under_its_former_id(runtime: Runtime, tmp_path: Path) -> None:
    publish(runtime, sample_module(tmp_path / "source", formerly=("fi.example.old",)))
    found = runtime.catalogue.unit("fi.example.old/quiz")
    assert found is not None
    assert found[1].key == f"{ID}/quiz"


def test_a_definition_with_mistakes_changes_nothing(runtime: Runtime, tmp_path: Path) -> None:
    publish(runtime, sample_module(tmp_path / "source"))
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "module.yaml").write_text("id: fi.example.sample\n", encoding="utf-8")
    with pytest.raises(DefinitionError):
        install(runtime, tmp_path / "broken")
    assert current(runtime) == "1.2.0"


def test_a_bundle_that_cannot_be_written_changes_nothing(
    runtime: Runtime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = sample_module(tmp_path / "source")
    publish(runtime, module)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(InstallError, match="No space left"):
        publish(runtime, replace(module, version="1.3.0"))
    assert current(runtime) == "1.2.0"
    assert not list((runtime.settings.bundles / ID).glob(".new-*"))


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    """Return a definition folder."""
    folder = tmp_path / "starter"
    create_module(folder, module_id="fi.example.starter", languages=("fi", "en"))
    return folder


def zipped(folder: Path, target: Path, below: str = "") -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, f"{below}{path.relative_to(folder)}")
    return target


@pytest.mark.parametrize("below", ["", "my-module/"])
def test_a_zip_of_a_definition_is_installed(
    below: str, runtime: Runtime, starter: Path, tmp_path: Path
) -> None:
    from_zip = install(runtime, zipped(starter, tmp_path / "x.zip", below))
    assert from_zip == install(runtime, starter)


@pytest.mark.parametrize(
    "name",
    [
        "../evil.md",
        "/etc/evil",
        "a/../../evil",
        "a\\..\\evil",
        "C:evil",
        "a/./../..//evil",
        "nul\0evil",
        "a./x",
    ],
)
def test_names_that_leave_the_folder_are_refused(name: str, runtime: Runtime, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        entry = zipfile.ZipInfo("placeholder")
        entry.filename = name
        archive.writestr(entry, "x")
    with pytest.raises(InstallError):
        install(runtime, tmp_path / "x.zip")
    assert not (tmp_path / "evil.md").exists()


def test_links_in_a_zip_are_refused(runtime: Runtime, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        entry = zipfile.ZipInfo("link")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(InstallError, match="plain file"):
        install(runtime, tmp_path / "x.zip")


def test_a_bomb_is_stopped_while_it_unpacks(
    runtime: Runtime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "LARGEST_FILE", 1 << 20)
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("module.yaml", b"\0" * (3 << 20))
    with pytest.raises(InstallError, match="larger than allowed"):
        install(runtime, tmp_path / "x.zip")


def test_too_many_files_are_refused(
    runtime: Runtime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "MOST_FILES", 3)
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for number in range(4):
            archive.writestr(f"{number}.md", "x")
    with pytest.raises(InstallError, match="more than 3 files"):
        install(runtime, tmp_path / "x.zip")


def test_what_is_neither_folder_nor_zip_is_refused(runtime: Runtime, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no zip")
    with pytest.raises(InstallError, match="neither a folder"):
        install(runtime, tmp_path / "x.zip")
