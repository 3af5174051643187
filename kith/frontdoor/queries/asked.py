"""What managers were asked about closing, and what they answered."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from kith.core import says
from kith.core.written import Given, once
from kith.frontdoor.models import ClosingAsk, ClosingView, Decision
from kith.frontdoor.rules import decide as rules


@dataclass(frozen=True)
class Asked:
    """One question to the managers of a front door, and its answer if there is one."""

    reference: str
    outcome: str
    reasons: str
    asked_by: str
    post: int
    worker: int
    asked_at: datetime
    is_agreed: bool | None
    is_overtaken: bool
    answered_by: str
    answered_at: datetime | None
    because: str

    @property
    def waits(self) -> bool:
        """Nobody has answered, and it was not decided before anybody could."""
        return self.is_agreed is None and not self.is_overtaken

    @property
    def mark(self) -> str:
        """In three words, beside the child’s name; nothing of what was asked before the contact was last decided."""
        if self.is_overtaken:
            return ""
        if self.is_agreed is None:
            return "Manager asked"
        return "Manager agrees" if self.is_agreed else "Manager does not agree"


def latest(contact: str, *, at: datetime | Given) -> Subquery:
    """The latest that a manager was asked by this moment about the contact in this column, for `told` to read."""
    rows = _answered(ClosingAsk.objects.filter(contact=OuterRef(contact), asked_at__lte=at), at)
    return Subquery(rows.order_by("-id").values(told=_TOLD)[:1])


def history(contact: int, *, at: datetime) -> list[Asked]:
    """All that was asked about one contact, the latest first."""
    return [told(row) for row in _history.rows(contact=contact, at=at)]


@once
def _history() -> QuerySet[ClosingAsk, dict[str, Any]]:
    at = Given("at")
    found = _answered(ClosingAsk.objects.filter(contact=Given("contact"), asked_at__lte=at), at)
    return found.order_by("-id").values_list(_TOLD, flat=True)


_TOLD = JSONObject(
    reference="reference",
    outcome="outcome",
    reasons="reasons",
    asked_by="by_worker__says",
    post="by_post_id",
    worker="by_worker_id",
    asked_at="asked_at",
    is_agreed="is_agreed",
    is_overtaken="is_overtaken",
    answered_by="answered_by",
    answered_at="answered_at",
    because="answer",
)


def _answered(rows: QuerySet[ClosingAsk], at: datetime | Given) -> QuerySet[ClosingAsk]:
    views = ClosingView.objects.filter(ask=OuterRef("pk"), recorded_at__lte=at).order_by("id")
    since = Decision.objects.filter(
        contact=OuterRef("contact"), decided_at__gte=OuterRef("asked_at"), decided_at__lte=at
    )
    return rows.annotate(
        is_overtaken=Exists(since),
        is_agreed=Subquery(views.values("is_agreed")[:1]),
        answered_by=Subquery(views.values("by_worker__says")[:1]),
        answered_at=Subquery(views.values("recorded_at")[:1]),
        answer=Subquery(views.values("because")[:1]),
    )


def told(row: dict[str, Any]) -> Asked:
    """One question as the database told it."""
    asked_at = datetime.fromisoformat(row["asked_at"])
    answered_at = row["answered_at"]
    return Asked(
        **{
            **row,
            "outcome": rules.outcomes().words(row["outcome"], says.today_in_london(asked_at)),
            "asked_at": asked_at,
            "answered_at": datetime.fromisoformat(answered_at) if answered_at else None,
            "answered_by": row["answered_by"] or "",
            "because": row["because"] or "",
        }
    )
