"""The directory of mailboxes, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Subquery

from kith.core.says import today_in_london
from kith.notify import rules
from kith.notify.models import Mailbox, Witness, WitnessedHead


@dataclass(frozen=True)
class MailboxLine:
    """One mailbox as the directory prints it."""

    address: str
    says: str
    verified_at: datetime | None
    verify_again_on: date | None
    asked_at: datetime | None
    given_up_at: datetime | None
    given_up_on: date | None
    is_to_be_asked: bool


def mailboxes(*, agency: int, on: date) -> list[MailboxLine]:
    """The live mailboxes of an agency."""
    return [
        MailboxLine(
            address=box.address,
            says=box.says,
            verified_at=box.verified_at,
            verify_again_on=box.verify_again_on,
            asked_at=box.asked_once_more_at or box.asked_at,
            given_up_at=box.given_up_at,
            given_up_on=today_in_london(rules.given_up_at(box.asked_at)) if box.asked_at else None,
            is_to_be_asked=box.verified_at is None
            or (box.verify_again_on is not None and box.verify_again_on <= on),
        )
        for box in Mailbox.objects.filter(agency_id=agency, ended_at=None).order_by("address", "id")
    ]


def that_answer(agencies: Iterable[int]) -> set[int]:
    """Which of these agencies have a mailbox that has answered."""
    return set(
        Mailbox.objects.filter(
            agency_id__in=list(agencies), ended_at=None, verified_at__isnull=False
        ).values_list("agency_id", flat=True)
    )


def silent(agencies: Iterable[int]) -> dict[int, bool]:
    """Which of these agencies have a mailbox that was asked again and is silent; true where nothing is sent there now."""
    found: dict[int, bool] = {}
    boxes = Mailbox.objects.filter(agency_id__in=list(agencies), ended_at=None, asked_at__isnull=False)
    for agency, given_up_at in boxes.values_list("agency_id", "given_up_at"):
        found[agency] = found.get(agency, False) or given_up_at is not None
    return found


@dataclass(frozen=True)
class WitnessLine:
    """A witness of the sealed audit, and what came of the last head that it was sent."""

    agency: str
    reference: str
    address: str
    since: datetime
    size: int | None
    sent_at: datetime | None
    outcome: str


def witnesses() -> list[WitnessLine]:
    """The agencies that are sent the heads of the audit now."""
    last = WitnessedHead.objects.filter(witness=OuterRef("pk")).order_by("-sent_at", "-pk")
    live = Witness.objects.filter(ended_at=None).select_related("agency").order_by("agency__says")
    return [
        WitnessLine(
            agency=each.agency.says,
            reference=each.agency.reference,
            address=each.address,
            since=each.since,
            size=each.size,
            sent_at=each.sent_at,
            outcome=each.outcome or "",
        )
        for each in live.annotate(
            size=Subquery(last.values("size")[:1]),
            sent_at=Subquery(last.values("sent_at")[:1]),
            outcome=Subquery(last.values("outcome")[:1]),
        )
    ]
