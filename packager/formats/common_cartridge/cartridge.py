"""A cartridge while it is put together: resources, the organization's items, files and media."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from packager.archive import Archive
from packager.document.assets import Asset
from packager.document.edition import Edition
from packager.document.identifiers import ncname
from packager.formats.base import Job
from packager.formats.common_cartridge.names import SafeNames
from packager.formats.common_cartridge.versions import WEB_CONTENT, Version

MANIFEST = "imsmanifest.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A resource of the manifest. `file` is its descriptor or page; `serves` holds ids of outcomes."""

    identifier: str
    type: str
    file: str
    dependencies: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()

    @property
    def href(self) -> str | None:
        """The start file of web content; other types must not have the attribute."""
        return self.file if self.type == WEB_CONTENT else None


@dataclass(slots=True)
class Folder:
    """An item that holds others: a section on level 1, below it a unit of several resources."""

    identifier: str
    title: str
    items: list[Folder | Shown] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Shown:
    """An item that shows a resource."""

    identifier: str
    title: str
    resource: str


class Cartridge:
    """Collects everything in the order in which the writers meet it."""

    def __init__(self, job: Job, version: Version) -> None:
        self.job = job
        self.version = version
        self.folders: list[Folder] = []
        self._resources: dict[str, Resource] = {}
        self._files: dict[str, bytes] = {}
        self._media: dict[str, Asset] = {}
        self._media_names = SafeNames("media")

    @property
    def edition(self) -> Edition:
        """The module in the language of this cartridge."""
        return self.job.edition

    @property
    def resources(self) -> Iterator[Resource]:
        """All resources in their order."""
        yield from self._resources.values()

    def edition_of(self, resource: Resource) -> Edition:
        """Return the edition of the module that a resource is from."""
        return self.edition

    def open_folder(self, key: str, title: str) -> None:
        """Begin a level-1 item; links go into the last one."""
        self.folders.append(Folder(ncname(key, "folder"), title))

    def open_sub_folder(self, key: str, title: str, below: Folder | None = None) -> Folder:
        """Add an item below another (a section's, when none is given) and return it."""
        made = Folder(ncname(key, "folder"), title)
        (below or self.folders[-1]).items.append(made)
        return made

    def link(self, key: str, title: str, identifier: str, below: Folder | None = None) -> None:
        """Show a resource in the organization; a file may be shown under several keys."""
        (below or self.folders[-1]).items.append(Shown(ncname(key, "item"), title, identifier))

    def add(
        self,
        key: str,
        type_: str,
        name: str,
        content: bytes,
        *,
        dependencies: tuple[str, ...] = (),
        serves: tuple[str, ...] = (),
    ) -> str:
        """Add a resource of one file; return its identifier, which hangs on `key` alone.

        Canvas takes the identifier for the identity of what it made: an import of a newer cartridge
        updates that.
        """
        resource = Resource(
            identifier=ncname(key, "resource"),
            type=type_,
            file=name,
            dependencies=dependencies,
            serves=serves,
        )
        if resource.identifier in self._resources or name in self._files:
            raise ValueError(f"{name} is in the cartridge already")
        self._files[name] = content
        self._resources[resource.identifier] = resource
        return resource.identifier

    def medium(self, path: str) -> tuple[str, str]:
        """Make a file of the module travel; return its name in the cartridge and its resource."""
        asset = self.edition.module.assets[path]
        name = self._media_names.name(path.removeprefix("media/"))
        identifier = ncname(self.edition.module.id, "media", path)
        if identifier not in self._resources:
            self._media[name] = asset
            self._resources[identifier] = Resource(identifier=identifier, type=WEB_CONTENT, file=name)
        return name, identifier

    def take(self, part: Cartridge, folder: str) -> None:
        """Take over all of another cartridge below a folder; addresses inside it stay as they are."""
        for one in part.resources:
            self._resources[one.identifier] = replace(one, file=f"{folder}/{one.file}")
        self._files.update({f"{folder}/{name}": content for name, content in part._files.items()})
        self._media.update({f"{folder}/{name}": asset for name, asset in part._media.items()})
        self.folders += part.folders

    def write(self, archive: Archive, manifest: bytes) -> None:
        """Write the manifest, then the small files, then the media in pieces."""
        archive.add(MANIFEST, manifest)
        for name, content in self._files.items():
            archive.add(name, content)
        for name, asset in self._media.items():
            archive.add_asset(name, asset)
