"""A learner's clicks on the tool and on the stand-in platform, without a browser."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

from benchmarks.browser import Answer, Browser
from lti_tool.stand_in.course import Platform, ResourceLink

RIGHT, WRONG = "1", "0"  # of the four answers of every question, by their place in the definition

_FORM = re.compile(r'<form[^>]*action="([^"]*)"[^>]*>(.*?)</form>', re.DOTALL)
_CHOICE = re.compile(r'<input type="radio" id="[^"]*" name="([^"]*)"')
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)"')


def at_the_tool(platform: Platform, link: ResourceLink, learner: str) -> dict[str, str]:
    """Click an activity on the platform; return the fields of the login that it sends to the tool."""
    first = _platform(platform).get(f"/as/{learner}/launch/{link.id}?window=1")
    return _form(first, "/lti/login")[1]


def signed(platform: Platform, login: Answer) -> dict[str, str]:
    """Return the fields of the launch that the platform answers a login with."""
    return _form(_platform(platform).get(_path(login.location)), "/lti/launch")[1]


def begin(platform: Platform, link: ResourceLink, learner: str, port: int) -> tuple[Browser, str]:
    """Launch and begin a try; return the browser and the page of questions."""
    browser = Browser(port)
    login = browser.post("/lti/login", at_the_tool(platform, link, learner))
    opened = follow(browser, browser.post("/lti/launch", signed(platform, login)))
    address, fields = _form(opened, "/attempts/")
    return browser, follow(browser, browser.post(address, fields)).body.decode()


def submit(browser: Browser, page: str, right: int) -> Answer:
    """Answer so many of the ten questions right, submit, and see the page behind it."""
    address, fields = _form_of(page, "/attempts/")
    names = dict.fromkeys(_CHOICE.findall(page))
    fields |= {name: RIGHT if place < right else WRONG for place, name in enumerate(names)}
    return follow(browser, browser.post(address, fields))


def follow(browser: Browser, answer: Answer) -> Answer:
    while answer.status in (302, 303):
        answer = browser.get(_path(answer.location))
    return answer


def _path(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _form(answer: Answer, part: str) -> tuple[str, dict[str, str]]:
    return _form_of(answer.body.decode(), part)


def _form_of(page: str, part: str) -> tuple[str, dict[str, str]]:
    """Return address and hidden fields of the first form whose address holds a part."""
    for address, inner in _FORM.findall(page):
        if part in address:
            fields = {unescape(name): unescape(value) for name, value in _HIDDEN.findall(inner)}
            return _path(unescape(address)), fields
    raise SystemExit(f"no form to {part} in: {page[:2000]}")


def _platform(platform: Platform) -> Browser:
    return Browser(urlsplit(platform.issuer).port or 0)
