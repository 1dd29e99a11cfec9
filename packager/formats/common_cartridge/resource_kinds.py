"""Units to look things up in, to take along, to hear or to see, as resources of a cartridge."""

from __future__ import annotations

from packager.document.folder import Folder
from packager.document.glossary import Glossary
from packager.document.media import Media
from packager.formats.common_cartridge.cartridge import Folder as Item
from packager.formats.common_cartridge.names import unit_file
from packager.formats.common_cartridge.noting import note_links, note_text
from packager.formats.common_cartridge.texts import text_of
from packager.formats.common_cartridge.unit_resources import Units
from packager.notes import Loss
from packager.render.folder import folder_files
from packager.render.glossary import glossary_page
from packager.render.media import player


def glossary(units: Units, unit: Glossary) -> None:
    """A glossary is one page in the order of the alphabet."""
    cartridge = units.cartridge
    name = unit_file("pages", unit.id, "html")
    links = units.pages.links(name)
    body = glossary_page(cartridge.edition, unit, links)
    cartridge.job.note_embeds(unit, unit.body)
    note_text(cartridge, unit, body)
    note_links(cartridge, unit, links, terms_explained=True)
    title = cartridge.edition.text(unit.title)
    units.shown("page", unit, units.pages.add(unit.key, name, title, body, links, unit.serves))


def folder(units: Units, unit: Folder) -> None:
    """A folder is an item with its files below it, or files that name the folder where no item may be."""
    cartridge = units.cartridge
    title = cartridge.edition.text(unit.title)
    below = {"": cartridge.open_sub_folder(unit.key, title)} if cartridge.version.sub_folders else {}
    for within, files in folder_files(cartridge.edition, unit):
        for file in files:
            _, resource = cartridge.medium(file.asset.path)
            key = f"{unit.key}#{file.asset.path}"
            if below:
                cartridge.link(key, file.title, resource, _inside(units, unit, below, within))
            else:
                path = f"{within}/{file.title}" if within else file.title
                cartridge.link(key, f"{title}: {path}", resource)
            units.count("file")
    if not below:
        cartridge.job.note(
            Loss.NEAREST_FORM, unit, "the files of the folder stand one by one, named after it"
        )
    units.about(unit, unit.body)


def _inside(units: Units, unit: Folder, known: dict[str, Item], within: str) -> Item:
    """Return the item of a folder inside, made with those above it when it is asked for first."""
    if within not in known:
        above, _, name = within.rpartition("/")
        known[within] = units.cartridge.open_sub_folder(
            f"{unit.key}#{within}", name, _inside(units, unit, known, above)
        )
    return known[within]


def media(units: Units, unit: Media) -> None:
    """A film or sound is a page with its player, captions and transcript."""
    cartridge = units.cartridge
    name, title = unit_file("pages", unit.id, "html"), cartridge.edition.text(unit.title)
    links = units.pages.links(name)
    cartridge.job.note_player(unit)
    if unit.asset and not cartridge.version.players:
        lost = "the player is a link, and captions are files beside it: a page of 1.1 holds no player"
        cartridge.job.note(Loss.NEAREST_FORM, unit, lost)
    shown = player(cartridge.edition, unit, links, plays=cartridge.version.players)
    body = shown + text_of(cartridge, unit, unit.body, links)
    units.shown("page", unit, units.pages.add(unit.key, name, title, body, links, unit.serves))
