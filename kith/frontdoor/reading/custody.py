"""A child in police custody: what a force's custody system posts, read into a telling."""

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from kith.frontdoor.reading import sent_as_json
from kith.frontdoor.reading.telling import Child, Moment, Part, Short, Telling, Text, ThreeAnswers, today
from kith.frontdoor.rules import shapes


class CustodyNotification(Part):
    """A child was arrested or is detained (PACE 1984; Code C for juveniles)."""

    custody_ref: Annotated[str, Field(min_length=1, max_length=60)]
    submitted_at: Moment
    arrested_at: Moment
    station: Short
    officer: Short
    offence: Annotated[str, Field(min_length=1, max_length=2_000)]
    circumstances: Text = ""
    appropriate_adult: ThreeAnswers = "not_known"
    appropriate_adult_who: Short = ""
    exploitation_considered: ThreeAnswers = "not_known"
    exploitation_why: Text = ""
    nrm_considered: ThreeAnswers = "not_known"
    strip_searched: ThreeAnswers = "not_known"
    strip_search_why: Text = ""
    ended: Annotated[str, Field(max_length=40)] = "still_held"
    ended_at: Moment | None = None
    conditions: Text = ""
    actions_taken: Text = ""
    asks: Text = ""
    in_danger: ThreeAnswers = "not_known"
    safe_now: Annotated[str, Field(max_length=300)] = ""
    adults_answer: Literal["yes", "none_known", "not_asked"] = "not_asked"
    children: Annotated[list[Child], Field(min_length=1, max_length=20)]

    @field_validator("ended")
    @classmethod
    def a_known_end(cls, code: str) -> str:
        shapes.words(shapes.custody_ends(), code, today())
        return code


OWN = (
    "custody_ref station arrested_at offence appropriate_adult appropriate_adult_who exploitation_considered"
    " exploitation_why nrm_considered strip_searched strip_search_why ended ended_at conditions submitted_at"
).split()


def read(raw: bytes) -> tuple[Telling, dict[str, Any]]:
    """The telling in it, and what only custody says. CannotRead says in sentences why not."""
    told = sent_as_json.read(CustodyNotification, raw)
    telling = sent_as_json.telling(
        told,
        sender_name=told.officer,
        sender_reference=told.custody_ref,
        source_code="6",
        sub_source="custody",
        event_at=told.arrested_at,
        what_happened=told.circumstances or f"Arrested: {told.offence}",
        in_danger=told.in_danger,
        safe_now=told.safe_now,
        sender_did=told.actions_taken,
        sender_asks=told.asks,
        adults_answer=told.adults_answer,
        children=told.children,
    )
    own = sent_as_json.own(told, *OWN)
    own["ended"] = shapes.words(shapes.custody_ends(), told.ended, today())
    return telling, own
