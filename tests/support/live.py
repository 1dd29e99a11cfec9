"""A tool on http://localhost and a stand-in platform on http://127.0.0.1: two sites, one sample module."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import Cookie
from pathlib import Path
from typing import Any

import requests
from flask import Flask
from requests.cookies import RequestsCookieJar
from werkzeug.serving import make_server

from lti_tool import create_app
from lti_tool.config import settings_from
from lti_tool.db import upsert
from lti_tool.models import ModuleRelease
from lti_tool.runtime import Runtime
from lti_tool.services.catalogue import DOCUMENT, MEDIA, dump_module
from lti_tool.services.registrations import NewRegistration
from lti_tool.stand_in.app import running
from lti_tool.stand_in.course import Platform, ResourceLink
from lti_tool.stand_in.demo import registration
from packager.document.module import Module
from tests.support.ports import free_port
from tests.support.sample import ID, sample_module, units
from tests.support.tool import IN_USE, SECRET, empty, give_key

FORM = re.compile(r'<form[^>]*action="([^"]*)"[^>]*>(.*?)</form>', re.DOTALL)
INPUT = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)"')


class Jar(RequestsCookieJar):
    """Browsers take http://localhost as a secure place; requests has to be led there."""

    def set_cookie(self, cookie: Cookie, *args: Any, **kwargs: Any) -> None:
        """Keep a cookie for plain http, too."""
        cookie.secure = False
        super().set_cookie(cookie, *args, **kwargs)


@dataclass
class Live:
    """Both servers and what tests ask of them."""

    url: str
    app: Flask
    platform: Platform
    folder: Path
    links: dict[str, ResourceLink] = field(default_factory=dict)

    @property
    def runtime(self) -> Runtime:
        """What the tool holds."""
        held: Runtime = self.app.extensions["poiju"]
        return held

    def open(self, unit: str, user: str = "201") -> Visit:
        """Launch a unit as a person, in a browser of their own without scripts."""
        visit = Visit(self, requests.Session())
        visit.http.cookies = Jar()
        visit.launch(self.links[unit], user)
        return visit

    def install(self, module: Module) -> str:
        """Make a module the current release."""
        return install(self.runtime, module)


@dataclass
class Visit:
    """A browser without scripts: it follows redirects and fills forms."""

    live: Live
    http: requests.Session
    page: requests.Response = field(default_factory=requests.Response)

    def launch(self, link: ResourceLink, user: str) -> None:
        """Click an activity, and let three forms send themselves."""
        begin = self.http.get(f"{self.live.platform.issuer}/as/{user}/launch/{link.id}", timeout=20)
        action, fields = form(begin.text, "/lti/login")
        at_platform = self.http.post(action, data=fields, timeout=20)
        action, fields = form(at_platform.text, "/lti/launch")
        self.page = self.http.post(action, data=fields, timeout=20)

    def send(self, part: str, **fields: Any) -> requests.Response:
        """Send the page's form whose address holds a word, with its hidden fields and the given ones."""
        action, hidden = form(self.page.text, part)
        self.page = self.http.post(self.address(action), data={**hidden, **fields}, timeout=20)
        return self.page

    def get(self, address: str, **options: Any) -> requests.Response:
        """Open an address."""
        self.page = self.http.get(self.address(address), timeout=20, **options)
        return self.page

    def address(self, path: str) -> str:
        """Return a whole address."""
        return path if path.startswith("http") else f"{self.live.url}{path}"

    @property
    def text(self) -> str:
        """The page."""
        return self.page.text


def form(page: str, part: str) -> tuple[str, dict[str, str]]:
    """Return address and hidden fields of the first form whose address holds a word."""
    for action, inner in FORM.findall(page):
        if part in action:
            hidden = {unescape(name): unescape(value) for name, value in INPUT.findall(inner)}
            return unescape(action), hidden
    raise AssertionError(f"no form to {part} in: {page[:3000]}")


def install(runtime: Runtime, module: Module) -> str:
    """Write a module's bundle and make it current."""
    document = dump_module(module)
    content_hash = hashlib.sha256(document).hexdigest()
    folder = runtime.settings.bundles / module.id / content_hash
    (folder / MEDIA).mkdir(parents=True, exist_ok=True)
    for asset in module.assets.values():
        (folder / MEDIA / asset.sha1).write_bytes(asset.location.read_bytes())
    (folder / DOCUMENT).write_bytes(document)
    with runtime.database.write() as session:
        session.query(ModuleRelease).filter_by(module_id=module.id).update({"current": False})
        keys = {"module_id": module.id, "version": module.version, "content_hash": content_hash}
        upsert(session, ModuleRelease, keys, {"installed_at": runtime.now(), "current": True})
    runtime.catalogue.forget()
    return content_hash


@contextmanager
def live(folder: Path, module: Module | None = None, **settings: str) -> Iterator[Live]:
    """Run both until the block ends."""
    port = free_port()
    url = f"http://localhost:{port}"
    app = create_app(
        settings_from(
            {
                "POIJU_URL": url, "POIJU_SECRET_KEY": SECRET, "POIJU_DATA_DIR": str(folder / "data"),
                "POIJU_ALLOW_HTTP": "1", "POIJU_ALLOW_PRIVATE_PLATFORMS": "127.0.0.1",
                "POIJU_PROXY_HOPS": "0", "DATABASE_URL": os.environ.get("POIJU_TEST_DATABASE_URL", ""),
                **settings,
            }
        )
    )  # fmt: skip
    runtime: Runtime = app.extensions["poiju"]
    runtime.settings.bundles.mkdir(parents=True)
    empty(runtime.database)
    give_key(runtime)
    install(runtime, module or sample_module(folder / "source"))
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    IN_USE.append(url)
    try:
        with running(url) as platform:
            runtime.registry.add(NewRegistration(**registration(platform)))
            yield Live(url, app, platform, folder, _course(platform))
    finally:
        IN_USE.remove(url)
        server.shutdown()
        thread.join()
        server.server_close()
        runtime.worker.stop()
        runtime.close()


def _course(platform: Platform) -> dict[str, ResourceLink]:
    graded = {"outcomes": 1.0, "quiz": 100.0, "ward": 1.0, "words": 100.0, "diary": 1.0, "glossary": 1.0}
    graded |= {"ready": 1.0, "evening": 1.0, "compass": 1.0, "voices": 1.0, "film": 1.0}
    graded |= {"stages": 100.0}
    return {
        unit: platform.add_link(unit, {"unit": f"{ID}/{unit}"}, maximum=graded.get(unit)) for unit in units()
    }
