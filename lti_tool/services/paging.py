"""Lists that platforms give in pages: the address of the next one as they really write it, and the limits.

RFC 8288; Names and Role Provisioning Services 2.0, 2.4.1; Assignment and Grade Services 2.0, 3.2.7.
"""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lti_tool.errors import OutboundError
from lti_tool.outbound import Answer
from lti_tool.security import origin_of
from lti_tool.services.platform_client import Delivery, Outcome

MOST_PAGES = 200
LONGEST_SECONDS = 30.0

_LINK = re.compile(r"<\s*([^<>\s]+)\s*>([^<]*)")
# Moodle writes rel=“next” with the quotes of books (mod/lti/service/gradebookservices, 4.5 and 5.1).
_REL = re.compile(r"""\brel\s*=\s*["'“”„]?\s*([A-Za-z0-9 _.:/-]+)""", re.IGNORECASE)

Ask = Callable[[str], Answer | Delivery]
"""Asks one address of a list."""


@dataclass(frozen=True, slots=True)
class Pages:
    """A list read to its end: the content of each page, and the links of the last."""

    contents: Sequence[object]
    links: Mapping[str, str]


def links_of(header: str) -> dict[str, str]:
    """Return the addresses of a Link header by their relation, quirks mended, letters as they are."""
    with contextlib.suppress(UnicodeError):
        header = header.encode("latin-1").decode()  # a header's bytes come as Latin-1
    found: dict[str, str] = {}
    for address, parameters in _LINK.findall(header):
        named = _REL.search(parameters)
        for relation in named[1].lower().split() if named else ():
            found.setdefault(relation, address.replace("&amp;", "&"))  # Moodle escapes it as in HTML
    return found


def read_pages(ask: Ask, first: str, meaning: Callable[[Answer], Delivery]) -> Pages | Delivery:
    """Read a list to its end, or say why it cannot be: what is not whole is nothing.

    A next address on another host gets no token and no request. `meaning` tells what a status says.
    """
    contents: list[object] = []
    seen: set[str] = set()
    address: str | None = first
    links: dict[str, str] = {}
    end = time.monotonic() + LONGEST_SECONDS
    while address:
        if fault := _fault(address, first, seen, end):
            return Delivery(outcome=Outcome.REFUSED, detail=fault)
        seen.add(address)
        answer = ask(address)
        if isinstance(answer, Delivery):
            return answer
        if answer.status != 200:
            return meaning(answer)
        try:
            contents.append(answer.json())
        except OutboundError as error:
            return Delivery(outcome=Outcome.RETRY_LATER, status=answer.status, detail=str(error))
        links = links_of(answer.headers.get("link", ""))
        address = links.get("next")
    return Pages(contents, links)


def _fault(address: str, first: str, seen: set[str], end: float) -> str:
    if origin_of(address) != origin_of(first):
        return "the next page is on another host"
    if address in seen:
        return "the pages go round in a circle"
    if len(seen) >= MOST_PAGES:
        return f"the list has more than {MOST_PAGES} pages"
    return "the list takes too long" if time.monotonic() > end else ""
