"""A folder of modules with paths over them, made of the starter."""

from __future__ import annotations

from pathlib import Path

from packager.definition.starter import create_module

PATHS = """\
poiju: 1
languages: [fi, sv, en]
paths:
  - id: fi.example.teacher
    version: 1.0.0
    title: {fi: Opettajan polku, sv: Lärarens stig, en: Teacher's path}
    summary: {fi: Kolme moduulia., sv: Tre moduler., en: Three modules.}
    audience: [teacher]
    badge: {name: {fi: Polun merkki, sv: Stigens märke, en: Badge of the path}}
    modules:
      - fi.example.first
      - {module: fi.example.second, units: [outcome, quiz], outcomes: [LO1]}
      - {any: [fi.example.third, fi.example.fourth]}
      - {module: fi.example.fifth, optional: true}
  - id: fi.example.short
    version: 1.0.0
    title: {fi: Lyhyt, sv: Kort, en: Short}
    summary: {fi: Yksi., sv: En., en: One.}
    modules: [fi.example.first]
"""
NAMES = ("first", "second", "third", "fourth", "fifth")


def make_paths(folder: Path) -> Path:
    """Write five starters and a paths.yaml over them."""
    for name in NAMES:
        create_module(folder / name, module_id=f"fi.example.{name}")
        structure = folder / name / "module.yaml"
        text = structure.read_text(encoding="utf-8").replace("status: draft    ", "status: published")
        structure.write_text(text, encoding="utf-8")
    (folder / "paths.yaml").write_text(PATHS, encoding="utf-8")
    return folder
