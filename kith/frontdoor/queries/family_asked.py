"""What the front door asked the family itself, and what they said."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from kith.frontdoor.models import FamilyAsked


@dataclass(frozen=True)
class AskedFamily:
    """Once: who of the front door wrote it down and when, of whom and on which day they asked, and the answer as codes."""

    at: datetime
    by: str
    of: str
    on: date | None
    outcome: str
    because: str
    informed: str
    words: str


def family_was_asked() -> ArraySubquery:
    """Every time that the front door asked about a contact, the first first, as one value."""
    rows = FamilyAsked.objects.filter(contact=OuterRef("pk")).order_by("id")
    told = JSONObject(
        at="recorded_at",
        by="by_worker__says",
        of="asked_of",
        on="asked_on",
        outcome="outcome",
        because="not_asked_because",
        informed="is_informed",
        words="words",
    )
    return ArraySubquery(rows.values(told=told))


def family_asked(told: list[dict[str, Any]]) -> list[AskedFamily]:
    """The same, as they were written down."""
    return [
        AskedFamily(
            **{
                **each,
                "at": datetime.fromisoformat(each["at"]),
                "on": date.fromisoformat(each["on"]) if each["on"] else None,
            }
        )
        for each in told
    ]
