"""A module with every kind of unit, block and question, made in memory: what writers are tested with."""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from decimal import Decimal
from pathlib import Path
from typing import Any

from packager.document.assets import Asset, Credit
from packager.document.blocks import Callout, Check, Embed, Text
from packager.document.credential import (
    AssessmentForm,
    Credential,
    Level,
    Outcome,
    Participation,
    PriorLearning,
    Quality,
    Skill,
    Stack,
    Workload,
)
from packager.document.institution import Contact, Institution, Issuer
from packager.document.module import Accessibility, Module, Section, Term
from packager.document.questions import (
    Accepted,
    Choice,
    Essay,
    Gap,
    Gaps,
    Matching,
    Number,
    Numerical,
    Option,
    Ordering,
    Pair,
    Question,
    ShortAnswer,
    TrueFalse,
)
from packager.document.scenes import Scene, SceneChoice
from packager.document.units import Assignment, Book, BookPage, Discussion, File, Lesson, Link, Quiz, Scenario
from packager.document.words import Xhtml
from tests.support.h5p import card
from tests.support.sample_assignments import report, rubric
from tests.support.sample_course_text import halfway
from tests.support.sample_discussions import seminar
from tests.support.sample_group import group_units
from tests.support.sample_personal import personal_units
from tests.support.sample_polls import poll_units
from tests.support.sample_pools import pool
from tests.support.sample_questions import word_quiz
from tests.support.sample_quiz_settings import stages
from tests.support.sample_resources import RESOURCE_FILES, resource_units
from tests.support.sample_scales import scale_units
from tests.support.sample_settings import HANDOUT, READING, TALK, every_condition, from_the_start
from tests.support.sample_words import ID, LANGUAGES, prose, short, words

__all__ = ["ID", "LANGUAGES", "prose", "short", "words"]

ESCO = "http://data.europa.eu/esco/skill/7ee872de-db39-4ae3-8e19-75d1a2cdf697"


def png(width: int = 2, height: int = 2) -> bytes:
    """Return a small valid picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    rows = b"".join(b"\x00" + b"\x20\x60\xa0" * width for _ in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def make_asset(folder: Path, path: str, media_type: str, content: bytes) -> Asset:
    """Write a file and describe it."""
    location = folder / path
    location.parent.mkdir(parents=True, exist_ok=True)
    location.write_bytes(content)
    return Asset(
        path=path,
        media_type=media_type,
        size=len(content),
        sha1=hashlib.sha1(content).hexdigest(),
        credit=Credit(author="A. Author", licence="CC-BY-4.0", source="https://example.org/pictures"),
        location=location,
    )


def questions() -> tuple[Question, ...]:
    """Return one question of each kind (two choices: with one and with several right answers)."""
    return (
        Choice(
            id="verb",
            text=prose('<p>Which one? <img src="asset:media/figure.png" alt="Three boxes"/></p>'),
            multiple=False,
            options=(
                Option(text=short("Knows the law"), right=False, feedback=short("Too wide.")),
                Option(text=short("Instructs a client"), right=True, feedback=short("Visible.")),
                Option(text=short("Participates"), right=False, feedback=short("Behaviour.")),
            ),
            feedback=short("An outcome is visible."),
        ),
        Choice(
            id="several",
            text=short("Which ones?"),
            multiple=True,
            options=(
                Option(text=short("Reading"), right=True, feedback=short("Yes.")),
                Option(text=short("Practice"), right=True),
                Option(text=short("Travel"), right=False, feedback=short("No.")),
                Option(text=short("Marking"), right=False),
            ),
        ),
        TrueFalse(
            id="level-of",
            text=short("A level describes the learner."),
            answer=False,
            feedback_true=short("It describes the outcome."),
            feedback_false=short("Right."),
        ),
        ShortAnswer(
            id="rpl",
            text=short("What is the term?"),
            answers={
                language: (
                    Accepted(text="tunnustaminen", right=True),
                    Accepted(text="osaamisen tunnustaminen", right=True),
                    Accepted(text="tunnistaminen", right=False, feedback=Xhtml("<p>Identification.</p>")),
                )
                for language in LANGUAGES
            },
        ),
        Numerical(
            id="hours",
            text=short("How many hours are 2 credits?"),
            answers=(
                Number(
                    value=Decimal("53.3"), tolerance=Decimal(1), right=True, feedback=short("1600 / 60 * 2.")
                ),
                Number(value=Decimal(40), tolerance=Decimal(0), right=False, feedback=short("A week.")),
            ),
        ),
        Matching(
            id="levels",
            text=short("Match."),
            pairs=(
                Pair(left=short("perustutkinto"), right=words("4")),
                Pair(left=short("erikoisammattitutkinto"), right=words("5")),
                Pair(left=short("AMK-tutkinto"), right=words("6")),
            ),
            distractors=(words("8"),),
        ),
        Ordering(
            id="steps", text=short("Order."), items=(short("Outcome"), short("Evidence"), short("Activity"))
        ),
        Gaps(
            id="gaps",
            text=short("Complete."),
            passage={
                language: Xhtml(
                    '<p>One <span class="gap" data-gap="1"></span> and '
                    '<span class="gap" data-gap="2"></span>.</p>'
                )
                for language in LANGUAGES
            },
            gaps=(
                Gap(accepted=dict.fromkeys(LANGUAGES, ("verb",))),
                Gap(accepted=dict.fromkeys(LANGUAGES, ("object", "target"))),
            ),
        ),
        Essay(id="own", text=short("Describe."), words=150, marking=short("Look for a verb.")),
    )


def _text(html: str) -> dict[str, tuple[Text, ...]]:
    """Return a body of one text."""
    return {language: (Text(html=Xhtml(f"{html}<p>{language}</p>")),) for language in LANGUAGES}


def units() -> dict[str, Any]:
    """Return one unit of each kind by id."""
    common: dict[str, dict[str, Any]] = {
        unit_id: {
            "id": unit_id,
            "key": f"{ID}/{unit_id}",
            "title": words(unit_id.title()),
            "minutes": minutes,
        }
        for unit_id, minutes in (
            ("outcomes", 20),
            ("quiz", 40),
            ("canvas", 120),
            ("talk", 30),
            ("reading", 20),
            ("handout", 10),
            ("ward", 15),
            ("guide", 15),
            ("words", 10),
            ("stages", 15),
        )
    }
    body = {
        language: (
            Callout(role="summary", title="", html=Xhtml(f"<p>In short, {language}.</p>")),
            Text(
                html=Xhtml(
                    f'<h2>Heading {language}</h2><p>See <a href="unit:{ID}/quiz">the quiz</a>, a '
                    '<a href="term:eqf">term</a> and a <a href="asset:media/canvas.docx">file</a>.</p>'
                    '<p><img src="asset:media/figure.png" alt="Three boxes in a row"/></p>'
                    '<p><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math></p>'
                )
            ),
            Embed(url="https://video.example.fi/abc", title="A talk", html=Xhtml("<p>Four minutes.</p>")),
            Check(question="verb"),
            Callout(role="limits", title="Open", html=Xhtml("<p>What is open.</p>")),
        )
        for language in LANGUAGES
    }
    plain = {language: (Text(html=Xhtml(f"<p>Do this, {language}.</p>")),) for language in LANGUAGES}
    return {
        "outcomes": Lesson(
            **common["outcomes"], serves=("LO1",), body=body, checks=questions()[:1],
            audio=dict.fromkeys(LANGUAGES, "media/outcomes.mp3"),
        ),
        "quiz": Quiz(
            **common["quiz"], serves=("LO1", "LO2"), after=("outcomes",), intro=short("You need 80 %."),
            questions=questions(), passing=80,
        ),
        "canvas": Assignment(
            **common["canvas"], serves=("LO2",), after=("outcomes",), body=plain,
            template=dict.fromkeys(LANGUAGES, "media/canvas.docx"), words=300, passing=60,
            marking=short("Three rows at least."), scheme=rubric(),
        ),
        "report": report(),
        "seminar": seminar(),
        "talk": Discussion(**common["talk"], body=plain, restrict=every_condition(), settings=TALK),
        "reading": Link(
            **common["reading"], body=plain, settings=READING,
            url=dict.fromkeys(LANGUAGES, "https://example.org/eqf?a=1&b=2"),
        ),
        "handout": File(
            **common["handout"], body=plain, settings=HANDOUT,
            asset=dict.fromkeys(LANGUAGES, "media/handout.pdf"),
        ),
        "ward": Scenario(
            **common["ward"],
            intro=prose('<p>You are the teacher, <a href="term:eqf">EQF</a> in hand.</p>'), scenes=scenes(),
        ),
        "guide": Book(
            **common["guide"], body=plain,
            pages=(
                BookPage(id="scope", title=words("Scope"), body=_text(
                    f'<h3>A part</h3><p><a href="unit:{ID}/quiz">The quiz</a>, '
                    '<a href="term:eqf">EQF</a>.</p>'
                )),
                BookPage(id="method", title=words("Method"), body=_text(
                    '<p><img src="asset:media/figure.png" alt="Three boxes in a row"/></p>'
                )),
            ),
        ),
        "words": word_quiz(**common["words"]),
        "stages": stages(**common["stages"]),
        **personal_units(),
        **poll_units(),
        **resource_units(),
        **group_units(),
        "halfway": halfway(),
        **scale_units(),
    }  # fmt: skip


def scenes() -> tuple[Scene, ...]:
    """Return a case with two ends, a way back, and two choices that lead to one scene."""

    def choice(text: str, to: str) -> SceneChoice:
        return SceneChoice(
            text=words(text),
            to=to,
            consequence=short(f"Follows: {to}."),
            principle=short(f"Principle: {to}."),
        )

    return (
        Scene(
            id="start", title=words("A student is late"),
            text=prose(
                f'<p>See <a href="unit:{ID}/quiz">the quiz</a>. '
                '<img src="asset:media/figure.png" alt="A door"/></p>'
            ),
            choices=(
                choice("Ask <why> & listen", "talk"), choice("Wait", "talk"),
                choice("Close the door", "shut"),
            ),
        ),
        Scene(
            id="talk", title=words("The bus"), text=short("The bus was late."),
            choices=(choice("Agree on a sign", "agreed"), choice("Think again", "start")),
        ),
        Scene(id="agreed", title=words("An agreement"), text=short("It holds.")),
        Scene(id="shut", title=words("A closed door"), text=short("Nobody comes.")),
    )  # fmt: skip


def credential() -> Credential:
    """Return a full description."""
    return Credential(
        outcomes=(
            Outcome(
                id="LO1", text=words("writes outcomes"), bloom="apply", kind="skill",
                esco=(Skill(uri=ESCO, label={"en": "develop learning curriculum"}),),
            ),
            Outcome(id="LO2", text=words("aligns a plan"), bloom="create"),
        ),
        workload=Workload(hours=Decimal(4)),
        level=Level(reason=words("The provider states none.")),
        field=("0111", "0114"),
        participation=Participation(mode="online", setting="non-formal"),
        assessment=AssessmentForm(supervision="unsupervised-no-id"),
        quality=Quality(type="institutional", reviewed=dt.date(2026, 11, 1), next=dt.date(2027, 11, 1)),
        prerequisites=words("None"),
        stack=Stack(kind="stackable", into=("fi.example.path",)),
        prior_learning=PriorLearning(allowed=True, evidence=words("portfolio")),
    )  # fmt: skip


def sample_module(folder: Path, **changes: Any) -> Module:
    """Return the sample; its media are written below `folder`. `changes` replace fields of the module."""
    by_id = units()
    assets = (
        make_asset(folder, "media/figure.png", "image/png", png()),
        make_asset(folder, "media/canvas.docx", "application/vnd.openxmlformats-officedocument"
                   ".wordprocessingml.document", b"PK\x03\x04 a document"),
        make_asset(folder, "media/handout.pdf", "application/pdf", b"%PDF-1.4 a hand-out"),
        make_asset(folder, "media/outcomes.mp3", "audio/mpeg", b"ID3 a voice"),
        make_asset(folder, "media/cards.h5p", "application/zip", card()),
        make_asset(folder, "media/cards.fi.h5p", "application/zip", card("Käännä kortti.")),
        *(make_asset(folder, path, *described) for path, described in RESOURCE_FILES.items()),
    )  # fmt: skip
    fields: dict[str, Any] = {
        "id": ID,
        "version": "1.2.0",
        "status": "published",
        "languages": LANGUAGES,
        "title": words("Sample module"),
        "summary": words("All that a module can hold."),
        "sections": (
            Section(id="learn", title=words("Learn"), summary=words("Read first"),
                    units=(by_id["outcomes"], by_id["reading"], by_id["handout"],
                           *resource_units().values(), by_id["guide"], by_id["halfway"])),
            Section(id="finish", title=words("Finish"), restrict=from_the_start(),
                    units=(by_id["canvas"], by_id["talk"], by_id["quiz"], by_id["ward"],
                           by_id["words"], *personal_units().values(), *group_units().values(),
                           *poll_units().values(),
                           *scale_units().values(), by_id["report"],
                           by_id["seminar"], by_id["stages"])),
        ),
        "credential": credential(),
        "licence": "CC-BY-SA-4.0",
        "audience": ("teacher",),
        "authors": ("A. Author",),
        "assets": {asset.path: asset for asset in assets},
        "pools": (pool(),),
        "terms": {"eqf": Term(name=words("EQF"), definition=words("European Qualifications Framework"))},
        "accessibility": Accessibility(
            features=("alternativeText",), hazards=("none",), summary=words("Text first.")
        ),
        "institution": Institution(
            issuer=Issuer(name=words("Example College"), country="FI", url="https://example.fi"),
            contact=Contact(email="help@example.fi"),
        ),
    }  # fmt: skip
    return Module(**{**fields, **changes})
