"""A film or a sound: its row of `module.yaml`, its texts and its transcript."""

from __future__ import annotations

from packager.definition.markdown.body import WrittenUnit
from packager.definition.markdown.captions import captions_beside
from packager.definition.markdown.front_matter import read_words, refuse_front_matter
from packager.definition.markdown.page import open_page
from packager.definition.markdown.pen import TEXT_HEADINGS, Pen
from packager.definition.markdown.structure import TRANSCRIPT
from packager.definition.media_types import media_type
from packager.definition.models.resources import MediaRow
from packager.definition.problems import Place
from packager.definition.scope import Scope
from packager.definition.text_files import read_text
from packager.definition.unit_parts import BLOCKS, Pens, assets_of, bodies, common_fields
from packager.document.blocks import Block, Callout
from packager.document.media import Captions, Media, Medium
from packager.document.words import Words

_LABEL, _DESCRIPTION = "label", "audio-description"


def read_media(raw: MediaRow, pens: Pens, scope: Scope) -> Media | None:
    """Return the unit, or None where there is nothing to play."""
    said = {language: read_words(pen, _LABEL, _DESCRIPTION) for language, pen in pens.items()}
    texts = bodies(pens, (*BLOCKS, TRANSCRIPT))
    common = common_fields(raw, pens, texts, scope)
    body = {language: _with_transcript(raw, pens[language], text) for language, text in texts.items()}
    assets, medium = _file(raw, pens, scope)
    urls = _addresses(raw, pens, scope)
    if not _one_source(raw, scope) or not (assets or urls):
        return None
    return Media(
        **common,
        body=body,
        medium=medium or raw.medium,
        asset=assets,
        url=urls,
        captions=_captions(assets, pens, raw, scope) if medium == "video" else (),
        captioned=raw.captions if urls else (),
        poster=_poster(raw, medium or raw.medium, pens, scope),
        label=_words(said, _LABEL),
        description=_words(said, _DESCRIPTION),
        silent=raw.silent,
    )


def _words(said: dict[str, dict[str, str]], name: str) -> Words:
    return {language: words[name] for language, words in said.items() if name in words}


def _one_source(raw: MediaRow, scope: Scope) -> bool:
    if (raw.asset is None) != (raw.url is None):
        return True
    message = "name either its file, as asset: media/talk.mp4, or where it plays, as url: https://…"
    scope.problems.error(raw.place("id"), f"{raw.id}.asset", message)
    return False


def _file(raw: MediaRow, pens: Pens, scope: Scope) -> tuple[dict[str, str], Medium | None]:
    """Return the file in each language, and whether it is a film or a sound."""
    if raw.asset is None:
        return {}, None
    kind = (media_type(raw.asset) or "").partition("/")[0]
    if kind not in ("audio", "video"):
        message = f"{raw.asset} is no film or sound: name a file that ends in .mp4, .webm, .mp3 or .ogg"
        scope.problems.error(raw.place("asset"), f"{raw.id}.asset", message)
        return {}, None
    return assets_of(raw, "asset", raw.asset, pens, scope), "video" if kind == "video" else "audio"


def _addresses(raw: MediaRow, pens: Pens, scope: Scope) -> Words:
    found = {language: url for language in pens if (url := raw.address(language))}
    for url in dict.fromkeys(found.values()):
        if not url.startswith("https://"):
            message = f"{url} is not safe to play: write an address that begins with https://"
            scope.problems.error(raw.place("url"), f"{raw.id}.url", message)
    return found


def _captions(assets: dict[str, str], pens: Pens, raw: MediaRow, scope: Scope) -> tuple[Captions, ...]:
    """Return the captions beside the films of all languages, each language once."""
    found: dict[str, str] = {}
    for language, film in assets.items():
        folder = pens[language].module_folder
        for spoken, path in captions_beside(film, language, folder, scope, raw.place("asset")).items():
            found.setdefault(spoken, path)
    return tuple(Captions(language, found[language]) for language in scope.languages if language in found)


def _poster(raw: MediaRow, medium: Medium, pens: Pens, scope: Scope) -> dict[str, str]:
    if raw.poster is None:
        return {}
    message = ""
    if medium == "audio":
        message = "a sound shows no picture: delete poster:"
    elif not (media_type(raw.poster) or "").startswith("image/"):
        message = f"{raw.poster} is no picture: name one, as media/talk.jpg"
    if message:
        scope.problems.error(raw.place("poster"), f"{raw.id}.poster", message)
        return {}
    return assets_of(raw, "poster", raw.poster, pens, scope)


def _with_transcript(raw: MediaRow, pen: Pen, text: WrittenUnit) -> tuple[Block, ...]:
    """Return a body that ends with the transcript; report one that is missing or stands twice."""
    lines = [line for name, line in text.outline if name == TRANSCRIPT]
    written = _transcript_file(raw, pen) if raw.transcript else None
    for line in lines[1 - bool(raw.transcript) :]:
        there = f"{raw.transcript} is the transcript already" if raw.transcript else "there are two of them"
        pen.error(line, "block", f"::: {TRANSCRIPT}: {there}: make them one")
    if not lines and not raw.transcript:
        pen.incomplete(
            1,
            "transcript",
            f"there is no transcript: write ::: {TRANSCRIPT} with all that is said and shown, or name its "
            "file in module.yaml, as transcript: talk-transcript.md",
        )
    ends = [block for block in text.blocks if _is_transcript(block)] + ([written] if written else [])
    return (*(block for block in text.blocks if not _is_transcript(block)), *ends[:1])


def _is_transcript(block: Block) -> bool:
    return isinstance(block, Callout) and block.role == TRANSCRIPT


def _transcript_file(raw: MediaRow, pen: Pen) -> Callout | None:
    """Return the transcript that stands in a file of its own, beside the unit's text."""
    name = f"{pen.page.language}/{raw.transcript}"
    if not (pen.module_folder / name).is_file():
        pen.scope.problems.incomplete(Place(name), "", "is missing: write the transcript there")
        return None
    source = read_text(pen.module_folder, name, pen.scope.problems)
    if source is None:
        return None
    page = open_page(source, pen.page.language, pen.scope.problems)
    refuse_front_matter(page)
    own = Pen(page, pen.scope, f"{pen.unit_id}-transcript")
    html = own.prose(page.passage(page.begin, len(page.lines)), TEXT_HEADINGS)
    own.finish()
    if not html:
        own.incomplete(1, "transcript", "is empty: write the transcript there")
    return Callout(role="transcript", title="", html=html)
