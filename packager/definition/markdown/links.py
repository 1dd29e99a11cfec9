"""Where a link leads: another unit, a term, a file of the module, a heading, or the web."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from packager.definition.markdown import xml

if TYPE_CHECKING:
    from packager.definition.markdown.pen import Pen

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_PATH_SAFE = "/:@!$&'()*+,;=-._~"
_EXTERNAL = ' rel="noopener noreferrer"'

# Words that say nothing about where a link leads (WCAG 2.4.4, and 2.4.9 when read in a list of links).
_BARE = frozenset(
    {"here", "click here", "click", "read more", "more", "link", "this link", "this page", "see here"}
    | {
        "tästä",
        "täältä",
        "täällä",
        "klikkaa",
        "klikkaa tästä",
        "klikkaa tätä",
        "lue lisää",
        "lisää",
        "linkki",
    }
    | {"tämä linkki", "katso tästä", "här", "klicka", "klicka här", "läs mer", "mer", "länk", "länken"}
    | {"den här länken", "se här"}
)


def resolve_link(pen: Pen, written: str, line: int) -> str | None:
    """Return a link's attributes (`href`, and `rel` for other sites), or None after reporting."""
    scheme, _, rest = written.partition(":")
    if not written:
        pen.error(line, "link", "the link leads nowhere: write an address between the round brackets")
        return None
    if scheme == "unit":
        return _unit(pen, rest, line)
    if scheme == "term":
        found = pen.scope.term(rest, pen.place(line))
        return found and f' href="term:{xml.address(found)}"'
    if written.startswith("#"):
        pen.page_links.append((line, written[1:]))
        return f' href="{xml.address(written)}"'
    if scheme.lower() in ("http", "https", "mailto") and _SCHEME.match(written):
        return _web(pen, written, scheme.lower(), rest, line)
    return _file(pen, written, line)


def _unit(pen: Pen, rest: str, line: int) -> str | None:
    target, hash_sign, heading = rest.partition("#")
    key = pen.scope.unit(target, pen.place(line))
    return key and f' href="unit:{xml.address(key + hash_sign + heading)}"'


def _web(pen: Pen, written: str, scheme: str, rest: str, line: int) -> str | None:
    if scheme == "mailto":
        return f' href="{xml.address(written)}"'
    host = rest.removeprefix("//").partition("/")[0]
    if not rest.startswith("//") or not host:
        pen.error(line, "link", f"{written} is no address: write {scheme}:// and the host")
        return None
    return f' href="{xml.address(written)}"{_EXTERNAL}'


def _file(pen: Pen, written: str, line: int) -> str | None:
    bare, hash_sign, fragment = written.partition("#")
    if bare.lower().endswith(".md") and "media/" not in bare:
        pen.error(
            line, "link", f"{written} is a text of the module: link to its unit by id, as in (unit:level)"
        )
        return None
    path = resolve_file(pen, bare, "link", line)
    return path and f' href="asset:{asset_address(path)}{xml.address(hash_sign + fragment)}"'


def resolve_file(pen: Pen, written: str, field: str, line: int) -> str | None:
    """Return the asset path for a path that an author wrote, or None after reporting."""
    mistake = _path_mistake(written)
    if mistake:
        pen.error(line, field, mistake)
        return None
    return pen.scope.asset(unquote(written), pen.page.language, pen.place(line))


def _path_mistake(written: str) -> str:
    if not written:
        return "there is no file name: write one between the round brackets"
    if written.startswith("//"):
        return f"{written} lacks its beginning: write https:{written}"
    if _DRIVE.match(written) or written.startswith(("/", "\\", "~", "file:")):
        return (
            f"{written} is a place on one computer: put the file into media/ and write ../media/ and its name"
        )
    if scheme := _SCHEME.match(written):
        return (
            f"{scheme[0]} is not allowed in an address: use https:, mailto:, unit:, term: or a file in media/"
        )
    if "\\" in written:
        return f"{written} holds \\: write / between folders, on Windows too"
    return ""


def asset_address(path: str) -> str:
    """Return an asset path percent-encoded, as it stands behind `asset:`."""
    return xml.attribute(quote(path, safe=_PATH_SAFE))


def check_link_text(pen: Pen, label: str, line: int) -> None:
    """Report a link that says nothing of where it leads."""
    words = " ".join(label.casefold().split()).strip(" .!:›»→>-")
    if not words:
        pen.error(line, "link", "the link has no text: write where it leads between the square brackets")
    elif words in _BARE:
        pen.warning(
            line,
            "link",
            f"the link text {label.strip()!r} does not say where it leads: name the target instead",
        )
