"""What `frontdoor` answers to those below it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from kith.core import says
from kith.frontdoor.actions.land import land_telling
from kith.frontdoor.actions.work import hold
from kith.frontdoor.models import Contact
from kith.frontdoor.queries import data_incidents
from kith.frontdoor.queries.queues import waiting
from kith.frontdoor.reading import rows
from kith.frontdoor.reading.channels import READERS
from kith.frontdoor.rules.contact import State
from kith.frontdoor.rules.sent import sender_sources
from kith.intake import questions
from kith.intake.models import Receipt
from kith.intake.reading import Landed, RowTold
from kith.record import ledger
from kith.record.questions import queues
from kith.record.queues import Waiting
from kith.sharing.actor import Actor
from kith.sharing.models import Agency
from kith.sharing.questions import gives_back

UNKNOWN_SOURCE = "10"


@questions.land.answered_by
def becomes_contacts(*, receipt: Receipt, channel: str, raw: bytes, by: Actor, at: datetime) -> Landed | None:
    reader = READERS.get(channel)
    if reader is None:
        return None
    telling, own = reader(raw)
    return land_telling(receipt=receipt, telling=telling, own=own, by=by, at=at)


@questions.headings.answered_by
def columns_of_a_file(*, shape: str, header: Sequence[str], at: datetime) -> dict[str, int]:
    return rows.matched(shape, header, says.today_in_london(at))


@questions.row.answered_by
def row_of_a_file(
    *,
    shape: str,
    values: Mapping[str, str],
    beside: Mapping[str, str],
    agency: Agency,
    received_at: datetime,
    days_first: bool | None,
) -> RowTold:
    known, day = sender_sources(), says.today_in_london(received_at)
    source = (
        known.get(agency.kind, day).extra["reports_as"] if known.has(agency.kind, day) else UNKNOWN_SOURCE
    )
    return rows.told(shape, values, beside, source=source, received_at=received_at, days_first=days_first)


@gives_back.answered_by
def contacts_go_back_to_the_queue(
    *, subjects: Iterable[int], posts: Iterable[int], by: Actor, at: datetime
) -> list[str]:
    """A contact that somebody had taken on waits for another: the front door sees it among the unclaimed."""
    theirs = Contact.objects.select_for_update(of=("self",)).filter(
        subject_id__in=list(subjects), held_by_id__in=list(posts), state=State.RECEIVED
    )
    given = list(theirs.order_by("id"))
    for contact in given:
        hold(contact, post=None, at=at)
        ledger.write(
            "frontdoor.given_back",
            subject=contact.subject_id,
            by=by,
            at=at,
            about=contact.reference,
            purpose="decide",
        )
    return [f"{says.count(len(given), 'contact')} went back to the front door’s queue"] if given else []


@queues.answered_by
def queues_of_the_front_door(*, by: Actor, at: datetime) -> list[Waiting]:
    return waiting(by, at)


@queues.answered_by
def queues_of_data_incidents(*, by: Actor, at: datetime) -> list[Waiting]:
    return data_incidents.waiting(by, at)
