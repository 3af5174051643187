"""What the sender added later, in words: every part of it, with when it came, beside what was told at first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kith.core import says
from kith.frontdoor.queries.forms import Form
from kith.frontdoor.queries.picture import Picture
from kith.frontdoor.reading.police import PoliceChild
from kith.frontdoor.reading.telling import Telling
from kith.web.refer.told import Row, Said, parts

# The same parts are shown to their sender as “you”.
FOR_US = {
    "What you have done": "What the sender did",
    "What you ask": "What the sender asks",
    "What worries you": "Risk",
    "They know that you told us": "They know that we were told",
    "How you know": "Source",
    "What led you to tell us": "What led them to tell us",
}
ONLY_A_CHILD: dict[str, Any] = {"children": [{}]}
NOTHING = {"Not known", "Not asked"}
# Shown above the parts.
ABOVE = {"What happened", "From"}


@dataclass(frozen=True)
class Added:
    """One addition: when it came, its words, and the parts that say more or other than the contact."""

    receipt: str
    received: str
    words: str
    is_in_danger: bool
    waits: bool
    withdraws: bool
    parts: list[Said]


def added(picture: Picture, now: datetime, *, waiting: Sequence[str] = ()) -> list[Added]:
    """What was added to a contact, in its order."""
    contact = picture.contact
    day = says.today_in_london(contact.received_at)
    first = {
        (row.key, row.value) for part in _parts(_first(picture), contact.police, day) for row in part.rows
    }
    return [
        Added(
            receipt=each.receipt_reference,
            received=says.short_moment(each.received_at, now),
            words=each.words,
            is_in_danger=each.in_danger == "yes",
            waits=each.receipt_reference in waiting,
            withdraws=bool(each.said.get("withdraws")),
            parts=_new(_parts(each.said, each.police, day), first),
        )
        for each in picture.additions
    ]


def _parts(said: dict[str, Any], police: dict[str, Any], day: date) -> list[Said]:
    """The parts of a telling as it is kept; one that names no child of this contact has the incident's alone."""
    told = Telling.model_validate({**said, **({} if said.get("children") else ONLY_A_CHILD)})
    children = [
        PoliceChild.model_validate(each) for each in said.get("children", []) if "involvement" in each
    ]
    told = told.model_copy(update={"children": children or (told.children if said.get("children") else [])})
    return parts(told, day, police)


def _new(told: list[Said], first: set[tuple[str, str]]) -> list[Said]:
    """What was not told before in the same words."""
    found = []
    for part in told:
        rows = [
            Row(FOR_US.get(row.key, row.key), row.value)
            for row in part.rows
            if (row.key, row.value) not in first and row.key not in ABOVE and row.value not in NOTHING
        ]
        if rows:
            found.append(Said(part.text, rows))
    return found


def _first(picture: Picture) -> dict[str, Any]:
    """What came with the contact, in the shape of a telling."""
    contact, record = picture.contact, picture.contact.record
    home = next((each for each in picture.addresses if each.is_current), None)
    child = {
        name: getattr(record, name)
        for name in (
            "given_name middle_names family_name known_as sex date_of_birth expected_on nhs_number upn phone parent_name"
        ).split()
    }
    child |= {name: getattr(contact, name) for name in ("risk", "risk_from", "need", "strengths", "impact")}
    return {
        "sender_name": contact.sender_name,
        "sender_contact": contact.sender_contact,
        "sender_reference": contact.sender_reference,
        "source_code": contact.source_code,
        "event_at": contact.event_at,
        "what_happened": contact.what_happened,
        "in_danger": contact.in_danger,
        "safe_now": contact.safe_now,
        "sender_did": contact.sender_did,
        "sender_asks": contact.sender_asks,
        "adults_answer": contact.adults_answer,
        "led_by": contact.led_by,
        "children": [
            {
                **child,
                "school_name": record.school_says,
                "school_urn": record.school_urn,
                "gp_name": record.practice_says,
                "gp_ods_code": record.practice_code,
                "address_line": home.line if home else "",
                "postcode": home.postcode if home else "",
                "forms": [
                    _form(each)
                    for each in picture.forms.seen + picture.forms.not_known + picture.forms.not_seen
                ],
                "words": contact.childs_words,
                "words_heard": contact.words_heard,
                "spoken_alone": contact.spoken_alone or "",
                "spoken_alone_who": contact.spoken_alone_who,
                **{
                    n: v
                    for n, v in contact.police.items()
                    if n in ("spoken_to", "spoken_to_alone", "demeanour")
                },
                **({"involvement": "involved"} if "submitted_at" in contact.police else {}),
            }
        ],
    }


def _form(each: Form) -> dict[str, Any]:
    answer = "seen" if each.answer in {"harm", "sign"} else each.answer
    return {
        "form": each.code,
        "answer": answer,
        "harm": each.answer == "harm",
        "what": each.what,
        "who_would_know": each.who_would_know,
    }
