"""A level needs a justification; no level needs a reason."""

from __future__ import annotations

from packager.definition.definition import Definition


def check_level(definition: Definition) -> None:
    """Check that each language says why there is a level, or why none."""
    level = definition.structure.credential.level
    stated = level.eqf is not None or level.finqf is not None
    said = {
        language: (one.words.level.justification, one.words.level.reason)
        for language, one in definition.languages.items()
    }
    wanted, at = ("justification", 0) if stated else ("reason", 1)
    if not any(texts[at] for texts in said.values()):
        advice = (
            "a stated level needs three sentences (knowledge, skills, responsibility) against it: add level: "
            "{justification: …} to each language's module.yaml, or write level: not-applicable"
            if stated
            else "no level is stated: say why in each language's module.yaml, as level: {reason: …}"
        )
        definition.problems.incomplete(definition.place("credential", "level"), "credential.level", advice)
    for language, texts in said.items():
        if texts[1 - at]:
            other = "reason" if stated else "justification"
            definition.problems.error(
                definition.languages[language].file.place(("level", other)),
                f"level.{other}",
                f"module.yaml states {'a' if stated else 'no'} level: take this away, and write {wanted}:",
            )
