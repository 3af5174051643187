"""Whether a contact was handed to another area, whether that area accepted it, and what came of it there."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import JSONField, OuterRef, Subquery
from django.db.models.functions import JSONObject

from kith.frontdoor.models import Contact, HandOver, HandOverAnswer, Progress, Step
from kith.frontdoor.rules import handed as rules
from kith.intake.models import Channel
from kith.notify.models import Notice

NOTICE = "hand_over_answered"


@dataclass(frozen=True)
class Handed:
    """A hand-over and how it stands. `came` means that it came from another area; otherwise it went to one."""

    state: str
    area: str
    at: datetime | None = None
    by: str = ""
    because: str = ""
    how: str = ""
    receipt: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""
    words: str = ""
    came: bool = False
    siblings: list[dict[str, str]] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        return self.state == rules.WAITS

    @property
    def is_accepted(self) -> bool:
        return self.state == rules.ACCEPTED


def was_handed() -> Subquery:
    """The last time that a contact was handed over, with all that was answered, as one value."""
    steps = Progress.objects.filter(receipt=OuterRef("receipt"), step__in=(Step.ACCEPTED, Step.SENT_BACK))
    why = Notice.objects.filter(about=OuterRef("receipt__reference"), kind=NOTICE).order_by("-id")
    told = JSONObject(
        to="to_says",
        at="recorded_at",
        by="by_worker__says",
        because="because",
        how="how",
        siblings="siblings",
        receipt="receipt__reference",
        steps=ArraySubquery(
            steps.order_by("id").values(told=JSONObject(contact="contact", step="step", at="at"))
        ),
        words=Subquery(why.values("words")[:1]),
        answers=ArraySubquery(
            HandOverAnswer.objects.filter(hand_over=OuterRef("pk")).order_by("id").values(told=_ANSWER)
        ),
    )
    return Subquery(
        HandOver.objects.filter(contact=OuterRef("pk")).order_by("-id").values(told=told)[:1],
        output_field=JSONField(),
    )


def was_answered() -> Subquery:
    """What this front door answered to the area that handed a contact over, as one value."""
    said = HandOverAnswer.objects.filter(contact=OuterRef("pk"), hand_over=None).order_by("-id")
    return Subquery(said.values(told=_ANSWER)[:1], output_field=JSONField())


_ANSWER = JSONObject(is_accepted="is_accepted", at="answered_at", by="who", words="words")


def handed(contact: Any) -> Handed | None:
    """How a contact stands between two areas; `contact` was opened with what `was_handed` and `was_answered` found."""
    if told := contact.was_handed:
        return _went(told)
    return _came(contact) if contact.channel == Channel.AREA.value else None


def state_of(contact: Contact) -> str:
    """How the last hand-over of a contact stands; empty where there is none. A contact that was opened for a page knows it."""
    told = contact.was_handed if hasattr(contact, "was_handed") else _last(contact)
    return _went(told).state if told else ""


def _last(contact: Contact) -> Any:
    opened = Contact.objects.filter(pk=contact.pk).annotate(told=was_handed())
    return opened.values_list("told", flat=True).first()


def is_taken_over(contact: Contact) -> bool:
    """Whether another area has accepted each child that was handed to it with this contact."""
    return state_of(contact) == rules.ACCEPTED


def _went(told: dict[str, Any]) -> Handed:
    steps, answers = told["steps"] or [], told["answers"] or []
    state = rules.state(
        children=1 + sum(each.get("goes") == "goes" for each in told["siblings"]),
        steps=[(each["contact"], each["step"]) for each in steps],
        answers=[each["is_accepted"] for each in answers],
        is_in_kith=bool(told["receipt"]),
    )
    last = (answers or [{}])[-1] if not told["receipt"] else (steps or [{}])[-1]
    return Handed(
        state=state,
        area=told["to"],
        at=datetime.fromisoformat(told["at"]),
        by=told["by"],
        because=told["because"],
        how=told["how"],
        receipt=told["receipt"] or "",
        answered_at=datetime.fromisoformat(last["at"]) if last.get("at") else None,
        answered_by=last.get("by", ""),
        words=last.get("words") or told["words"] or "",
        siblings=told["siblings"],
    )


def _came(contact: Any) -> Handed:
    said = contact.was_answered
    state = rules.WAITS if not said else rules.ACCEPTED if said["is_accepted"] else rules.SENT_BACK
    return Handed(
        state=state,
        area=contact.from_agency.says,
        at=contact.received_at,
        by=contact.sender_name,
        came=True,
        answered_at=datetime.fromisoformat(said["at"]) if said else None,
        answered_by=said["by"] if said else "",
        words=said["words"] if said else "",
    )
