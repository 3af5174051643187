"""A police notification: what a force's system posts, read into a telling."""

import json
from typing import Annotated, Any

from pydantic import Field, ValidationError

from kith.frontdoor.reading.telling import (
    Child,
    Moment,
    Part,
    Short,
    Telling,
    Text,
    ThreeAnswers,
    sentences,
    text_of,
)
from kith.intake.reading import CannotRead


class PoliceChild(Child):
    """A child present or involved, with how the officer found them."""

    involvement: Annotated[str, Field(max_length=20)] = "involved"
    spoken_to: ThreeAnswers = "not_known"
    spoken_to_alone: ThreeAnswers = "not_known"
    demeanour: Text = ""


class PoliceNotification(Part):
    """A notification about children (a force's own child concern or vulnerability report)."""

    police_ref: Annotated[str, Field(min_length=1, max_length=60)]
    incident_at: Moment
    submitted_at: Moment
    officer: Short
    unit: Short
    type: Short
    circumstances: Text
    risk: Text = ""
    previous_incidents: Text = ""
    police_risk_grade: Short = ""
    missing_link: Short = ""
    weapons_drugs_injury: Text = ""
    actions_taken: Text = ""
    asks: Text = ""
    led_by: Short = ""
    recipients: list[Short] = []
    in_danger: ThreeAnswers = "not_known"
    safe_now: Annotated[str, Field(max_length=300)] = ""
    adults_answer: Annotated[str, Field(max_length=12)] = "not_asked"
    children: Annotated[list[PoliceChild], Field(min_length=1, max_length=20)]


OWN = (
    "type",
    "unit",
    "previous_incidents",
    "police_risk_grade",
    "missing_link",
    "weapons_drugs_injury",
    "recipients",
)


def read(raw: bytes) -> tuple[Telling, dict[str, Any]]:
    """The telling in a notification, and what only police say. CannotRead says in sentences why not."""
    try:
        told = PoliceNotification.model_validate(json.loads(text_of(raw)))
        # A field that we do not know is kept; one that has a name of ours is kept apart, and decides nothing.
        extra = told.model_extra or {}
        apart = {name: value for name, value in extra.items() if name in Telling.model_fields}
        others: dict[str, Any] = {n: value for n, value in extra.items() if n not in Telling.model_fields}
        telling = Telling(
            **(others | ({"other_fields": apart} if apart else {})),
            sender_name=told.officer,
            sender_reference=told.police_ref,
            source_code="6",
            event_at=told.incident_at,
            what_happened=told.circumstances,
            in_danger=told.in_danger,
            safe_now=told.safe_now,
            sender_did=told.actions_taken,
            sender_asks=told.asks,
            led_by=told.led_by,
            adults_answer=told.adults_answer,  # type: ignore[arg-type]
            children=[
                child.seen_alone(child.spoken_to_alone).model_copy(update={"risk": child.risk or told.risk})
                for child in told.children
            ],
        )
    except UnicodeDecodeError:
        raise CannotRead(["The text is not UTF-8. Send it again in UTF-8."]) from None
    except (json.JSONDecodeError, RecursionError):
        raise CannotRead(["This is not JSON that can be read. Send the whole notification again."]) from None
    except ValidationError as error:
        raise CannotRead(sentences(error)) from None
    own = {name: getattr(told, name) for name in OWN if getattr(told, name)}
    own["submitted_at"] = told.submitted_at.isoformat()
    return telling, own
