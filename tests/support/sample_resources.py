"""Sample units that are there to look things up in, to take along, to hear or to see."""

from __future__ import annotations

import io
import wave
from typing import Any

from packager.document.blocks import Callout, Text
from packager.document.folder import Folder, FolderFile
from packager.document.glossary import Glossary, GlossaryEntry
from packager.document.media import Captions, Media
from packager.document.words import Xhtml
from tests.support.sample_words import ID, LANGUAGES, common, short, words


def resource_units() -> dict[str, Any]:
    """Return one unit of each kind by id."""
    return {"glossary": glossary(), "tools": tools(), **media()}


def glossary() -> Glossary:
    """Return a glossary with forms of words, categories, links between words, a picture and a formula."""
    return Glossary(
        **common("glossary", 5),
        body={lang: (Text(html=Xhtml(f'<p>{lang}: <a href="#rpl">one</a>.</p>')),) for lang in LANGUAGES},
        entries=(
            GlossaryEntry(
                id="rpl", term=words("Åbo <recognition> & more"),
                definition=short(
                    f'It counts, see <a href="unit:{ID}/quiz">the quiz</a> and <a href="#level">level</a>. '
                    '<img src="asset:media/figure.png" alt="A stamp"/>'
                ),
                aliases={lang: ("RPL", f"recognised {lang}", "a < b & c") for lang in LANGUAGES},
                categories=(words("Law"), words("Studies & work")),
            ),
            GlossaryEntry(
                id="level", term=words("Level"), categories=(words("Law"),),
                definition=short(
                    'Said by the <a href="term:eqf">EQF</a>: '
                    '<math xmlns="http://www.w3.org/1998/Math/MathML" display="inline" alttext="x">'
                    "<semantics><mi>x</mi>"
                    '<annotation encoding="application/x-tex">x &lt; 8</annotation></semantics></math>.'
                ),
            ),
            GlossaryEntry(id="eqf", term=words("EQF"), definition=short("European Framework")),
        ),
    )  # fmt: skip


def tools() -> Folder:
    """Return a folder with folders inside, one file in Finnish alone, and one that another unit has, too."""
    return Folder(
        **common("tools", 10),
        body={lang: (Text(html=Xhtml(f"<p>Take these along, {lang}.</p>")),) for lang in LANGUAGES},
        files_inside=(
            FolderFile(asset=dict.fromkeys(LANGUAGES, "media/canvas.docx")),
            FolderFile(asset={**dict.fromkeys(LANGUAGES, "media/tools/guides/ward.txt"),
                              "fi": "media/tools/guides/ward.fi.txt"}, within="guides"),
            FolderFile(asset=dict.fromkeys(LANGUAGES, "media/tools/guides/vanhat ä/ward.txt"),
                       within="guides/vanhat ä"),
        ),
    )  # fmt: skip


def media() -> dict[str, Media]:
    """Return a film with all that belongs to one, a sound, and a film that plays elsewhere."""
    spoken = {
        lang: (
            Text(html=Xhtml(f'<p>Watch, {lang}, with the <a href="term:eqf">EQF</a>.</p>')),
            Callout(role="transcript", title="", html=Xhtml(f"<p>Nurse: hello, {lang} &amp; all.</p>")),
        )
        for lang in LANGUAGES
    }
    return {
        "film": Media(
            **common("film", 5), body=spoken, medium="video",
            asset=dict.fromkeys(LANGUAGES, "media/film.webm"),
            captions=tuple(Captions(lang, f"media/film.{lang}.vtt") for lang in LANGUAGES),
            poster=dict.fromkeys(LANGUAGES, "media/figure.png"), label=words('A nurse & a "hoist"'),
            description=words("All that is shown is said, too."),
        ),
        "sound": Media(
            **common("sound", 5), body=spoken, medium="audio",
            asset=dict.fromkeys(LANGUAGES, "media/sound.wav"),
        ),
        "stream": Media(
            **common("stream", 5), body=spoken, medium="video", captioned=("fi", "sv"),
            url=dict.fromkeys(LANGUAGES, "https://video.example.fi/embed/a?b=1&c=2"),
        ),
    }  # fmt: skip


def tone() -> bytes:
    """Return a sound of three tenths of a second that browsers play."""
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes(128 + 60 * (place // 9 % 2) for place in range(2400)))
    return made.getvalue()


_CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\nNurse, {}: hello.\n"
RESOURCE_FILES = {
    "media/tools/guides/ward.txt": ("text/plain", b"In the ward."),
    "media/tools/guides/ward.fi.txt": ("text/plain", b"Osastolla."),
    "media/tools/guides/vanhat ä/ward.txt": ("text/plain", b"In the old ward."),
    "media/film.webm": ("video/webm", b"\x1a\x45\xdf\xa3 a film"),
    **{f"media/film.{lang}.vtt": ("text/vtt", _CAPTIONS.format(lang).encode()) for lang in LANGUAGES},
    "media/sound.wav": ("audio/wav", tone()),
}
"""The files of these units that no other unit has: type and content."""
