"""A small valid H5P package with a content type of our own: a card with a text and a button that scores."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

LIBRARY = {"machineName": "H5P.PoijuCard", "majorVersion": 1, "minorVersion": 0}
FOLDER = "H5P.PoijuCard-1.0"
SCRIPT = """\
var H5P = H5P || {};
H5P.PoijuCard = (function (EventDispatcher) {
  function Card(parameters, contentId) {
    EventDispatcher.call(this);
    this.contentId = contentId;
    var self = this;
    this.attach = function (container) {
      var text = document.createElement('p');
      text.textContent = parameters.text;
      var button = document.createElement('button');
      button.className = 'poiju-card-done';
      button.textContent = parameters.button;
      button.addEventListener('click', function () {
        self.triggerXAPIScored(1, 1, 'completed', true, true);
        button.setAttribute('aria-pressed', 'true');
      });
      container.append(text, button);
    };
  }
  Card.prototype = Object.create(EventDispatcher.prototype);
  Card.prototype.constructor = Card;
  return Card;
})(H5P.EventDispatcher);
"""


def card_files(text: str = "Turn the card.") -> dict[str, str | bytes]:
    """Return the files of a package by name."""
    return {
        "h5p.json": json.dumps(card_description()),
        "content/content.json": json.dumps({"text": text, "button": "Done"}),
        f"{FOLDER}/library.json": json.dumps(card_library()),
        f"{FOLDER}/card.js": SCRIPT,
        f"{FOLDER}/card.css": ".poiju-card-done { min-height: 2.75rem; }\n",
        f"{FOLDER}/semantics.json": json.dumps(
            [{"name": name, "type": "text", "label": name} for name in ("text", "button")]
        ),
    }


def card_description(**changes: Any) -> dict[str, Any]:
    """Return what h5p.json says."""
    said = {
        "title": "A card",
        "language": "en",
        "mainLibrary": LIBRARY["machineName"],
        "embedTypes": ["iframe"],
        "license": "CC BY-SA",
        "preloadedDependencies": [LIBRARY],
    }
    return {**said, **changes}


def card_library(**changes: Any) -> dict[str, Any]:
    """Return what library.json says."""
    said = {
        "title": "Poiju card",
        **LIBRARY,
        "patchVersion": 1,
        "runnable": 1,
        "embedTypes": ["iframe"],
        "preloadedJs": [{"path": "card.js"}],
        "preloadedCss": [{"path": "card.css"}],
    }
    return {**said, **changes}


def packed(files: dict[str, str | bytes]) -> bytes:
    """Return files as a zip that is the same bytes each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        for name, content in files.items():
            out.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()


def card(text: str = "Turn the card.") -> bytes:
    """Return a whole package."""
    return packed(card_files(text))
