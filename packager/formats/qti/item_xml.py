"""Items as QTI 1.2.1 XML, in the shapes that every importer we know takes.

Measured quirks: Moodle (4.5 to 5.1, backup/cc/entity11.quiz.class.php) reads `presentation/material`
without `flow`, takes an option's points from the last condition that names it, counts only
`varequal case="Yes"` of a multiple response as right, reads one condition with SCORE 100 of a fill-in
and calls whatever stands in a condition with `continue="Yes"` general feedback.
"""

from __future__ import annotations

from lxml import etree

from packager.document.words import Xhtml
from packager.formats.qti.items import Item, Selection, Typed, Written
from packager.formats.qti.xml import Builder

NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
qti = Builder(NAMESPACE)

_RESPONSE = "response1"
_GENERAL = "general_fb"
_RIGHT = "correct_fb"


def add_item(section: etree._Element, item: Item, weight: int, *, feedback_goes_on: bool) -> None:
    """Append an item to a section. `feedback_goes_on`: see `AssessmentForm`."""
    element = qti.add(section, "item", ident=item.ident, title=item.title)
    _metadata(element, item, weight)
    presentation = qti.add(element, "presentation")
    _material(presentation, item.html)
    processing = etree.Element(f"{{{NAMESPACE}}}resprocessing")
    outcomes = qti.add(processing, "outcomes")
    qti.add(outcomes, "decvar", varname="SCORE", vartype="Decimal", minvalue="0", maxvalue="100")
    feedbacks: dict[str, Xhtml] = {}
    if item.feedback:
        feedbacks[_GENERAL] = item.feedback
        qti.add(_condition(processing, goes_on=True, feedback=_GENERAL), "other")
    match item.answer:
        case Selection() as selection:
            _selection(presentation, processing, feedbacks, selection, goes_on=feedback_goes_on)
        case Typed() as typed:
            _typed(presentation, processing, feedbacks, typed)
        case Written():
            _written(presentation, processing)
    element.append(processing)
    for ident, html in feedbacks.items():
        _material(qti.add(qti.add(element, "itemfeedback", ident=ident), "flow_mat"), html)
    if isinstance(item.answer, Written):
        _solution(element, item.answer.solution)


def _metadata(element: etree._Element, item: Item, weight: int) -> None:
    metadata = qti.add(qti.add(element, "itemmetadata"), "qtimetadata")
    computer = "No" if isinstance(item.answer, Written) else "Yes"
    add_fields(
        metadata,
        {
            "cc_profile": f"cc.{item.answer.profile}.v0p1",
            "cc_weighting": str(weight),
            "qmd_scoringpermitted": "Yes",
            "qmd_computerscored": computer,
        },
    )


def add_fields(metadata: etree._Element, fields: dict[str, str]) -> None:
    """Append label and entry pairs to a `qtimetadata`."""
    for label, entry in fields.items():
        field = qti.add(metadata, "qtimetadatafield")
        qti.add(field, "fieldlabel", label)
        qti.add(field, "fieldentry", entry)


def _material(parent: etree._Element, html: Xhtml) -> None:
    qti.add(qti.add(parent, "material"), "mattext", html, texttype="text/html")


def _condition(
    processing: etree._Element, *, goes_on: bool = False, score: bool = False, feedback: str | None = None
) -> etree._Element:
    """Append a condition with what it does; return its `conditionvar`, still empty."""
    condition = qti.add(processing, "respcondition", continue_="Yes" if goes_on else "No")
    variable = qti.add(condition, "conditionvar")
    if score:
        qti.add(condition, "setvar", "100", action="Set", varname="SCORE")
    if feedback:
        qti.add(condition, "displayfeedback", feedbacktype="Response", linkrefid=feedback)
    return variable


def _selection(
    presentation: etree._Element,
    processing: etree._Element,
    feedbacks: dict[str, Xhtml],
    selection: Selection,
    *,
    goes_on: bool,
) -> None:
    several = selection.profile == "multiple_response"
    response = qti.add(
        presentation, "response_lid", ident=_RESPONSE, rcardinality="Multiple" if several else "Single"
    )
    render = qti.add(response, "render_choice", shuffle="Yes" if selection.shuffle else "No")
    for label in selection.labels:
        _material(qti.add(render, "response_label", ident=label.ident), label.html)
        if label.feedback:
            feedbacks[f"{label.ident}_fb"] = label.feedback
    if several:
        _several_conditions(processing, selection, goes_on=goes_on)
    else:
        _single_conditions(processing, selection)


def _single_conditions(processing: etree._Element, selection: Selection) -> None:
    for label in selection.labels:
        if not (label.right or label.feedback):
            continue
        feedback = f"{label.ident}_fb" if label.feedback else None
        variable = _condition(processing, score=label.right, feedback=feedback)
        qti.add(variable, "varequal", label.ident, respident=_RESPONSE)


def _several_conditions(processing: etree._Element, selection: Selection, *, goes_on: bool) -> None:
    told = [label for label in selection.labels if label.feedback]
    if goes_on:  # what is said of each choice comes before the score, which ends the processing
        _choices_told(processing, [label.ident for label in told], goes_on=True)
    every = qti.add(_condition(processing, score=True), "and")
    for label in selection.labels:
        parent = every if label.right else qti.add(every, "not")
        qti.add(parent, "varequal", label.ident, respident=_RESPONSE, case="Yes")
    if not goes_on:
        _choices_told(processing, [label.ident for label in told], goes_on=False)


def _choices_told(processing: etree._Element, idents: list[str], *, goes_on: bool) -> None:
    for ident in idents:
        variable = _condition(processing, goes_on=goes_on, feedback=f"{ident}_fb")
        qti.add(variable, "varequal", ident, respident=_RESPONSE, case="Yes")


def _typed(
    presentation: etree._Element, processing: etree._Element, feedbacks: dict[str, Xhtml], typed: Typed
) -> None:
    _text_box(presentation, rows="1")
    case = "Yes" if typed.case_sensitive else "No"
    if typed.feedback:
        feedbacks[_RIGHT] = typed.feedback
    variable = _condition(processing, score=True, feedback=_RIGHT if typed.feedback else None)
    for text in typed.accepted:
        qti.add(variable, "varequal", text, respident=_RESPONSE, case=case)
    for number, mistake in enumerate(typed.mistakes, 1):
        ident = f"mistake{number}_fb"
        feedbacks[ident] = mistake.feedback
        variable = _condition(processing, feedback=ident)
        qti.add(variable, "varequal", mistake.text, respident=_RESPONSE, case=case)


def _written(presentation: etree._Element, processing: etree._Element) -> None:
    # Open edX's cc2olx 0.4 drops a quiz whose essay has no condition.
    _text_box(presentation, rows="10")
    variable = _condition(processing)
    qti.add(variable, "other")
    condition = variable.getparent()
    assert condition is not None
    qti.add(condition, "displayfeedback", feedbacktype="Solution", linkrefid="solution")


def _text_box(presentation: etree._Element, *, rows: str) -> None:
    response = qti.add(presentation, "response_str", ident=_RESPONSE, rcardinality="Single")
    qti.add(response, "render_fib", prompt="Box", rows=rows, columns="60")


def _solution(element: etree._Element, html: Xhtml) -> None:
    feedback = qti.add(element, "itemfeedback", ident="solution")
    _material(qti.add(qti.add(feedback, "solution"), "solutionmaterial"), html)
