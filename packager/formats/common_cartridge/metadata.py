"""The manifest's description of the module in LOM: what each version's profile can say.

1.1 is a strict subset (no sources of taxonomies, no learning time); 1.3 takes all of LOM. No importer
that we know shows any of it beyond title and description: the readable page and its JSON-LD carry the
full record.
"""

from __future__ import annotations

from lxml import etree

from packager.document.edition import Edition
from packager.formats.common_cartridge.versions import Version
from packager.formats.qti.xml import Builder
from packager.render.elm import duration

_LOM_VOCABULARY = "LOMv1.0"
_EQF = "http://data.europa.eu/snb/eqf/"
_ISCED_F = "http://data.europa.eu/snb/isced-f/"


def add_lom(parent: etree._Element, version: Version, edition: Edition) -> None:
    """Append the `lom` of a manifest."""
    lom = _Lom(Builder(version.lom_manifest), edition, full=version.standards is not None)
    lom.write(parent)


class _Lom:
    """Writes the categories of LOM one after another."""

    def __init__(self, builder: Builder, edition: Edition, *, full: bool) -> None:
        self._add = builder.add
        self._edition = edition
        self._module = edition.module
        self._full = full

    def write(self, parent: etree._Element) -> None:
        """Append everything."""
        lom = self._add(parent, "lom")
        self._general(lom)
        self._life_cycle(lom)
        self._educational(lom)
        self._rights(lom)
        self._outcomes(lom)
        if self._full:
            self._taxonomies(lom)

    def _text(self, parent: etree._Element, name: str, text: str) -> None:
        self._add(self._add(parent, name), "string", text, language=self._edition.language)

    def _word(self, parent: etree._Element, name: str, value: str) -> None:
        """Append a term of LOM's own vocabulary; 1.1 does not take its source."""
        element = self._add(parent, name)
        if self._full:
            self._add(element, "source", _LOM_VOCABULARY)
        self._add(element, "value", value)

    def _general(self, lom: etree._Element) -> None:
        general = self._add(lom, "general")
        identifier = self._add(general, "identifier")
        self._add(identifier, "catalog", "Poiju")
        self._add(identifier, "entry", self._module.id)
        self._text(general, "title", self._edition.title)
        self._add(general, "language", self._edition.language)
        self._text(general, "description", self._edition.text(self._module.summary))
        labels = (
            self._edition.text(skill.label)
            for outcome in self._module.credential.outcomes
            for skill in outcome.esco
            if skill.label
        )
        keywords = self._edition.pick(self._module.keywords) if self._module.keywords else ()
        for label in dict.fromkeys((*keywords, *labels)):
            self._text(general, "keyword", label)

    def _life_cycle(self, lom: etree._Element) -> None:
        if not (self._full or self._module.authors):
            return
        life_cycle = self._add(lom, "lifeCycle")
        if self._full:
            self._text(life_cycle, "version", self._module.version)
            self._word(life_cycle, "status", "final" if self._module.status == "published" else "draft")
        for author in self._module.authors:
            contribute = self._add(life_cycle, "contribute")
            self._word(contribute, "role", "author")
            self._add(contribute, "entity", _card(author))

    def _educational(self, lom: etree._Element) -> None:
        educational = self._add(lom, "educational")
        self._add(self._add(educational, "learningResourceType"), "value", "IMS Common Cartridge")
        if self._full:
            time = self._add(educational, "typicalLearningTime")
            self._add(time, "duration", duration(self._module.credential.workload.hours))
            self._add(educational, "language", self._edition.language)

    def _rights(self, lom: etree._Element) -> None:
        rights = self._add(lom, "rights")
        self._word(rights, "copyrightAndOtherRestrictions", "yes")
        self._text(rights, "description", self._module.licence)

    def _outcomes(self, lom: etree._Element) -> None:
        for outcome in self._module.credential.outcomes:
            classification = self._add(lom, "classification")
            self._word(classification, "purpose", "educational objective")
            if self._full:
                for skill in outcome.esco:
                    self._taxon(classification, "ESCO", skill.uri, self._edition.text(skill.label))
            self._text(classification, "description", self._edition.text(outcome.text))

    def _taxonomies(self, lom: etree._Element) -> None:
        credential = self._module.credential
        if credential.level.eqf:
            level = self._add(lom, "classification")
            self._word(level, "purpose", "educational level")
            name = f"EQF {credential.level.eqf}"
            self._taxon(level, "European Qualifications Framework", f"{_EQF}{credential.level.eqf}", name)
        for code in credential.field:
            field = self._add(lom, "classification")
            self._word(field, "purpose", "discipline")
            self._taxon(field, "ISCED-F 2013", f"{_ISCED_F}{code}", code)

    def _taxon(self, classification: etree._Element, source: str, ident: str, entry: str) -> None:
        path = self._add(classification, "taxonPath")
        self._text(path, "source", source)
        taxon = self._add(path, "taxon")
        self._add(taxon, "id", ident)
        if entry:
            self._text(taxon, "entry", entry)


def _card(name: str) -> str:
    """Return a person or body as the vCard that LOM wants (RFC 2426)."""
    escaped = name.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", " ")
    return f"BEGIN:VCARD\nVERSION:3.0\nFN:{escaped}\nN:{escaped};;;;\nEND:VCARD"
