"""What was sent, in words: every answer, and what came beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kith.core import codes, lists, says
from kith.frontdoor.reading.police import PoliceChild
from kith.frontdoor.reading.telling import Adult, Child, Consent, Member, Part, Telling
from kith.frontdoor.rules.sent import not_asked_because, spoken_alone
from kith.web.frontdoor.own import own_facts
from kith.web.frontdoor.shown import flat
from kith.web.refer.adults import ALLEGATIONS, KNOWN
from kith.web.refer.equality import ASKED, WORDS
from kith.web.refer.signs import ANSWERS

FOUND = ("spoken_to", "spoken_to_alone", "demeanour")


@dataclass(frozen=True)
class Row:
    """One question and what was answered, in words."""

    key: str
    value: str


@dataclass(frozen=True)
class Said:
    """One part of what was sent."""

    text: str
    rows: list[Row]


def parts(told: Telling, day: date, own: Mapping[str, Any] | None = None) -> list[Said]:
    """Everything that was sent, part by part; what was left empty is left out. `own` is what only this kind of sender says."""
    several = len(told.children) > 1
    found = [Said("What happened", _rows(_telling(told, day)))]
    if own:
        has_reference = any(name.endswith("_ref") for name in own)
        sent = own if has_reference else {"police_ref": told.sender_reference, **own}
        found.append(Said("The notification", _rows(iter(own_facts(sent, says.moment)))))
    for child in told.children:
        name = " ".join(part for part in (child.given_name, child.family_name) if part) or "The child"
        found.append(Said(name, _rows(_child(child, day))))
        prefix = f"{name}: " if several else ""
        if child.forms:
            found.append(Said(f"{prefix}Signs of exploitation", _rows(_forms(child, day))))
        found += [
            Said(f"Adult who may be a risk: {adult.name_or_description}", _rows(_adult(adult)))
            for adult in child.adults
        ]
        if child.consent:
            found.append(Said(f"{prefix}The family", _rows(_consent(child.consent, day))))
    return [part for part in found if part.rows]


def _rows(pairs: Iterator[tuple[str, Any]]) -> list[Row]:
    return [
        Row(key, says.day(value) if isinstance(value, date) else str(value)) for key, value in pairs if value
    ]


def _beside(part: Part) -> Iterator[tuple[str, Any]]:
    """What came in fields of its own names."""
    yield from flat(part.model_extra or {})


def _word(found: lists.CodeList, code: str, day: date) -> str:
    return found.get(code, day).says if found.has(code, day) else code.replace("_", " ")


def _telling(told: Telling, day: date) -> Iterator[tuple[str, Any]]:
    yield "From", ", ".join(part for part in (told.sender_name, told.sender_contact) if part)
    yield "In danger now?", _word(codes.of("yes_no_not_known"), told.in_danger, day)
    yield "Where the child is", told.safe_now
    yield "What happened", told.what_happened
    yield "When", says.moment(told.event_at) if told.event_at else ""
    yield "What you have done", told.sender_did
    yield "What you ask", told.sender_asks
    yield "Adults who may be a risk", dict(KNOWN).get(told.adults_answer, "")
    yield "What led you to tell us", told.led_by
    yield "Written down by", told.written_by
    yield from _beside(told)


def _child(child: Child, day: date) -> Iterator[tuple[str, Any]]:
    yield "Called", child.known_as
    yield "Date of birth", child.date_of_birth
    yield "Expected", child.expected_on
    yield "Sex", _word(codes.of("sex"), child.sex, day) if child.sex else ""
    yield "Home", ", ".join(part for part in (child.address_line, child.postcode) if part)
    yield "A parent or carer", child.parent_name
    yield "Who else is at home", "\n".join(_member(each) for each in child.household)
    yield "Telephone", child.phone
    yield "School", child.school_name
    yield "School’s URN", child.school_urn
    yield "GP practice", child.gp_name
    yield "Practice code", child.gp_ods_code
    yield "Unique pupil number", child.upn
    yield "NHS number", child.nhs_number
    yield "What worries you", child.risk
    yield "How it affects the child", child.impact
    yield "What the child needs", child.need
    yield "What goes well", child.strengths
    yield "In the child’s own words", child.words
    yield "Who heard it", child.words_heard
    if child.spoken_alone:
        yield "Did somebody speak with the child alone?", spoken_alone().get(child.spoken_alone, day).says
    yield "Who spoke with the child, and when", child.spoken_alone_who
    words: Mapping[str, str] = {what: label for what, label, _ in ASKED}
    for what, answer in child.characteristics.items():
        yield words.get(what, what), answer.value or WORDS[answer.answer]
    # How an officer found the child.
    if isinstance(child, PoliceChild):
        yield "Involvement", child.involvement.replace("_", " ").capitalize()
        yield from own_facts({name: getattr(child, name) for name in FOUND}, says.moment)
    yield from _beside(child)


def _member(told: Member) -> str:
    """“Sam Smith, 11, brother”."""
    born = f"born {says.day(told.date_of_birth)}" if told.date_of_birth else ""
    age = "" if told.age is None or born else str(told.age)
    elsewhere = "" if told.lives_there == "yes" else "lives elsewhere" if told.lives_there == "no" else ""
    beside = [f"{name}: {value}" for name, value in flat(told.model_extra or {})]
    return ", ".join(part for part in (told.name, born, age, told.relation, elsewhere, *beside) if part)


def _forms(child: Child, day: date) -> Iterator[tuple[str, Any]]:
    answers = dict(ANSWERS)
    for form in child.forms:
        harm = ", and the child is being harmed or has been" if form.harm else ""
        who = f"Who might know: {form.who_would_know}" if form.who_would_know else ""
        said = (answers[form.answer] + harm, form.what, who)
        yield _word(codes.of("exploitation_forms"), form.form, day), "\n".join(part for part in said if part)


def _adult(adult: Adult) -> Iterator[tuple[str, Any]]:
    yield "Who they are to the child", adult.relation
    yield "Date of birth", adult.date_of_birth
    yield "Why they may be a risk", adult.why
    yield "Alleged or proved", dict(ALLEGATIONS).get(adult.allegation, "")
    yield "Order or condition", adult.restriction
    yield "How you know", adult.restriction_source
    yield "Ends", adult.restriction_ends_on
    yield "The home", "Not safe to write to or ring" if adult.home_contact_unsafe else ""
    yield "How to reach the family safely", adult.safe_contact
    yield from _beside(adult)


def _consent(said: Consent, day: date) -> Iterator[tuple[str, Any]]:
    three = codes.of("yes_no_not_known")
    because = said.not_asked_because
    why = f": {not_asked_because().words(because, day)}" if because else ""
    yield (
        "Asked",
        {"agreed": "They agreed", "said_no": "They said no", "not_asked": "Not asked"}[said.outcome] + why,
    )
    yield "Whom", said.asked_of
    yield "By whom", said.asked_by
    yield "When", says.moment(said.asked_at) if said.asked_at else ""
    yield "They know that you told us", _word(three, said.informed, day)
    yield "Consent is needed", _word(three, said.needed, day)
    yield "Why", said.needed_because
    yield "The young person understands", said.competence
    yield from _beside(said)
