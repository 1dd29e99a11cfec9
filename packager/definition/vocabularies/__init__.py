"""Code lists that travel with the packager: facts, one CSV file a list."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def fields_of_education() -> Mapping[str, str]:
    """Return ISCED-F 2013: code of two to four digits → English name (UNESCO UIS, 2014).

    The codes for "unknown" (99) are left out: a module knows its field.
    """
    text = files(__name__).joinpath("iscedf.csv").read_text(encoding="utf-8")
    return {row["code"]: row["label"] for row in csv.DictReader(text.splitlines())}
