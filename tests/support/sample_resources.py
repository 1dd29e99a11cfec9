"""Sample units that are there to look things up in, to take along, to hear or to see."""

from __future__ import annotations

from typing import Any

from packager.document.blocks import Text
from packager.document.glossary import Glossary, GlossaryEntry
from packager.document.words import Xhtml

ID = "fi.example.sample"
LANGUAGES = ("fi", "sv", "en")


def resource_units() -> dict[str, Any]:
    """Return one unit of each kind by id."""
    return {"glossary": glossary()}


def glossary() -> Glossary:
    """Return a glossary with forms of words, categories, links between words, a picture and a formula."""
    return Glossary(
        id="glossary", key=f"{ID}/glossary", title=_words("Glossary"), minutes=5,
        body={lang: (Text(html=Xhtml(f'<p>{lang}: <a href="#rpl">one</a>.</p>')),) for lang in LANGUAGES},
        entries=(
            GlossaryEntry(
                id="rpl", term=_words("Åbo <recognition> & more"),
                definition=_short(
                    f'It counts, see <a href="unit:{ID}/quiz">the quiz</a> and <a href="#level">level</a>. '
                    '<img src="asset:media/figure.png" alt="A stamp"/>'
                ),
                aliases={lang: ("RPL", f"recognised {lang}", "a < b & c") for lang in LANGUAGES},
                categories=(_words("Law"), _words("Studies & work")),
            ),
            GlossaryEntry(
                id="level", term=_words("Level"), categories=(_words("Law"),),
                definition=_short(
                    'Said by the <a href="term:eqf">EQF</a>: '
                    '<math xmlns="http://www.w3.org/1998/Math/MathML" display="inline" alttext="x">'
                    "<semantics><mi>x</mi>"
                    '<annotation encoding="application/x-tex">x &lt; 8</annotation></semantics></math>.'
                ),
            ),
            GlossaryEntry(id="eqf", term=_words("EQF"), definition=_short("European Framework")),
        ),
    )  # fmt: skip


def _words(text: str) -> dict[str, str]:
    return {language: f"{text} ({language})" for language in LANGUAGES}


def _short(html: str) -> dict[str, Xhtml]:
    return {language: Xhtml(f"<p>{html} ({language})</p>") for language in LANGUAGES}
