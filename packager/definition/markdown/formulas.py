"""Formulas: TeX in the source, MathML with the TeX kept inside it in the document."""

from __future__ import annotations

import re
from functools import lru_cache

from latex2mathml import exceptions
from lxml import etree

from packager.definition.markdown import xml

_MATHML = "http://www.w3.org/1998/Math/MathML"
_REFUSED: tuple[type[Exception], ...] = tuple(
    one for one in vars(exceptions).values() if isinstance(one, type) and issubclass(one, Exception)
)
# latex2mathml 3.8x lets these out where a command lacks its argument (`\sqrt`, `\frac{a`, `\color`).
_STUMBLED = (IndexError, KeyError, ValueError, AttributeError, TypeError, StopIteration, RuntimeError)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_COMMAND = re.compile(r"\\[A-Za-z]+")
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


MOST_TEX = 2000
MOST_LEVELS = 60
"""Levels of MathML elements; XML parsers stop at 256, and a formula stands inside other elements."""


class FormulaError(ValueError):
    """The TeX of a formula cannot be read; the message says why and what to do."""


@lru_cache(maxsize=4096)
def mathml(tex: str, display: bool) -> str:
    """Return the MathML of a formula: presentation, with the TeX as annotation and as `alttext`.

    Raises FormulaError.
    """
    tex = " ".join(tex.split())
    if not tex:
        raise FormulaError("the formula is empty: write TeX between the $ signs")
    if len(tex) > MOST_TEX:
        raise FormulaError(f"the formula is longer than {MOST_TEX} signs: part it")
    _check_braces(tex)
    from latex2mathml.converter import convert  # here: its tables take a tenth of a check without formulas

    try:
        root = etree.fromstring(convert(tex), _PARSER)
    except _REFUSED as error:
        reason = _WORDS.sub(" ", type(error).__name__.removesuffix("Error")).lower()
        raise FormulaError(f"the formula {tex} cannot be read ({reason}): correct its TeX") from error
    except (*_STUMBLED, etree.XMLSyntaxError) as error:
        raise FormulaError(f"the formula {tex} cannot be read: correct its TeX") from error
    _check_tree(root, tex)
    return _write(root, tex, display)


def _check_braces(tex: str) -> None:
    bare = re.sub(r"\\.", "", tex)
    if bare.count("{") != bare.count("}"):
        raise FormulaError(f"the braces of the formula {tex} do not pair: count {{ and }}")


def _check_tree(root: etree._Element, tex: str) -> None:
    """Refuse what the library passes through as letters, a fraction without its two parts, deep nesting."""
    if max(sum(1 for _ in element.iterancestors()) for element in root.iter()) > MOST_LEVELS:
        raise FormulaError(f"the formula {tex[:40]} … is nested deeper than {MOST_LEVELS} levels: part it")
    for element in root.iter():
        name = etree.QName(element).localname
        if name == "mfrac" and len(element) != 2:
            raise FormulaError(f"the formula {tex} has a fraction without two parts: write \\frac{{a}}{{b}}")
        if name == "mtext" or not element.text:
            continue
        unknown = _COMMAND.search(element.text)
        if unknown:
            raise FormulaError(f"the formula {tex} uses {unknown[0]}, which is not known: use another")
        if "\\" in element.text and "\\\\" not in tex and "\\backslash" not in tex:
            raise FormulaError(f"the formula {tex} has a lone \\: delete it")


def _write(root: etree._Element, tex: str, display: bool) -> str:
    inner = "".join(etree.tostring(child, encoding="unicode") for child in root)
    inner = inner.replace(f' xmlns="{_MATHML}"', "")
    shape = "block" if display else "inline"
    return (
        f'<math xmlns="{_MATHML}" display="{shape}" alttext="{xml.attribute(tex)}">'
        f"<semantics>{inner}"
        f'<annotation encoding="application/x-tex">{xml.text(tex)}</annotation></semantics></math>'
    )
