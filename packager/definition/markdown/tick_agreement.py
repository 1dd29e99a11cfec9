"""One checklist out of its languages: groups and items agree by place, words are joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from packager.definition.markdown.items import id_of_words
from packager.definition.markdown.pen import Pen
from packager.definition.markdown.ticks import WrittenGroup, WrittenItem
from packager.definition.problems import Place
from packager.document.personal import ChecklistGroup, ChecklistItem

Pens = Mapping[str, Pen]
Groups = Mapping[str, Sequence[WrittenGroup]]


def join_groups(pens: Pens, written: Groups) -> tuple[ChecklistGroup, ...]:
    """Return the groups of all languages as one; the first language is the model for the others."""
    model, *others = written
    for language in others:
        _compare_groups(pens[model], written[model], pens[language], written[language])
    taken: set[str] = set()
    return tuple(
        _join({language: groups[at] for language, groups in written.items() if at < len(groups)}, pens, taken)
        for at in range(len(written[model]))
    )


def _join(groups: Mapping[str, WrittenGroup], pens: Pens, taken: set[str]) -> ChecklistGroup:
    model, *_ = groups.values()
    return ChecklistGroup(
        title={language: group.title for language, group in groups.items() if group.title},
        text={language: group.text for language, group in groups.items() if group.text},
        items=tuple(
            _join_item(
                {language: group.items[at] for language, group in groups.items() if at < len(group.items)},
                pens, model.title, taken,
            )
            for at in range(len(model.items))
        ),
    )  # fmt: skip


def _join_item(items: Mapping[str, WrittenItem], pens: Pens, group: str, taken: set[str]) -> ChecklistItem:
    (model_language, model), *others = items.items()
    for language, other in others:
        _compare(pens[model_language], model, pens[language], other)
    item_id = model.id or id_of_words(group, model.words)
    if item_id in taken and not model.id:
        message = "this item stands twice: delete one, or give them different ids, as {#second}"
        pens[model_language].error(model.line, "item", message)
    taken.add(item_id)
    return ChecklistItem(
        id=item_id,
        text={language: item.text for language, item in items.items()},
        explanation={language: item.explanation for language, item in items.items() if item.explanation},
        optional=model.optional,
    )


def _place(pen: Pen, line: int) -> Place:
    return pen.page.source.place(line)


def _compare_groups(
    model: Pen, wanted: Sequence[WrittenGroup], other: Pen, found: Sequence[WrittenGroup]
) -> None:
    """Report the first difference in the shape of two languages."""
    for own, same in zip(found, wanted, strict=False):
        if bool(own.title) != bool(same.title):
            message = f"differs from {_place(model, same.line)}: put headings at the same places in both"
            other.error(own.line, "group", message)
            return
        if len(own.items) != len(same.items):
            message = (
                f"{len(own.items)} items stand here, but {len(same.items)} in {_place(model, same.line)}: "
                "write the same ones in both"
            )
            other.incomplete(own.line, "group", message)
            return
    if len(found) > len(wanted):
        message = f"{model.page.source.name} has no such group: write it there too, or delete it here"
        other.error(found[len(wanted)].line, "group", message)
    elif len(found) < len(wanted):
        there = _place(model, wanted[len(found)].line)
        other.incomplete(
            found[-1].line if found else 1, "group", f"the group of {there} is missing: write it here too"
        )


def _compare(model: Pen, wanted: WrittenItem, other: Pen, found: WrittenItem) -> None:
    """Report an item that is another one here, and warn of an explanation that one language lacks."""
    there = _place(model, wanted.line)
    if found.id != wanted.id:
        own, same = (f"{{#{one.id}}}" if one.id else "no id" for one in (found, wanted))
        message = f"has {own}, but {there} has {same}: put the items in the same order, with the same ids"
        other.error(found.line, "item", message)
    if found.optional != wanted.optional:
        message = (
            f"is optional here, but not in {there}: write the same in both"
            if found.optional
            else f"is optional in {there}, but not here: write the same in both"
        )
        other.error(found.line, "item", message)
    if bool(found.explanation) != bool(wanted.explanation):
        has = "no explanation stands in" if found.explanation else "an explanation stands in"
        other.warning(found.line, "language", f"{has} {there}: translate them alike")
