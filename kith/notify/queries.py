"""The directory of mailboxes, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from kith.notify.models import Mailbox


@dataclass(frozen=True)
class MailboxLine:
    """One mailbox as the directory prints it."""

    address: str
    says: str
    verified_at: datetime | None
    verify_again_on: date | None
    is_to_be_asked: bool


def mailboxes(*, agency: int, on: date) -> list[MailboxLine]:
    """The live mailboxes of an agency."""
    return [
        MailboxLine(
            address=box.address,
            says=box.says,
            verified_at=box.verified_at,
            verify_again_on=box.verify_again_on,
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
