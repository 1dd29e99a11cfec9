"""A text between units on the site: it stands in the list of units, and has no page."""

from __future__ import annotations

from pathlib import Path

from tests.packager.formats.html_site.test_writer import build, pages


def test_it_stands_between_the_units_of_the_first_page(tmp_path: Path) -> None:
    site, _, _ = build(tmp_path)
    found = pages(site)
    assert "units/halfway.html" not in found
    listed = found["index.html"].findall(".//ol[@class='site-units']/li")
    (place,) = [at for at, one in enumerate(listed) if one.get("id") == "text-halfway"]
    text = "".join(map(str, listed[place].itertext()))
    assert "Halfway, en" in text
    assert "Take a break, en." in text
    assert [one.text for one in listed[place].iter("h3")] == ["Good to know"]
    links = [str(one.get("href")) for one in listed[place].iter("a")]
    assert links == ["units/quiz.html", "terms.html#term-eqf"]
    assert listed[place].find(".//img").get("src") == "media/figure.png"  # type: ignore[union-attr]  # it has one


def test_the_way_from_unit_to_unit_leads_past_it(tmp_path: Path) -> None:
    site, _, _ = build(tmp_path)
    for name, page in pages(site).items():
        addresses = [str(one.get("href")) for one in page.iter("a")]
        assert not [one for one in addresses if "text-halfway" in one], name
