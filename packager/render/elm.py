"""The description of the micro-credential as JSON-LD in the shapes of the European Learning Model 3.

It says what is offered, not what somebody achieved: the root is a `Qualification` (the class whose shape
has EQF level, stackability and accreditation), never a credential. What an award adds (learner, dates,
grade, supervision as `idVerification`) stands nowhere or in a note.
Ontology: http://data.europa.eu/snb/model/elm
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from packager.document.credential import Outcome, Skill
from packager.document.edition import Edition
from packager.document.institution import Institution
from packager.document.module import Module
from packager.document.words import Words
from packager.render.environment import LANGUAGES, N_, translations
from packager.render.record import assessment_types
from packager.render.vocabulary import country_authority, language_authority, licence_url

CONTEXT = "http://data.europa.eu/snb/model/context/edc-ap"
SNB = "http://data.europa.eu/snb"

MODES = {
    "online": f"{SNB}/learning-assessment/920fbb3cbe",
    "blended": f"{SNB}/learning-assessment/e92d221e4d",
    "onsite": f"{SNB}/learning-assessment/9191af2ed9",
    "workplace": f"{SNB}/learning-assessment/729f3bed4b",
}
SETTINGS = {
    "formal": f"{SNB}/learning-setting/6fd4685715",
    "non-formal": f"{SNB}/learning-setting/e207a81fc7",
}
ASSESSMENTS = {
    "quiz": f"{SNB}/assessment/b1b68f6735",
    "assignment": f"{SNB}/assessment/2939dae15f",
    "artefact": f"{SNB}/assessment/de4d165a6c",
    "peer-review": f"{SNB}/assessment/19a2e5e671",
}
QUALITIES = {
    "institutional": f"{SNB}/accreditation/bb4618238e",
    "programme": f"{SNB}/accreditation/820101cba6",
}
SKILL_TYPES = {"knowledge": f"{SNB}/skill-type/knowledge", "skill": f"{SNB}/skill-type/skill"}
ECTS = f"{SNB}/education-credit/6fcec5c5af"
ELEARNING = f"{SNB}/learning-activity/bf2e3a7bae"
SHORT_PROGRAMME = f"{SNB}/learning-opportunity/74a4a268e8"

Node = dict[str, Any]


def record_json(edition: Edition) -> bytes:
    """Return the record as JSON-LD in UTF-8: sorted keys, an indent of two spaces, a line end.

    All languages of the module stand in it, whatever the edition's own; the edition only says whose it is.
    """
    node = {"@context": CONTEXT, **_qualification(edition.module)}
    return (json.dumps(node, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _qualification(module: Module) -> Node:
    credential = module.credential
    return _filled(
        {
            "@id": f"urn:poiju:{module.id}:{module.version}",
            "@type": "Qualification",
            "identifier": _identifier(module.id, "Poiju", module.version),
            "title": _texts(module.title),
            "description": _texts(module.summary),
            "dcType": _concept(SHORT_PROGRAMME),
            "language": [_concept(one) for one in map(language_authority, module.languages) if one],
            "thematicArea": [_concept(f"{SNB}/isced-f/{code}") for code in credential.field],
            "learningOutcome": [_outcome(module, outcome) for outcome in credential.outcomes],
            "volumeOfLearning": duration(credential.workload.hours),
            "creditPoint": _credit_point(module),
            "mode": _concept(MODES[credential.participation.mode]),
            "learningSetting": _concept(SETTINGS.get(credential.participation.setting)),
            "eqfLevel": _concept(f"{SNB}/eqf/{credential.level.eqf}" if credential.level.eqf else None),
            "isPartialQualification": credential.stack is not None and credential.stack.kind == "stackable",
            "entryRequirement": _note(credential.prerequisites),
            "influencedBy": _activity(module),
            "provenBy": [_assessment(module, kind) for kind in assessment_types(module)],
            "accreditation": _quality(module),
            "additionalNote": _notes(module),
        }
    )


def _outcome(module: Module, outcome: Outcome) -> Node:
    return _filled(
        {
            "@id": f"urn:poiju:{module.id}:{module.version}:{outcome.id}",
            "@type": "LearningOutcome",
            "title": _texts(outcome.text),
            "dcType": _concept(SKILL_TYPES.get(outcome.kind or "")),
            "relatedESCOSkill": [_skill(skill) for skill in outcome.esco],
        }
    )


def _skill(skill: Skill) -> Node:
    return _filled({"@id": skill.uri, "@type": "Concept", "prefLabel": _texts(skill.label)})


def _credit_point(module: Module) -> Node | None:
    workload = module.credential.workload
    # ECVET is no instrument of the Union any more (2020/C 417/01), and competence points (osp) measure
    # no time: they are told in a note, never coded.
    if workload.credits is None or workload.system != "ects":
        return None
    return {"@type": "CreditPoint", "framework": _concept(ECTS), "point": f"{workload.credits.normalize():f}"}


def _activity(module: Module) -> Node:
    return {
        "@type": "LearningActivitySpecification",
        "title": _texts(module.title),
        "dcType": _concept(ELEARNING),
        "mode": _concept(MODES[module.credential.participation.mode]),
        "volumeOfLearning": duration(module.credential.workload.hours),
    }


def _assessment(module: Module, kind: str) -> Node:
    return _filled(
        {
            "@type": "LearningAssessmentSpecification",
            "title": _texts(module.title),
            "dcType": _concept(ASSESSMENTS[kind]),
            "mode": _concept(MODES["online"]),
            "additionalNote": _note(_phrase(module, _SUPERVISIONS[module.credential.assessment.supervision])),
        }
    )


def _quality(module: Module) -> Node | None:
    """Return the quality assurance, where its parties are known (the shape asks for both)."""
    quality, institution = module.credential.quality, module.institution
    if institution is None:
        return None
    agent = (
        {"@type": "Organisation", "legalName": _texts(quality.body)}
        if quality.body
        else _organisation(institution)
    )
    return _filled(
        {
            "@type": "Accreditation",
            "title": _phrase(module, _QUALITIES[quality.type]),
            "dcType": _concept(QUALITIES[quality.type]),
            "organisation": _organisation(institution),
            "accreditingAgent": agent,
            "homepage": _web_resource(quality.url),
            "reviewDate": f"{quality.next}T00:00:00Z" if quality.next else None,
        }
    )


def _organisation(institution: Institution) -> Node:
    issuer, contact = institution.issuer, institution.contact
    country = country_authority(issuer.country)
    return _filled(
        {
            "@type": "Organisation",
            "legalName": _texts(issuer.name),
            "identifier": _identifier(issuer.registration_id) if issuer.registration_id else None,
            "homepage": _web_resource(issuer.url),
            "location": _filled(
                {
                    "@type": "Location",
                    "address": _filled({"@type": "Address", "countryCode": _concept(country)}),
                }
            ),
            "contactPoint": _contact(contact.email, contact.url) if contact else None,
        }
    )


def _contact(email: str | None, url: str | None) -> Node | None:
    node = _filled(
        {
            "emailAddress": {"@type": "Mailbox", "@id": f"mailto:{email}"} if email else None,
            "contactForm": _web_resource(url),
        }
    )
    return {"@type": "ContactPoint", **node} if node else None


def _notes(module: Module) -> list[Node]:
    """Return what the model has no property for, as notes in every language."""
    credential, institution = module.credential, module.institution
    texts: list[Words | None] = [
        credential.level.justification,
        credential.level.reason,
        credential.prior_learning.evidence if credential.prior_learning else None,
        module.accessibility.summary,
        {"en": f"{module.licence}: {licence_url(module.licence)}"},
    ]
    if credential.level.finqf:
        texts.append(_phrase(module, _FINQF, level=credential.level.finqf))
    if credential.workload.system == "osp" and credential.workload.credits is not None:
        texts.append(_phrase(module, _OSP, points=f"{credential.workload.credits.normalize():f}"))
    if credential.quality.reviewed:
        texts.append(_phrase(module, _REVIEWED, date=credential.quality.reviewed.isoformat()))
    if institution is None:
        texts.append(_phrase(module, _QUALITIES[credential.quality.type]))
    if institution is not None:
        texts += [institution.price, institution.terms, institution.privacy]
        texts.append(institution.project.sentence if institution.project else None)
    return [note for text in texts if (note := _note(text))]


def duration(hours: Decimal) -> str:
    """Return hours as xsd:duration: `PT4H`, `PT1H30M` (never months: `P4M`)."""
    minutes = int((hours * 60).to_integral_value())
    whole, rest = divmod(minutes, 60)
    return f"PT{whole}H{rest}M" if rest else f"PT{whole}H"


def _texts(words: Words | None) -> dict[str, str] | None:
    return dict(words) if words else None


def _note(words: Words | None) -> Node | None:
    return {"@type": "Note", "noteLiteral": dict(words)} if words else None


def _concept(uri: str | None) -> Node | None:
    return {"@id": uri, "@type": "Concept"} if uri else None


def _web_resource(url: str | None) -> Node | None:
    return {"@type": "WebResource", "contentURL": url} if url else None


def _identifier(notation: str, scheme: str = "", version: str = "") -> Node:
    return _filled(
        {"@type": "Identifier", "notation": notation, "schemeName": scheme, "schemeVersion": version}
    )


def _filled(node: Mapping[str, Any]) -> Node:
    """Return a node without what is empty: JSON-LD knows no "unknown"."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}


def _phrase(module: Module, english: str, **figures: object) -> Words:
    """Return a phrase of ours in the languages of a module that we speak, or in English."""
    spoken = [language for language in module.languages if language in LANGUAGES] or ["en"]
    return {language: translations(language).gettext(english) % figures for language in spoken}


_SUPERVISIONS = {
    "unsupervised-no-id": N_("Unsupervised, identity is not verified"),
    "supervised-no-id": N_("Supervised, identity is not verified"),
    "supervised-id": N_("Supervised online or on site, identity is verified"),
}
_QUALITIES = {
    "institutional": N_("Quality assurance of the institution"),
    "programme": N_("Quality assurance of the programme"),
}
_REVIEWED = N_("Reviewed on %(date)s.")
_FINQF = N_("Finnish National Framework for Qualifications, level %(level)s")
_OSP = N_("Competence points (osp): %(points)s. Competence points do not measure time.")
