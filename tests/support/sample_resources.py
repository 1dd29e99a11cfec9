"""Sample units that are there to look things up in, to take along, to hear or to see."""

from __future__ import annotations

from typing import Any

from packager.document.blocks import Text
from packager.document.folder import Folder, FolderFile
from packager.document.glossary import Glossary, GlossaryEntry
from packager.document.words import Xhtml
from tests.support.sample_words import ID, LANGUAGES, common, short, words


def resource_units() -> dict[str, Any]:
    """Return one unit of each kind by id."""
    return {"glossary": glossary(), "tools": tools()}


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


RESOURCE_FILES = {
    "media/tools/guides/ward.txt": "In the ward.",
    "media/tools/guides/ward.fi.txt": "Osastolla.",
    "media/tools/guides/vanhat ä/ward.txt": "In the old ward.",
}
"""What the files of these units hold that no other unit has."""
