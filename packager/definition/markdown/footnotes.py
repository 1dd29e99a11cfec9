"""Footnotes: numbered where they are called, written at the end of what is read in one go."""

from __future__ import annotations

from dataclasses import dataclass, field

from packager.definition.markdown.page import label_key
from packager.document.words import Xhtml


@dataclass(slots=True)
class Footnotes:
    """The footnotes of a lesson's body, or of one text of a question. `prefix` keeps their ids apart."""

    prefix: str
    numbers: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def call(self, label: str) -> str:
        """Return the raised number that leads to a footnote, and back when it is called first."""
        key = label_key(label)
        first = key not in self.numbers
        number = self.numbers.setdefault(key, len(self.numbers) + 1)
        own = f' id="fnref-{self.prefix}-{number}"' if first else ""
        return f'<sup{own}><a href="#fn-{self.prefix}-{number}">{number}</a></sup>'

    def write(self) -> Xhtml:
        """Return all that were called, one at least, in the order of their numbers.

        The number leads back to the call, so that no words in any language are needed.
        """
        notes = []
        for key, number in self.numbers.items():
            back = f'<sup><a href="#fnref-{self.prefix}-{number}">{number}</a></sup> '
            text = self.texts.get(key, "")
            text = (
                text.replace("<p>", f"<p>{back}", 1) if text.startswith("<p>") else f"<p>{back}</p>\n{text}"
            )
            notes.append(f'<div id="fn-{self.prefix}-{number}">\n{text}</div>')
        return Xhtml('<div class="poiju-footnotes">\n' + "\n".join(notes) + "\n</div>")
