"""What stands between `---` lines at the top of a text: settings of that language's file."""

from __future__ import annotations

from packager.definition.markdown.links import resolve_file
from packager.definition.markdown.page import Page
from packager.definition.markdown.pen import Pen
from packager.definition.scope import SourceFile
from packager.definition.yaml_source import YamlFile, load_yaml


def read_audio(pen: Pen) -> str | None:
    """Return the asset path of a lesson's spoken version (`audio: 1-outcomes.mp3`, in media/)."""
    fields = _load(pen.page)
    if fields is None:
        return None
    audio = fields.data.pop("audio", None)
    line = fields.lines.get(("audio",), 1)
    _refuse(pen.page, fields, "audio")
    if audio is None:
        return None
    if not isinstance(audio, str):
        pen.error(line, "audio", "write the name of a sound file in media/")
        return None
    written = audio if "/" in audio or "\\" in audio else f"../media/{audio}"
    return resolve_file(pen, written, "audio", line)


def read_words(pen: Pen, *names: str) -> dict[str, str]:
    """Return the texts of front matter that holds nothing but words, by name."""
    fields = _load(pen.page)
    if fields is None:
        return {}
    found = {name: fields.data.pop(name) for name in names if name in fields.data}
    _refuse(pen.page, fields, ", ".join(names))
    for name, words in found.items():
        if not (isinstance(words, str) and words.strip()):
            pen.error(fields.lines.get((name,), 1), name, "write it as text on one line, in quotes")
    return {name: words for name, words in found.items() if isinstance(words, str) and words.strip()}


def refuse_front_matter(page: Page) -> None:
    """Report front matter in a text that has no settings."""
    fields = _load(page)
    if fields is not None:
        _refuse(page, fields, "none")


def _load(page: Page) -> YamlFile | None:
    if page.begin == 0:
        return None
    # An empty line in place of the opening --- keeps the line numbers right.
    text = "\n".join(["", *page.lines[1 : page.begin - 1]])
    if not text.strip():
        return None
    return load_yaml(SourceFile(page.source.name, text, page.source.path), page.problems)


def _refuse(page: Page, fields: YamlFile, allowed: str) -> None:
    for key in fields.data:
        page.error(
            fields.lines[(key,)] - 1,
            "front matter",
            f"{key} is unknown here (possible: {allowed}): delete it",
        )
