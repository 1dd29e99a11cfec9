"""`_()` in templates gives what jinja2.ext.i18n would give."""

from __future__ import annotations

from jinja2 import DictLoader
from markupsafe import Markup

from packager.render.environment import environment


def render(source: str, language: str = "fi", **context: object) -> str:
    return environment(language).from_string(source).render(**context)


def test_phrases_are_translated_marked_and_filled_in() -> None:
    assert render("{{ _('Languages') }}") == "Kielet"
    assert render("{{ _('Languages') }}", "en") == "Languages"
    assert render("{{ _('100 %%') }} {{ _('<b>') }}", "en") == "100 % <b>"
    assert isinstance(environment("en").globals["_"]("a"), Markup)  # type: ignore[operator]  # a function
    assert (
        render("{{ _('Evidence: %(evidence)s', evidence=text) }}", "en", text="<b>") == "Evidence: &lt;b&gt;"
    )
    assert render("{% trans %}Languages{% endtrans %}") == "Kielet"


def test_languages_share_compiled_templates_and_nothing_that_is_said() -> None:
    source = "{{ _('Languages') }} {{ 1600 | number }} {{ 'FI' | country }}"
    loader = DictLoader({"said.html": source})
    said = [environment(one).overlay(loader=loader).get_template("said.html") for one in ("fi", "en", "sv")]
    assert [one.render() for one in said] == [
        "Kielet 1\xa0600 Suomi", "Languages 1,600 Finland", "Språk 1\xa0600 Finland",
    ]  # fmt: skip
    compiled = {one: environment(one).get_template("unit/record.html") for one in ("fi", "sv")}
    code = {one.root_render_func.__code__ for one in compiled.values()}
    assert len(code) == 1
