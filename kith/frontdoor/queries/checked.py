"""Who looked for restrictions on adults, where, and what they found."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from kith.core.says import today_in_london
from kith.frontdoor.models import RestrictionsChecked
from kith.frontdoor.rules.checked import places


@dataclass(frozen=True)
class Checked:
    """One check: when, by whom, where, and what was there."""

    at: datetime
    by: str
    where: str
    found: str


def was_checked() -> ArraySubquery:
    """Every check of a contact, the latest first, as one value."""
    rows = RestrictionsChecked.objects.filter(contact=OuterRef("pk")).order_by("-id")
    told = JSONObject(places="places", found="found", at="recorded_at", by="by_worker__says")
    return ArraySubquery(rows.values(told=told))


def checked(told: list[dict[str, Any]]) -> list[Checked]:
    """The checks in words."""
    found = []
    for each in told:
        at = datetime.fromisoformat(each["at"])
        where = [places().words(code, today_in_london(at)) for code in each["places"]]
        found.append(Checked(at, each["by"], "; ".join(where), each["found"]))
    return found
