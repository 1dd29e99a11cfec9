"""Captions inside the pages: a page that is opened from a disk may not load them from a file.

Browsers take captions from the page's own origin alone, and each file on a disk is an origin of its own.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import unquote

from packager.document.assets import Asset

_SOURCE = re.compile(r'(<track [^>]*\bsrc=")([^"]*)(")')


def with_captions(page: str, root: str, assets: Mapping[str, Asset]) -> str:
    """Return a page whose captions stand in their `src` itself; `root` leads from it to the site's top."""

    def source(found: re.Match[str]) -> str:
        asset = assets.get(unquote(unescape(found[2])).removeprefix(root))
        if asset is None:
            return found[0]
        content = base64.b64encode(asset.location.read_bytes()).decode()
        return f"{found[1]}data:text/vtt;base64,{content}{found[3]}"

    return _SOURCE.sub(source, page) if "<track " in page else page
