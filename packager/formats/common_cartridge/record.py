"""The description of the micro-credential: the first page of every cartridge, with its machine-readable
twin beside it."""

from __future__ import annotations

from markupsafe import Markup

from packager.formats.common_cartridge.cartridge import Cartridge
from packager.formats.common_cartridge.versions import WEB_CONTENT
from packager.formats.common_cartridge.webcontent import Pages
from packager.render.elm import record_json
from packager.render.environment import translations
from packager.render.record import record_page

PAGE = "record/about-this-module.html"
_JSON = "record/micro-credential.jsonld"


def add_record(cartridge: Cartridge, pages: Pages) -> None:
    """Add the page in a first folder of its own (section 0 in Moodle), and the JSON-LD that it links."""
    edition = cartridge.edition
    phrase = translations(edition.language).gettext
    key = f"{edition.module.id}#record"
    links = pages.links(PAGE)
    twin = cartridge.add(f"{key}-json", WEB_CONTENT, _JSON, record_json(edition))
    links.depend(twin)
    pointer = Markup('<p><a href="{}">{}</a></p>').format(
        _JSON.rpartition("/")[2], phrase("This description for machines (JSON-LD, European Learning Model)")
    )
    body = record_page(edition, links) + pointer
    resource = pages.add(key, PAGE, edition.title, body, links)
    cartridge.open_folder(key, phrase("About this module"))
    cartridge.link(key, edition.title, resource)
