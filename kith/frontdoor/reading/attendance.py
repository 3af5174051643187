"""A child seen by an ambulance crew or in an emergency department, read into a telling."""

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from kith.frontdoor.reading import sent_as_json
from kith.frontdoor.reading.telling import Child, Moment, Part, Short, Telling, Text, ThreeAnswers, today
from kith.frontdoor.rules import shapes

SERVICES = {"ambulance": ("Ambulance crew", "3F"), "emergency_department": ("Emergency department", "3E")}


class HealthAttendance(Part):
    """A child was seen by an ambulance crew or in an emergency department, and why."""

    attendance_ref: Annotated[str, Field(min_length=1, max_length=60)]
    submitted_at: Moment
    attended_at: Moment
    service: Literal["ambulance", "emergency_department"]
    place: Short
    practitioner: Short
    came_for: Annotated[list[Annotated[str, Field(max_length=40)]], Field(min_length=1, max_length=10)]
    circumstances: Text
    came_with: Short = ""
    seen_alone: ThreeAnswers = "not_known"
    parent_told: ThreeAnswers = "not_known"
    left: Short = ""
    actions_taken: Text = ""
    asks: Text = ""
    in_danger: ThreeAnswers = "not_known"
    safe_now: Annotated[str, Field(max_length=300)] = ""
    adults_answer: Literal["yes", "none_known", "not_asked"] = "not_asked"
    children: Annotated[list[Child], Field(min_length=1, max_length=20)]

    @field_validator("came_for")
    @classmethod
    def known_reasons(cls, codes: list[str]) -> list[str]:
        for code in codes:
            shapes.words(shapes.attended_for(), code, today())
        return codes


OWN = "attendance_ref place attended_at came_with seen_alone parent_told left submitted_at".split()


def read(raw: bytes) -> tuple[Telling, dict[str, Any]]:
    """The telling in it, and what only those who saw the child there say. CannotRead says in sentences why not."""
    told = sent_as_json.read(HealthAttendance, raw)
    service, source = SERVICES[told.service]
    telling = sent_as_json.telling(
        told,
        sender_name=told.practitioner,
        sender_reference=told.attendance_ref,
        source_code=source,
        sub_source=told.service,
        event_at=told.attended_at,
        what_happened=told.circumstances,
        in_danger=told.in_danger,
        safe_now=told.safe_now,
        sender_did=told.actions_taken,
        sender_asks=told.asks,
        adults_answer=told.adults_answer,
        children=[child.seen_alone(told.seen_alone) for child in told.children],
    )
    reasons = [shapes.words(shapes.attended_for(), code, today()) for code in told.came_for]
    return telling, {"service": service, "came_for": reasons} | sent_as_json.own(told, *OWN)
