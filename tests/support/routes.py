"""Every address of the tool, filled in: no new page can be forgotten by tests that walk them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule

METHODS = ("GET", "POST")


@dataclass(frozen=True, slots=True)
class Address:
    """One address with one method."""

    method: str
    path: str
    endpoint: str

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint}"


def addresses(app: Flask, values: Mapping[str, str | int], below: str = "/") -> Iterator[Address]:
    """Yield every address of the tool. `values` names each part that addresses have; a part that it lacks
    fails, so whoever adds one says here what stands for it."""
    adapter = app.url_map.bind("localhost")
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: (one.rule, one.endpoint)):
        if not rule.rule.startswith(below):
            continue
        path = adapter.build(rule.endpoint, _filled(rule, values), method=_method(rule))
        for method in METHODS:
            if method in (rule.methods or ()):
                yield Address(method, path, rule.endpoint)


def _method(rule: Rule) -> str:
    return next(one for one in METHODS if one in (rule.methods or ()))


def _filled(rule: Rule, values: Mapping[str, str | int]) -> dict[str, str | int]:
    missing = rule.arguments - values.keys()
    assert not missing, f"{rule.rule}: say what stands for {sorted(missing)}"
    return {name: values[name] for name in rule.arguments}
