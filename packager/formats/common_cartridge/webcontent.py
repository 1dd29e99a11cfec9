"""Web pages of a cartridge: one XHTML file each, with a small style sheet that all of them share."""

from __future__ import annotations

from markupsafe import Markup

from packager.document.references import Links
from packager.formats.common_cartridge.cartridge import Cartridge
from packager.formats.common_cartridge.links import PageLinks
from packager.formats.common_cartridge.versions import WEB_CONTENT
from packager.formats.qti.xml import clean
from packager.locations import look_folder, templates_folder
from packager.render.environment import environment, translations

_STYLE = "style/page.css"


class Pages:
    """Adds pages to a cartridge; knows which units are pages before the first of them is written."""

    def __init__(self, cartridge: Cartridge, pages: dict[str, str]) -> None:
        self._cartridge = cartridge
        self._pages = pages
        self._style: str | None = None

    def links(self, name: str) -> PageLinks:
        """Return where references of the page of this name lead."""
        return PageLinks(self._cartridge, name, self._pages)

    def add(
        self, key: str, name: str, title: str, body: Markup, links: PageLinks, serves: tuple[str, ...] = ()
    ) -> str:
        """Add a page of a title (plain) and a body (XHTML); return its resource's identifier."""
        links.depend(self._style_resource())
        text = environment(self._cartridge.edition.language).get_template("cartridge/page.html")
        html = text.render(
            language=self._cartridge.edition.language, title=title, body=body, style=f"../{_STYLE}"
        )
        return self._cartridge.add(
            key,
            WEB_CONTENT,
            name,
            self._cartridge.version.markup(clean(html)).encode(),
            dependencies=links.dependencies,
            serves=serves,
        )

    def _style_resource(self) -> str:
        if self._style is None:
            page = (templates_folder() / "cartridge" / "page.css").read_bytes()
            style = page + (look_folder() / "unit.css").read_bytes()
            key = f"{self._cartridge.edition.module.id}#style"
            self._style = self._cartridge.add(key, WEB_CONTENT, _STYLE, style)
        return self._style


def spoken_version(cartridge: Cartridge, links: Links, path: str) -> Markup:
    """Return a link to the spoken version, below a player where the version of the cartridge has them."""
    label = translations(cartridge.edition.language).gettext("Listen to this page")
    link = Markup('<a href="{}">{}</a>').format(links.asset(path), label)
    if not cartridge.version.players:
        return Markup('<p class="poiju-audio">{}</p>').format(link)
    player = Markup('<audio controls="controls" preload="none" src="{}" aria-label="{}"></audio>')
    return Markup('<p class="poiju-audio">{}<br/>{}</p>').format(
        player.format(links.asset(path), label), link
    )
