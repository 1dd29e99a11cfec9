"""A level needs a justification; no level needs a reason."""

from __future__ import annotations

from packager.definition.definition import Definition

_WITHOUT_JUSTIFICATION = (
    "a stated level needs three sentences (knowledge, skills, responsibility) against it: add level: "
    "{justification: …} to each language's module.yaml, or write level: not-applicable"
)
_WITHOUT_REASON = "no level is stated: say why in each language's module.yaml, as level: {reason: …}"


def check_level(definition: Definition) -> None:
    """Check that each language says why there is a level, or why none; never the other."""
    level = definition.structure.credential.level
    stated = level.eqf is not None or level.finqf is not None
    wanted, unwanted = ("justification", "reason") if stated else ("reason", "justification")
    said = [language for language, one in definition.languages.items() if getattr(one.words.level, wanted)]
    if not said:
        message = _WITHOUT_JUSTIFICATION if stated else _WITHOUT_REASON
        definition.problems.incomplete(definition.place("credential", "level"), "credential.level", message)
    for language, one in definition.languages.items():
        if said and language not in said:
            message = f"is missing: {said[0]}/module.yaml has it, translate it"
            definition.problems.incomplete(one.file.place(("level",)), f"level.{wanted}", message)
        if getattr(one.words.level, unwanted):
            definition.problems.error(
                one.file.place(("level", unwanted)),
                f"level.{unwanted}",
                f"module.yaml states {'a' if stated else 'no'} level: take this away, and write {wanted}:",
            )
