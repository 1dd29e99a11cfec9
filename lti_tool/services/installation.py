"""Installs a module: a definition becomes an immutable bundle, and then, in one moment, the current one."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sqlalchemy import update

from lti_tool.db import upsert
from lti_tool.errors import InstallError
from lti_tool.models import ModuleRelease
from lti_tool.runtime import Runtime
from lti_tool.services.catalogue import DOCUMENT, MEDIA, bundle_folder, dump_module
from packager.definition.reader import load_module
from packager.document.module import Module
from packager.member_names import shown, stays_inside

MOST_FILES = 5_000
LARGEST_FILE = 2 << 30
LARGEST_WHOLE = 4 << 30
PIECE = 1 << 20
UNUSUAL = frozenset(':*?"<>|')
"""Signs that no file's name has on Windows, which also drops dots and spaces at an end."""
STRUCTURE = "module.yaml"


@dataclass(frozen=True, slots=True)
class Installed:
    """What was installed."""

    module_id: str
    version: str
    content_hash: str

    def __str__(self) -> str:
        return f"{self.module_id} {self.version} ({self.content_hash[:12]})"


def install(runtime: Runtime, source: Path) -> Installed:
    """Install a definition folder, or a zip of one, and make it current.

    Raises InstallError or DefinitionError; then the earlier version goes on as it was.
    """
    with _folder(source) as folder:
        return publish(runtime, load_module(folder))


def publish(runtime: Runtime, module: Module) -> Installed:
    """Install a module that was read already. Raises InstallError."""
    document = dump_module(module)
    content_hash = hashlib.sha256(document).hexdigest()
    _write_bundle(runtime.settings.bundles, module, document, content_hash)
    with runtime.database.write() as session:
        session.execute(
            update(ModuleRelease).where(ModuleRelease.module_id == module.id).values(current=False)
        )
        keys = {"module_id": module.id, "version": module.version, "content_hash": content_hash}
        upsert(session, ModuleRelease, keys, {"installed_at": runtime.now(), "current": True})
    runtime.catalogue.forget()
    return Installed(module.id, module.version, content_hash)


@contextmanager
def _folder(source: Path) -> Iterator[Path]:
    if source.is_dir():
        yield source
        return
    if not zipfile.is_zipfile(source):
        raise InstallError(f"{source}: neither a folder with {STRUCTURE} nor a zip of one")
    with tempfile.TemporaryDirectory(prefix="poiju-") as name:
        _unpack(source, Path(name))
        found = sorted(Path(name).glob(STRUCTURE)) or sorted(Path(name).glob(f"*/{STRUCTURE}"))
        if len(found) != 1:
            raise InstallError(f"{source}: {STRUCTURE} must stand at the top, or in the only folder there")
        yield found[0].parent


def _unpack(source: Path, target: Path) -> None:
    """Unpack a zip that may be hostile: plain files below the target only, within limits really counted."""
    with zipfile.ZipFile(source) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > MOST_FILES:
            raise InstallError(f"{source}: more than {MOST_FILES} files")
        left = LARGEST_WHOLE
        for entry in entries:
            path = target / _safe_name(source, entry)
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with archive.open(entry) as content, path.open("xb") as file:
                    left -= _copy_within(
                        content, file, min(left, LARGEST_FILE), f"{source}: {entry.filename}"
                    )
            except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
                raise InstallError(f"{source}: {entry.filename} cannot be unpacked: {error}") from error


def _safe_name(source: Path, entry: zipfile.ZipInfo) -> PurePosixPath:
    name = PurePosixPath(entry.filename)
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    ends_oddly = any(part.endswith((".", " ")) for part in name.parts)
    if is_link or ends_oddly or UNUSUAL & set(entry.filename) or not stays_inside(str(name)):
        named = shown(entry.filename)
        raise InstallError(f"{source}: {named} is not the name of a plain file inside the module")
    return name


def _copy_within(content, file, most: int, what: str) -> int:  # type: ignore[no-untyped-def]  # two binary files
    written = 0
    while piece := content.read(PIECE):
        written += len(piece)
        if written > most:
            raise InstallError(f"{what} is larger than allowed")
        file.write(piece)
    return written


def _write_bundle(bundles: Path, module: Module, document: bytes, content_hash: str) -> None:
    """Write a bundle beside its place and rename it there; one that exists is the same already."""
    target = bundle_folder(bundles, module.id, content_hash)
    if (target / DOCUMENT).is_file():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=".new-", dir=target.parent))
    try:
        (temporary / MEDIA).mkdir()
        for asset in module.assets.values():
            shutil.copyfile(asset.location, temporary / MEDIA / asset.sha1)
        (temporary / DOCUMENT).write_bytes(document)
        temporary.chmod(0o755)
        os.replace(temporary, target)
    except OSError as error:
        if not (target / DOCUMENT).is_file():  # else another process was faster with the same content
            raise InstallError(f"{module.id}: the bundle cannot be written: {error}") from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
