"""Moodle's lessons: a scenario, whose scenes are content pages that jump to each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from packager.document.scenes import Scene, SceneChoice
from packager.document.units import Scenario
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.build import Build, paragraph
from packager.formats.moodle.codes import as_words
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.texts import AreaLinks, about, dressed, prose
from packager.formats.moodle.xml import Element, Value, node
from packager.render.scenario import consequence

_CONTENT_PAGE = 20  # LESSON_PAGE_BRANCHTABLE
_END_OF_LESSON = -9  # LESSON_EOL
_PLAIN = 0  # FORMAT_MOODLE: restore strips the tags of a content page's buttons in any other format
_CONDITIONS = (  # PHP's serialize(): what an earlier lesson would have to be, which none is here
    'O:8:"stdClass":3:{s:9:"timespent";i:0;s:9:"completed";i:0;s:15:"gradebetterthan";i:0;}'
)

Button = tuple[str, int]
"""What a button says, and the id of the page to which it jumps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A content page: its heading, its text and its buttons."""

    id: int
    title: str
    html: str
    buttons: Sequence[Button]


def write(unit: Scenario, build: Build, activity: Activity) -> Content:
    """Return a scenario as a lesson without a grade, done when its end is reached.

    Each scene is a content page, and so is what follows from each choice: two choices may lead to one
    scene, so the consequence cannot stand there. The first page is where the lesson begins.
    """
    pages = list(_pages(unit, build, activity))
    intro = about(build, unit) + prose(build, unit.intro, activity.area("intro"), unit.id)
    most = max((len(page.buttons) for page in pages), default=1)
    element = node(
        "lesson", {"id": activity.instance},
        node("pages", None, *_linked(build, pages)),
        name=activity.name, intro=intro, introformat=1, **_settings(most),
    )  # fmt: skip
    return Content(element=element, completion=Completion(rules=True))


def _settings(most_buttons: int) -> dict[str, Value]:
    """Return every setting. A practice lesson has no grade; it may be walked again and again."""
    return {
        "practice": 1, "modattempts": 0, "usepassword": 0, "password": "", "dependency": 0,
        "conditions": _CONDITIONS, "grade": 0, "custom": 1, "ongoing": 0, "usemaxgrade": 0,
        "maxanswers": max(most_buttons, 2), "maxattempts": 1, "review": 0, "nextpagedefault": 0,
        "feedback": 0, "minquestions": 0, "maxpages": 0, "timelimit": 0, "retake": 1, "activitylink": 0,
        "mediafile": "", "mediaheight": 480, "mediawidth": 640, "mediaclose": 0, "slideshow": 0,
        "width": 640, "height": 480, "bgcolor": "#FFFFFF", "displayleft": 0, "displayleftif": 0,
        "progressbar": 0, "available": 0, "deadline": 0, "timemodified": MOMENT, "completionendreached": 1,
        "completiontimespent": 0, "allowofflineattempts": 0,
    }  # fmt: skip


def _pages(unit: Scenario, build: Build, activity: Activity) -> Iterator[_Page]:
    """Yield each scene, and behind it what follows from each of its choices."""
    numbers = {scene.id: build.ids.new("lesson_page") for scene in unit.scenes}
    for scene in unit.scenes:
        follows = [(build.ids.new("lesson_page"), choice) for choice in scene.choices]
        yield _scene(unit, build, activity, numbers, scene, follows)
        for number, choice in follows:
            yield _consequence(unit, build, activity, numbers, number, choice)


def _scene(
    unit: Scenario,
    build: Build,
    activity: Activity,
    numbers: dict[str, int],
    scene: Scene,
    follows: Sequence[tuple[int, SceneChoice]],
) -> _Page:
    """Return a scene with a button for each choice; an end offers to begin again."""
    number = numbers[scene.id]
    html = prose(build, scene.text, activity.area("page_contents", number), f"{unit.id}#{scene.id}")
    buttons = [(build.edition.text(choice.text), to) for to, choice in follows]
    if not buttons:
        html += paragraph(build.phrase("The case ends here."), "poiju-end")
        buttons = [
            (build.phrase("Finish"), _END_OF_LESSON),
            (build.phrase("Begin again and choose otherwise"), numbers[unit.scenes[0].id]),
        ]
    return _Page(id=number, title=build.edition.text(scene.title), html=html, buttons=buttons)


def _consequence(
    unit: Scenario,
    build: Build,
    activity: Activity,
    numbers: dict[str, int],
    number: int,
    choice: SceneChoice,
) -> _Page:
    """Return what follows from a choice, its principle, and the way on."""
    links = AreaLinks(build, activity.area("page_contents", number), f"{unit.id}#{choice.to}", terms=False)
    onward = build.phrase("Go on: %(scene)s") % {"scene": build.edition.text(unit.scene(choice.to).title)}
    return _Page(
        id=number,
        title=build.edition.text(choice.text),
        html=dressed(str(consequence(build.edition, choice, links)).strip()),
        buttons=[(onward, numbers[choice.to])],
    )


def _linked(build: Build, pages: Sequence[_Page]) -> Iterator[Element]:
    """Yield the pages as elements, each with the numbers of the page before and behind it."""
    chain = [0, *(page.id for page in pages), 0]
    for page, before, behind in zip(pages, chain, chain[2:], strict=False):
        answers = [_button(build, words, to) for words, to in page.buttons]
        yield node(
            "page", {"id": page.id},
            node("answers", None, *answers),
            node("branches"),
            prevpageid=before, nextpageid=behind, qtype=_CONTENT_PAGE, qoption=0, layout=0, display=1,
            timecreated=MOMENT, timemodified=MOMENT, title=build.name(page.title, "scenario"),
            contents=page.html, contentsformat=1,
        )  # fmt: skip


def _button(build: Build, words: str, to: int) -> Element:
    """Return a button; Moodle takes its words for markup, strips the tags and shows the rest."""
    return node(
        "answer", {"id": build.ids.new("lesson_answer")},
        node("attempts"),
        jumpto=to, grade=0, score=0, flags=0, timecreated=MOMENT, timemodified=MOMENT,
        answer_text=as_words(escape(words, quote=False)), response=None, answerformat=_PLAIN,
        responseformat=0,
    )  # fmt: skip
