"""`_()` in templates gives what jinja2.ext.i18n would give."""

from __future__ import annotations

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
